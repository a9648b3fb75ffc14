"""Sentences: every code that the house can say has one, in both languages, and its params fill it."""

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import besedka
from besedka.domain import errors
from besedka.domain.errors import Refusal
from besedka.domain.sentences import PLACES, SENTENCES, sentence
from besedka.domain.ways import LinkKind

HOUSE = Path(besedka.__file__).parent
REFUSALS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Refusal)}


@cache
def _calls() -> tuple[tuple[str, ast.Call], ...]:
    return tuple(_read_calls())


def _read_calls() -> Iterator[tuple[str, ast.Call]]:
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node.func.id, node


def _said() -> Iterator[tuple[str, set[str] | None]]:
    """Yield every code written out in a refusal, with the names of its params when they are written out too."""
    for name, call in _calls():
        if name not in REFUSALS or not call.args:
            continue
        params = call.args[1] if len(call.args) > 1 else None
        keys = (
            {str(k.value) for k in params.keys if isinstance(k, ast.Constant)} if isinstance(params, ast.Dict) else None
        )
        for code in _written_out(call.args[0]):
            yield code, keys if params is not None else set()


def _written_out(told: ast.expr) -> Iterator[str]:
    """Yield the codes of an argument; what it is compared with is none, and one that is put together is a test of its own, below."""
    if isinstance(told, ast.Constant) and isinstance(told.value, str):
        yield told.value
    for part in () if isinstance(told, ast.JoinedStr | ast.Compare) else ast.iter_child_nodes(told):
        if isinstance(part, ast.expr):
            yield from _written_out(part)


def _failures() -> set[str]:
    """Return the codes of a failing database, which reach people as they are."""
    return {
        node.value
        for name, call in _calls()
        if name == "DatabaseFailed"
        for node in ast.walk(call.args[0])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _codes() -> set[str]:
    """Return them without SQLite's own word, and without what nobody is told: a broken constraint is `internal`."""
    return ({code for code, _ in _said()} | _failures()) - {"locked", "constraint"}


def test_the_search_finds_codes() -> None:
    assert {"text_too_long", "already_taken", "key_refused", "too_fast", "busy", "read_only"} <= _codes()


def test_every_code_has_a_sentence() -> None:
    assert _codes() - set(SENTENCES) == set()


@pytest.mark.parametrize("kind", get_args(LinkKind))
def test_every_kind_of_way_has_a_sentence(kind: str) -> None:
    assert "{" not in sentence(f"way_{kind}", {"field": "42"}, "ru")


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_is_in_both_languages_with_the_same_params(code: str) -> None:
    texts = SENTENCES[code]
    assert set(texts) == {"en", "ru"}
    named = {
        language: {field for _, field, _, _ in string.Formatter().parse(text) if field}
        for language, text in texts.items()
    }
    assert named["en"] == named["ru"]
    assert not set("абвгдежзийклмнопрстуфхцчшщыэюя") & set(texts["en"].lower())
    assert set("абвгдежзийклмнопрстуфхцчшщыэюя") & set(texts["ru"].lower())
    assert all(text.endswith(".") for text in texts.values())


def test_params_fill_the_sentence() -> None:
    for code, params in _said():
        for language in ("en", "ru") if params is not None else ():
            assert "{" not in sentence(code, dict.fromkeys(params or (), "42"), language)


def test_params_are_data() -> None:
    assert "{0.__class__}" in sentence("email_invalid", {"email": "{0.__class__}"}, "en")


def test_an_unknown_language_is_told_in_english() -> None:
    assert sentence("text_empty", {}, "xx") == SENTENCES["text_empty"]["en"]


def test_a_code_stands_in_one_place() -> None:
    assert sum(len(place) for place in PLACES) == len(SENTENCES)


@pytest.mark.parametrize("code", ["crm_away", "crm_slow", "crm_busy", "crm_broken"])
def test_a_crm_that_fails_promises_no_other_try(code: str) -> None:
    """The same words stand in the form that connects it, where nobody tries again."""
    assert all("again" not in text and "ещё раз" not in text for text in SENTENCES[code].values())
