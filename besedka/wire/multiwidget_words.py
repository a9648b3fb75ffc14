"""Tells the cabinet the multiwidget's settings, and reads what it wants instead."""

from besedka.domain import colour
from besedka.domain import multiwidget as rules
from besedka.domain.multiwidget import Entry, Look, Multiwidget
from besedka.domain.project import Project
from besedka.wire import owner as words


def multiwidget(project: Project) -> words.Multiwidget:
    """Return the settings with their version."""
    m = project.multiwidget
    return {
        "version": rules.version(m, project.hue), "most_links": rules.MOST_LINKS, "most_caption": rules.MAX_CAPTION,
        "rules": {"entries": [_entry(one) for one in m.entries], "look": _look(m.look), "hue": project.hue},
    }  # fmt: skip


def _entry(one: Entry) -> words.Entry:
    return {"id": one.id, "kind": one.kind, "on": one.on, "link": one.link, "caption": one.caption}


def _look(look: Look) -> words.Look:
    return {
        "button": look.button, "icon": look.icon, "inline": look.inline, "block": look.block,
        "offset_inline": look.offset_inline, "offset_block": look.offset_block, "pulse": look.pulse, "theme": look.theme,
    }  # fmt: skip


def changed(m: Multiwidget, hue: int, told: words.MultiwidgetChanges) -> tuple[Multiwidget, int]:
    """Return the settings and the hue with what the cabinet changes."""
    entries = tuple(Entry(**one) for one in told["entries"]) if "entries" in told else m.entries
    look = Look(**told["look"]) if "look" in told else m.look
    return Multiwidget(entries, look), told.get("hue", hue)


def contrast(look: Look) -> float | None:
    """Return the contrast of a usable look's button and icon; None while it has the chat's own colours."""
    return round(colour.contrast(look.button, rules.icon_of(look)), 1) if look.button else None
