"""Colours and how well one is seen on another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.colour import clean_colour, contrast, nearest, seen_on
from besedka.domain.errors import BadInput

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_the_figures_are_those_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0000ff", "#ffffff") == pytest.approx(8.59, abs=0.01)


@pytest.mark.parametrize(
    ("typed", "kept"), [("#0E7A5F", "#0e7a5f"), ("0e7a5f", "#0e7a5f"), (" #abc ", "#aabbcc"), ("", "")]
)
def test_a_colour_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert clean_colour(typed) == kept


@pytest.mark.parametrize("typed", ["green", "#12345", "#0e7a5f;}", "url(x)", "#ggg"])
def test_what_is_no_colour_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        clean_colour(typed)
    assert refused.value.code == "colour_invalid"


@given(COLOURS, COLOURS, st.sampled_from([3.0, 4.5]))
def test_the_nearest_that_would_do_does(one: str, other: str, least: float) -> None:
    assert contrast(nearest(one, other, least), other) >= least


@given(COLOURS)
def test_what_does_is_its_own_nearest(one: str) -> None:
    other = "#ffffff" if contrast(one, "#ffffff") >= 3 else "#000000"
    found = nearest(one, other, 3.0)
    assert contrast(found, one) < 1.05, "the conversion moves a colour by a rounding at most"


@given(COLOURS)
def test_something_is_always_seen(one: str) -> None:
    assert contrast(seen_on(one), one) >= 4


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one) >= 1
