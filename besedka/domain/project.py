"""A project: one company's chat, with its number, counter key and the sites that may carry the counter."""

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from besedka.domain.errors import BadInput
from besedka.domain.forms import Forms
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.domain.language import LANGUAGES
from besedka.domain.settings import Settings
from besedka.domain.speech import Speech
from besedka.domain.targeting import Targeting

KEY = re.compile(r"[0-9a-f]{32}\Z")
MAX_NAME = 100
MOST_SITES = 100
"""Sites of one project."""
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")


@dataclass(frozen=True, slots=True)
class Project:
    """One project. `sites` are exact origins (scheme, host, port) whose pages may load the counter; `language` is the one that its widget
    speaks, or `auto`: the visitor's."""

    number: ProjectNumber
    key: str
    name: str
    owner: OwnerId
    sites: tuple[str, ...]
    language: str
    hue: int
    settings: Settings = field(default_factory=Settings)
    targeting: Targeting = field(default_factory=Targeting)
    forms: Forms = field(default_factory=Forms)
    speech: Speech = field(default_factory=Speech)

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages of the widget, the main one first."""
        main = (self.language,) if self.language in LANGUAGES else ()
        return tuple(dict.fromkeys((*main, *self.speech.languages)))


def clean_name(name: str) -> str:
    """Return a project's or person's name without odd characters and blank edges; BadInput `name_empty`, `name_too_long`."""
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not cleaned:
        raise BadInput("name_empty")
    if len(cleaned) > MAX_NAME:
        raise BadInput("name_too_long", {"limit": MAX_NAME})
    return cleaned


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


def origin_allowed(project: Project, origin: str | None, own: str) -> bool:
    """Tell whether a page of `origin` may talk to this project: one of its sites, or the server itself (SECURITY.md, 20)."""
    return origin is not None and (origin == own or origin in project.sites)


def snippet(base_url: str, key: str) -> str:
    """Return the lines that a site puts before `</head>`: a queue for early calls, and one asynchronous script."""
    return (
        "<!-- Besedka -->\n<script>\n"
        "window.besedka=window.besedka||function(){(besedka.q=besedka.q||[]).push(arguments)}\n"
        f'</script>\n<script async crossorigin src="{base_url}/c/{key}.js"></script>\n<!-- /Besedka -->'
    )
