"""A browser's subscription to pushes: where they go, and what opens them (RFC 8030, 8291)."""

import base64
import binascii
from dataclasses import dataclass
from urllib.parse import urlsplit

from besedka.domain.errors import BadInput

LONGEST = 2_000
"""Characters of an endpoint."""
POINT, AUTH = 65, 16
"""Bytes of a browser's public key (an uncompressed point of P-256), and of the secret that it shares."""
MAX_NAME = 60

_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("YaBrowser", "Yandex"), ("OPR/", "Opera"), ("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Vivaldi", "Vivaldi"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser gives: the keys are base64url without padding."""

    endpoint: str
    p256dh: str
    auth: str

    @property
    def host(self) -> str:
        """The push service's name: all that people are shown of where it leads."""
        return urlsplit(self.endpoint).hostname or ""


def clean(endpoint: str, p256dh: str, auth: str) -> Subscription:
    """Return a subscription that pushes can be sealed for. BadInput `push_wrong`: whether its address may be reached is asked when one is
    sent."""
    key, secret = _bytes(p256dh), _bytes(auth)
    fits = len(key) == POINT and key[:1] == b"\x04" and len(secret) == AUTH
    if not fits or len(endpoint) > LONGEST or not _is_address(endpoint):
        raise BadInput("push_wrong")
    return Subscription(endpoint, encoded(key), encoded(secret))


def _is_address(endpoint: str) -> bool:
    if not (endpoint.isascii() and endpoint.isprintable() and " " not in endpoint):
        return False
    try:
        parts = urlsplit(endpoint)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and (parts.port or 1) > 0
    except ValueError:
        return False


def encoded(raw: bytes) -> str:
    """Return bytes as push's headers spell them."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Return what was spelled so. ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)


def _bytes(text: str) -> bytes:
    try:
        return decoded(text.rstrip("="))
    except (binascii.Error, ValueError):
        return b""


def called(user_agent: str) -> str:
    """Return what a device is called until somebody names it: `Chrome · Windows`; empty when neither can be told."""
    found = (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))
    return " · ".join(part for part in found if part)


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in table if mark in text), "")


def clean_name(name: str) -> str:
    """Return a device's name as it is kept. BadInput `name_empty`, `name_too_long`."""
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not cleaned:
        raise BadInput("name_empty")
    if len(cleaned) > MAX_NAME:
        raise BadInput("name_too_long", {"limit": MAX_NAME})
    return cleaned
