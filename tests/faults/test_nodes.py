"""Two equal nodes on one PostgreSQL, killed in turn under load: clients go over to the other, and nothing is lost or doubled."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.load import Load
from tests.faults.scene import GENEROUS, Scene
from tests.processes import ServerProcess

KILLS = 2


@pytest.fixture
async def nodes(postgres_url: str, tmp_path: Path) -> AsyncIterator[tuple[ServerProcess, ServerProcess]]:
    env = {**GENEROUS, "BESEDKA_DATABASE": postgres_url}
    async with (
        ServerProcess(tmp_path / "one", demo=True, env=env) as one,
        ServerProcess(tmp_path / "two", env=env) as two,
    ):
        yield one, two


async def test_one_of_two_nodes_is_killed(nodes: tuple[ServerProcess, ServerProcess]) -> None:
    one, two = nodes
    async with Scene(one) as scene:
        network = await scene.proxy(one.url, two.url)
        anna = await scene.operator(await scene.proxy(two.url, one.url))
        async with Load(scene, network, visitors=3, pause=0.06) as load:
            for n in range(KILLS):
                await asyncio.sleep(load.random.uniform(0.8, 1.5))
                dying = nodes[n % 2]
                promised = load.acknowledged
                await dying.kill()
                await asyncio.sleep(1.5)
                assert load.acknowledged > promised, "nobody went over to the other node"
                await dying.start(60)
            await load.agree(within=60)
            for guest in load.guests:
                await scene.agree(guest.tab, anna, within=60)
