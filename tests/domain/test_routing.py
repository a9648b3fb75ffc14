"""Routing's rules: as tables, and as properties over everything that may be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.conversation import Status
from besedka.domain.ids import Instant, OperatorId
from besedka.domain.routing import Candidate, choose, is_overdue, waits_for_routing
from besedka.domain.settings import Routing, Settings
from tests.domain.samples import ANNA, IGOR, NOW, a_conversation

OLGA = OperatorId(b"olga" * 4)


def candidate(who: OperatorId, load: int = 0, chosen: int | None = None) -> Candidate:
    return Candidate(who, load, None if chosen is None else Instant(chosen))


TABLE: list[tuple[Routing, int, list[Candidate], OperatorId | None, OperatorId | None]] = [
    # by hand: nobody, ever
    ("hand", 0, [candidate(ANNA)], ANNA, None),
    # evenly: whoever was chosen longest ago, those never chosen first
    ("evenly", 0, [candidate(ANNA, 0, 5), candidate(IGOR, 9, 4)], None, IGOR),
    ("evenly", 0, [candidate(ANNA, 0, 5), candidate(IGOR, 9)], None, IGOR),
    # to the last responsible, if they are there and have room; else by turns
    ("last", 0, [candidate(ANNA, 0, 1), candidate(IGOR, 9, 9)], IGOR, IGOR),
    ("last", 0, [candidate(ANNA, 0, 1)], IGOR, ANNA),
    ("last", 9, [candidate(ANNA, 0, 1), candidate(IGOR, 9, 0)], IGOR, ANNA),
    ("last", 0, [candidate(ANNA, 0, 2), candidate(IGOR, 0, 1)], None, IGOR),
    # the least loaded; among equals by turns
    ("load", 0, [candidate(ANNA, 2, 1), candidate(IGOR, 1, 9)], None, IGOR),
    ("load", 0, [candidate(ANNA, 1, 2), candidate(IGOR, 1, 1)], None, IGOR),
    # the limit holds for every way
    ("evenly", 2, [candidate(ANNA, 2), candidate(IGOR, 1, 9)], None, IGOR),
    ("load", 1, [candidate(ANNA, 1), candidate(IGOR, 1)], None, None),
    ("load", 0, [], None, None),
]


@pytest.mark.parametrize(("routing", "limit", "there", "last", "chosen"), TABLE)
def test_who_gets_it(
    routing: Routing, limit: int, there: list[Candidate], last: OperatorId | None, chosen: OperatorId | None
) -> None:
    assert choose(Settings(routing=routing, load_limit=limit), there, last) == chosen


people = st.sampled_from([ANNA, IGOR, OLGA])
crowds = st.dictionaries(people, st.tuples(st.integers(0, 5), st.none() | st.integers(0, 9))).map(
    lambda some: [candidate(who, load, chosen) for who, (load, chosen) in some.items()]
)
choices = st.builds(Settings, routing=st.sampled_from(["hand", "evenly", "last", "load"]), load_limit=st.integers(0, 4))


@given(choices, crowds, st.none() | people, st.none() | people)
def test_only_who_is_there_and_has_room_and_did_not_fail_to_answer(
    settings: Settings, there: list[Candidate], last: OperatorId | None, besides: OperatorId | None
) -> None:
    chosen = choose(settings, there, last, besides)
    may = [c for c in there if c.operator != besides and (not settings.load_limit or c.load < settings.load_limit)]
    assert (chosen is None) == (not may or settings.routing == "hand")
    assert chosen is None or chosen in {c.operator for c in may}


@given(crowds, st.integers(1, 12))
def test_evenly_gives_everybody_the_same_within_one(there: list[Candidate], rounds: int) -> None:
    got = {c.operator: 0 for c in there}
    turns = {c.operator: replace(c, chosen_at=None) for c in there}
    for now in range(1, rounds * len(there) + 1):
        chosen = choose(Settings(routing="evenly"), turns.values())
        assert chosen is not None
        got[chosen] += 1
        turns[chosen] = candidate(chosen, turns[chosen].load + 1, now)
    assert not got or max(got.values()) - min(got.values()) == 0


@pytest.mark.parametrize(
    ("status", "assignee", "may"),
    [("new", None, True), ("open", ANNA, False), ("closed", None, False), ("new", ANNA, False)],
)
def test_what_waits_for_routing(status: Status, assignee: OperatorId | None, may: bool) -> None:
    c = a_conversation(assignee)
    c.status = status
    assert waits_for_routing(c) == may


@pytest.mark.parametrize(
    ("after", "status", "routed", "gone", "overdue"),
    [
        (60, "open", 1, 60_000, True),
        (60, "open", 1, 59_999, False),
        (60, "open", 0, 60_000, False),
        (60, "confirming", 1, 60_000, False),
        (60, "closed", 1, 60_000, False),
        (0, "open", 1, 60_000, False),
    ],
)
def test_what_is_passed_on(after: int, status: Status, routed: int, gone: int, overdue: bool) -> None:
    c = a_conversation(ANNA)
    c.status, c.routed, c.assigned_at = status, routed, NOW
    settings = Settings(routing="evenly", pass_on_after=after)
    assert is_overdue(c, settings, Instant(NOW + gone)) == overdue
    assert not is_overdue(c, replace(settings, routing="hand"), Instant(NOW + gone))
