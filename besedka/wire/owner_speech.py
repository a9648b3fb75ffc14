"""Tells the cabinet what the widget of a project says, and reads what it is to say instead."""

from dataclasses import replace
from typing import Literal, cast

from besedka.domain import speech as rules
from besedka.domain.errors import BadInput
from besedka.domain.project import Project
from besedka.domain.speech import Speech, Standard
from besedka.wire import speech as words
from besedka.wire.shapes import SpokenLanguage


def speech(project: Project, standard: Standard) -> words.Speech:
    """Return the languages and own texts with their version."""
    known = Speech(project.spoken, project.speech.own)
    return {
        "version": rules.version(known, project.language), "outdated": rules.outdated(known, standard),
        "rules": {
            "language": cast(Literal["auto"] | SpokenLanguage, project.language),
            "languages": cast(list[SpokenLanguage], list(project.spoken)),
            "texts": {language: dict(own) for language, own in known.own.items()},
        },
    }  # fmt: skip


def standard_texts(language: SpokenLanguage, standard: Standard) -> words.StandardTexts:
    """Return every standard text in a language."""
    texts: dict[str, words.StandardText] = {
        name: {"text": text, "limit": rules.limit(text)} for name, text in standard.texts[language].items()
    }
    return {"language": language, "forms": list(standard.forms[language]), "texts": texts}


def drafted(known: Speech, standard: Standard, told: words.SpeechChanges) -> Speech:
    """Return it with what the cabinet would change, as far as that could be said: a text that would be refused stays as it was."""
    shown = replace(known, languages=tuple(dict.fromkeys(told.get("languages", ()))) or known.languages)
    for language, texts in told.get("texts", {}).items():
        for name, text in texts.items():
            try:
                shown = rules.changed(shown, standard, {language: {name: text}})
            except BadInput:
                continue
    return shown


def changed(known: Speech, standard: Standard, told: words.SpeechChanges) -> Speech:
    """Return it with what the cabinet changes; BadInput by field."""
    languages = tuple(dict.fromkeys(told.get("languages", known.languages)))
    texts: dict[str, dict[str, str | None]] = dict(told.get("texts", {}).items())
    return rules.changed(replace(known, languages=languages), standard, texts)
