"""The multiwidget (PRODUCT.md 2.6): the ways to get in touch that the button offers, in which order, and how the button looks."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from besedka.domain import colour, invitation, ways
from besedka.domain.errors import BadInput
from besedka.domain.invitation import Invitation
from besedka.domain.ways import LinkKind

Kind = Literal["chat", "callback"] | LinkKind
Edge = Literal["start", "end"]
Theme = Literal["auto", "light", "dark"]
Offer = Literal["chat", "ways", "nothing"]
"""What the button offers: the chat, alone or among others; other ways without it; nothing, and then there is no button."""

STANDARD: tuple[Kind, ...] = ("chat", "callback", "telegram", "whatsapp", "vk", "viber", "max", "email", "phone")
"""The ways of which there is exactly one each, in the order in which they stand before anybody moves them."""
MAX_CAPTION = 40
MOST_LINKS = 5
"""Links of one's own."""
MOST_OFFSET = 200
"""CSS pixels from the corner."""
LEAST_CONTRAST = 3.0
"""What an icon needs on its button (WCAG 2.2, 1.4.11)."""
_OFFSETS = ("offset_inline", "offset_block")
_OWN = re.compile(r"link-[0-9a-z]{1,12}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One way. `id` is its kind, or `link-…` for a link of one's own; `link` and `caption` as somebody typed them."""

    id: str
    kind: Kind
    on: bool = False
    link: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How the button and the chat look. An empty colour: the chat's own; an empty icon: whatever is seen best on the button."""

    button: str = ""
    icon: str = ""
    inline: Edge = "end"
    block: Edge = "end"
    offset_inline: int = 24
    offset_block: int = 24
    pulse: bool = True
    theme: Theme = "auto"


@dataclass(frozen=True, slots=True)
class Multiwidget:
    """What the button offers. Without a choice of anybody's it is the chat alone."""

    entries: tuple[Entry, ...] = tuple(Entry(kind, kind, kind == "chat") for kind in STANDARD)
    look: Look = field(default_factory=Look)
    invite: Invitation = field(default_factory=Invitation)
    """What a page says by itself to who has not opened the chat yet."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way that is on, as a page offers it: `href` is what it opens, empty for the chat and a call-back; a caption may be empty."""

    kind: Kind
    href: str
    caption: str


def offered(m: Multiwidget) -> tuple[Way, ...]:
    """Return the ways that are on, in their order; none that could not be opened."""
    found = ((entry, _href(entry)) for entry in m.entries if entry.on)
    return tuple(Way(entry.kind, href, entry.caption) for entry, href in found if href is not None)


def offer(m: Multiwidget) -> Offer:
    """Return what the button offers."""
    kinds = {way.kind for way in offered(m)}
    return "chat" if "chat" in kinds else "ways" if kinds else "nothing"


def has_more(m: Multiwidget) -> bool:
    """Tell whether the button offers anything besides the chat: then it stays where the chat hides."""
    return any(way.kind != "chat" for way in offered(m))


def invites(m: Multiwidget) -> bool:
    """Tell whether pages invite: into the chat, where it is offered."""
    return m.invite.on and offer(m) == "chat"


def only_calls(m: Multiwidget) -> bool:
    """Tell whether the chat's window is there for call-backs alone."""
    return {"chat", "callback"} & {way.kind for way in offered(m)} == {"callback"}


def is_manned(m: Multiwidget) -> bool:
    """Tell whether anybody has to be there for clients: in the chat, or to call them back."""
    return bool({"chat", "callback"} & {way.kind for way in offered(m)})


def _href(entry: Entry) -> str | None:
    if entry.kind == "chat" or entry.kind == "callback":
        return ""
    try:
        return ways.address(entry.kind, entry.link)
    except BadInput:
        return None


def icon_of(look: Look) -> str:
    """Return the colour of the icon: the chosen one, else what is seen best. Empty while the button has the chat's own colours."""
    if look.icon or not look.button:
        return look.icon
    return colour.seen_on(look.button)


def clean(m: Multiwidget) -> Multiwidget:
    """Return what was asked for without blank edges, each standard way once. BadInput, with the `field` that it is about."""
    entries = tuple(_clean_entry(entry) for entry in m.entries)
    _check_ids(entries)
    return Multiwidget(_whole(entries), _clean_look(m.look), invitation.cleaned(m.invite))


def _clean_entry(entry: Entry) -> Entry:
    caption, link = " ".join(entry.caption.split()), entry.link.strip()
    if len(caption) > MAX_CAPTION or not caption.isprintable():
        raise BadInput("caption_long", {"field": f"{entry.id}-caption", "limit": MAX_CAPTION, "length": len(caption)})
    if entry.kind == "link" and entry.on and not caption:
        raise BadInput("caption_missing", {"field": f"{entry.id}-caption"})
    if entry.kind != "chat" and entry.kind != "callback":
        _check_link(entry.id, entry.kind, link, entry.on)
    return replace(entry, caption=caption, link=link)


def _check_link(id: str, kind: LinkKind, link: str, on: bool) -> None:
    """What is on leads somewhere; what is off may be empty, but not wrong: nobody would look at it again."""
    if not link:
        if on:
            raise BadInput(f"way_{kind}", {"field": f"{id}-link"})
        return
    try:
        ways.address(kind, link)
    except BadInput as refusal:
        raise BadInput(refusal.code, {**refusal.params, "field": f"{id}-link"}) from None


def _check_ids(entries: tuple[Entry, ...]) -> None:
    ids = [entry.id for entry in entries]
    right = all(_OWN.fullmatch(e.id) if e.kind == "link" else e.id == e.kind for e in entries)
    if not right or len(set(ids)) < len(ids):
        raise BadInput("bad_input", {"field": "entries"})
    if sum(entry.kind == "link" for entry in entries) > MOST_LINKS:
        raise BadInput("links_many", {"field": "entries", "limit": MOST_LINKS})


def _whole(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries with every standard way among them."""
    missing = tuple(Entry(kind, kind) for kind in STANDARD if kind not in {entry.kind for entry in entries})
    return entries + missing


def _clean_look(look: Look) -> Look:
    button, icon = _colour("button", look.button), _colour("icon", look.icon)
    for name in _OFFSETS:
        if not 0 <= getattr(look, name) <= MOST_OFFSET:
            raise BadInput("setting_out_of_range", {"field": name, "least": 0, "most": MOST_OFFSET})
    if icon and not button:
        raise BadInput("icon_alone", {"field": "icon"})
    if icon:
        check_contrast(button, icon)
    return replace(look, button=button, icon=icon)


def _colour(name: str, typed: str) -> str:
    try:
        return colour.clean_colour(typed)
    except BadInput as refusal:
        raise BadInput(refusal.code, {**refusal.params, "field": name}) from None


def check_contrast(button: str, icon: str) -> None:
    """BadInput `contrast_low` for an icon that is hardly seen on its button, with the figure and the nearest icon that would do."""
    ratio = colour.contrast(button, icon)
    if ratio < LEAST_CONTRAST:
        nearest = colour.nearest(icon, button, LEAST_CONTRAST)
        figures = f"{ratio:.1f}", f"{LEAST_CONTRAST:.0f}"
        raise BadInput(
            "contrast_low", {"contrast": figures[0], "least": figures[1], "field": "icon", "nearest": nearest}
        )


def draft(m: Multiwidget) -> tuple[Multiwidget, BadInput | None]:
    """Return what of a draft could be shown, and the first thing for which it would be refused."""
    shown = Multiwidget(m.entries, _usable(m.look), invitation.usable(m.invite))
    try:
        clean(m)
    except BadInput as refusal:
        return shown, refusal
    return shown, None


def _usable(look: Look) -> Look:
    """Return the look with the usual distances and the chat's own colours in place of those that would be refused."""
    inline, block = (one if 0 <= one <= MOST_OFFSET else 24 for one in (look.offset_inline, look.offset_block))
    tidy = replace(look, offset_inline=inline, offset_block=block)
    for shown in (tidy, replace(tidy, icon=""), replace(tidy, icon="", button="")):
        try:
            return _clean_look(shown)
        except BadInput:
            continue
    raise AssertionError(look)


def version(m: Multiwidget, hue: int) -> str:
    """Return the name of exactly these settings and this hue of the chat."""
    return hashlib.sha256(f"{hue} {write(m)}".encode()).hexdigest()[:16]


def write(m: Multiwidget) -> str:
    """Return the settings as they are stored."""
    return json.dumps(asdict(m), sort_keys=True)


def read(text: str) -> Multiwidget:
    """Return the settings as they were stored; what this version does not know is left out."""
    stored: dict[str, Any] = json.loads(text or "{}")
    known = {*STANDARD, "link"}
    entries = tuple(Entry(**one) for one in stored.get("entries", ()) if one["kind"] in known)
    names = {one.name for one in fields(Look)}
    look = Look(**{name: value for name, value in stored.get("look", {}).items() if name in names})
    invite = invitation.read(stored.get("invite", {}))
    return Multiwidget(_whole(entries) if entries else Multiwidget().entries, look, invite)
