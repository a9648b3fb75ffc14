"""What the machine tells: processor time, memory, cores. Read from /proc, so the benchmark runs on Linux."""

import os
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")

SERVER_CORE = 0
"""The core that the server, and nothing of ours, runs on."""


def generator_cores() -> set[int]:
    """Return the cores for the load generator: all but the server's, if there is more than one."""
    every = os.sched_getaffinity(0)
    return every - {SERVER_CORE} or every


@contextmanager
def every_core() -> Iterator[None]:
    """Start what is no part of the load on all cores, the server's too."""
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    yield
    os.sched_setaffinity(0, ours)


def cpu_seconds(pid: int) -> float:
    """Return the processor time, user and system, that a process and its children have used: /proc counts in hundredths."""
    return sum(_cpu(p) for p in (pid, *children(pid)))


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def children(pid: int) -> list[int]:
    """Return the ids of a process' living children, and theirs."""
    direct = [int(word) for file in Path(f"/proc/{pid}/task").glob("*/children") for word in file.read_text().split()]
    return [p for child in direct for p in (child, *children(child))]


@dataclass(frozen=True, slots=True)
class Memory:
    """A process' memory in KiB: all that is resident, and its fair share of what it shares."""

    rss: int
    pss: int


def memory(pid: int) -> Memory:
    """Return what a process holds now."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    found = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}
    return Memory(found["Rss"], found["Pss"])


def describe() -> dict[str, str | int]:
    """Return what a reader of the figures must know about the machine."""
    model = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return {
        "processor": model[0] if model else platform.machine(),
        "cores": os.cpu_count() or 1,
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
