"""Operators: their e-mails, passwords, and what they see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.errors import BadInput
from besedka.domain.ids import OperatorId, ProjectNumber
from besedka.domain.operator import (
    MAX_PASSWORD,
    MIN_PASSWORD,
    Operator,
    Role,
    check_password,
    clean_email,
    fold_email,
    sees,
)
from tests.domain.samples import ANNA, IGOR, a_conversation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna@Shop.example", "anna@shop.EXAMPLE"),
        ("  anna@shop.example\n", "anna@shop.example"),
        ("ЖЕНЯ@пример.рф", "женя@ПРИМЕР.рф"),
        ("STRASSE@x.de", "straße@x.de"),
        ("e\u0301ric@x.fr", "\u00e9RIC@x.fr"),
    ],
)
def test_two_spellings_of_one_address_are_equal(one: str, other: str) -> None:
    assert fold_email(one) == fold_email(other)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_email(fold_email(text)) == fold_email(text)


@pytest.mark.parametrize("email", ["anna@shop.example", "a+b@x.co", "женя@пример.рф", "root@localhost", " x@y.z "])
def test_addresses_are_taken(email: str) -> None:
    assert clean_email(email) == email.strip()


@pytest.mark.parametrize(
    "email", ["", "anna", "@shop.example", "anna@", "anna@shop", "an na@shop.example", "a@x.y\n b@x.y", "a\x00@x.y", "a\ud800@x.y",
              "a\u202e@x.y", "a" * 250 + "@x.yz", "anna@.", "a,b@x.y", "<a@x.y>", "a@b@x.y", '"a"@x.y'],
)  # fmt: skip
def test_what_is_no_address_is_refused_by_name(email: str) -> None:
    with pytest.raises(BadInput) as refused:
        clean_email(email)
    assert refused.value.code == "email_invalid"


def test_the_length_of_a_password() -> None:
    assert check_password("x" * MIN_PASSWORD)
    assert check_password("x" * MAX_PASSWORD)
    for bad, code in ((MIN_PASSWORD - 1, "password_short"), (MAX_PASSWORD + 1, "password_long")):
        with pytest.raises(BadInput) as refused:
            check_password("x" * bad)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("who", "role", "assignee", "seen"),
    [
        (IGOR, "operator", None, True),
        (IGOR, "operator", IGOR, True),
        (IGOR, "operator", ANNA, False),
        (ANNA, "admin", IGOR, True),
        (ANNA, "admin", None, True),
    ],
)
def test_who_sees_which_conversation(who: OperatorId, role: Role, assignee: OperatorId | None, seen: bool) -> None:
    operator = Operator(who, ProjectNumber(1001), "X", "x@x.example", None, role, False)
    assert sees(operator, a_conversation(assignee=assignee)) is seen
