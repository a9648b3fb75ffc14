"""A request from a site's own form: whatever it tells, what can be kept of it is kept, and nothing breaks."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain import intake
from besedka.domain.errors import BadInput
from besedka.domain.intake import Intake
from besedka.domain.message import MAX_TEXT

VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(
    ["leadName", "formTitle", "title", "name", "phone", "email", "price", "text", "comment", "fields", "client_fields",
     "is_need_callback", "callback_phone", "page", "roistat"]
) | st.text(max_size=20)  # fmt: skip


@given(st.dictionaries(NAMES, VALUES, max_size=12))
def test_anything_is_read_or_is_nothing(told: dict[str, object]) -> None:
    left = read(told)
    if left is not None:
        assert 0 < len(left.text) <= MAX_TEXT
        assert "\0" not in left.text
        assert left.request().text == left.text


def read(told: dict[str, object]) -> Intake | None:
    """Return what is read; None when there is nothing. Any other failure is one."""
    with contextlib.suppress(BadInput):
        return intake.read(told)
    return None


def test_everything_that_a_form_tells_is_kept() -> None:
    left = intake.read(
        {"leadName": "Лампа", "name": "Ольга", "phone": "8 (916) 123-45-67", "email": "olga@example.com", "price": 1500,
         "text": "Есть?", "fields": {"Цвет": "белый", "Пусто": ""}, "client_fields": {"Город": "Москва"}, "roistat": 184203}
    )  # fmt: skip
    assert left.text == "Есть?\n\nЦвет: белый\nГород: Москва\nprice: 1500\n\nОльга, 8 (916) 123-45-67, olga@example.com"
    assert left.client == {"name": "Ольга", "phone": "+79161234567", "email": "olga@example.com"}
    assert (left.title, left.visit, left.callback, left.sum) == ("Лампа", "184203", False, 150_000)
    assert left.wanted("").sum == 150_000


def test_a_phone_that_is_none_stays_in_the_text() -> None:
    left = intake.read({"phone": "перезвоните на 5"})
    assert (left.client, left.text) == ({}, "перезвоните на 5")


@pytest.mark.parametrize("asked", [1, "1", True, "true"])
def test_a_call_is_asked_for(asked: object) -> None:
    left = intake.read({"is_need_callback": asked, "callback_phone": "89161234567"})
    assert (left.request().left, left.client) == ("callback", {"phone": "+79161234567"})


@pytest.mark.parametrize(
    "told", [{}, {"leadName": "Лампа"}, {"text": " \u2060 "}, {"fields": {"a": ""}}, {"name": ["x"]}]
)
def test_nothing_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(BadInput) as refused:
        intake.read(told)
    assert refused.value.code == "lead_empty"
