"""Sums of money: read as people write them, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.errors import BadInput
from besedka.domain.sum import MAX_SUM, check_sum, read_sum, told_sum


@given(st.integers(0, MAX_SUM))
def test_what_is_told_to_machines_is_read_again(amount: int) -> None:
    assert read_sum(told_sum(amount)) == check_sum(amount) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1500", 150_000), ("1 500,5", 150_050), ("1\u00a0500.50", 150_050), ("0", 0), (" 7 ", 700), ("1'000.05", 100_005),
        ("1.500", None), ("1,500", None), ("", None), ("-5", None), ("от 500", None), ("1e5", None),
        ("\u0661\u0662", None), ("9" * 15, None),
        ("9" * 13 + ".99", 10**15 - 1), (".5", None), ("5.", None),
    ],
)  # fmt: skip
def test_a_sum_is_read_as_people_write_it_and_never_guessed(text: str, amount: int | None) -> None:
    assert read_sum(text) == amount


@pytest.mark.parametrize("amount", [-1, MAX_SUM + 1])
def test_what_is_no_sum_is_refused(amount: int) -> None:
    with pytest.raises(BadInput, match="deal_sum"):
        check_sum(amount)
