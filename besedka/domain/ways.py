"""The ways to get in touch besides the chat (PRODUCT.md 2.6): what may be typed for each, and the address that a page opens."""

import re
from collections.abc import Callable
from typing import Literal
from urllib.parse import quote, urlsplit

from besedka.domain.errors import BadInput
from besedka.domain.operator import clean_email
from besedka.domain.phone import clean_phone
from besedka.domain.site import clean_site

LinkKind = Literal["telegram", "whatsapp", "vk", "viber", "max", "email", "phone", "link"]
MAX_LINK = 300
"""Characters of a link: every page may have to load it."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d+(?:/|$))", re.IGNORECASE)
_HTTPS = re.compile(r"(?:https?://)?(?:www\.)?([^/?#]+)/?(.*)", re.IGNORECASE | re.DOTALL)
_TELEGRAM = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
_TELEGRAM_REST = re.compile(
    r"(?:[A-Za-z]\w{3,31}(?:/\d+)?|\+[\w-]{5,64}|joinchat/[\w-]{5,64})/?(?:\?[\w=&.%+~-]*)?", re.ASCII
)
_WA_REST = re.compile(r"(?:\d{8,15}|message/\w+)/?(?:\?text=[\w%.+~*!'()-]*)?", re.ASCII)
_NAME = re.compile(r"@?([A-Za-z0-9_][\w.]{1,63})", re.ASCII)
_NAME_REST = re.compile(r"[A-Za-z0-9_][\w.-]{0,63}(?:/[\w.~-]{1,128})*/?(?:\?[\w=&.%+~-]*)?", re.ASCII)
_VIBER = re.compile(r"viber://(?:chat|pa|add)\?[\w=&.%+~-]+", re.ASCII)
_VK_SECTIONS = frozenset(
    {"feed", "im", "friends", "groups", "video", "videos", "audio", "audios", "market", "apps", "albums", "photos"}
)
"""Pages of VK that each person sees their own of."""


def address(kind: LinkKind, typed: str) -> str:
    """Return what a page opens for what was typed. BadInput with the cure: `way_long`, `way_scheme`, `way_section`, `way_<kind>`, and
    those of a telephone number."""
    text = typed.strip()
    if len(text) > MAX_LINK:
        raise BadInput("way_long", {"limit": MAX_LINK, "length": len(text)})
    found = _KINDS[kind](text) if text.isprintable() else None
    if found is None or len(found) > 3 * MAX_LINK:
        raise _refusal(kind, text)
    return found


def _refusal(kind: LinkKind, text: str) -> BadInput:
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("https", "mailto", "tel", "viber"):
        return BadInput("way_scheme", {"scheme": scheme[1].lower()[:20]})
    return BadInput(f"way_{kind}")


def _split(text: str) -> tuple[str, str]:
    """Return the host and what follows it; nothing of an address that has no host of the web."""
    found = _HTTPS.fullmatch(text)
    return (found[1].lower(), found[2]) if found else ("", "")


def _telegram(text: str) -> str | None:
    host, rest = _split(text)
    if host in ("t.me", "telegram.me", "telegram.dog"):
        return f"https://t.me/{rest}" if _TELEGRAM_REST.fullmatch(rest) else None
    named = _TELEGRAM.fullmatch(text)
    return f"https://t.me/{named[1]}" if named else _by_number("https://t.me/+", text)


def _whatsapp(text: str) -> str | None:
    host, rest = _split(text)
    if host == "wa.me":
        return f"https://wa.me/{rest}" if _WA_REST.fullmatch(rest.lstrip("+")) else None
    if host == "api.whatsapp.com":
        return f"https://{host}/{rest}" if re.fullmatch(r"send/?\?phone=\d{8,15}(?:&text=[\w%.+~-]*)?", rest) else None
    if host in ("chat.whatsapp.com", "whatsapp.com"):
        return f"https://{host}/{rest}" if _NAME_REST.fullmatch(rest) else None
    return _by_number("https://wa.me/", text)


def _vk(text: str) -> str | None:
    host, rest = _split(text)
    if host in ("vk.com", "vk.ru", "m.vk.com", "vk.me"):
        name = re.split(r"[/?]", rest)[0]
        if re.fullmatch(r"im\?sel=-?\d+", rest):
            return f"https://vk.com/{rest}"
        if name in _VK_SECTIONS:
            raise BadInput("way_section", {"section": f"vk.com/{name}"})
        return f"https://{host}/{rest}" if _NAME_REST.fullmatch(rest) else None
    named = _NAME.fullmatch(text)
    return f"https://vk.me/{named[1]}" if named and not _of_the_web(text) else None


def _viber(text: str) -> str | None:
    if _VIBER.fullmatch(text):
        return text
    host, rest = _split(text)
    if host in ("invite.viber.com", "chats.viber.com", "viber.click", "viber.me"):
        return f"https://{host}/{rest}" if re.fullmatch(r"[\w.~-]*/?(?:\?[\w=&.%+~-]*)?", rest, re.ASCII) else None
    return _by_number("viber://chat?number=%2B", text)


def _max(text: str) -> str | None:
    host, rest = _split(text)
    if host in ("max.ru", "web.max.ru"):
        return f"https://{host}/{rest}" if _NAME_REST.fullmatch(rest) else None
    named = _NAME.fullmatch(text)
    return f"https://max.ru/{named[1]}" if named and not _of_the_web(text) else None


def _email(text: str) -> str | None:
    try:
        return "mailto:" + quote(clean_email(_without("mailto:", text)), safe="@+=!$&'*^`{|}~/")
    except BadInput:
        return None


def _phone(text: str) -> str | None:
    bare = _without("tel:", text)
    return None if not re.search(r"\d", bare) or re.search(r"[^\W\d_]{2}|[:/]", bare) else "tel:" + _number(bare)


def _link(text: str) -> str | None:
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() != "https":
        return None
    whole = text if scheme else f"https://{text}"
    try:
        origin, parts = clean_site(whole), urlsplit(whole)
    except (BadInput, ValueError):
        return None
    if "." not in origin or re.search(r"[\s\\<>\"]", text):
        return None
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query, mark = (quote(one, safe="/%:@!$&'()*+,;=~?") for one in (parts.query, parts.fragment))
    return origin + path + (f"?{query}" if query else "") + (f"#{mark}" if mark else "")


def _by_number(before: str, text: str) -> str | None:
    """Return an address that ends with a telephone number; None for what is none."""
    if not re.search(r"\d", text) or re.search(r"[^\W\d_]|[:/@?#=]", text):
        return None
    return before + _number(text)[1:]


def _number(text: str) -> str:
    return clean_phone(text)


def _without(scheme: str, text: str) -> str:
    return text[len(scheme) :] if text.lower().startswith(scheme) else text


def _of_the_web(text: str) -> bool:
    """Tell whether a name is rather a site: it has a dot and an ending of letters."""
    return bool(re.search(r"\.[A-Za-z]{2,}$", text))


_KINDS: dict[LinkKind, Callable[[str], str | None]] = {
    "telegram": _telegram, "whatsapp": _whatsapp, "vk": _vk, "viber": _viber, "max": _max, "email": _email, "phone": _phone,
    "link": _link,
}  # fmt: skip
