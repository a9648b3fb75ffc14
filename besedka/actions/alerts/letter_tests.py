"""A letter to oneself, to see that the ladder's letters arrive: by whatever it would write."""

from typing import TypeAlias

from besedka.actions.deps import Deps
from besedka.domain import ladder
from besedka.domain.alert import Way
from besedka.domain.delivery import HOUR, Delivery, a_test, check_test
from besedka.domain.ids import Instant
from besedka.domain.operator import Operator
from besedka.ports.database import Script
from besedka.store import alerts, deliveries

Tests: TypeAlias = list[tuple[Delivery, Way | None]]
LOOKED_FOR = 6 * HOUR
"""Milliseconds for which somebody asks what became of a test."""


async def test(deps: Deps, me: Operator) -> Tests:
    """Have a test written to one's own chats of Telegram, or else to one's own address; what became of it, `last` tells.
    TooMany `tests_too_fast`."""
    now = deps.clock.now()

    def script() -> Script[Tests]:
        for before, _ in (yield from last(me, now)):
            check_test(before, now)
        made = [
            (_delivery(me, way, now), way) for way in ladder.written_by((yield from alerts.ways(me.project, me.id)))
        ]
        yield from deliveries.add(one for one, _ in made)
        return made

    return await deps.committer.run(script)


def last(me: Operator, now: Instant) -> Script[Tests]:
    """Return one's last test letters, as far as they have come; none: there were none in the last hours."""
    ways = {way.id: way for way in (yield from alerts.ways(me.project, me.id))}
    return [
        (one, ways.get(one.way) if one.way else None)
        for one in (yield from deliveries.last_tests(me.project, me.id, Instant(now - LOOKED_FOR)))
    ]


def _delivery(me: Operator, way: Way | None, now: Instant) -> Delivery:
    return a_test(me.project, way.id if way else None, me.id, way.carrier if way else "email", now)
