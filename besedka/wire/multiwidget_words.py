"""Tells the cabinet the multiwidget's settings, and reads what it wants instead."""

from typing import cast

from besedka.domain import colour
from besedka.domain import multiwidget as rules
from besedka.domain.invitation import Invitation
from besedka.domain.multiwidget import Entry, Look, Multiwidget
from besedka.domain.project import Project
from besedka.domain.speech import Standard, said
from besedka.wire import owner as words
from besedka.wire.shapes import SpokenLanguage


def multiwidget(project: Project, standard: Standard) -> words.Multiwidget:
    """Return the settings with their version."""
    m, spoken = project.multiwidget, cast(list[SpokenLanguage], list(project.spoken))
    usual = {one: said(project.speech, standard, one)["invite.hello"] for one in spoken}
    return {
        "version": rules.version(m, project.hue), "most_links": rules.MOST_LINKS, "most_caption": rules.MAX_CAPTION,
        "rules": {"entries": [_entry(one) for one in m.entries], "look": _look(m.look), "invite": _invite(m.invite), "hue": project.hue},
        "languages": spoken, "usual": usual,
    }  # fmt: skip


def _entry(one: Entry) -> words.Entry:
    return {"id": one.id, "kind": one.kind, "on": one.on, "link": one.link, "caption": one.caption}


def _look(look: Look) -> words.Look:
    return {
        "button": look.button, "icon": look.icon, "inline": look.inline, "block": look.block,
        "offset_inline": look.offset_inline, "offset_block": look.offset_block, "pulse": look.pulse, "theme": look.theme,
    }  # fmt: skip


def _invite(i: Invitation) -> words.InviteRules:
    text = cast(dict[SpokenLanguage, str], dict(i.text))
    return {"on": i.on, "what": i.what, "after": i.after, "leaving": i.leaving, "pages": i.pages, "text": text}


def changed(m: Multiwidget, hue: int, told: words.MultiwidgetChanges) -> tuple[Multiwidget, int]:
    """Return the settings and the hue with what the cabinet changes."""
    entries = tuple(Entry(**one) for one in told["entries"]) if "entries" in told else m.entries
    look = Look(**told["look"]) if "look" in told else m.look
    invite = _invited(told["invite"]) if "invite" in told else m.invite
    return Multiwidget(entries, look, invite), told.get("hue", hue)


def _invited(told: words.InviteRules) -> Invitation:
    text: dict[str, str] = dict(told["text"].items())
    return Invitation(told["on"], told["what"], told["after"], told["leaving"], told["pages"], text)


def contrast(look: Look) -> float | None:
    """Return the contrast of a usable look's button and icon; None while it has the chat's own colours."""
    return round(colour.contrast(look.button, rules.icon_of(look)), 1) if look.button else None
