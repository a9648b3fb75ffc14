"""The soak: mixed load for minutes, with cuts, kills of the server and crashes of tabs; memory stays flat and no connection is left behind.

SOAK_SECONDS sets how long (600 unless told).
"""

import asyncio
import os
import time
from pathlib import Path

import psutil
import pytest

from tests.faults.client import until
from tests.faults.load import Load
from tests.faults.proxy import FaultProxy
from tests.faults.scene import GENEROUS, Scene
from tests.processes import ServerProcess

SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
MEGABYTE = 1024 * 1024
ALLOWED = 40 * MEGABYTE
"""How much one life of the server may grow while the load is the same."""


async def misfortune(load: Load, network: FaultProxy) -> None:
    """One thing goes wrong."""
    kind = load.random.choice(["cut", "cut", "crash", "bytes", "silence"])
    if kind == "cut":
        network.cut_all()
    elif kind == "crash":
        await load.crash_a_tab()
    elif kind == "bytes":
        network.weather.cut_between = (2_000, 30_000)
        await asyncio.sleep(1)
        network.weather.cut_between = None
    else:
        network.weather.silent = True
        await asyncio.sleep(1)
        network.weather.silent = False


@pytest.mark.long
async def test_soak(tmp_path: Path) -> None:
    kills, grown, started = 0, 0, time.monotonic()
    async with ServerProcess(tmp_path, demo=True, env=GENEROUS) as server, Scene(server) as scene:
        network = await scene.proxy()
        async with Load(scene, network, visitors=6, pause=0.15) as load:
            while time.monotonic() - started < SECONDS:
                life = time.monotonic() + min(60.0, SECONDS / 4)
                process = psutil.Process(server.pid)
                await asyncio.sleep(2)
                settled = process.memory_info().rss
                while time.monotonic() < life:
                    await asyncio.sleep(load.random.uniform(0.5, 2))
                    await misfortune(load, network)
                grown = max(grown, process.memory_info().rss - settled)
                await server.kill()
                await server.start(60)
                kills += 1
            messages = await load.agree(within=120)
            figures = {
                "seconds": round(time.monotonic() - started), "messages": messages, "acknowledged": load.acknowledged,
                "cuts": network.cuts, "kills": kills, "tab_crashes": load.crashes, "lost": 0, "doubled": 0,
                "grown_mb": round(grown / MEGABYTE, 1),
            }  # fmt: skip
            print(f"\n{figures}")
            for client in (load.anna, *(guest.tab for guest in load.guests)):
                await scene.crash(client)
            network.cut_all()
            left = psutil.Process(server.pid)
            await until(
                lambda: len(left.net_connections("tcp")) <= 2, 20, lambda: f"left behind: {left.net_connections('tcp')}"
            )
            assert grown < ALLOWED
