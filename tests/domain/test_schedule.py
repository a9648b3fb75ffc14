"""Hours: the vectors that the widget runs too, and what holds for every schedule in every zone, on days of changed clocks above all."""

import json
from bisect import bisect_left
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besedka.domain import schedule
from besedka.domain.errors import BadInput
from besedka.domain.ids import Instant
from besedka.domain.schedule import Schedule, Span, Special, changes, instant, is_open, local, next_change, opens

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "targeting.json").read_text(encoding="utf-8"))
CASES = [pytest.param(case, id=case["name"]) for case in VECTORS["hours"]]
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def read(case: dict[str, object]) -> Schedule:
    """Return a vector's schedule."""
    days: list[list[list[int]]] = case["days"]  # type: ignore[assignment]  # read from JSON
    specials: list[tuple[str, str, list[list[int]]]] = case.get("specials", [])  # type: ignore[assignment]
    kept = tuple(Special(date.fromisoformat(a), date.fromisoformat(b), _spans(spans)) for a, b, spans in specials)
    return Schedule(True, str(case["zone"]), tuple(_spans(day) for day in days), kept)


def _spans(told: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in told)


@pytest.mark.parametrize("case", CASES)
def test_every_moment_is_judged_as_the_vectors_say(case: dict[str, object]) -> None:
    s, at = read(case), Instant(case["at"])  # type: ignore[arg-type]
    assert is_open(s, at) is case["open"]
    assert [one for one in changes(s, at, 40) if one < at + 3 * DAY] == case["changes"]
    probes: list[list[int]] = case["probes"]  # type: ignore[assignment]
    assert [[at, is_open(s, Instant(at))] for at, _ in probes] == probes


# ── for every schedule ───────────────────────────────────────────────────────────────────────────────────────────

ZONES = sorted(zone for zone in schedule.zones() if not zone.startswith(("Etc/", "SystemV/")))


YEARS, OF_YEAR, NEAR = st.integers(1995, 2036), st.integers(1, 365), st.integers(-3_000, 3_000)
EDGES = st.lists(st.integers(0, 300) | st.integers(0, 1439), max_size=6, unique=True).map(sorted)
LAST, OFTEN = st.sampled_from([1440, 30, 90, 150]), st.booleans()
FIRST, LONG = st.integers(-2, 5), st.integers(0, 3)
SOME_ZONE = st.sampled_from(ZONES)
"""What is drawn from is made once: a strategy made for each draw is looked through each time."""


@st.composite
def leaps(draw: st.DrawFn) -> tuple[str, int]:
    """Any zone, and a moment near a change of its clocks, if it has one in that year."""
    zone, year = draw(SOME_ZONE), draw(YEARS)
    found = _changed(zone, year)
    day = found[draw(st.integers(0, len(found) - 1))] if found else draw(OF_YEAR)
    return zone, (_new_year(year) + day * 86_400 + draw(NEAR) * 60) * 1000


@lru_cache
def _new_year(year: int) -> int:
    return int(datetime(year, 1, 1, tzinfo=ZoneInfo("UTC")).timestamp())


@lru_cache(2_000)
def _changed(zone: str, year: int) -> list[int]:
    """Return the days of the year on whose eve the zone's clocks were changed: those that do not begin 24 hours of its clock later."""
    there, begins = ZoneInfo(zone), _new_year(year)
    clock = [datetime.fromtimestamp(begins + n * 86_400, there) for n in range(366)]
    return [n for n in range(1, 366) if clock[n] - clock[n - 1] != timedelta(days=1)]


@st.composite
def _days(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = draw(EDGES)
    spans = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    if len(edges) % 2:
        spans.append(Span(edges[-1], draw(LAST)))
    return tuple(span for span in spans if span.start != span.end)


DAYS = _days()
"""Hours of one day that do not overlap; often in the small hours, when clocks are changed."""
LEAPS = leaps()


@st.composite
def schedules(draw: st.DrawFn) -> tuple[Schedule, Instant]:
    """A schedule, and a moment at which it may be difficult."""
    zone, at = draw(LEAPS)
    week = tuple(draw(DAYS) for _ in range(7))
    day = local(Schedule(zone=zone), Instant(at)).date()
    first = day + timedelta(days=draw(FIRST))
    special = Special(first, first + timedelta(days=draw(LONG)), draw(DAYS))
    return Schedule(True, zone, week, (special,) if draw(OFTEN) else ()), Instant(at)


def shown_by_the_clock(s: Schedule, at: int, until: int) -> list[tuple[int, int]]:
    """The definition, minute by minute: a shift is from the first minute that the clock shows its beginning or later, to the last
    that shows less than its end."""
    zone = ZoneInfo(s.zone)
    minutes = range(at - at % MINUTE - 5 * DAY, until + 3 * DAY, MINUTE)
    clock = [
        datetime.fromtimestamp(minute // 1000, zone) for minute in minutes
    ]  # two of one zone are compared as shown
    latest, earliest = list(accumulate(clock, max)), list(accumulate(reversed(clock), min))[::-1]
    found = []
    for number in range((until - at) // DAY + 5):
        day = clock[0].date() + timedelta(days=2 + number)
        special = next((one for one in s.specials if one.first <= day <= one.last), None)
        for span in special.spans if special else s.days[day.weekday()]:
            start = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=span.start)
            end = start + timedelta(minutes=span.length)
            found.append((minutes[bisect_left(latest, start)], minutes[bisect_left(earliest, end)]))
    return found


@given(schedules())
@settings(max_examples=60, deadline=None)
def test_it_is_what_the_clock_on_the_wall_shows(made: tuple[Schedule, Instant]) -> None:
    s, at = made
    at = Instant(at - at % MINUTE)
    shifts = shown_by_the_clock(s, at, at + 2 * DAY)
    for probe in range(at, at + 2 * DAY, 10 * MINUTE):
        assert is_open(s, Instant(probe)) is any(start <= probe < end for start, end in shifts)


@given(schedules())
@settings(max_examples=300, deadline=None)
def test_the_next_change_is_always_right(made: tuple[Schedule, Instant]) -> None:
    """It turns exactly there, and nowhere before: no moment is both open and closed."""
    s, at = made
    change = next_change(s, at)
    until = change if change is not None else at + 21 * DAY
    step = max(MINUTE, (until - at) // 200)
    assert {is_open(s, Instant(one)) for one in (*range(at, until, step), until - 1)} == {is_open(s, at)}
    if change is not None:
        assert change > at
        assert is_open(s, change) is not is_open(s, at)


@given(schedules(), st.integers(1, 20))
@settings(max_examples=150, deadline=None)
def test_what_a_page_is_told_is_what_is_true(made: tuple[Schedule, Instant], most: int) -> None:
    s, at = made
    told = changes(s, at, most)
    assert told == sorted(set(told))
    for before, change in zip([at, *told], told, strict=False):
        assert next_change(s, before) == change
    for number, change in enumerate(told, 1):
        assert is_open(s, change) is (is_open(s, at) ^ bool(number % 2))


@given(leaps())
def test_the_clock_and_the_moment_are_one(made: tuple[str, int]) -> None:
    zone, at = made
    s, at = Schedule(True, zone), Instant(at - at % MINUTE)
    wall = local(s, at).replace(second=0)
    first = instant(s, wall)
    assert local(s, first) >= wall
    assert local(s, Instant(first - 1000)) < wall or first > at


@given(schedules())
@settings(max_examples=150, deadline=None)
def test_the_hours_begin_when_they_say(made: tuple[Schedule, Instant]) -> None:
    """Outside the hours it is the very moment from which they are on again, whatever becomes of the clocks in between."""
    s, at = made
    told = opens(s, at)
    assert told is None or (told > at and not is_open(s, at) and is_open(s, told) and not is_open(s, Instant(told - 1)))
    if told is None and not is_open(s, at):
        assert not any(is_open(s, Instant(at + n * HOUR)) for n in range(24 * 21))


def test_a_closed_day_of_one_that_never_closes_ends() -> None:
    s = Schedule(True, "UTC", ((Span(0, 1440),),) * 7, (Special(date(2026, 11, 27), date(2026, 11, 27), ()),))
    noon = instant(s, datetime(2026, 11, 27, 12))  # noqa: DTZ001
    assert changes(s, noon, 5) == [opens(s, noon)] == [noon + 12 * HOUR]
    assert changes(s, Instant(noon - DAY), 5) == [noon - 12 * HOUR, noon + 12 * HOUR]
    assert changes(s, Instant(noon + DAY), 5) == []


def test_the_day_on_which_clocks_are_changed_opens_by_the_wall() -> None:
    s = Schedule(True, "Europe/Berlin", ((Span(540, 1080),),) * 7)
    for day, begins in [(28, 7), (27, 8)]:  # on 28 March 2027 clocks are put forward
        night = Instant(1_806_019_200_000 + (day - 26) * DAY)
        assert opens(s, night) == night + begins * HOUR
        assert local(s, Instant(night + begins * HOUR)).hour == 9


def test_a_schedule_that_is_off_never_closes() -> None:
    s = Schedule(on=False, days=((),) * 7)
    assert is_open(s, Instant(0))
    assert next_change(s, Instant(0)) is None


# ── what may be chosen ───────────────────────────────────────────────────────────────────────────────────────────

NINE_TO_SIX = Span(540, 1080)
CLOSED: tuple[tuple[Span, ...], ...] = ((),) * 7


def week(**spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    """Return a week with hours on the named days."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return tuple(spans.get(name, ()) for name in names)


NEW_YEAR = Special(date(2027, 1, 1), date(2027, 1, 8), ())
REFUSED = [
    ("zone_unknown", "zone", Schedule(True, "Europe/Atlantis")),
    ("zone_unknown", "zone", Schedule(True, "../../etc/passwd")),
    ("zone_unknown", "zone", Schedule(True, "")),
    ("hours_none", "hours", Schedule(True, "UTC", CLOSED)),
    ("hours_none", "hours", Schedule(True, "UTC", CLOSED, (NEW_YEAR,))),
    ("hours_overlap", "day-0", Schedule(True, "UTC", week(mon=(Span(540, 780), Span(720, 1080))))),
    ("hours_overlap", "day-0", Schedule(True, "UTC", week(mon=(Span(540, 780), Span(540, 600))))),
    ("hours_overlap", "day-5", Schedule(True, "UTC", week(fri=(Span(1320, 120),), sat=(Span(60, 600),)))),
    ("hours_overlap", "day-0", Schedule(True, "UTC", week(sun=(Span(1320, 600),), mon=(NINE_TO_SIX,)))),
    ("hours_empty", "day-1", Schedule(True, "UTC", week(tue=(Span(540, 540),)))),
    ("hours_empty", "day-1", Schedule(True, "UTC", week(tue=(Span(1440, 60),)))),
    ("hours_too_many", "day-2", Schedule(True, "UTC", week(wed=tuple(Span(n, n + 1) for n in range(0, 14, 2))))),
    ("special_dates", "special-0", Schedule(specials=(Special(date(2027, 1, 2), date(2027, 1, 1), ()),))),
    ("special_dates", "special-0", Schedule(specials=(Special(date(2027, 1, 1), date(2027, 4, 3), ()),))),
    ("special_dates", "special-0", Schedule(specials=(Special(date(9999, 12, 30), date(9999, 12, 31), ()),))),
    ("special_dates", "special-0", Schedule(specials=(Special(date(1, 1, 1), date(1, 1, 2), ()),))),
    ("special_twice", "special-1", Schedule(specials=(NEW_YEAR, Special(date(2027, 1, 8), date(2027, 1, 9), ())))),
    ("hours_overlap", "special-0", Schedule(specials=(Special(date(2027, 1, 1), date(2027, 1, 1), (Span(0, 60), Span(30, 90))),))),
    ("specials_too_many", "specials", Schedule(specials=tuple(Special(date(2027, 1, 1), date(2027, 1, 1), ()) for _ in range(51)))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "field", "s"), REFUSED)
def test_hours_that_cannot_be_are_refused_beside_their_field(code: str, field: str, s: Schedule) -> None:
    with pytest.raises(BadInput) as refused:
        schedule.check(s)
    assert (refused.value.code, refused.value.params["field"]) == (code, field)


@pytest.mark.parametrize(
    "s",
    [
        Schedule(),
        Schedule(True, "Europe/Moscow", week(fri=(NINE_TO_SIX, Span(1320, 120)), sat=(Span(120, 600),))),
        Schedule(True, "UTC", week(mon=(Span(540, 780), Span(780, 1440)), tue=(Span(0, 1440),))),
        Schedule(True, "UTC", week(sun=(Span(0, 1440),)), (NEW_YEAR,)),
        Schedule(True, "UTC", CLOSED, (Special(date(2027, 1, 1), date(2027, 1, 1), (NINE_TO_SIX,)),)),
    ],
)
def test_hours_that_meet_do_not_overlap(s: Schedule) -> None:
    schedule.check(s)
