"""Additional fields of a lead: variables, types, and what does not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain import crm_known, variables
from besedka.domain.crm import Field, FieldType, Option
from besedka.domain.errors import BadInput
from besedka.domain.extra_fields import ExtraField, checked, filled, fitting, shown

LAMP, BEACON = Option("10", "Лампа"), Option("11", "Маяк")
KNOWN = (
    Field("1", "Товар", "choice", (LAMP, BEACON)), Field("2", "Скидка", "number"), Field("3", "Откуда", "text"),
    Field("4", "Срочно", "flag"), Field("5", "Срок", "date"), Field("6", "Сайт", "link"), Field("7", "Цвета", "choices", (LAMP, BEACON)),
)  # fmt: skip
FACTS = {
    "page": "https://shop.example/{utm_source}",
    "param.product": "маяк",
    "utm_source": "{page}",
    "visitor_name": "",
}


@pytest.mark.parametrize(
    ("type", "text", "kept"),
    [
        ("number", "15", "15"), ("number", "-1 500,5", "-1500.5"), ("number", "15 %", None), ("number", "1e3", None),
        ("flag", "Да", "true"), ("flag", "no", "false"), ("flag", "maybe", None),
        ("date", "31.12.2026", "2026-12-31"), ("date", "2026-12-31", "2026-12-31"), ("date", "31.02.2026", None), ("date", "soon", None),
        ("link", "https://a.example/?b=1", "https://a.example/?b=1"), ("link", "javascript:alert(1)", None), ("link", "a b", None),
        ("choice", " маяк", None), ("choice", "маяк", "11"), ("choice", "11", "11"), ("choice", "Свеча", None),
        ("choices", "Лампа, Маяк", "10\n11"), ("choices", "Лампа, Свеча", None), ("choices", "", None), ("text", "как есть", "как есть"),
    ],
)  # fmt: skip
def test_a_value_is_as_the_crm_takes_it_or_does_not_fit(type: FieldType, text: str, kept: str | None) -> None:
    assert fitting(text, Field("1", "x", type, (LAMP, BEACON))) == kept


@pytest.mark.parametrize(
    ("fields", "where", "code"),
    [
        ([ExtraField("1", "Маяк"), ExtraField("1", "Лампа")], "fields.1.id", "extra_twice"),
        ([ExtraField("99", "x")], "fields.0.id", "extra_gone"),
        ([ExtraField("3", "  ")], "fields.0.value", "extra_empty"),
        ([ExtraField("3", "я" * 1_001)], "fields.0.value", "extra_long"),
        ([ExtraField("3", "{pgae}")], "fields.0.value", "extra_variable"),
        ([ExtraField("3", "{param.}")], "fields.0.value", "extra_variable"),
        ([ExtraField("2", "много")], "fields.0.value", "extra_number"),
        ([ExtraField("1", "Свеча")], "fields.0.value", "extra_choice"),
        ([ExtraField("4", "наверное")], "fields.0.value", "extra_flag"),
        ([ExtraField("5", "завтра")], "fields.0.value", "extra_date"),
        ([ExtraField("6", "сайт")], "fields.0.value", "extra_link"),
        ([ExtraField(str(n), "x") for n in range(51)], "fields", "extra_many"),
    ],
)
def test_what_can_never_fit_is_refused_beside_its_field(fields: list[ExtraField], where: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked(fields, KNOWN)
    assert (refused.value.code, refused.value.params["field"]) == (code, where)


def test_a_value_with_variables_is_checked_when_it_is_filled() -> None:
    kept = checked([ExtraField("2", "{param.discount}"), ExtraField("1", "{param.product}")], KNOWN)
    found = filled(kept, KNOWN, {**FACTS, "param.discount": "никакой"})
    assert (found.values, found.unfit) == ({"1": "11"}, ("Скидка",))


def test_what_comes_out_empty_is_not_sent_and_what_comes_in_is_not_filled_again() -> None:
    found = filled([ExtraField("3", "{page}"), ExtraField("2", "{visitor_name}")], KNOWN, FACTS)
    assert (found.values, found.unfit) == ({"3": "https://shop.example/{utm_source}"}, ())


def test_a_field_that_is_gone_is_told() -> None:
    assert filled([ExtraField("99", "x")], KNOWN, FACTS).unfit == ("99",)
    kept = checked([ExtraField("2", "15")], KNOWN)
    title = next(one.title for one in KNOWN if one.id == "2")
    assert filled(crm_known.read_extra(crm_known.write_extra(kept)), (), FACTS).unfit == (title,), (
        "as it was last called"
    )
    assert crm_known.read_extra('[["2", "15"]]') == (ExtraField("2", "15"),), "kept by the version before"


@given(st.text(max_size=50), st.dictionaries(st.sampled_from(variables.NAMES), st.text(max_size=20)))
def test_filling_never_fails_and_leaves_plain_text_alone(template: str, facts: dict[str, str]) -> None:
    done = variables.fill(template, facts)
    if variables.is_plain(template):
        assert done == template.strip()


def test_what_does_not_fit_is_shown_as_it_came_out() -> None:
    wanted = [
        ExtraField("2", "до {page}"),
        ExtraField("1", "{param.product}"),
        ExtraField("3", "{visitor_name}"),
        ExtraField("9", "x"),
    ]
    assert shown(wanted, KNOWN, {**FACTS, "page": "58 400"}) == [
        ("2", "до 58 400", False), ("1", "11", True), ("3", "", True), ("9", "x", False)
    ]  # fmt: skip
