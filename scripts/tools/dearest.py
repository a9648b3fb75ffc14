"""What the button costs the page of a project that speaks every language and offers several ways, its dearest language first."""

from dataclasses import replace

from pydantic_core import to_json

from besedka.api.assets import Assets
from besedka.api.visitor.counter import PLACE
from besedka.domain.ids import Instant, OwnerId, ProjectNumber
from besedka.domain.language import LANGUAGES
from besedka.domain.multiwidget import Multiwidget
from besedka.domain.project import Project
from besedka.domain.speech import Speech
from besedka.wire import widget_words

KEY = "a3f5c9d27be14f6890ab12cd34ef5678"
LINKS = {"chat": "", "telegram": "@shop_bot", "phone": "+7 916 204-18-77"}
"""The ways that are on, and where they lead."""


def scripts() -> dict[str, bytes]:
    """Return the loader's script with its settings, by the project's main language."""
    assets = Assets()
    return {main: _script(assets, _project(main)) for main in LANGUAGES}


def _project(main: str) -> Project:
    entries = tuple(replace(one, on=one.id in LINKS, link=LINKS.get(one.id, "")) for one in Multiwidget().entries)
    return Project(
        ProjectNumber(1), KEY, "Лавка «Маяк»", OwnerId(bytes(16)), (), "auto", 165,
        speech=Speech(tuple(dict.fromkeys((main, *LANGUAGES)))), multiwidget=Multiwidget(entries),
    )  # fmt: skip


def _script(assets: Assets, project: Project) -> bytes:
    told = widget_words.in_script(widget_words.settings(project, assets.scripts_for(project), Instant(0)))
    settings = bytes(to_json(told))
    return bytes(assets.loader).replace(PLACE, settings, 1)
