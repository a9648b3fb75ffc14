"""The page filter: the vectors that the widget runs too, and what a list may not be."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from besedka.domain import page_filter
from besedka.domain.errors import BadInput
from besedka.domain.page_filter import Mode, PageFilter, compiled, judge, matches

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "targeting.json").read_text(encoding="utf-8"))
CASES = [pytest.param(case, id=case["name"]) for case in VECTORS["filters"]]


@pytest.mark.parametrize("case", CASES)
def test_every_page_is_judged_as_the_vectors_say(case: dict[str, object]) -> None:
    f = PageFilter(on=True, mode=case["mode"], text=case["text"])  # type: ignore[arg-type]  # read from JSON
    assert compiled(f) == case["list"]
    pages = {page: shown for key, shown in (("shown", True), ("hidden", False)) for page in case[key]}  # type: ignore[attr-defined]
    assert {page: judge(f, page).shown for page in pages} == pages


def test_a_filter_that_is_off_hides_nothing() -> None:
    assert judge(PageFilter(on=False, text="!*"), "https://shop.example/").shown


def test_the_verdict_names_the_line_and_what_was_compared() -> None:
    text = "sosna-len.example, sosna-len.example/krovati*\n/blog/*\n!/oformlenie/*"
    verdict = judge(PageFilter(True, "clear", text), "https://www.sosna-len.example/oformlenie/2/?utm=ya")
    assert verdict.entry is not None
    assert (verdict.shown, verdict.entry.line, verdict.entry.typed) == (False, 3, "!/oformlenie/*")
    assert verdict.compared == "sosna-len.example/oformlenie/2"
    nothing = judge(PageFilter(True, "clear", text), "sosna-len.example/kontakty")
    assert (nothing.shown, nothing.entry) == (False, None)


@pytest.mark.parametrize("mode", ["clear", "roistat"])
def test_a_mark_without_an_address_is_refused(mode: Mode) -> None:
    with pytest.raises(BadInput) as refused:
        page_filter.check(PageFilter(True, mode, "shop.example\nshop.example/a,!"))
    assert (refused.value.code, refused.value.params["line"]) == ("filter_line_empty", 2)


@pytest.mark.parametrize("empty", ["https://", "?a=b", "#top", "www."])
def test_an_address_of_nothing_is_refused(empty: str) -> None:
    with pytest.raises(BadInput, match="filter_line_empty"):
        page_filter.check(PageFilter(True, "clear", empty))


def test_a_list_of_100_kb_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        page_filter.check(PageFilter(True, "clear", "shop.example/a\n" * 7_000))
    assert (refused.value.code, refused.value.params["field"]) == ("filter_too_long", "filter")


def test_a_list_that_no_page_should_load_is_refused() -> None:
    many = "\n".join(f"shop.example/{n * 7919 % 1_000_003:x}-{n * 104_729:x}" for n in range(600))
    with pytest.raises(BadInput) as refused:
        page_filter.check(PageFilter(True, "clear", many))
    assert refused.value.code == "filter_too_large"
    assert 0 < int(refused.value.params["share"]) < 100
    page_filter.check(PageFilter(True, "clear", "\n".join(f"shop.example/catalogue/{n}" for n in range(300))))


@example("//!", "", "clear")
@example("a/b, www.!a, !!a", "b", "clear")
@given(st.text("ab/*.\n!,", max_size=40), st.text("ab/.*%", max_size=40), st.sampled_from(["clear", "roistat"]))
def test_any_list_judges_any_address(text: str, path: str, mode: Mode) -> None:
    f = PageFilter(True, mode, text)
    verdict = judge(f, f"https://shop.example/{path}")
    assert verdict.entry is None or verdict.shown is not verdict.entry.excludes
    assert not compiled(f) or verdict.entry or verdict.shown == all(one.startswith("!") for one in compiled(f))


@given(st.lists(st.text("ab", max_size=3), min_size=1, max_size=5), st.text("ab", max_size=12))
def test_a_star_is_anything(pieces: list[str], text: str) -> None:
    """Held against the plain definition: the pieces in order, the first at the beginning, the last at the end."""
    assert matches("*".join(pieces), text) == _pieces_are_in(pieces, text)
    assert matches("*".join(pieces), "xx".join(pieces)) or len(pieces) == 1


def test_no_list_holds_anybody_up() -> None:
    text = ",".join("/" + "a*" * 900 + "b" for _ in range(10))
    began = time.monotonic()
    assert not judge(PageFilter(True, "clear", text), "https://shop.example/" + "a" * 1_900).shown
    assert time.monotonic() - began < 1


def _pieces_are_in(pieces: list[str], text: str) -> bool:
    first, rest = pieces[0], pieces[1:]
    if not text.startswith(first):
        return False
    if not rest:
        return text == first
    left = text[len(first) :]
    return any(_pieces_are_in(rest, left[at:]) for at in range(len(left) + 1))
