"""When people are told that nobody is there, and that operators are back: as a table, and as a property of any day."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.coverage import GRACE, WINDOW, Coverage, look
from besedka.domain.ids import Instant
from besedka.domain.schedule import Schedule, Span, is_open, opening

MOSCOW = Schedule(on=True, zone="Europe/Moscow")
BERLIN = Schedule(on=True, zone="Europe/Berlin", days=((Span(0, 360),),) * 7)
ALWAYS = Schedule(on=True, zone="UTC", days=((Span(0, 1440),),) * 7)
MINUTE = 60_000


def at(text: str) -> Instant:
    return Instant(round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000))


def told(hours: Schedule, seen: list[tuple[str, bool]]) -> list[tuple[str, str]]:
    """Return what is told at which of these moments (UTC), given who was there."""
    c, found = Coverage(), list[tuple[str, str]]()
    for moment, online in seen:
        c, kind = look(c, at(moment), opening(hours, at(moment)), online=online)
        if kind:
            found.append((moment, kind))
    return found


def absent(*moments: str) -> list[tuple[str, bool]]:
    return [(moment, False) for moment in moments]


@pytest.mark.parametrize(
    ("hours", "seen", "expected"),
    [
        # Moscow opens at 06:00 UTC on Monday, 2 November 2026, and shuts at 15:00
        (MOSCOW, absent("2026-11-02T05:50", "2026-11-02T05:59:59"), []),
        (MOSCOW, absent("2026-11-02T05:00", "2026-11-02T06:00", "2026-11-02T06:00:59"), []),
        (MOSCOW, absent("2026-11-02T05:00", "2026-11-02T06:01"), [("2026-11-02T06:01", "nobody_online")]),
        (MOSCOW, absent("2026-11-02T14:59", "2026-11-02T14:59:50", "2026-11-02T15:00"), []),
        (MOSCOW, absent("2026-11-02T12:00", "2026-11-02T12:00:59"), []),
        (MOSCOW, absent("2026-11-02T12:00", "2026-11-02T12:01"), [("2026-11-02T12:01", "nobody_online")]),
        (MOSCOW, [("2026-11-02T12:00", False), ("2026-11-02T12:00:30", True), ("2026-11-02T12:01", False)], []),
        (MOSCOW, absent("2026-10-31T12:00", "2026-10-31T12:05"), []),  # Saturday
        # the window of thirty minutes, whoever comes and goes
        (
            MOSCOW,
            absent("2026-11-02T12:00", "2026-11-02T12:01", "2026-11-02T12:30:59", "2026-11-02T12:31"),
            [("2026-11-02T12:01", "nobody_online"), ("2026-11-02T12:31", "nobody_online")],
        ),
        (
            MOSCOW,
            [
                *absent("2026-11-02T12:00", "2026-11-02T12:01"),
                ("2026-11-02T12:05", True),
                *absent("2026-11-02T12:06", "2026-11-02T12:08"),
                ("2026-11-02T12:10", True),
                *absent("2026-11-02T12:11", "2026-11-02T12:31"),
                ("2026-11-02T12:32", True),
                ("2026-11-02T12:33", True),
            ],
            [
                ("2026-11-02T12:01", "nobody_online"), ("2026-11-02T12:05", "operators_back"),
                ("2026-11-02T12:31", "nobody_online"), ("2026-11-02T12:32", "operators_back"),
            ],
        ),
        # told in the evening: whoever comes in the morning ends it, and nobody is told at night
        (
            MOSCOW,
            [*absent("2026-11-02T14:50", "2026-11-02T14:55", "2026-11-02T20:00"), ("2026-11-03T06:00:10", True)],
            [("2026-11-02T14:55", "nobody_online"), ("2026-11-03T06:00:10", "operators_back")],
        ),
        # Berlin puts its clocks back at 01:00 UTC on 25 October 2026: 00:00–06:00 there is 22:00–05:00 UTC
        (BERLIN, absent("2026-10-25T04:58", "2026-10-25T04:59:30"), [("2026-10-25T04:59:30", "nobody_online")]),
        (BERLIN, absent("2026-10-25T05:00", "2026-10-25T05:10"), []),
        # and forward at 01:00 UTC on 29 March 2026: 23:00–04:00 UTC
        (BERLIN, absent("2026-03-29T03:58", "2026-03-29T03:59"), [("2026-03-29T03:59", "nobody_online")]),
        (BERLIN, absent("2026-03-29T04:00", "2026-03-29T04:10"), []),
        (ALWAYS, absent("2026-11-01T23:59:30", "2026-11-02T00:00:30"), [("2026-11-02T00:00:30", "nobody_online")]),
        (Schedule(), absent("2026-11-01T03:00", "2026-11-01T03:01"), [("2026-11-01T03:01", "nobody_online")]),
    ],
)  # fmt: skip
def test_what_is_told_when(hours: Schedule, seen: list[tuple[str, bool]], expected: list[tuple[str, str]]) -> None:
    assert told(hours, seen) == expected


@pytest.mark.parametrize("ahead", [1, 60, 24 * 60, 50 * 365 * 24 * 60])
def test_a_clock_that_ran_ahead_keeps_nobody_silent_for_long(ahead: int) -> None:
    now, ahead = at("2026-11-02T12:00"), ahead * MINUTE
    c, _ = look(Coverage(), Instant(now + ahead), Instant(0), online=False)
    c, kind = look(c, Instant(now + ahead + GRACE), Instant(0), online=False)
    assert kind == "nobody_online"
    c, kind = look(c, now, Instant(0), online=False)
    assert kind is None
    c, kind = look(c, Instant(now + WINDOW), Instant(0), online=False)
    assert kind == "nobody_online"


_DAY = st.lists(st.tuples(st.integers(1_000, 20 * MINUTE), st.booleans()), max_size=60)


@given(_DAY, st.sampled_from([MOSCOW, ALWAYS, Schedule()]))
def test_whoever_comes_and_goes_nobody_is_told_twice_or_for_nothing(
    day: list[tuple[int, bool]], hours: Schedule
) -> None:
    c, now = Coverage(), at("2026-11-02T04:00")
    alarms, believed = list[int](), False
    absent_since: int | None = None
    for pause, online in day:
        now = Instant(now + pause)
        absent_since = None if online else now if absent_since is None else absent_since
        c, kind = look(c, now, opening(hours, now), online=online)
        if kind == "nobody_online":
            assert not online
            assert is_open(hours, now)
            assert absent_since is not None
            assert now - absent_since >= GRACE
            assert not alarms or now - alarms[-1] >= WINDOW
            alarms.append(now)
            believed = True
        elif kind == "operators_back":
            assert online
            assert believed, "they are back once for every time that they were said to be gone"
            believed = False
        elif absent_since is not None and (begun := opening(hours, now)) is not None:
            quiet = now - max(absent_since, begun) < GRACE or (alarms and now - alarms[-1] < WINDOW)
            assert quiet, "nobody is there, and nobody is told"
        assert not (online and believed), "they are back, and people still believe that nobody is there"


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        (MOSCOW, "2026-11-02T05:59:59", None),
        (MOSCOW, "2026-11-02T06:00", "2026-11-02T06:00"),
        (MOSCOW, "2026-11-02T14:59:59", "2026-11-02T06:00"),
        (MOSCOW, "2026-11-02T15:00", None),
        (BERLIN, "2026-10-25T04:59", "2026-10-24T22:00"),
    ],
)
def test_since_when_it_has_been_open(hours: Schedule, moment: str, expected: str | None) -> None:
    assert opening(hours, at(moment)) == (None if expected is None else at(expected))


def test_what_never_shuts_has_been_open_for_long() -> None:
    now = at("2026-11-02T12:00")
    assert opening(Schedule(), now) == 0
    assert (opening(ALWAYS, now) or 0) <= now - 86_400_000
