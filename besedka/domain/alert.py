"""Notifications of problems: what may happen, by which ways somebody wants to be told of it, and when not (PRODUCT.md 3.5, 4.4a).

An *alert* is one such fact of a project, told once by every way that listens for it. A *way* is an address outside: a project's own, or
one operator's, for the ladder. What goes to a way is a *delivery* (domain/delivery).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NewType, get_args

from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber
from besedka.domain.schedule import DAY, Schedule, Span, instant, local

AlertId = NewType("AlertId", bytes)
WayId = NewType("WayId", bytes)

Carrier = Literal["email", "telegram", "webhook", "push"]
"""How somebody is told."""

Kind = Literal[
    "rated_low", "nobody_online", "operators_back", "waits_long", "lead_failed", "channel_failed", "disk_full"
]
"""What is told: a conversation was closed with a rating below 4; no operator is online in working hours, and they are back; a visitor waits
longer than the project's minutes; a lead was not accepted; a channel is broken; the disk is nearly full."""
KINDS: tuple[Kind, ...] = get_args(Kind)
LOW = 4
"""A rating below it is told."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to be told. `operator`: whose, None: the project's. `name` is given by whoever added it; `address` is what people see
    of where it leads and `sealed` what opens it; `mark` tells one address from another without naming it. `events` are the kinds that
    it listens for, divided by spaces; `quiet` minutes of the day as `1320-480`, empty: none. `on` is 0 when it was switched off;
    `fault` says why it does not work. `session` is whose browser it is that is told by push: with it, the way ends.
    """

    id: WayId
    project: ProjectNumber
    operator: OperatorId | None
    carrier: Carrier
    name: str
    address: str
    mark: str
    sealed: bytes
    events: str
    quiet: str
    language: str
    on: int
    fault: str
    added_by: str
    created_at: Instant
    used_at: Instant
    session: bytes | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """One problem. `key` is the same for the same problem, whoever notices it: it is told once. `facts` is JSON: numbers and codes, no
    words that anybody wrote."""

    id: AlertId
    project: ProjectNumber
    kind: Kind
    key: str
    conversation: ConversationId | None
    facts: str
    at: Instant


def listeners(ways: Collection[Way], kind: Kind) -> list[Way]:
    """Return the project's ways by which an alert is told. Whoever is told that nobody is there is told when they are back."""
    wanted = "nobody_online" if kind == "operators_back" else kind
    return [way for way in ways if way.on and way.operator is None and wanted in way.events.split()]


def quiet_until(quiet: str, schedule: Schedule, at: Instant) -> Instant:
    """Return when a way may be used: at once, or when its quiet hours end, by the clock of the project's zone."""
    if not quiet:
        return at
    start, _, end = quiet.partition("-")
    span, wall = Span(int(start), int(end)), local(schedule, at)
    minute = wall.hour * 60 + wall.minute
    passed = (minute - span.start) % DAY
    if passed >= span.length:
        return at
    midnight = datetime(wall.year, wall.month, wall.day) - timedelta(days=minute < span.start)  # noqa: DTZ001  # the wall's
    return max(at, instant(schedule, midnight + timedelta(minutes=span.start + span.length)))
