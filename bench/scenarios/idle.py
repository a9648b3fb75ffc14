"""A second start with an existing database: how long until it answers, and what it then holds, against an empty FastAPI application."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager

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
        seconds, held = await _best(lambda: besedka(data))
    empty_seconds, empty_held = await _best(lambda: target("empty"))
    return [
        figure("idle", "memory of an idle process, RSS", held, "MiB", "≤ 90 MiB", empty_held),
        figure("idle", "ready, with an existing database", seconds, "s", "≤ 1.5 s", empty_seconds),
    ]


async def _best(start: Callable[[], AbstractContextManager[Server]]) -> tuple[float, float]:
    seconds, held = [], []
    for _ in range(ROUNDS):
        with start() as server:
            seconds.append(server.started_in)
            await asyncio.sleep(1)
            held.append(memory(server.pid).rss / 1024)
    return min(seconds), min(held)
