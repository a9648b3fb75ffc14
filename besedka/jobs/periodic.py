"""What happens by the clock: heartbeats of presence, the sweep of journals, the end of silent connections and expired sessions."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from besedka.actions import audit, continuing, deletions, files, letters, returns, routing
from besedka.actions.crm import calls
from besedka.actions.deps import Deps
from besedka.domain.errors import Refusal
from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.settings import Settings
from besedka.jobs import alerts, indexing, lead_rules
from besedka.jobs.deliveries import Deliveries
from besedka.jobs.follow_ups import FollowUps
from besedka.jobs.inbox import Mailbox
from besedka.jobs.ladders import Ladders
from besedka.jobs.leads import Leads
from besedka.jobs.telegram import Listener
from besedka.ports.database import DatabaseFailed
from besedka.ports.files import FilesFailed
from besedka.realtime.around import SWEEP, look_around, look_at_waits, sweep
from besedka.realtime.hub import Hub
from besedka.realtime.presence import BEAT, SHELF_LIFE_MS
from besedka.realtime.waits import WAITS
from besedka.store import accounts, deliveries, sessions

log = structlog.get_logger()

CHECK = 5.0
FORGET = 3_600.0
TIDY = 30.0
ROUTE = 2.0
INDEX = 1.0
POST = 5.0
DELETE = 3.0
LEADS = 1.0
TELL = 1.0
HEAR = 1.0
WATCH = 2.0
LOOK = 10.0
ROOM = 60.0
CLIMB = 1.0
FOLLOW = 2.0
READ = 5.0


class Periodic:
    """Runs the rounds until it is told to stop. A round that fails is logged and comes again."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._leads = Leads(hub.deps)
        self._letters = Deliveries(hub.deps, deliveries.LETTERS)
        self._deliveries = Deliveries(hub.deps, deliveries.OTHERS)
        self._listener = Listener(hub.deps)
        self._ladders = Ladders(hub.deps)
        self._follow_ups, self._mailbox = FollowUps(hub), Mailbox(hub)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin the rounds."""
        rounds: list[tuple[float, Callable[[], Awaitable[object]]]] = [
            (CHECK, self._check), (BEAT, self._hub.beat), (BEAT, self._give_back), (ROUTE, self._route),
            (FORGET, self._forget), (TIDY, self._tidy), (TIDY, self._cities),
            (INDEX, self._index), (POST, self._post), (DELETE, self._delete), (LEADS, self._send_leads),
            (TELL, self._deliveries.send_due), (TELL, self._letters.send_due),
            (HEAR, self._listener.listen), (WATCH, self._watch), (LOOK, self._look), (ROOM, self._room),
            (WAITS, self._waits), (CLIMB, self._ladders.climb),
            (FOLLOW, self._follow_ups.round), (READ, self._mailbox.round),
        ]  # fmt: skip
        self._hub.newcomers = self._route_soon
        rounds.append((SWEEP, self._look_around if self._hub.bus.alone else self._sweep))
        self._tasks = [asyncio.create_task(_every(seconds, work)) for seconds, work in rounds]

    async def stop(self) -> None:
        """End the rounds."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._leads.stop()
        await asyncio.gather(self._letters.stop(), self._deliveries.stop(), self._follow_ups.stop())
        await self._listener.stop()
        await self._mailbox.stop()

    async def _check(self) -> None:
        self._hub.check()

    async def _sweep(self) -> None:
        await sweep(self._hub)

    async def _look_around(self) -> None:
        await look_around(self._hub)

    async def _waits(self) -> None:
        await look_at_waits(self._hub)

    async def _index(self) -> None:
        await indexing.catch_up(self._hub.deps)

    async def _post(self) -> None:
        await letters.send_due(self._hub.deps)

    async def _tidy(self) -> None:
        await files.tidy(self._hub.deps)

    async def _delete(self) -> None:
        await deletions.sweep(self._hub.deps)

    async def _send_leads(self) -> None:
        await lead_rules.catch_up(self._hub.deps)
        await self._leads.send_due()

    async def _watch(self) -> None:
        await alerts.follow(self._hub.deps)

    async def _look(self) -> None:
        await alerts.look(self._hub.deps, self._seen_since())

    async def _room(self) -> None:
        await alerts.look_at_room(self._hub.deps)
        await alerts.look_at_channels(self._hub.deps, self._mailbox.fault)

    async def _cities(self) -> None:
        await asyncio.to_thread(self._hub.deps.cities.look_again)

    async def _give_back(self) -> None:
        await returns.from_disabled(self._hub.deps)

    async def _route(self) -> None:
        await routing.route_all(self._hub.deps, self._seen_since())

    def _route_soon(self, number: ProjectNumber, settings: Settings) -> None:
        """Somebody new came to this node: no need to wait for the round."""
        self._hub.spawn(_route_one(self._hub.deps, number, settings, self._seen_since()))

    def _seen_since(self) -> Instant:
        return Instant(self._hub.deps.clock.now() - SHELF_LIFE_MS)

    async def _forget(self) -> None:
        now = self._hub.deps.clock.now()
        await self._hub.deps.committer.run(lambda: sessions.forget_expired(now))
        await self._hub.deps.committer.run(lambda: accounts.forget_expired_tickets(now))
        await audit.forget(self._hub.deps)
        await calls.forget(self._hub.deps)
        await alerts.forget(self._hub.deps)
        await continuing.forget(self._hub.deps)


async def _route_one(deps: Deps, number: ProjectNumber, settings: Settings, since: Instant) -> None:
    try:
        await routing.route_one(deps, number, settings, since)
    except (DatabaseFailed, Refusal) as error:
        log.warning("round_failed", code=error.code)  # the next round takes it up


async def _every(seconds: float, work: Callable[[], Awaitable[object]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except (DatabaseFailed, FilesFailed, Refusal) as error:
            log.warning("round_failed", code=error.code)
        except Exception:
            log.exception("round_failed")
