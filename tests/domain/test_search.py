"""Word forms, and what is searched for: the stems are Snowball's, whatever is typed is only ever words."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.search import excerpt, numbers, stems, terms
from besedka.domain.stem import stem

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "search.json").read_text(encoding="utf-8"))


def test_stems_are_those_of_the_vectors() -> None:
    assert {word: stem(word) for word in VECTORS["stems"]} == VECTORS["stems"]


def test_forms_case_and_yo_are_one() -> None:
    assert stems("Договоры ДОГОВОРА договор") == "договор"
    assert stems("Ёлка") == stems("елки")


def test_an_excerpt_marks_what_was_looked_for() -> None:
    parts = excerpt("Нужны договоры и Ёлки", terms("договора елк"))
    assert [part.text for part in parts if part.hit] == ["договоры", "Ёлки"]
    assert "".join(part.text for part in parts) == "Нужны договоры и Ёлки"


@given(st.text(max_size=300))
def test_whatever_is_typed_becomes_letters_and_digits(text: str) -> None:
    for term in terms(text):
        assert term.stem.isalnum()
    assert all(word.isalnum() for word in stems(text).split(" ") if word)
    assert "".join(part.text for part in excerpt(text, terms(text))).lstrip("…")[:100] in text or len(text) > 100


NUMBER = "+79162041877"
SPELLINGS = (
    "+79162041877", "8 916 204-18-77", "+7 (916) 204-18-77", "89162041877", "9162041877", "916 204 18 77",
    "8\u00a0916\u00a0204\u201018\u201077",
)  # fmt: skip
PARTS = ("+7 916 2", "8 916 20", "916 204", "204-18-77", "204-18", "2041877", "1877", "18-77", "8 (916) 20")


def finds(query: str, text: str) -> bool:
    """Tell whether the query finds the text, as the index does."""
    known = stems(text).split()
    return all(t.among(known) for t in terms(query)) or any(t.among(known) for t in numbers(query))


@pytest.mark.parametrize("typed", [*SPELLINGS, *PARTS])
def test_a_number_is_found_however_it_is_written(typed: str) -> None:
    for written in SPELLINGS:
        assert finds(typed, f"Марина {written}, звоните")
        assert "".join(p.text for p in excerpt(f"Марина {written}!", terms(typed), numbers(typed)) if p.hit) == written
    for other in ("+79162041878", "8 916 204-18-7", "916", "19:16 204", "№ 1042"):
        assert not finds(SPELLINGS[1], f"Марина {other}")


@pytest.mark.parametrize("query", ["договор 12/45", "916", "18", "8 916 два", "1" * 16, "12:30", ""])
def test_what_is_no_number_is_looked_for_as_words_alone(query: str) -> None:
    assert numbers(query) == []


def test_a_number_abroad_and_what_only_looks_like_one() -> None:
    assert finds("0044 20 7946 0958", "Call +44 20 7946 0958")
    assert finds("+49 30 901820", "+4930901820")
    assert stems("счёт 4276 1234 5678 9012 3456").split()[1:6] == ["4276", "1234", "5678", "9012", "3456"]
