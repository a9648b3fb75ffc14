"""Searching: the words of a text by which it is found, what was looked for, and where it stands in a text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from besedka.domain.phone import beginnings, written
from besedka.domain.stem import stem

_WORD = re.compile(r"[^\W_]+")
MAX_QUERY = 200
"""Characters of a query; a longer one is refused."""
MOST_TERMS = 10
LONGEST_WORD = 64
SHORTEST_BEGINNING = 3
"""A beginning of fewer letters is looked for as a whole word: too many words begin so."""
_BEFORE, _EXCERPT = 40, 160


@dataclass(frozen=True, slots=True)
class Term:
    """One word that was looked for: by its stem, or by its beginning (None: by the stem alone)."""

    stem: str
    beginning: str | None

    def fits(self, word: str) -> bool:
        """Tell whether a folded word of a text is what was looked for."""
        return stem(word) == self.stem or (self.beginning is not None and word.startswith(self.beginning))

    def among(self, stems: list[str]) -> bool:
        """Tell whether one of a text's stems is what was looked for: what the index goes by."""
        return self.stem in stems or (self.beginning is not None and any(s.startswith(self.beginning) for s in stems))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an excerpt; `hit` marks what was looked for."""

    text: str
    hit: bool


def stems(text: str) -> str:
    """Return the distinct stems of a text with spaces between, and the digits of its telephone numbers: what is indexed."""
    found = [stem(word.group()[:LONGEST_WORD]) for word in _WORD.finditer(_fold(text))]
    return " ".join(dict.fromkeys([*found, *(digits for *_, all_of_it in written(text) for digits in all_of_it)]))


def terms(query: str) -> list[Term]:
    """Return what a query looks for; the last word may still be being typed. Nothing for signs and emoji alone."""
    words = [word[:LONGEST_WORD] for word in _WORD.findall(_fold(query))][:MOST_TERMS]
    last = len(words) - 1
    return [
        Term(stem(word), word if at == last and len(word) >= SHORTEST_BEGINNING else None)
        for at, word in enumerate(words)
    ]


def numbers(query: str) -> list[Term]:
    """Return what a query looks for when it is a telephone number or a part of one, however it is written: any of them will do."""
    return [Term(digits, digits) for digits in beginnings(query)]


def excerpt(text: str, wanted: list[Term], numbers: Sequence[Term] = ()) -> list[Part]:
    """Return the surroundings of the first hit, in pieces."""
    hits = _numbers_in(text, numbers) or _words_in(text, wanted)
    start = max(0, (hits[0][0] if hits else 0) - _BEFORE)
    end, at, parts = start + _EXCERPT, start, list[Part]()
    for first, last in hits:
        if first < at or last > end:
            continue
        parts += [Part(text[at:first], False), Part(text[first:last], True)]
        at = last
    parts.append(Part(text[at:end], False))
    if start > 0:
        parts.insert(0, Part("…", False))
    return [part for part in parts if part.text]


def _words_in(text: str, wanted: list[Term]) -> list[tuple[int, int]]:
    return [m.span() for m in _WORD.finditer(_fold(text)) if any(term.fits(m.group()) for term in wanted)]


def _numbers_in(text: str, numbers: Sequence[Term]) -> list[tuple[int, int]]:
    return [(first, last) for first, last, all_of_it in written(text) if any(term.among(all_of_it) for term in numbers)]


def _fold(text: str) -> str:
    """Return the text in lower case, ё as е, each character in its place: a character that would change its length stays as it is."""
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in unicodedata.normalize("NFC", text))
    folded = lower.replace("ё", "е")
    return folded if len(folded) == len(text) else text.lower()[: len(text)]
