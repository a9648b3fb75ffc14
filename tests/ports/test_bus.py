"""The bus port's contract: in one process, over PostgreSQL, over NATS. It may lose and repeat, and never raises."""

import asyncpg
import pytest

from besedka.adapters.bus.memory import MemoryBus
from besedka.adapters.bus.postgres import PostgresBus
from besedka.domain.ids import Position, ProjectNumber
from tests.ports.buses import SHOP, Ears, Network
from tests.waiting import until


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
