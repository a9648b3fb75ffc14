"""Tells a page what languages the widget of a project speaks, and what its button says in each."""

from collections.abc import Mapping

from besedka.domain.language import FIRST, LANGUAGES
from besedka.domain.project import Project
from besedka.wire import visitor as words

Texts = Mapping[str, Mapping[str, Mapping[str, str]]]
"""The standard texts, by language, section and name."""


def language(project: Project) -> words.Language | None:
    """Return the one language to speak; None for the visitor's own."""
    return project.language if project.language in LANGUAGES else None  # type: ignore[return-value]  # narrowed by the test


def button(project: Project, texts: Texts) -> dict[str, words.ButtonWords]:
    """Return what the button says in every language of the project, the main one first."""
    main = language(project)
    spoken = FIRST if main is None else (main, *(one for one in FIRST if one != main))
    return {one: _button(texts[one]["launcher"]) for one in spoken}


def _button(texts: Mapping[str, str]) -> words.ButtonWords:
    return {"open": texts["open"], "close": texts["close"], "unread": texts["unread"], "broken": texts["broken"]}
