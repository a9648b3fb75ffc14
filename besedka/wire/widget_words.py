"""Tells a page what the button looks like and what it opens: the widget's settings, and the list of ways."""

from collections.abc import Mapping
from dataclasses import dataclass

from besedka.domain import invitation, multiwidget
from besedka.domain.counting import Counting
from besedka.domain.ids import Instant
from besedka.domain.invitation import Invitation
from besedka.domain.multiwidget import Kind, Look, Way
from besedka.domain.project import Project
from besedka.domain.speech import Standard, Texts, said
from besedka.wire import speech_words, visitor_words
from besedka.wire import visitor as words

BRANDS: dict[Kind, str] = {
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "viber": "Viber",
    "max": "MAX",
    "link": "https",
}
WINDOWS = ("chat", "callback")
"""Ways that open the chat's window: the chat, and the form of a call-back in it."""
VK_IN_CYRILLIC = ("ru", "uk", "kk")


@dataclass(frozen=True, slots=True)
class Scripts:
    """Where the build put the scripts, the paths of the ways' icons, and the standard texts.

    In the panel's address `*` stands for the language; `words` in place of `panel` says where its texts are.
    """

    panel: str
    list: str
    invite: str
    icons: Mapping[str, str]
    standard: Standard


NAMES = 40
"""Bytes that a script has for what the button is called: a page that speaks a language for which there was no room asks, once the
button stands."""


def in_script(told: words.WidgetSettings, *, original: bool = False) -> words.WidgetSettings:
    """Return the settings as the loader's script brings them along: what every page pays for. The main language has its name.

    Only under the names of the `original` do pages ask which ways are on (PRODUCT.md 2.3).
    """
    names: dict[str, str] = {}
    left = NAMES
    for language, name in told["words"].items():
        left -= len(name.encode())
        names[language] = name if left >= 0 or not names else ""
    brought: words.WidgetSettings = {**told, "words": names}
    if not original:
        brought.pop("kinds", None)
    return brought


def settings(project: Project, scripts: Scripts, now: Instant, *, away: bool = False) -> words.WidgetSettings:
    """Return all that a page needs to show the button."""
    offered, look = multiwidget.offered(project.multiwidget), project.multiwidget.look
    told: words.WidgetSettings = {
        "v": 1, "project": project.key, "name": project.name,
        "words": _button(project, offered, scripts.standard),
        "broken": speech_words.broken(project, scripts.standard),
        "hue": project.hue, "inline": look.inline, "block": look.block,
        "offsets": {"inline": look.offset_inline, "block": look.offset_block}, "pulse": look.pulse, "theme": look.theme,
        "chat": any(way.kind in WINDOWS for way in offered),
        "shown": visitor_words.shown(project, now, away=away), "panel": scripts.panel,
    }  # fmt: skip
    if language := speech_words.language(project):
        told["language"] = language
    if look.button:
        told["paint"] = _paint(look)
    if len(offered) != 1 or offered[0].kind != "chat":
        told["list"] = scripts.list
    only = _only(offered, scripts.icons)
    if only:
        told["way"] = only
    if offered:
        told["kinds"] = [way.kind for way in offered]
    if multiwidget.invites(project.multiwidget):
        told["invite"] = _invite(project.multiwidget.invite, scripts.invite)
    return _count(told, project.counting)


OF_A_SITE = ("list", "way", "kinds", "invite", "goals", "visits")
"""What belongs to the pages of a site, and not to the one where a conversation is continued."""


def alone(project: Project, scripts: Scripts, now: Instant) -> words.WidgetSettings:
    """Return what the page needs on which a conversation is continued: the chat, wherever, whenever and whoever is there."""
    told = settings(project, scripts, now)
    for name in OF_A_SITE:
        told.pop(name, None)  # type: ignore[misc]  # each of them may be missing
    told["chat"], told["shown"] = True, visitor_words.always(project)
    return told


def _invite(i: Invitation, script: str) -> words.Invite:
    told: words.Invite = {"script": script, "name": invitation.same(i), "what": i.what}
    if i.after:
        told["after"] = i.after
    if i.leaving:
        told["leaving"] = True
    if i.pages:
        told["pages"] = invitation.pages(i)
    return told


def _count(told: words.WidgetSettings, c: Counting) -> words.WidgetSettings:
    """Tell the page what to count; what is not counted has no word."""
    goals: words.Goals = {}
    if c.analytics:
        goals["analytics"] = c.analytics
    if c.metrika:
        goals["metrika"] = c.metrika
    if goals:
        told["goals"] = goals
    if c.visits:
        told["visits"] = True
    return told


def ways(project: Project, standard: Standard, *, away: bool = False) -> words.WayList:
    """Return what the button offers, in its order. `away`: the chat is for those alone who have a conversation."""
    spoken = _spoken(project, standard)
    return {
        "title": {one: texts["ways.title"] for one, texts in spoken.items()},
        "close": {one: texts["ways.close"] for one, texts in spoken.items()},
        "ways": [_way(way, project, spoken, away=away) for way in multiwidget.offered(project.multiwidget)],
    }


def _way(way: Way, project: Project, spoken: Mapping[str, Texts], *, away: bool) -> words.Way:
    label = {one: _label(way, one, texts) for one, texts in spoken.items()}
    told: words.Way = {"kind": way.kind, "href": way.href, "label": label}
    if way.kind == "chat" and away:
        told["away"] = True
    if way.kind == "callback":
        told["form"] = visitor_words.form(project.forms, "callback")
    return told


def _spoken(project: Project, standard: Standard) -> dict[str, Texts]:
    return {one: said(project.speech, standard, one) for one in project.spoken}


def _label(way: Way, language: str, texts: Texts) -> str:
    """Return what a way is called: as its owner wrote, or as it is known."""
    if way.caption:
        return way.caption
    if way.kind == "vk":
        return "ВКонтакте" if language in VK_IN_CYRILLIC else "VK"
    return BRANDS.get(way.kind) or texts[f"ways.{way.kind}"]


def _button(project: Project, offered: tuple[Way, ...], standard: Standard) -> dict[str, str]:
    """Return what the button is called: of the chat, of the list, or the name of the one way that it opens."""
    button, spoken = speech_words.button(project, standard), _spoken(project, standard)
    for one, texts in spoken.items():
        if len(offered) == 1 and offered[0].kind != "chat":
            button[one] = _label(offered[0], one, texts)
        elif len(offered) > 1:
            button[one] = texts["ways.open"]
    return button


def _only(offered: tuple[Way, ...], icons: Mapping[str, str]) -> words.OnlyWay | None:
    if len(offered) != 1 or offered[0].kind == "chat":
        return None
    return {"href": offered[0].href, "icon": icons[offered[0].kind]}


def _paint(look: Look) -> str:
    """Return the colours, each of them checked (domain/colour), under the names that the loader has for them."""
    return f"--bsd-a:{look.button};--bsd-o:{multiwidget.icon_of(look)}" if look.button else ""
