"""Addresses: where the server is, what may be opened inside, what outside, and links that point into the app. Pure."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, urlsplit

SCHEME = "besedka"
APP = "/operator/"
_FILES = "/api/operator/"
_LONGEST = 2_000
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
_PORTS = {"http": 80, "https": 443}
Where = Literal["app", "file", "outside", "nowhere"]
"""Where a link goes: stays in the window, is saved as a file, opens in the system's browser, or does not open at all."""


class AddressWrong(ValueError):
    """The address cannot be used; the text is a key of words.py."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A server, and the project's number where the link named one."""

    server: str
    project: int | None = None


def invitation(typed: str) -> Invitation:
    """Read what a person typed or pasted: a host, an address, or a link to a project. Raises AddressWrong."""
    text = typed.strip()
    if not text or len(text) > _LONGEST:
        raise AddressWrong("address_needed")
    try:
        return _invitation(text)
    except AddressWrong:
        raise
    except ValueError as error:
        raise AddressWrong("address_wrong") from error


def _invitation(text: str) -> Invitation:
    has_scheme = re.match(r"[a-z][a-z0-9+.-]*://", text, re.IGNORECASE) is not None
    parts = urlsplit(text if has_scheme else f"{_likely_scheme(text)}://{text}")
    origin = origin_of(parts.geturl())
    if origin is None or parts.username is not None:
        raise AddressWrong("address_wrong")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise AddressWrong("address_open")
    number = (parse_qs(parts.query).get("project") or [""])[0]
    return Invitation(origin, int(number) if re.fullmatch(r"[1-9][0-9]{0,9}", number) else None)


def _likely_scheme(text: str) -> str:
    host = urlsplit(f"//{text}").hostname or ""
    return "http" if is_loopback(host) else "https"


def origin_of(url: str) -> str | None:
    """Return scheme, host and port as a browser writes them; None when it is no address of a web page."""
    try:
        parts = urlsplit(url)
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    return f"{parts.scheme}://{host}" + ("" if port in (None, _PORTS[parts.scheme]) else f":{port}")


def _ascii(host: str) -> str:
    """Return the host as it goes over the wire; empty for what is none. Raises ValueError."""
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host)}]"
    plain = host.encode("idna").decode().lower()
    return plain if _HOST.fullmatch(plain) else ""


def is_loopback(host: str) -> bool:
    """Tell whether the host is this machine: the only one that may be spoken to without https."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def where(url: str, server: str) -> Where:
    """Decide where a link goes that was followed in a window of `server`."""
    origin = origin_of(url)
    if origin is None:
        return "nowhere"
    path = urlsplit(url).path
    if origin == server and (path + "/").startswith(APP):
        return "app"
    return "file" if origin == server and path.startswith(_FILES) else "outside"


def conversation_of(link: str) -> str | None:
    """Return the conversation that `besedka://conversation/…` points to; None when it points to none."""
    found = re.fullmatch(rf"{SCHEME}://conversation/([0-9a-f]{{32}})/?", link.strip(), re.IGNORECASE)
    return found[1].lower() if found else None
