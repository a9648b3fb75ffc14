"""Who is there: by hand outweighs activity, active in any window is active."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.ids import OperatorId
from besedka.domain.operator import Stance
from besedka.domain.presence import Availability, State, Window, availability, gather

ANNA, IGOR = OperatorId(b"a" * 16), OperatorId(b"i" * 16)


@pytest.mark.parametrize(
    ("stance", "windows", "expected"),
    [
        (None, [], "offline"),
        (None, ["online"], "online"),
        (None, ["away"], "away"),
        (None, ["away", "online"], "online"),
        (None, ["away", "away"], "away"),
        ("away", ["online"], "away"),
        ("away", [], "offline"),
        ("offline", ["online", "away"], "offline"),
        ("offline", [], "offline"),
    ],
)
def test_the_table(stance: Stance | None, windows: list[State], expected: Availability) -> None:
    assert availability(stance, windows) == expected


STATES = st.sampled_from(["online", "away"])
STANCES = st.sampled_from([None, "away", "offline"])


@given(st.lists(STATES), st.lists(STATES), STANCES, STANCES)
def test_nodes_may_tell_in_any_order(
    annas: list[State], igors: list[State], anna: Stance | None, igor: Stance | None
) -> None:
    windows = [Window(ANNA, anna, s) for s in annas] + [Window(IGOR, igor, s) for s in igors]
    there = gather(windows)
    assert gather(windows[::-1]) == there
    assert (there.of(ANNA), there.of(IGOR)) == (availability(anna, annas), availability(igor, igors))
    assert not set(there.online) & set(there.away)
