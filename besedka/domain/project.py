"""A project: one company's chat, with its number, counter key and the sites that may carry the counter."""

import hashlib
import re
from dataclasses import dataclass, field

from besedka.domain import counting as countings
from besedka.domain import multiwidget as multiwidgets
from besedka.domain import speech as speeches
from besedka.domain.counting import Counting
from besedka.domain.errors import BadInput
from besedka.domain.forms import Forms, is_away
from besedka.domain.identity import Identity
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.domain.language import LANGUAGES
from besedka.domain.multiwidget import Multiwidget
from besedka.domain.settings import Settings
from besedka.domain.speech import Speech
from besedka.domain.targeting import Targeting

KEY = re.compile(r"[0-9a-f]{32}\Z")
MAX_NAME = 100
MOST_SITES = 100
"""Sites of one project."""


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
    multiwidget: Multiwidget = field(default_factory=Multiwidget)
    counting: Counting = field(default_factory=Counting)
    identity: Identity = field(default_factory=Identity)

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages of the widget, the main one first."""
        main = (self.language,) if self.language in LANGUAGES else ()
        return tuple(dict.fromkeys((*main, *self.speech.languages)))


def look(project: Project) -> str:
    """Return the name of exactly what a page shows of the project, whatever the rules of showing are."""
    button = multiwidgets.version(project.multiwidget, project.hue)
    said = f"{button} {project.language} {speeches.write(project.speech)} {project.name} {countings.write(project.counting)}"
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def clean_name(name: str) -> str:
    """Return a project's or person's name without odd characters and blank edges; BadInput `name_empty`, `name_too_long`."""
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not cleaned:
        raise BadInput("name_empty")
    if len(cleaned) > MAX_NAME:
        raise BadInput("name_too_long", {"limit": MAX_NAME})
    return cleaned


def hides(project: Project, *, online: bool) -> bool:
    """Tell whether there is no button because nobody is there. Where it offers other ways, the chat alone hides (PRODUCT.md 2.6 to 2.8)."""
    return is_away(project.forms, online=online) and not multiwidgets.has_more(project.multiwidget)


def same_name(name: str, typed: str) -> bool:
    """Tell whether somebody has typed a project's name, however they space and capitalise it."""
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()


def switched_off(number: ProjectNumber, key: str) -> Project:
    """Return what a page is told of a project that is no more: one without a name and without a way to get in touch."""
    return Project(number, key, "", OwnerId(b""), (), "auto", 165, multiwidget=Multiwidget(entries=()))


def origin_allowed(project: Project, origin: str | None, own: str) -> bool:
    """Tell whether a page of `origin` may talk to this project: one of its sites, or the server itself (SECURITY.md, 20)."""
    return origin is not None and (origin == own or origin in project.sites)


def snippet(base_url: str, key: str) -> str:
    """Return the lines that a site puts before `</head>`: a queue for early calls, the nodes that a site's own scripts look for
    (PRODUCT.md 2.3), unseen until the chat is there, and one asynchronous script."""
    return (
        "<!-- Besedka -->\n<script>\n"
        "window.besedka=window.besedka||function(){(besedka.q=besedka.q||[]).push(arguments)};\n"
        f"(function(d,n,p){{{_NODES}}})(document)\n"
        f'</script>\n<script async crossorigin src="{base_url}/c/{key}.js"></script>\n<!-- /Besedka -->'
    )


_NODES = (
    'if(besedka.n)return;n=besedka.n=["besedka-launcher roistat-online-chat-holder","roistat-multiwidget-pulsator-popup-item-chat"]'
    '.map(function(c,b){b=d.createElement("button");b.type="button";b.className=c;b.style.setProperty("display","none",'
    '"important");return b});\np=function(){n&&n.forEach(function(b){d.body.appendChild(b)});n=0};d.readyState=="loading"?'
    'addEventListener("readystatechange",p,true):p()'
)
"""The page has just been read when they are put at its end: no script that waits for that has looked for them yet."""
