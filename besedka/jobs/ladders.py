"""The round of the ladder: finds, in the journal, who begins to wait, and by an index whose next step is due."""

from functools import partial

import structlog

from besedka.actions.alerts.calling import ClimbLadder
from besedka.actions.deps import Deps
from besedka.domain.errors import Refusal
from besedka.domain.ids import ConversationId, Instant, Position, ProjectNumber
from besedka.ports.database import DatabaseFailed
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import ladders

log = structlog.get_logger()
MOST = 20
"""Units of one project in one round: another project's turn comes."""


class Ladders:
    """Climbs the ladders of all projects. Where it has looked is kept in memory, and stored with what it found: with nothing due, and
    nobody who begins to wait, it writes nothing."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._upto: dict[ProjectNumber, Position] = {}
        self._last = Instant(0)

    async def climb(self) -> int:
        """Take every step that is due; answers how many. Each project has its turn, however broken another one is."""
        taken = 0
        await self._heed_clock()
        for number, stands, known in await self._deps.database.read(ladders.journals()):
            if (after := max(known, self._upto.get(number, known))) < stands:
                taken += await self._kept_apart(number, after, stands)
        now = self._deps.clock.now()
        for number in await self._deps.database.read(ladders.due_in(now)):
            taken += await self._kept_apart(number, None, None)
        return taken

    async def _heed_clock(self) -> None:
        now = self._deps.clock.now()
        if now < self._last:
            await self._deps.committer.run(ladders.look_at_all_again)
        self._last = now

    async def _kept_apart(self, number: ProjectNumber, after: Position | None, stands: Position | None) -> int:
        try:
            if after is None or stands is None:
                return await self._climb_due(number)
            return await self._follow(number, after, stands)
        except (DatabaseFailed, Refusal) as error:
            log.warning("ladder_held_up", project=number, code=error.code)  # the next round takes it up
        except Exception:
            log.exception("ladder_held_up", project=number)
        return 0

    async def _follow(self, number: ProjectNumber, after: Position, stands: Position) -> int:
        """Look through what happened since, and begin or end to climb for those whom it concerns."""
        taken = 0
        for _ in range(MOST):
            upto = Position(min(stands, after + ladders.STRETCH))
            ids = await self._deps.database.read(ladders.unheeded(number, after, upto))
            for first in range(0, len(ids), ladders.AT_ONCE):
                taken += await self._look(number, ids[first : first + ladders.AT_ONCE])
            if ids or upto - after == ladders.STRETCH:
                await self._deps.committer.run(partial(ladders.looked_through, number, upto))
            self._upto[number] = after = upto
            if upto == stands:
                break
        return taken

    async def _climb_due(self, number: ProjectNumber) -> int:
        taken, now = 0, self._deps.clock.now()
        for _ in range(MOST):
            ids = await self._deps.database.read(ladders.due(number, now))
            if ids:
                taken += await self._look(number, ids)
            if len(ids) < ladders.AT_ONCE:
                break
        return taken

    async def _look(self, number: ProjectNumber, ids: list[ConversationId]) -> int:
        now = self._deps.clock.now()
        since = Instant(now - SHELF_LIFE_MS)
        return await self._deps.committer.ask(lambda done: ClimbLadder(number, ids, now, since, done))
