"""When the chat is offered (PRODUCT.md 2.7): hours of each weekday and of special days, in the project's time zone.

A shift lasts from the first moment when the clock on the project's wall shows its beginning, or later, to the last moment when
it shows less than its end. So it is whole on days when clocks are changed: an hour that comes twice belongs to it twice, one
that is left out makes it shorter. A shift over midnight belongs to the day on which it begins.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from besedka.domain.errors import BadInput
from besedka.domain.ids import Instant

DAY = 1440
MOST_SPANS = 6
MOST_SPECIALS = 50
LONGEST_SPECIAL = 92
"""Days that one special time may have."""
YEARS = (1990, 2199)
"""The first and the last year in which hours are asked for."""
BEGINNING = Instant(0)
_BEYOND = 9
"""Days without a change after which none will come: a week, and one on either side."""
_NEAR = tuple(timedelta(days=n) for n in (0, -1, 1, -2))
"""From a day to those whose shifts may last at a moment of it; its own come first, as they mostly do."""


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes of the day from `start` to before `end`; an end that is no later than the start is the next day's. 1440: midnight."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Minutes on a day when no clock is changed."""
        return (self.end - self.start - 1) % DAY + 1


@dataclass(frozen=True, slots=True)
class Special:
    """Days with hours of their own in place of the week's; without any the chat is not offered."""

    first: date
    last: date
    spans: tuple[Span, ...]


Outside = Literal["hide", "stay"]
"""What becomes of the chat outside its hours: it is not offered, or it stays and says when somebody is back (PRODUCT.md 4.4a)."""

_OFFICE = (Span(540, 1080),)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The hours: `days` from Monday on. While `on` is false there are none, and it is always within them."""

    on: bool = False
    zone: str = "UTC"
    days: tuple[tuple[Span, ...], ...] = (_OFFICE,) * 5 + ((),) * 2
    specials: tuple[Special, ...] = ()
    outside: Outside = "hide"


def offered(s: Schedule, at: Instant) -> bool:
    """Tell whether the chat is offered at this moment."""
    return s.outside == "stay" or is_open(s, at)


def is_open(s: Schedule, at: Instant) -> bool:
    """Tell whether this moment is within the hours."""
    if not s.on:
        return True
    day = local(s, at).date()
    return any(start <= at < end for n in _NEAR for start, end in _shifts(s, day + n))


def opening(s: Schedule, at: Instant, enough: Instant = BEGINNING) -> Instant | None:
    """Return when the chat began to be offered, at the latest before `at`, and was offered ever since: the beginning of time when it is
    offered always. None while it is not. Whoever asks only whether it was by `enough` is told of a moment no later than that."""
    if not s.on:
        return Instant(0)
    edge, day = None, local(s, at).date() + timedelta(days=1)
    for _ in range(LONGEST_SPECIAL):
        for start, end in sorted(_shifts(s, day), reverse=True):
            if start <= at < end or (edge is not None and start <= edge <= end):
                edge = start if edge is None else min(edge, start)
        if edge is not None and edge <= enough:
            return edge
        day -= timedelta(days=1)
        if day < local(s, at if edge is None else edge).date() - timedelta(days=2):
            return edge
    return Instant(0)


def changes(s: Schedule, at: Instant, most: int) -> list[Instant]:
    """Return the next moments after `at` when the hours begin or end, `most` of them; fewer when no more will come."""
    found: list[Instant] = []
    for stretch in _stretches(s, local(s, at).date() - timedelta(days=2)) if s.on else ():
        found += (edge for edge in stretch if edge is not None and edge > at)
        if len(found) >= most:
            break
    return found[:most]


def next_change(s: Schedule, at: Instant) -> Instant | None:
    """Return when the hours next begin or end; None: never."""
    return next(iter(changes(s, at, 1)), None)


def opens(s: Schedule, at: Instant) -> Instant | None:
    """Return when the hours begin next; None within them, where there are none, and when they never will."""
    return None if is_open(s, at) else next_change(s, at)


def local(s: Schedule, at: Instant) -> datetime:
    """Return what the clock on the project's wall shows at this moment."""
    return datetime.fromtimestamp(at // 1000, _zone(s.zone)).replace(tzinfo=None)


def instant(s: Schedule, wall: datetime) -> Instant:
    """Return the first moment when the clock on the project's wall shows this time, or later."""
    return _edges(s.zone, wall)[0]


def _stretches(s: Schedule, day: date) -> Iterator[tuple[Instant, Instant | None]]:
    """Yield the times in which the chat is offered from this day on, shifts that meet made one; None is the end of what never ends."""
    ends = max([day, *(special.last for special in s.specials)]) + timedelta(days=_BEYOND)
    begun: tuple[Instant, Instant] | None = None
    while day <= ends:
        for start, end in _shifts(s, day):
            if begun and start > begun[1]:
                yield begun
                ends = max(ends, day + timedelta(days=_BEYOND))
                begun = start, end
            begun = (begun[0], max(begun[1], end)) if begun else (start, end)
        day += timedelta(days=1)
    if begun:
        last = instant(s, datetime(ends.year, ends.month, ends.day))  # noqa: DTZ001
        yield begun[0], begun[1] if begun[1] < last else None


def _shifts(s: Schedule, day: date) -> Iterable[tuple[Instant, Instant]]:
    """Return the shifts that begin on this day; one that a change of clocks leaves nothing of is left out."""
    spans = _spans(s, day)
    return _of_day(s.zone, spans, day) if spans else ()


def _spans(s: Schedule, day: date) -> tuple[Span, ...]:
    for special in s.specials:
        if special.first <= day <= special.last:
            return special.spans
    return s.days[day.weekday()]


@lru_cache(2_000)
def _of_day(zone: str, spans: tuple[Span, ...], day: date) -> tuple[tuple[Instant, Instant], ...]:
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001  # what the wall's clock shows
    shifts = []
    for span in sorted(spans, key=lambda span: span.start):
        start = _edges(zone, midnight + timedelta(minutes=span.start))[0]
        end = _edges(zone, midnight + timedelta(minutes=span.start + span.length))[1]
        if start < end:
            shifts.append((start, end))
    return tuple(shifts)


@lru_cache(2_000)
def _edges(zone: str, wall: datetime) -> tuple[Instant, Instant]:
    """Return the first moment when the clock shows `wall` or later, and the last until which it shows less."""
    there = _zone(zone)
    early, late = (round(wall.replace(tzinfo=there, fold=fold).timestamp()) for fold in (0, 1))
    if early > late:  # the clock never shows it
        early = late = _leap(there, late, early)
    elif early < late and _offset(there, late - 1) != _offset(
        there, late
    ):  # put back to just this time: never less again
        late = early
    return Instant(early * 1000), Instant(late * 1000)


def _leap(there: ZoneInfo, before: int, after: int) -> int:
    """Return the second at which the clock is put forward between these two."""
    old = _offset(there, before)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(there, middle) == old else (before, middle)
    return after


def _offset(there: ZoneInfo, second: int) -> timedelta | None:
    return datetime.fromtimestamp(second, UTC).astimezone(there).utcoffset()


@lru_cache(50)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(1)
def zones() -> frozenset[str]:
    """Return the names of all time zones of the IANA's database."""
    return frozenset(available_timezones())


# ── what may be chosen ───────────────────────────────────────────────────────────────────────────────────────────


def check(s: Schedule) -> None:
    """BadInput, with the `field` that it is about, for hours that cannot be."""
    check_dates(s)
    for number, spans in enumerate(s.days):
        _check_spans(spans, f"day-{number}")
    for number, spans in enumerate(s.days):
        _check_overlaps(spans, f"day-{number}", s.days[number - 1])
    if s.on and not any(s.days) and not any(special.spans for special in s.specials):
        raise BadInput("hours_none", {"field": "hours"})
    for number, special in enumerate(s.specials):
        _check_special(special, number, s.specials[:number])


def check_dates(s: Schedule) -> None:
    """BadInput for a zone that nobody knows and for dates that nobody can count through."""
    if s.zone not in zones():
        raise BadInput("zone_unknown", {"field": "zone", "zone": s.zone[:100]})
    if len(s.specials) > MOST_SPECIALS:
        raise BadInput("specials_too_many", {"field": "specials", "limit": MOST_SPECIALS})
    for number, special in enumerate(s.specials):
        known = special.first.year >= YEARS[0] and special.last.year <= YEARS[1]
        if not (known and timedelta(0) <= special.last - special.first < timedelta(days=LONGEST_SPECIAL)):
            raise BadInput("special_dates", {"field": f"special-{number}", "limit": LONGEST_SPECIAL})


def _check_special(special: Special, number: int, earlier: tuple[Special, ...]) -> None:
    field = f"special-{number}"
    if any(one.first <= special.last and special.first <= one.last for one in earlier):
        raise BadInput("special_twice", {"field": field})
    _check_spans(special.spans, field)
    _check_overlaps(special.spans, field, ())


def _check_spans(spans: tuple[Span, ...], field: str) -> None:
    if len(spans) > MOST_SPANS:
        raise BadInput("hours_too_many", {"field": field, "limit": MOST_SPANS})
    for span in spans:
        if not (0 <= span.start < DAY and 0 <= span.end <= DAY and span.start != span.end):
            raise BadInput("hours_empty", {"field": field, "hours": _words(span)})


def _check_overlaps(spans: tuple[Span, ...], field: str, eve: tuple[Span, ...]) -> None:
    """Refuse hours of one day that overlap; `eve` are the hours of the day before."""
    last = [(span.start - DAY, span) for span in eve]
    following = sorted([*last, *((span.start, span) for span in spans)], key=lambda one: one[0])
    for (begins, one), (start, other) in pairwise(following):
        if start >= 0 and begins + one.length > start:
            raise BadInput("hours_overlap", {"field": field, "first": _words(one), "second": _words(other)})


def _words(span: Span) -> str:
    return "–".join(f"{minute // 60}:{minute % 60:02}" for minute in (span.start, span.end))
