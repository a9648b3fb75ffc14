"""The physical limits, measured once in a run, when a scenario first asks."""

import asyncio
import os
import time
from pathlib import Path

from bench.generator import Watch, close_all, connect, until
from bench.process import data_folder, target
from bench.socket import Connection, framed, handshake

SECONDS = 3.0
CONNECTIONS = 256
"""Clients of the echo and senders of messages: the same number, each with one frame under way."""


class _Caller(Connection):
    """Sends a frame of a message's length as soon as the last one came back."""

    __slots__ = ("_words", "back")

    def __init__(self, host: str, words: bytes) -> None:
        super().__init__(handshake("/", host))
        self._words = words
        self.back = 0

    def opened(self) -> None:
        """Begin."""
        self.send(self._words)

    def frame(self, payload: bytes) -> None:
        """Once more."""
        self.back += 1
        self.send(self._words)


class Limits:
    """What the bare stack and the bare disk can do here and now."""

    def __init__(self) -> None:
        self._echo: tuple[float, float] | None = None
        self._fsync: float | None = None

    async def echo(self) -> tuple[float, float]:
        """Return round trips per processor second of a bare echo on the server's stack, and the generator's share of its core."""
        if self._echo is None:
            self._echo = await _measure_echo()
        return self._echo

    async def fsync(self) -> float:
        """Return how often a second this disk takes 4 KiB for good, one after the other."""
        if self._fsync is None:
            with data_folder() as folder:
                self._fsync = await asyncio.to_thread(_measure_fsync, folder / "limit")
        return self._fsync


async def _measure_echo() -> tuple[float, float]:
    words = framed(b"x" * 220)
    with target("echo") as server:
        callers = await connect(server, lambda host: _Caller(host, words), CONNECTIONS)
        await until(lambda: all(c.back for c in callers), 10, "every echo to answer")
        watch, before = Watch(server), sum(c.back for c in callers)
        await asyncio.sleep(SECONDS)
        span, count = watch.stop(), sum(c.back for c in callers) - before
        close_all(callers)
    return count / span.cpu, span.busy


def _measure_fsync(path: Path) -> float:
    block, count, end = os.urandom(4096), 0, time.perf_counter() + SECONDS / 2
    begun = time.perf_counter()
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    while time.perf_counter() < end:
        os.pwrite(file, block, 4096 * count)
        os.fdatasync(file)
        count += 1
    seconds = time.perf_counter() - begun
    os.close(file)
    return count / seconds
