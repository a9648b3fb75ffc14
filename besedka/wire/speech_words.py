"""Tells a page what languages the widget of a project speaks, and what its button is called in each."""

from besedka.domain.language import LANGUAGES
from besedka.domain.project import Project
from besedka.domain.speech import Standard, said
from besedka.wire.shapes import SpokenLanguage

BROKEN = 100
"""Bytes of what is said where the panel did not come: every page pays for it, and hardly any says it."""


def language(project: Project) -> SpokenLanguage | None:
    """Return the one language to speak; None for the visitor's own."""
    return project.language if project.language in LANGUAGES else None  # type: ignore[return-value]  # narrowed by the test


def button(project: Project, standard: Standard) -> dict[str, str]:
    """Return what the button is called in every language of the project, the main one first."""
    return {one: said(project.speech, standard, one)["launcher.open"] for one in project.spoken}


def broken(project: Project, standard: Standard) -> dict[str, str]:
    """Return what is said where the panel did not come: in every language of the project where they fit `BROKEN`, else in the main one."""
    all_ = {one: said(project.speech, standard, one)["launcher.broken"] for one in project.spoken}
    fits = sum(len(text.encode()) for text in all_.values()) <= BROKEN
    return all_ if fits else {project.spoken[0]: all_[project.spoken[0]]}
