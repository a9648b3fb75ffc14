"""Two equal nodes on one PostgreSQL database, ringing each other by LISTEN/NOTIFY or by NATS."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from besedka.app import House, make_bus, open_house
from besedka.config import Settings
from besedka.ports.bus import Bus
from tests.nats import Nats
from tests.people import open_shop
from tests.serving import Served, serving

Nodes: TypeAlias = tuple[Served, Served]
Wrap: TypeAlias = Callable[[Bus], Bus]


@pytest.fixture
async def nats() -> AsyncIterator[Nats]:
    server = Nats()
    await server.start()
    yield server
    server.stop()


@pytest.fixture(params=["postgres", "nats"])
def bus_url(request: pytest.FixtureRequest) -> str:
    """How the nodes ring each other, as the settings spell it."""
    return "postgres" if request.param == "postgres" else str(request.getfixturevalue("nats").url)


@dataclass
class Pair:
    """Opens two nodes, each with the bus that the settings name, or with that bus spoilt by the test."""

    settings: Settings

    @asynccontextmanager
    async def up(self, wrap: Wrap = lambda bus: bus) -> AsyncIterator[Nodes]:
        """Serve both nodes until the block ends."""
        async with AsyncExitStack() as stack:
            houses = [await stack.enter_async_context(self._open(wrap)) for _ in range(2)]
            shop = await open_shop(houses[0].deps)
            first, second = [await stack.enter_async_context(serving(house, shop)) for house in houses]
            yield first, second

    def _open(self, wrap: Wrap) -> AbstractAsyncContextManager[House]:
        return open_house(self.settings, bus=wrap(make_bus(self.settings)))


@pytest.fixture
def pair(postgres_url: str, bus_url: str, tmp_path: Path) -> Pair:
    settings = Settings(data=tmp_path, port=0, database=postgres_url, bus=bus_url)
    return Pair(settings.model_copy(update={"posts_burst": 10_000.0, "posts_per_second": 10_000.0}))


@pytest.fixture
async def nodes(pair: Pair) -> AsyncIterator[Nodes]:
    async with pair.up() as both:
        yield both
