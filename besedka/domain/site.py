"""A site: the origin (scheme, host, port) that somebody named."""

import ipaddress
import re
from urllib.parse import urlsplit

from besedka.domain.errors import BadInput

_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")


def clean_site(site: str) -> str:
    """Return the origin that `site` names, as a browser spells it; BadInput `site_invalid`.

    `shop.example`, `https://Shop.example/path` and `https://shop.example:443` are all `https://shop.example`.
    """
    text = site.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port, host = parts.port, _host(parts.hostname or "")
    except ValueError:
        raise BadInput("site_invalid", {"site": text[:200]}) from None
    if parts.scheme not in ("http", "https") or parts.username is not None or "\\" in text:
        raise BadInput("site_invalid", {"site": text[:200]})
    default = 443 if parts.scheme == "https" else 80
    return f"{parts.scheme}://{host}" + ("" if port in (None, default) else f":{port}")


def _host(name: str) -> str:
    """Return the host as a browser spells it in an origin; ValueError for what cannot be one."""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name).compressed}]"
    host = name.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(host):
        raise ValueError(name)
    return host
