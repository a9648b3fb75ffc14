"""A thousand connections at once: a crowd arrives, the server is killed under it, and everybody comes back."""

import asyncio
import resource
import time
from pathlib import Path

import psutil

from tests.faults.client import until
from tests.faults.scene import GENEROUS, Scene
from tests.faults.visitor import Visitor
from tests.processes import ServerProcess

CROWD = 1_000
TALKERS = 20
PATIENT = 1.0
"""These clients are as patient as real ones: a busy server is not to be taken for a dead one."""


def allow_many_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8_192)), hard))


async def everybody_in(crowd: list[Visitor], within: float) -> float:
    """Wait until all are welcomed; return the seconds it took."""
    started = time.monotonic()
    await until(
        lambda: all(one.link.open() for one in crowd), within, lambda: f"{sum(one.link.open() for one in crowd)} are in"
    )
    return time.monotonic() - started


async def test_a_thousand_come_back(tmp_path: Path) -> None:
    allow_many_files()
    async with ServerProcess(tmp_path, demo=True, env=GENEROUS) as server, Scene(server) as scene:
        crowd = [await scene.visitor(hurry=PATIENT) for _ in range(CROWD)]
        arrival = await everybody_in(crowd, 90)
        operator = await scene.operator()
        talkers = crowd[:TALKERS]
        for number, visitor in enumerate(talkers):
            await visitor.write(f"visitor {number} before the fall")
        await asyncio.gather(*(visitor.settled() for visitor in talkers))
        await server.kill()
        for number, visitor in enumerate(talkers):
            await visitor.write(f"visitor {number} after the fall")
        await server.start(60)
        back = await everybody_in(crowd, 90)
        for visitor in talkers:
            assert len(await scene.agree(visitor, operator)) == 2
        held = len(psutil.Process(server.pid).net_connections())
        print(f"\n{CROWD} arrived in {arrival:.1f} s, came back in {back:.1f} s, {held} connections")
        assert held >= CROWD
