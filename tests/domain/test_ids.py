"""Ids: what goes in comes out, order follows birth, and nothing else passes for one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.ids import Instant, new_id

MOMENTS = st.integers(min_value=0, max_value=2**48 - 1)


@given(MOMENTS)
def test_an_id_is_a_uuid_of_version_seven(now: int) -> None:
    assert re.fullmatch(r"[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}", new_id(Instant(now)).hex())


@given(MOMENTS, MOMENTS)
def test_later_ids_sort_later(a: int, b: int) -> None:
    first, second = new_id(Instant(a)), new_id(Instant(b))
    assert a == b or (first < second) == (a < b)


@given(st.integers(min_value=-(2**60), max_value=-1))
def test_a_clock_before_1970_still_makes_ids(now: int) -> None:
    assert new_id(Instant(now))[:6] == bytes(6)


def test_ids_of_one_moment_differ() -> None:
    assert len({new_id(Instant(0)) for _ in range(1_000)}) == 1_000
