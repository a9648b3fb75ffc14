"""Who a client is: names, telephone numbers and e-mail addresses, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.contact import Edit
from besedka.domain.errors import BadInput
from besedka.domain.phone import clean_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+7 916 204-18-77", "+79162041877"),
        ("8 (916) 204-18-77", "+79162041877"),
        ("916 204 18 77", "+79162041877"),
        (" 89162041877 ", "+79162041877"),
        ("+7\u00a0916\u2011204\u201118\u201177", "+79162041877"),
        ("8 800 555-35-35", "+78005553535"),
        ("7 916 204 18 77", "+79162041877"),
        ("00 49 30 901820", "+4930901820"),
        ("8 10 375 29 123 45 67", "+375291234567"),
        ("+375 29 123-45-67", "+375291234567"),
        ("+1 (415) 555-2671", "+14155552671"),
        ("+44 20 7946 0958", "+442079460958"),
        ("8 495 123-45-67 доб. 12", "+74951234567"),
        ("+٧٩١٦٢٠٤١٨٧٧", "+79162041877"),
    ],
)
def test_a_number_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert clean_phone(typed) == kept
    assert clean_phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "code", "params"),
    [
        ("+7 916 204-18", "phone_short", {"missing": 2}),
        ("8 916 204-18-7", "phone_short", {"missing": 1}),
        ("916 204", "phone_short", {"missing": 4}),
        ("+7 916 204-18-77-5", "phone_long", {"over": 1}),
        ("+1234567890123456", "phone_long", {"over": 5}),
        ("позвоните", "phone_invalid", {}),
        ("++7 916 204-18-77", "phone_invalid", {}),
        ("+7 <b>916</b>", "phone_invalid", {}),
        ("()", "phone_invalid", {}),
        ("9" * 101, "phone_invalid", {}),
    ],
)
def test_a_wrong_number_says_what_is_wrong(typed: str, code: str, params: dict[str, int]) -> None:
    with pytest.raises(BadInput) as refused:
        clean_phone(typed)
    assert refused.value.code == code
    assert dict(refused.value.params) == {"field": "phone", **params}


@given(st.text())
def test_whatever_is_typed_is_kept_in_one_form_or_refused(typed: str) -> None:
    try:
        kept = clean_phone(typed)
    except BadInput:
        return
    assert kept.startswith("+")
    assert 8 <= len(kept) - 1 <= 15
    assert kept[1:].isascii()
    assert clean_phone(kept) == kept


def test_an_edit_changes_what_it_gives() -> None:
    assert Edit().cleaned() == {}
    assert Edit(name=" Марина\tВетрова ").cleaned() == {"name": "Марина Ветрова"}
    assert Edit(name="  ", phone=" ", email="").cleaned() == {
        "name": None,
        "phone": None,
        "email": None,
        "email_folded": None,
    }
    assert Edit(email=" Vetrova.M@Yandex.ru").cleaned() == {
        "email": "Vetrova.M@Yandex.ru",
        "email_folded": "vetrova.m@yandex.ru",
    }


@pytest.mark.parametrize(
    ("edit", "code", "field"),
    [
        (Edit(name="н" * 121), "contact_name_long", "name"),
        (Edit(email="marina@"), "email_invalid", "email"),
        (Edit(name="Марина", phone="12"), "phone_short", "phone"),
    ],
)
def test_a_refused_edit_names_the_field(edit: Edit, code: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        edit.cleaned()
    assert (refused.value.code, refused.value.params["field"]) == (code, field)
