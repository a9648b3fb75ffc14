"""A push service of our own, on a socket of this machine, and a browser that subscribed to it: what it hears it opens with its own key, by
somebody else's code (http-ece), and whose it is it asks somebody else's too (py-vapid)."""

import json
import secrets
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02, jwt

from besedka.domain.subscription import encoded
from tests.crm.vendor import Asked, Said, Vendor
from tests.mail import make_certificate


class PushService(Vendor):
    """Takes what is pushed, and answers as it is told to."""

    said = Said(201)

    def answer(self, asked: Asked) -> Said:
        return self.said


class Browser:
    """A browser at a push service."""

    def __init__(self, service: PushService) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = secrets.token_bytes(16)
        self.path = f"/send/{secrets.token_hex(8)}"
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.values = {
            "endpoint": f"{service.url}{self.path}", "p256dh": encoded(point), "auth": encoded(self.auth),
        }  # fmt: skip

    def opens(self, asked: Asked) -> dict[str, object]:
        """Return what was pushed."""
        assert (asked.method, asked.path, asked.headers["content-encoding"]) == ("POST", self.path, "aes128gcm")
        text = http_ece.decrypt(asked.body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        found: dict[str, object] = json.loads(text)
        return found


def claims(asked: Asked, key: str) -> dict[str, object]:
    """Return what the sender with this public key claims: the signature holds."""
    said = asked.headers["authorization"]
    assert Vapid02.verify(said)
    scheme, _, rest = said.partition(" ")
    parts = dict(one.split("=", 1) for one in rest.split(","))
    assert (scheme, parts["k"]) == ("vapid", key)
    found: dict[str, object] = jwt.decode(parts["t"], key)
    return found


@dataclass(frozen=True)
class Served:
    """A push service, and who trusts its certificate."""

    service: PushService
    trust: ssl.SSLContext
    certificate: Path


@contextmanager
def push_service(folder: Path) -> Iterator[Served]:
    """Have a push service."""
    certificate = make_certificate(folder)
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(certificate)
    with PushService(shown) as service:
        yield Served(service, ssl.create_default_context(cafile=str(certificate)), certificate)
