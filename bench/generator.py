"""Opens many connections at a bounded pace, counts what comes back, and watches its own processor time."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bench.process import Server
from bench.socket import Connection

C = TypeVar("C", bound=Connection)

ADDRESSES = 8
"""Loopback addresses that the clients call, so that none runs out of ports."""
AT_ONCE = 200
"""Handshakes in flight."""


async def connect(server: Server, make: Callable[[str], C], count: int, at_once: int = AT_ONCE) -> list[C]:
    """Open `count` connections; `make` gets the host that the connection calls."""
    loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(at_once)

    async def one(number: int) -> C:
        address = f"127.0.0.{1 + number % ADDRESSES}"
        async with gate:
            _, connection = await loop.create_connection(lambda: make(f"{address}:{server.port}"), address, server.port)
            return connection

    return list(await asyncio.gather(*map(one, range(count))))


async def until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait for a condition; a benchmark whose condition never comes has found a fault, and says so."""
    end = time.perf_counter() + seconds
    while not condition():
        if time.perf_counter() > end:
            raise SystemExit(f"bench: waited {seconds:g} s in vain: {what}")
        await asyncio.sleep(0.01)


def close_all(connections: Sequence[Connection]) -> None:
    """Hang up on every connection."""
    for connection in connections:
        connection.close()


@dataclass(frozen=True, slots=True)
class Span:
    """What a stretch of time cost: its seconds, the server's processor time and the generator's."""

    seconds: float
    cpu: float
    own: float

    @property
    def busy(self) -> float:
        """The share of its core that the generator used: near 1, it would be what is measured."""
        return self.own / self.seconds


class Watch:
    """Measures a span from its making."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._at, self._cpu, self._own = time.perf_counter(), server.cpu, time.process_time()

    def stop(self) -> Span:
        """Return what has passed since."""
        seconds, cpu = time.perf_counter() - self._at, self._server.cpu - self._cpu
        return Span(seconds, cpu, time.process_time() - self._own)
