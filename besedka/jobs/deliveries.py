"""The outbox of deliveries: what is due is handed over, many at once; a way that hangs holds up no other project's, and its own project's
only once it has taken up all their places. Letters have places of their own: one mail server takes them for all projects."""

import asyncio
import random
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import structlog

from besedka.actions.alerts import telling
from besedka.actions.alerts.telling import Told
from besedka.actions.deps import Deps
from besedka.domain import delivery as rules
from besedka.domain.delivery import Delivery
from besedka.domain.errors import Refusal
from besedka.domain.ids import Instant
from besedka.domain.outbox import ours
from besedka.jobs.outbox import Outbox, Pace
from besedka.ports.alerts import AlertFailed
from besedka.ports.database import DatabaseFailed, Script
from besedka.store import alerts, deliveries
from besedka.store.outbox import Box

log = structlog.get_logger()
Made: TypeAlias = Callable[[Delivery], Delivery]
MOST = 20
"""Deliveries that one node hands over at once."""
SHARE = 8
"""Of them, those of one project."""
HELD = 120_000
"""Milliseconds for which a node that takes a delivery has it to itself; should the node die, another one takes it then."""
FINISH = 3.0
"""Seconds that a stopping node gives to what is on its way."""
SETTLES = 30_000
"""Milliseconds after which what was broken off has arrived or never will."""


class Deliveries(Outbox[Delivery]):
    """Hands deliveries over: all of them, or those of one `box`."""

    held_up = "delivery_held_up"

    def __init__(self, deps: Deps, box: Box[Delivery] = deliveries.OUTBOX) -> None:
        super().__init__(deps)
        self.box = box

    def pace(self) -> Pace:
        """Return how it goes."""
        return Pace(MOST, SHARE, HELD, SETTLES, FINISH)

    async def send(self, row: Delivery) -> None:
        """Hand a delivery over. What nobody thought of is a failure like any other."""
        told: Told | None = None
        try:
            found = await self.deps.database.read(telling.told(self.deps, row))
            if not isinstance(found, Told):
                return await self._settle(
                    row, rules.dropped if found is None else partial(rules.put_off, until=found.until)
                )
            told = found
            alerter = self.deps.alerters.get(row.carrier)
            if alerter is None:
                raise AlertFailed("alert_unset", permanent=True)
            await alerter.tell(told.values, told.notice)
        except AlertFailed as failed:
            return await self._failed(row, failed, told)
        except (DatabaseFailed, Refusal):
            raise
        except Exception:
            log.exception("delivery_not_understood")
            return await self._failed(row, AlertFailed("alert_strange"), told)
        now = self.deps.clock.now()
        await self._settle(row, lambda known: rules.arrived(known, now), told, "")

    async def _failed(self, d: Delivery, failed: AlertFailed, told: Told | None) -> None:
        log.warning(
            "delivery_failed", carrier=d.carrier, code=failed.code, permanent=failed.permanent, tries=d.tries + 1
        )
        now, chance = self.deps.clock.now(), random.random()
        await self._settle(
            d,
            lambda known: rules.failed(
                known, now, failed.code, failed.detail, permanent=failed.permanent, wait=failed.wait, chance=chance
            ),
            told,
            failed.code,
            gone=failed.gone,
        )

    async def _settle(
        self, d: Delivery, made: Made, told: Told | None = None, fault: str | None = None, *, gone: bool = False
    ) -> None:
        """Write down what has become of it, and of its way: `fault` says whether that works, None that nobody knows. Once more when the
        database is busy: what has arrived would be told twice."""
        now = self.deps.clock.now()
        try:
            await self.deps.committer.run(lambda: _settled(d, made, told, fault, now, gone=gone))
        except (DatabaseFailed, Refusal):
            await asyncio.sleep(1)
            await self.deps.committer.run(lambda: _settled(d, made, told, fault, now, gone=gone))


def _settled(
    d: Delivery, made: Made, told: Told | None, fault: str | None, now: Instant, *, gone: bool
) -> Script[None]:
    """A browser's way that is gone is forgotten; one that leads elsewhere by now, for the browser has subscribed anew, has nothing to do
    with it, and the delivery goes there."""
    moved = d.way is not None and told is not None and not (yield from alerts.leads_there(told.way))
    yield from deliveries.change(d.id, ours(d, partial(rules.put_off, until=now) if gone and moved else made))
    if d.way is None or fault is None:
        return
    if fault and rules.may_go_by_mail(d):
        yield from _by_mail(d, now)
    if gone and d.carrier == "push" and not moved:
        yield from alerts.forget_way(d.project, d.way)
    elif not moved:
        yield from alerts.went(d.way, fault, now)


def _by_mail(d: Delivery, now: Instant) -> Script[None]:
    letter = rules.by_mail(d, (yield from deliveries.called_at(d.project, d.created_at)), now)
    yield from deliveries.add([letter] if letter else [])
