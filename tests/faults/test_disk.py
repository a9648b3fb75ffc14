"""The disk is full, or takes no byte at all, under a running server: writers are told to try again, and nothing acknowledged is lost.

A limit on the size of files, set on the running process from outside, stands for the disk: it needs no rights and no other file system.
"""

import asyncio
import resource
from pathlib import Path

import pytest

from tests.faults.client import until
from tests.faults.load import Load
from tests.faults.scene import GENEROUS, Scene
from tests.processes import ServerProcess

ROOM = 64 * 1024
"""Bytes that a disk still takes before it is full."""


def largest_file(folder: Path) -> int:
    """Return the size of the largest file in a folder."""
    return max(file.stat().st_size for file in folder.iterdir())


def let_files_grow(server: ServerProcess, size: int) -> None:
    """Have writes beyond `size` fail in the server's process; RLIM_INFINITY gives the space back."""
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@pytest.mark.parametrize("kind", ["full", "takes nothing"])
async def test_a_disk_that_fails(tmp_path: Path, kind: str) -> None:
    async with ServerProcess(tmp_path, demo=True, env=GENEROUS) as server, Scene(server) as scene:
        network = await scene.proxy()
        async with Load(scene, network, visitors=3, window=1) as load:
            await until(lambda: load.acknowledged > 50)
            let_files_grow(server, largest_file(tmp_path) + ROOM if kind == "full" else 0)
            await until(lambda: load.refusals.get("disk_failing", 0) > 5, 20, lambda: f"refused: {load.refusals}")
            diaries = [load.anna.diary, *(guest.diary for guest in load.guests)]
            # everybody: with one message at a time on its way, nothing that was stored before is still to be acknowledged
            await until(lambda: all("disk_failing" in diary.refusals for diary in diaries), 20)
            promised = load.acknowledged
            network.cut_all()
            await asyncio.sleep(1.0)
            assert server.returncode is None, "a failing disk must not end the process"
            assert load.acknowledged == promised, "acknowledged without a disk"
            let_files_grow(server, resource.RLIM_INFINITY)
            await until(lambda: load.acknowledged > promised + 20, 20)
            assert await load.agree() >= load.acknowledged
            assert not any(guest.diary.failed for guest in load.guests), "what may be tried again was shown as failed"
            await server.kill()
            await server.start(60)
            assert await load.agree() >= load.acknowledged
