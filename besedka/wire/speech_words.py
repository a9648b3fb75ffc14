"""Tells a page what languages the widget of a project speaks, and what its button says in each."""

from besedka.domain.language import LANGUAGES
from besedka.domain.project import Project
from besedka.domain.speech import Standard, Texts, said
from besedka.wire import visitor as words
from besedka.wire.shapes import SpokenLanguage


def language(project: Project) -> SpokenLanguage | None:
    """Return the one language to speak; None for the visitor's own."""
    return project.language if project.language in LANGUAGES else None  # type: ignore[return-value]  # narrowed by the test


def button(project: Project, standard: Standard) -> dict[str, words.ButtonWords]:
    """Return what the button says in every language of the project, the main one first."""
    return {one: _button(said(project.speech, standard, one)) for one in project.spoken}


def _button(texts: Texts) -> words.ButtonWords:
    unread = texts["launcher.unread"].rstrip() + " "  # a number follows
    return {
        "open": texts["launcher.open"], "close": texts["launcher.close"], "unread": unread, "broken": texts["launcher.broken"],
    }  # fmt: skip
