"""The ladder and the hours: nobody is woken outside of them, and changes of clocks move it as people expect."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from besedka.domain import schedule
from besedka.domain.ids import Instant
from besedka.domain.ladder import NEVER, STEPS, Step
from besedka.domain.schedule import Schedule, Span, Special, is_open, opening
from tests.domain.samples import ANNA, NOW
from tests.domain.test_ladder import ALWAYS, USUAL, after, climbed, waiting
from tests.domain.test_schedule import schedules

OFFICE = Schedule(True, "Europe/Berlin", ((Span(540, 1080),),) * 5 + ((),) * 2)
"""Nine to six on weekdays."""


def berlin(day: int, hour: int, minute: int = 0, second: int = 0, month: int = 3) -> Instant:
    there = datetime(2026, month, day, hour, minute, second, tzinfo=ZoneInfo("Europe/Berlin"))
    return Instant(round(there.timestamp() * 1000))


@pytest.mark.parametrize(
    ("wrote", "looked", "steps"),
    [
        (berlin(2, 17, 59), berlin(2, 17, 59, 15), ["popup"]),
        (berlin(2, 17, 59), berlin(2, 18), []),
        (berlin(2, 20), berlin(2, 23), []),
        (berlin(2, 20), berlin(3, 8, 59, 59), []),
        (berlin(2, 20), berlin(3, 9), []),
        (berlin(2, 20), berlin(3, 9, 0, 15), ["popup"]),
        (berlin(2, 20), berlin(3, 9, 5), ["sound", "push", "letter", "others"]),
        (berlin(6, 20), berlin(7, 12), []),
        (berlin(6, 20), berlin(9, 9, 0, 30), ["sound"]),
        (berlin(27, 20), berlin(30, 8, 59), []),
        (berlin(27, 20), berlin(30, 9, 0, 15), ["popup"]),  # clocks were put forward on the 29th
        (berlin(23, 20, month=10), berlin(26, 8, 59, 59, month=10), []),
        (berlin(23, 20, month=10), berlin(26, 9, 0, 15, month=10), ["popup"]),  # and back on the 25th
    ],
)  # fmt: skip
def test_outside_of_hours_nobody_is_woken_and_at_the_opening_who_waits_is_climbed_for(
    wrote: Instant, looked: Instant, steps: list[Step]
) -> None:
    assert climbed(waiting(ANNA, wrote), None, looked, schedule=OFFICE)[0] == steps


def test_the_night_comes_between_and_the_climb_begins_anew() -> None:
    c = waiting(ANNA, berlin(2, 17, 59))
    steps, known = climbed(c, None, berlin(2, 17, 59, 40), schedule=OFFICE)
    assert steps == ["sound"]
    steps, known = climbed(c, known, berlin(2, 18), schedule=OFFICE)
    assert (steps, known and known.due_at) == ([], berlin(3, 9))
    steps, known = climbed(c, known, berlin(3, 9), schedule=OFFICE)
    assert (steps, known and (known.since, known.due_at)) == ([], (berlin(3, 9), berlin(3, 9, 0, 15)))
    told = []
    for minute, second in ((0, 15), (0, 30), (1, 0), (3, 0), (5, 0), (10, 0)):
        steps, known = climbed(c, known, berlin(3, 9, minute, second), schedule=OFFICE)
        told += steps
    assert told == list(STEPS)
    assert known is not None
    assert known.due_at == berlin(4, 9), "and if nobody answers all day, the next morning"


def test_an_hour_that_comes_twice_is_waited_for_twice() -> None:
    night = Schedule(True, "Europe/Berlin", ((Span(0, 240),),) * 7)
    c = waiting(ANNA, berlin(25, 1, 59, 59, month=10))
    slow = replace(USUAL, ladder_admins=5_400)
    first = berlin(25, 1, 59, 59, month=10)
    _, known = climbed(c, None, after(600, first), slow, night)
    assert climbed(c, known, after(5_399, first), slow, night)[0] == []
    assert climbed(c, known, after(5_400, first), slow, night)[0] == ["admins"]


def test_hours_that_never_come_wake_nobody_ever() -> None:
    shut = Schedule(True, "UTC", ((),) * 7, (Special(date(2020, 1, 1), date(2020, 1, 1), (Span(540, 600),)),))
    steps, known = climbed(waiting(ANNA), None, after(10_000), schedule=shut)
    assert (steps, known and known.due_at) == ([], NEVER)


@given(schedules())
@hypothesis_settings(max_examples=150, deadline=None)
def test_the_opening_is_where_the_hours_began(made: tuple[Schedule, Instant]) -> None:
    s, at = made
    opened = opening(s, at)
    assert (opened is not None) is is_open(s, at)
    if opened:
        assert opened <= at
        assert not is_open(s, Instant(opened - 1))
        assert all(is_open(s, Instant(one)) for one in range(opened, at, max(60_000, (at - opened) // 50)))


@given(schedules(), st.integers(0, 14 * 1_440))
@hypothesis_settings(max_examples=150, deadline=None)
def test_whoever_asks_whether_it_was_open_by_then_is_told_the_same(
    made: tuple[Schedule, Instant], minutes: int
) -> None:
    s, at = made
    enough = Instant(at - minutes * 60_000)
    exact, found = opening(s, at), opening(s, at, enough)
    assert found == exact or (exact is not None and found is not None and exact <= found <= enough)


def test_hours_that_never_close_are_not_walked_for_months(monkeypatch: pytest.MonkeyPatch) -> None:
    walked = Counter[date]()
    shifts = schedule._shifts

    def counted(s: Schedule, day: date) -> Iterable[tuple[Instant, Instant]]:
        walked[day] += 1
        return shifts(s, day)

    monkeypatch.setattr(schedule, "_shifts", counted)
    whole_days = Schedule(True, "Europe/Berlin", ((Span(0, 1440),),) * 7)
    opened = opening(whole_days, NOW, Instant(NOW - 86_400_000))
    assert opened is not None
    assert opened <= NOW - 86_400_000
    assert len(walked) <= 4


def test_who_is_open_without_end_was_opened_at_the_beginning_of_time() -> None:
    whole_days = Schedule(True, "Europe/Berlin", ((Span(0, 1440),),) * 7)
    assert opening(whole_days, NOW) == 0
    assert opening(ALWAYS, NOW) == 0
