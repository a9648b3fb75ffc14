"""What the widget of a project says: in which languages, and which of the standard texts the project has changed (PRODUCT.md 2.9)."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from besedka.domain.errors import BadInput
from besedka.domain.language import FIRST, LANGUAGES
from besedka.domain.message import clean_line, clean_text

Texts = Mapping[str, str]
"""Texts by name: `panel.hello`, `closing.rate`."""

BUTTON = "launcher."
"""The names of what the button says begin with this: every page of a site is told of it."""
MOST_ON_EVERY_PAGE = 1_000
"""Bytes of a project's own texts of the button, in all its languages."""
SHORT, LONG = 60, 300
"""The most characters of a text whose standard is short (a button's name), and of any other."""

_HOLE = re.compile(r"\{(\w+)((?:\|[^|{}]*)*)\}")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of what comes after them."""


@dataclass(frozen=True, slots=True)
class Standard:
    """What is shipped: every text in every language, and the forms in which each language counts."""

    texts: Mapping[str, Texts]
    forms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Speech:
    """The languages of a project, the main one first, and its own texts by language and name."""

    languages: tuple[str, ...] = FIRST
    own: Mapping[str, Texts] = field(default_factory=dict)


def said(speech: Speech, standard: Standard, language: str) -> dict[str, str]:
    """Return every text in this language: the project's own where there is one that this version can say, else the standard one."""
    own = speech.own.get(language, {})
    return {
        **standard.texts[language],
        **{name: text for name, text in own.items() if _fits(standard, language, name, text)},
    }


def outdated(speech: Speech, standard: Standard) -> dict[str, list[str]]:
    """Return the names of own texts that this version cannot say: they were made for another one. The standard ones are said."""
    lost = {
        language: [name for name, text in own.items() if not _fits(standard, language, name, text)]
        for language, own in speech.own.items()
    }
    return {language: names for language, names in lost.items() if names}


def changed(speech: Speech, standard: Standard, texts: Mapping[str, Mapping[str, str | None]]) -> Speech:
    """Return it with these texts, None for the standard one. BadInput with the `field` of the first that cannot be, `<language>.<name>`."""
    own = {language: dict(known) for language, known in speech.own.items()}
    for language, wanted in texts.items():
        for name, text in wanted.items():
            kept = None if text is None else clean(standard, language, name, text)
            if kept is None or kept == standard.texts[language][name].strip():
                own.get(language, {}).pop(name, None)
            else:
                own.setdefault(language, {})[name] = kept
    return replace(speech, own={language: known for language, known in own.items() if known})


def check(speech: Speech, language: str) -> None:
    """BadInput `languages_none`, `language_off` (the one to speak is not among them), `button_too_much`."""
    if not speech.languages:
        raise BadInput("languages_none", {"field": "languages"})
    if language not in ("auto", *speech.languages):
        raise BadInput("language_off", {"field": "language"})
    button = [text for own in speech.own.values() for name, text in own.items() if name.startswith(BUTTON)]
    if (size := sum(len(text.encode()) for text in button)) > MOST_ON_EVERY_PAGE:
        raise BadInput("button_too_much", {"field": "texts", "size": size, "limit": MOST_ON_EVERY_PAGE})


def clean(standard: Standard, language: str, name: str, text: str) -> str:
    """Return a text as it is kept, one line without characters that nobody sees.

    BadInput with `field`: `said_unknown`, `said_blank`, `said_too_long`, `hole_unknown`, `forms_wrong`, `forms_here`.
    """
    where = f"{language}.{name}"
    usual = standard.texts.get(language, {}).get(name)
    if usual is None:
        raise BadInput("said_unknown", {"field": where})
    line = _TURNING.sub("", clean_line(text, 10 * LONG)).strip()
    try:
        clean_text(line)
    except BadInput:
        raise BadInput("said_blank", {"field": where}) from None
    if len(line) > limit(usual):
        raise BadInput("said_too_long", {"field": where, "length": len(line), "limit": limit(usual)})
    _check_holes(where, line, usual, standard.forms[language])
    return line


def limit(usual: str) -> int:
    """Return how many characters an own text may have in place of this one."""
    return SHORT if len(usual) < SHORT // 2 else LONG


def _check_holes(where: str, text: str, usual: str, forms: tuple[str, ...]) -> None:
    known = {name: bool(plural) or _counts(usual, name) for name, plural in _HOLE.findall(usual)}
    for name, plural in _HOLE.findall(text):
        if name not in known:
            _unknown(where, f"{{{name}}}", known)
        if plural and not known[name]:
            raise BadInput("forms_here", {"field": where, "hole": f"{{{name}}}"})
        if plural and plural.count("|") != len(forms):
            raise BadInput("forms_wrong", {"field": where, "given": plural.count("|"), "count": len(forms)})
    left = re.search(r"[{}].{0,20}", _HOLE.sub("", text))
    if left:
        _unknown(where, left[0], known)


def _counts(usual: str, name: str) -> bool:
    return f"{{{name}|" in usual


def _unknown(where: str, hole: str, known: Mapping[str, bool]) -> None:
    if not known:
        raise BadInput("hole_none", {"field": where, "hole": hole})
    raise BadInput("hole_unknown", {"field": where, "hole": hole, "holes": ", ".join(f"{{{name}}}" for name in known)})


def _fits(standard: Standard, language: str, name: str, text: str) -> bool:
    try:
        return clean(standard, language, name, text) == text
    except BadInput:
        return False


def version(speech: Speech, language: str) -> str:
    """Return the name of exactly these texts and languages."""
    return hashlib.sha256((write(speech) + language).encode()).hexdigest()[:16]


def write(speech: Speech) -> str:
    """Return it as it is stored."""
    return json.dumps(asdict(speech), sort_keys=True)


def read(text: str) -> Speech:
    """Return it as it was stored; a language that this version does not speak is left out."""
    stored: dict[str, Any] = json.loads(text or "{}")
    languages = tuple(one for one in stored.get("languages", FIRST) if one in LANGUAGES)
    return Speech(languages or FIRST, {one: own for one, own in stored.get("own", {}).items() if one in LANGUAGES})
