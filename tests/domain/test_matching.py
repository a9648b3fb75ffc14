"""Whose a lead is in a CRM: the client that it is really about, and the manager who is really there."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.crm import Client, Contact, Manager
from besedka.domain.matching import the_one, those_of
from besedka.domain.responsible import manager_of

OLGA = Client("Ольга", "+79161234567", "Olga@Example.com")
BOTH = Contact("30", "Ольга", ("8 (916) 123-45-67",), ("olga@example.com",))
PHONE = Contact("7", "О. Иванова", ("+7 916 123 45 67", "x"), ())
EMAIL = Contact("4", "Olga", (), ("OLGA@EXAMPLE.COM",))
OTHER = Contact("1", "Ольга", ("+79161234568",), ("olga@example.com.evil.example", ""))


def test_who_has_both_comes_first_then_by_id_and_a_vague_search_is_not_believed() -> None:
    for found in permutations([BOTH, PHONE, EMAIL, OTHER, PHONE]):
        assert those_of(OLGA, found) == [BOTH, EMAIL, PHONE]


def test_nothing_known_is_nobody() -> None:
    assert not those_of(Client("Ольга"), [BOTH, Contact("2", "Ольга", ("",), ("",))])


def test_whom_an_operator_has_chosen_is_it() -> None:
    assert the_one([BOTH, EMAIL], "4") == EMAIL
    assert the_one([BOTH, EMAIL], "") == BOTH
    assert the_one([BOTH, EMAIL], "gone") == BOTH
    assert the_one([], "4") is None


@pytest.mark.parametrize("email", ["ANNA@shop.EXAMPLE", " anna@shop.example "])
def test_a_manager_is_found_in_any_letters_and_only_one_who_works(email: str) -> None:
    anna = Manager("20", "Анна", "Anna@Shop.example")
    former = Manager("1", "Анна", "anna@shop.example", active=False)
    twin = Manager("100", "Анна 2", "anna@shop.example")
    assert manager_of(email, [former, twin, anna]) == anna
    assert manager_of(email, [former]) is None


@given(st.lists(st.text("a@ ", max_size=3)))
def test_no_e_mail_is_nobodys(emails: list[str]) -> None:
    staff = [Manager(str(n), "x", email) for n, email in enumerate(emails)]
    assert manager_of("", staff) is None
    assert manager_of("   ", staff) is None
