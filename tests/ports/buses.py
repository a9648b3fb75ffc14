"""Several nodes' buses with a network between them, over PostgreSQL and over NATS."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest

from besedka.adapters.bus.postgres import PostgresBus
from besedka.domain.ids import Position, ProjectNumber
from besedka.ports.bus import Bus
from tests.nats import Nats
from tests.postgres import Postgres
from tests.relay import relaying
from tests.waiting import until

SHOP = ProjectNumber(1001)
PROBE = b"do you hear me?"


@dataclass
class Ears:
    """A node that notes what it hears, and apart from that whether it hears anything."""

    rings: list[tuple[int, int]] = field(default_factory=list)
    blips: list[tuple[int, bytes]] = field(default_factory=list)
    faulty: bool = False
    connected: bool = field(default=False, compare=False)

    def on_ring(self, project: ProjectNumber, position: Position) -> None:
        if self.faulty:
            raise ValueError("a fault of the listener")
        self.rings.append((project, position))

    def on_blip(self, project: ProjectNumber, payload: bytes) -> None:
        if payload == PROBE:
            self.connected = True
        else:
            self.blips.append((project, payload))


@dataclass
class Network:
    """Two nodes' buses, and what lies between them: to be taken away and brought back."""

    make: Callable[[], Bus]
    take_away: Callable[[], Awaitable[None]]
    bring_back: Callable[[], Awaitable[None]]
    stack: AsyncExitStack

    async def node(self, *, connected: bool = True) -> tuple[Bus, Ears]:
        """Open one more node's bus, and wait until it hears what is said: opening does not wait for long."""
        bus, ears = self.make(), Ears()
        await bus.open(ears)
        self.stack.push_async_callback(bus.close)
        if connected:
            await self._heard_by(ears)
        return bus, ears

    async def _heard_by(self, ears: Ears) -> None:
        prober = self.make()
        await prober.open(Ears())

        def heard() -> bool:
            prober.blip(ProjectNumber(1), PROBE)
            return ears.connected

        await until(heard, every=0.02)
        await prober.close()


async def _over_postgres(url: str, stack: AsyncExitStack) -> Network:
    relay = await stack.enter_async_context(relaying(url))

    async def away() -> None:
        relay.away = True
        relay.cut()

    async def back() -> None:
        relay.away = False

    return Network(lambda: PostgresBus(relay.url), away, back, stack)


async def _over_nats(stack: AsyncExitStack) -> Network:
    from besedka.adapters.bus.nats import NatsBus

    server = Nats()
    await server.start()
    stack.callback(server.stop)

    async def away() -> None:
        server.stop()

    return Network(lambda: NatsBus(server.url), away, server.start, stack)


@pytest.fixture(params=["postgres", "nats"])
async def network(request: pytest.FixtureRequest) -> AsyncIterator[Network]:
    async with AsyncExitStack() as stack:
        if request.param == "nats":
            yield await _over_nats(stack)
        else:
            postgres: Postgres = request.getfixturevalue("postgres")
            url = await stack.enter_async_context(postgres.database())
            yield await _over_postgres(url, stack)
