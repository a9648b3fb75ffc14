"""A bus whose other end goes away heals by itself, and never raises."""

import asyncio
from collections.abc import Callable

from besedka.domain.ids import Position
from besedka.ports.bus import Bus
from tests.ports.buses import SHOP, Network
from tests.waiting import until


async def rings(bus: Bus, position: int, heard: Callable[[], bool]) -> None:
    """Ring with newer and newer positions until one is heard."""

    def rung() -> bool:
        nonlocal position
        position += 1
        bus.ring(SHOP, Position(position))
        return heard()

    await until(rung)


async def test_it_heals_by_itself_and_never_raises(network: Network) -> None:
    (bus, _), (_, other) = await network.node(), await network.node()
    await network.take_away()
    for position in range(1, 3_000):
        bus.ring(SHOP, Position(position))
        bus.blip(SHOP, b"lost, perhaps")
    await asyncio.sleep(0.5)
    await network.bring_back()
    await rings(bus, 3_000, lambda: any(p > 3_000 for _, p in other.rings))


async def test_it_opens_while_the_other_end_is_away(network: Network) -> None:
    await network.take_away()
    async with asyncio.timeout(4):
        (bus, _), (_, other) = await asyncio.gather(network.node(connected=False), network.node(connected=False))
    bus.ring(SHOP, Position(1))
    await network.bring_back()
    await rings(bus, 1, lambda: bool(other.rings))


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
