"""The server is killed (SIGKILL) under load again and again, on both databases; tabs crash meanwhile. Nothing acknowledged is lost."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.load import Load
from tests.faults.scene import GENEROUS, Scene
from tests.processes import ServerProcess

QUICK = 3
LONG = int(os.environ.get("KILLS", "100"))


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("postgres_url") if request.param == "postgres" else ""


@pytest.fixture
async def server(database: str, tmp_path: Path) -> AsyncIterator[ServerProcess]:
    async with ServerProcess(tmp_path, demo=True, env={**GENEROUS, "BESEDKA_DATABASE": database}) as running:
        yield running


async def test_a_few_kills(server: ServerProcess) -> None:
    figures = await kill(server, QUICK, visitors=3)
    assert figures["messages"] > 50


@pytest.mark.long
async def test_a_hundred_kills(server: ServerProcess) -> None:
    figures = await kill(server, LONG, visitors=6)
    print(f"\n{figures}")


async def kill(server: ServerProcess, kills: int, visitors: int) -> dict[str, int]:
    """Kill and start `kills` times under load; return the figures."""
    started = time.monotonic()
    async with Scene(server) as scene:
        network = await scene.proxy()
        async with Load(scene, network, visitors) as load:
            for n in range(kills):
                await asyncio.sleep(load.random.uniform(0.3, 1.2))
                await server.kill()
                if n % 2:
                    await load.crash_a_tab()
                await server.start(60)
            await asyncio.sleep(1.0)
            messages = await load.agree(within=60)
            return {
                "kills": kills, "tab_crashes": load.crashes, "messages": messages, "acknowledged": load.acknowledged,
                "lost": 0, "doubled": 0, "seconds": round(time.monotonic() - started),
            }  # fmt: skip
