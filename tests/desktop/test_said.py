"""What the page may say: a page that says anything else, by mistake or by malice, is not heard."""

import json

import pytest
from besedka_desktop import said
from besedka_desktop.said import Note, Word
from hypothesis import given
from hypothesis import strategies as st

ID = "0123456789abcdef" * 2
NOTE = {"tag": ID, "conversation": ID, "title": "Марина Ветрова", "text": "Когда замер?", "stay": 10, "reply": True}


def test_a_note() -> None:
    heard = said.read(json.dumps(["notify", NOTE]))
    assert heard == Word("notify", Note(ID, "Марина Ветрова", "Когда замер?", ID, 10, True))


@pytest.mark.parametrize(
    "change",
    [
        {"tag": ""}, {"tag": None}, {"title": ""}, {"title": 7}, {"text": None}, {"conversation": "../1"}, {"conversation": None},
        {"stay": -1}, {"stay": True}, {"stay": 1e9}, {"stay": "10"}, {"reply": 1}, {"reply": None}, {"conversation": ID.upper()},
    ],
)  # fmt: skip
def test_a_note_of_another_shape(change: dict[str, object]) -> None:
    assert said.read(json.dumps(["notify", NOTE | change])) is None


def test_words_are_made_plain() -> None:
    heard = said.note(NOTE | {"title": "Мари\u202eна\x00\u200b", "text": "a" * 5_000 + "\x1b[31m"})
    assert heard is not None
    assert heard.title == "Марина"
    assert heard.text == "a" * 2_000


def test_one_cannot_answer_what_is_about_nobody() -> None:
    heard = said.note(NOTE | {"conversation": ""})
    assert heard is not None
    assert not heard.reply


@pytest.mark.parametrize(
    ("name", "value", "heard"),
    [
        ("badge", 3, 3), ("badge", -1, None), ("badge", 1.5, None), ("badge", True, None), ("opened", "", ""), ("opened", ID, ID),
        ("opened", "x", None), ("presence", "away", "away"), ("presence", "busy", None), ("quiet", -1, -1), ("quiet", 0, 0),
        ("quiet", 1.7e12, 1_700_000_000_000), ("quiet", 1e300, None), ("signed", "", ""), ("signed", "yes", None),
        ("took", ID, ID), ("took", 7, None),
        ("withdraw", "missed", "missed"), ("withdraw", "", None), ("deleteLater", None, None), ("say", "x", None), ("ready", 1, None),
    ],
)  # fmt: skip
def test_each_word(name: str, value: object, heard: object) -> None:
    word = said.read(json.dumps([name, value]))
    assert word == (None if heard is None else Word(name, heard))


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_nothing_else_is_heard(anything: object) -> None:
    word = said.read(json.dumps(anything))
    assert word is None or word.name in {"notify", "withdraw", "badge", "opened", "presence", "quiet", "signed", "took"}


@given(st.text())
def test_what_is_no_json_is_not_heard(text: str) -> None:
    word = said.read(text)
    assert word is None or isinstance(json.loads(text), list)
