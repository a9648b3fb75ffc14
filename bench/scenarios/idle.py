"""A second start with an existing database: how long until it answers, and what it then holds, against an empty FastAPI application."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bench.figures import Figure, figure
from bench.limits import Limits
from bench.machine import memory
from bench.process import Server, besedka, data_folder, target

ROUNDS = 3


async def run(limits: Limits) -> list[Figure]:
    """Measure the best of three starts of both."""
    with data_folder() as data:
        with besedka(data):
            pass
        ours = await _best(lambda: besedka(data))
    empty = await _best(lambda: target("empty"))
    return [
        figure("idle", "memory of an idle process, RSS", ours.mebibytes, "MiB", "≤ 90 MiB", empty.mebibytes),
        figure("idle", "ready, with an existing database", ours.seconds, "s", "≤ 1.5 s", empty.seconds),
        figure("idle", "processor time until ready", ours.cpu, "s", "", empty.cpu),
    ]


@dataclass(frozen=True, slots=True)
class _Start:
    seconds: float
    cpu: float
    mebibytes: float


async def _best(start: Callable[[], AbstractContextManager[Server]]) -> _Start:
    starts: list[_Start] = []
    for _ in range(ROUNDS):
        with start() as server:
            await asyncio.sleep(1)
            starts.append(_Start(server.started_in, server.start_cpu, memory(server.pid).rss / 1024))
    return _Start(min(s.seconds for s in starts), min(s.cpu for s in starts), min(s.mebibytes for s in starts))
