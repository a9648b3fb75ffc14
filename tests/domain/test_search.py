"""Word forms, and what is searched for: the stems are Snowball's, whatever is typed is only ever words."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.search import excerpt, stems, terms
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
