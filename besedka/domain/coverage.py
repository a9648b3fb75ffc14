"""Whether somebody is there to answer in working hours, and when people are told that nobody is (PRODUCT.md 3.5)."""

from dataclasses import dataclass, replace

from besedka.domain.alert import Kind
from besedka.domain.ids import Instant

GRACE = 60_000
"""Milliseconds for which nobody has to be there before it is told: a reload, a restart of the server, the first minute of the day."""
WINDOW = 30 * 60_000
"""Milliseconds in which it is told once at most."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """`absent_since`: nobody has been online since then; None: somebody is. `told_at` is when people were last told that nobody is, 0:
    never; `is_told` is 1 while they have not been told that operators are back."""

    absent_since: Instant | None = None
    told_at: int = 0
    is_told: int = 0


def look(c: Coverage, at: Instant, opened: Instant | None, *, online: bool) -> tuple[Coverage, Kind | None]:
    """Return what is known now, and what is to be told. `opened` is since when the working hours have lasted, None outside them."""
    if online:
        return replace(c, absent_since=None, is_told=0), "operators_back" if c.is_told else None
    absent = at if c.absent_since is None else min(c.absent_since, at)  # a clock that was put back has seen no future
    c = replace(c, absent_since=absent, told_at=min(c.told_at, at))
    if opened is None or at - max(absent, opened) < GRACE or (c.told_at and at - c.told_at < WINDOW):
        return c, None
    return replace(c, told_at=at, is_told=1), "nobody_online"
