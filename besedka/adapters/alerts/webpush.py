"""Alerts by web push: sealed for one browser (RFC 8291, 8188), signed by this installation (RFC 8292), handed to its push service (8030).

Of what is told, the service sees how long it may wait and how urgent it is: nothing else.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from besedka.adapters.alerts.asking import doors, post
from besedka.domain.subscription import decoded, encoded
from besedka.ports.alerts import AlertFailed, Notice, Values
from besedka.ports.clock import Clock
from besedka.ports.http import Http

CURVE = ec.SECP256R1()
RECORD = 4096
MOST = 3_800
"""Bytes of what is told: services take bodies of 4,096, with 103 of them for what opens it."""
PROVEN_FOR = 12 * 3_600
"""Seconds for which a signature holds; a day is the most that services accept."""
MINUTE, HOUR = 60, 3_600
KEEPS = {"test": 5 * MINUTE, "ladder": 4 * HOUR}
"""Seconds for which a service keeps what it cannot hand over yet; everything else for a day."""
CALM = ("lead_failed", "channel_failed", "disk_full", "operators_back")


def new_key() -> bytes:
    """Return a new private key of an installation."""
    return ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(32, "big")


def public_key(key: bytes) -> str:
    """Return the public half as browsers want it when they subscribe."""
    return encoded(_point(_private(key).public_key()))


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the installation's private key, and where whoever runs a push service reaches its people (`mailto:` or `https:`)."""

    key: bytes
    contact: str


class WebPush:
    """Tells browsers."""

    def __init__(self, http: Http, clock: Clock, sender: Sender) -> None:
        self._http = http
        self._clock = clock
        self._sender = sender

    async def tell(self, values: Values, notice: Notice) -> None:
        """Hand the notice to the browser's push service."""
        endpoint = values["endpoint"]
        try:
            body = sealed(told(notice), decoded(values["p256dh"]), decoded(values["auth"]))
        except ValueError:
            raise AlertFailed("alert_address", "no key of a browser", permanent=True) from None
        headers = {
            "Content-Type": "application/octet-stream", "Content-Encoding": "aes128gcm",
            "TTL": str(KEEPS.get(notice.kind, 24 * HOUR)), "Urgency": "normal" if notice.kind in CALM else "high",
            "Topic": topic(notice.tag or notice.id), "Authorization": self._signed(endpoint),
        }  # fmt: skip
        try:
            await post(self._http, endpoint, headers, body, (*doors(endpoint), values["auth"]))
        except AlertFailed as failed:
            if failed.detail.startswith("HTTP 404"):  # as gone as 410 (RFC 8030, 7.3)
                raise AlertFailed("alert_gone", failed.detail, gone=True) from failed
            raise

    def _signed(self, endpoint: str) -> str:
        parts, now = urlsplit(endpoint), self._clock.now() // 1000
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": now + PROVEN_FOR, "sub": self._sender.contact}
        text = ".".join(encoded(_json(part)) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
        key = _private(self._sender.key)
        r, s = decode_dss_signature(key.sign(text.encode(), ec.ECDSA(SHA256())))
        signature = encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        return f"vapid t={text}.{signature},k={public_key(self._sender.key)}"


def topic(tag: str) -> str:
    """Return the name under which a service keeps the newest only: it tells nothing of what it is about."""
    return base64.urlsafe_b64encode(hashlib.sha256(tag.encode()).digest()[:24]).decode()


def told(notice: Notice) -> bytes:
    """Return what the browser is told. A text that is too long for a push ends in an ellipsis."""
    whole = _spelled(notice)
    if len(whole) <= MOST:
        return whole
    notice = replace(notice, title=notice.title[:200])
    fits, low, high = "", 0, len(notice.text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = notice.text[:middle].rstrip() + "…"
        low, high = (middle, high) if len(_spelled(replace(notice, text=fits))) <= MOST else (low, middle - 1)
    return _spelled(replace(notice, text=notice.text[:low].rstrip() + "…"))


def _spelled(notice: Notice) -> bytes:
    said = {
        "id": notice.id, "kind": notice.kind, "at": notice.at, "project": notice.project, "language": notice.language,
        "title": notice.title, "text": notice.text, "link": notice.link, "conversation": notice.conversation, "tag": notice.tag,
        "operator": notice.operator,
    }  # fmt: skip
    return _json({**said, "badge": notice.badge} if notice.badge is not None else said)


def sealed(
    text: bytes,
    browser: bytes,
    auth: bytes,
    *,
    once: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """Return the text as only the browser with this public key opens it. ValueError when that is none. `once` and `salt` are made anew for
    each push; tests give those of the standard's example."""
    once, salt = once or ec.generate_private_key(CURVE), salt or secrets.token_bytes(16)
    theirs, ours = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser), _point(once.public_key())
    shared = _derived(once.exchange(ec.ECDH(), theirs), auth, b"WebPush: info\0" + browser + ours, 32)
    key = _derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, text + b"\x02", None)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def _private(key: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(key, "big"), CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
