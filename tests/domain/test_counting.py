"""What a project counts on its sites: ids that its analytics would know, and refusals that say where to find one."""

import pytest

from besedka.domain.counting import Counting, cleaned, read, version, write
from besedka.domain.errors import BadInput
from besedka.domain.sentences import SENTENCES


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (Counting(" g-ab12cd34ef ", " 12345678\n"), Counting("G-AB12CD34EF", "12345678")),
        (Counting(visits=True), Counting(visits=True)), (Counting("  ", " "), Counting()),
    ],
)  # fmt: skip
def test_what_is_kept(typed: Counting, kept: Counting) -> None:
    assert cleaned(typed) == kept
    assert read(write(kept)) == kept
    assert version(kept) == version(read(write(kept)))


@pytest.mark.parametrize("typed", ["UA-1234-1", "G-", "G-АБВГ1", "G-AB12');alert(1)//", "GTM-ABCD", "G-" + "A" * 30])
def test_an_id_that_is_none(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(Counting(analytics=typed))
    assert (refused.value.code, refused.value.params["field"]) == ("analytics_invalid", "analytics")


@pytest.mark.parametrize("typed", ["12a", "-1", "1.5", "１２３", "1" * 13, "0x12"])
def test_a_counter_that_is_none(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(Counting(metrika=typed))
    assert (refused.value.code, refused.value.params["field"]) == ("metrika_invalid", "metrika")


def test_both_are_said() -> None:
    assert {"analytics_invalid", "metrika_invalid"} <= set(SENTENCES)


def test_nothing_is_counted_before_it_is_chosen() -> None:
    assert read("") == read("{}") == Counting()
