"""The bus port's contract: in one process, over PostgreSQL, over NATS. It may lose and repeat; it must heal, and never raise."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import asyncpg
import pytest

from besedka.adapters.bus.memory import MemoryBus
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


async def test_others_hear_rings_and_blips_and_the_node_itself_does_not(network: Network) -> None:
    (bus, own), (_, other), (_, third) = [await network.node() for _ in range(3)]
    bus.ring(SHOP, Position(7))
    bus.blip(SHOP, b'{"text": "\xd0\x81 x"}')
    await until(lambda: bool(other.blips and other.rings and third.blips and third.rings))
    assert other == third == Ears([(1001, 7)], [(1001, b'{"text": "\xd0\x81 x"}')])
    assert own == Ears()
    assert not bus.alone


async def test_the_newest_ring_arrives_however_many_there_were(network: Network) -> None:
    (bus, _), (_, other) = await network.node(), await network.node()
    for position in range(1, 20_001):
        bus.ring(ProjectNumber(1 + position % 5), Position(position))
    await until(lambda: {20_000, 19_999, 19_998, 19_997, 19_996} <= {p for _, p in other.rings})


@pytest.mark.parametrize(
    "payload", [b"", bytes(range(256)) * 16, "ё".encode() * 2048], ids=["empty", "any bytes", "4 kB"]
)
async def test_a_blip_may_be_anything_up_to_4_kb(network: Network, payload: bytes) -> None:
    (bus, _), (_, other) = await network.node(), await network.node()
    bus.blip(SHOP, payload)
    await until(lambda: bool(other.blips))
    assert other.blips == [(SHOP, payload)]


async def test_a_larger_blip_is_lost_and_harms_nothing(network: Network) -> None:
    (bus, _), (_, other) = await network.node(), await network.node()
    bus.blip(SHOP, b"x" * 100_000)
    bus.blip(SHOP, b"small")
    await until(lambda: bool(other.blips))
    assert other.blips == [(SHOP, b"small")]


async def test_a_faulty_listener_goes_on_hearing(network: Network) -> None:
    (bus, _), (_, other) = await network.node(), await network.node()
    other.faulty = True
    bus.ring(SHOP, Position(1))
    bus.blip(SHOP, b"x")
    await until(lambda: bool(other.blips))
    other.faulty = False
    bus.ring(SHOP, Position(2))
    await until(lambda: other.rings == [(SHOP, 2)])


async def test_it_heals_by_itself_and_never_raises(network: Network) -> None:
    (bus, _), (_, other) = await network.node(), await network.node()
    await network.take_away()
    for position in range(1, 3_000):
        bus.ring(SHOP, Position(position))
        bus.blip(SHOP, b"lost, perhaps")
    await asyncio.sleep(0.5)
    await network.bring_back()
    position = 3_000

    def heard() -> bool:
        nonlocal position
        position += 1
        bus.ring(SHOP, Position(position))
        return any(p > 3_000 for _, p in other.rings)

    await until(heard)


async def test_it_opens_while_the_other_end_is_away(network: Network) -> None:
    await network.take_away()
    async with asyncio.timeout(4):
        (bus, _), (_, other) = await asyncio.gather(network.node(connected=False), network.node(connected=False))
    bus.ring(SHOP, Position(1))
    await network.bring_back()
    position = 1

    def heard() -> bool:
        nonlocal position
        position += 1
        bus.ring(SHOP, Position(position))
        return bool(other.rings)

    await until(heard)


async def test_it_may_be_closed_at_any_time_and_still_never_raises(network: Network) -> None:
    bus, _ = await network.node()
    await network.take_away()
    bus.ring(SHOP, Position(1))
    async with asyncio.timeout(5):
        await bus.close()
    bus.ring(SHOP, Position(2))
    bus.blip(SHOP, b"x")
    unopened = network.make()
    unopened.ring(SHOP, Position(1))
    await unopened.close()


async def test_nonsense_on_the_wire_is_passed_over(postgres_url: str) -> None:
    bus, ears = PostgresBus(postgres_url), Ears()
    await bus.open(ears)
    connection = await asyncpg.connect(postgres_url)
    for word in ("", "x", "12345678", "12345678!!", "12345678" + "cg==", "12345678ciB4IHk=", "12345678ciAxIDU="):
        await connection.execute("SELECT pg_notify('besedka', $1)", word)
    await until(lambda: bool(ears.rings))
    assert ears == Ears([(1, 5)])
    await connection.close()
    await bus.close()


async def test_a_single_node_rings_nobody() -> None:
    bus, ears = MemoryBus(), Ears()
    await bus.open(ears)
    bus.ring(SHOP, Position(1))
    bus.blip(SHOP, b"x")
    await bus.close()
    assert bus.alone
    assert ears == Ears()
