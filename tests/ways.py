"""The ways by which a shop's people are told, what is told by them, and what became of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from besedka.actions.alerts.raising import raise_
from besedka.actions.alerts.ways import keep_new, new_way
from besedka.app import House
from besedka.domain.alert import Carrier, Kind, Way
from besedka.domain.alert_ways import LISTENED
from besedka.domain.delivery import Delivery
from besedka.domain.ids import ConversationId
from besedka.ports.database import Script
from besedka.store import alerts, deliveries
from tests.people import Shop
from tests.units import read

T = TypeVar("T")


async def reaching(look: Callable[[], Awaitable[T | None]], within: float = 10.0) -> T:
    """Return what a look finds, as soon as it finds something. AssertionError after `within` seconds."""
    started = time.monotonic()
    while not (found := await look()):
        assert time.monotonic() - started < within, "it did not come"
        await asyncio.sleep(0.02)
    return found


class Alarm:
    """Whoever raises alerts of a shop, on one node, and looks at what became of them."""

    def __init__(self, house: House, shop: Shop) -> None:
        self.house = house
        self.shop = shop

    async def way(self, carrier: Carrier, values: Mapping[str, str], quiet: str = "") -> Way:
        """Add a way that listens for everything."""
        deps, number = self.house.deps, self.shop.number
        made = new_way(deps, number, None, carrier, "Марина", str(values), values, "ru")
        way = replace(made, events=" ".join(LISTENED), quiet=quiet)
        await deps.committer.run(lambda: keep_new(way))
        return way

    async def keep(self, way: Way) -> None:
        """Change a way."""
        await self.house.deps.committer.run(lambda: alerts.keep_way(way))

    async def tell(
        self, *keys: str, kind: Kind = "waits_long", conversation: ConversationId | None = None, **facts: str | int
    ) -> None:
        """Raise alerts, each with a key of its own."""
        now = self.house.deps.clock.now()

        def script() -> Script[None]:
            for key in keys:
                yield from raise_(self.shop.number, kind, key, now, conversation, facts)

        await self.house.deps.committer.run(script)

    async def of(self, way: Way) -> list[Delivery]:
        """Return what went to a way, the oldest first."""
        found = await self.house.deps.database.read(deliveries.of_way(way.id, 1_000))
        return found[::-1]

    async def over(self, way: Way, within: float = 10.0) -> list[Delivery]:
        """Return what went to a way once nothing of it waits any more."""

        async def look() -> list[Delivery]:
            found = await self.of(way)
            return found if all(one.state != "waiting" for one in found) else []

        return await reaching(look, within)

    async def tried(self, way: Way, times: int = 1) -> Delivery:
        """Return the first that went to a way once it was tried so many times in vain."""

        async def look() -> Delivery | None:
            return next((one for one in await self.of(way) if one.tries >= times), None)

        return await reaching(look)

    async def now(self, way: Way) -> Way | None:
        """Return a way as it is now."""
        return await self.house.deps.database.read(alerts.way(way.project, way.id))

    async def held(self) -> int:
        """Return how many deliveries some node has to itself."""
        now = self.house.deps.clock.now()
        return len(await read(self.house, "SELECT 1 FROM deliveries WHERE state = 'waiting' AND held_until > $1", now))
