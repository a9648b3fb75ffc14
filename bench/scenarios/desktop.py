"""The desktop app's start and memory, against a bare window of the same web engine that shows the same page."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.figures import Figure, figure
from bench.limits import Limits
from bench.process import ROOT, fresh

SETTLES = 5.0
"""Seconds after its page is there until the memory of a program is looked at."""
TIMES = 3


@dataclass(frozen=True, slots=True)
class _Window:
    seconds: float
    megabytes: float


async def run(limits: Limits) -> list[Figure]:
    """Start both in turn; the quickest start and the smallest memory of each count."""
    with fresh() as server, _screen() as screen:
        address = f"http://127.0.0.1:{server.port}/operator/"
        shells, bares = [], []
        for _ in range(TIMES):
            bares.append(_started("bench.targets.window", address, screen))
            shells.append(_started("bench.targets.shell", address, screen))
    start, bare_start = (min(one.seconds for one in found) for found in (shells, bares))
    memory, bare_memory = (min(one.megabytes for one in found) for found in (shells, bares))
    return [
        figure("desktop", "start until the page is there", start, "s", "≤ 1.5 of a bare window", bare_start),
        figure("desktop", "memory of all its processes", memory, "MB", "≤ 1.3 of a bare window", bare_memory),
    ]


@contextmanager
def _screen() -> Iterator[str]:
    """Lend a screen without glass."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"
        process.kill()


def _started(module: str, address: str, screen: str) -> _Window:
    with tempfile.TemporaryDirectory() as home:
        begun = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", module, address], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=_environment(Path(home), screen), text=True,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            line = process.stdout.readline()
            seconds = time.perf_counter() - begun
            if line.strip() != "loaded":
                raise SystemExit("bench: the window did not open; scripts/test says what it needs of the system")
            time.sleep(SETTLES)
            found = _Window(seconds, _memory(process.pid))
            for one in psutil.Process(process.pid).children(recursive=True):
                one.kill()
            process.kill()
    return found


def _environment(home: Path, screen: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "QT"))}
    path = os.pathsep.join([str(ROOT), str(ROOT / "desktop")])
    return kept | {"HOME": str(home), "DISPLAY": screen, "PYTHONPATH": path, "QTWEBENGINE_DISABLE_SANDBOX": "1"}


def _memory(pid: int) -> float:
    """Return what a program and all that it started hold, in megabytes; what several share is divided among them."""
    process = psutil.Process(pid)
    everyone = [process, *process.children(recursive=True)]
    return float(sum(one.memory_full_info().pss for one in everyone)) / 2**20
