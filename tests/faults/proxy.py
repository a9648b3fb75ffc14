"""A network that fails on purpose: delays, throttles, goes silent, and cuts at a named moment or after so many bytes.

Stands between one client and the server. Everything passes through it in units (units.py), so a cut can fall before, in the middle
of, or after exactly the frame that a test names.
"""

import asyncio
import contextlib
import random
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tests.faults.units import Frame, Sniffer, Unit

Way = Literal["up", "down"]
"""Up: from the client to the server."""
Where = Literal["before", "middle", "after"]

SMALL_BUFFER = 16 * 1024
LANDING = 0.02
"""Seconds that bytes passed on just before a cut get to be read."""


@dataclass(slots=True)
class Trip:
    """A trap: cuts when a frame that `match` names comes by; `skip` lets the first ones pass, `left` says how often it cuts."""

    way: Way
    match: Callable[[Frame], bool]
    where: Where
    left: int = 1
    skip: int = 0

    def sprung(self, way: Way, unit: Unit) -> bool:
        """Tell whether this unit springs the trap, and count it."""
        if self.left <= 0 or way != self.way or not any(map(self.match, unit.frames)):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.left -= 1
        return True


@dataclass(slots=True)
class Weather:
    """How the network is now.

    Seconds of delay per unit, bytes per second (0: no limit), silent, doubling or swapping the
    client's posts on their way, or cutting after so many bytes."""

    delay: float = 0.0
    rate: int = 0
    silent: bool = False
    twice: bool = False
    swapped: bool = False
    cut_between: tuple[int, int] | None = None


class _Cut(Exception):
    """This connection ends here."""


@dataclass(slots=True, eq=False)
class _Pair:
    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    budget: float
    lost: bool = False
    tasks: list["asyncio.Task[None]"] = field(default_factory=list)
    held: bytes = b""
    dropped: asyncio.Event = field(default_factory=asyncio.Event)

    def abort(self) -> None:
        self.dropped.set()
        for writer in (self.client, self.server):
            writer.transport.abort()


class FaultProxy:
    """Listens on a free port of this machine and passes everything on to the first upstream that answers."""

    def __init__(self, *upstreams: str) -> None:
        self.upstreams: Sequence[str] = upstreams
        self.weather = Weather()
        self.trips: list[Trip] = []
        self.cuts = 0
        self.url = ""
        self.flowing = {"up": asyncio.Event(), "down": asyncio.Event()}
        for event in self.flowing.values():
            event.set()
        self._random = random.Random(7)
        self._pairs: set[_Pair] = set()
        self._handlers: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> "FaultProxy":
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", 0, backlog=2048)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        self.cut_all()
        for handler in list(self._handlers):
            handler.cancel()
        await asyncio.gather(*self._handlers, return_exceptions=True)

    def trap(self, way: Way, where: Where, match: Callable[[Frame], bool], left: int = 1, skip: int = 0) -> Trip:
        """Set a trap and return it."""
        trip = Trip(way, match, where, left, skip)
        self.trips.append(trip)
        return trip

    def cut_all(self) -> None:
        """Cut every connection now, without a word to anybody."""
        for pair in list(self._pairs):
            self.cuts += 1
            pair.abort()

    def hold(self, way: Way) -> None:
        """Stop reading in this direction: buffers fill up to the sender."""
        self.flowing[way].clear()

    def release(self) -> None:
        """Read on in both directions."""
        for event in self.flowing.values():
            event.set()

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._handlers.add(task)
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await self._serve(reader, writer)
        finally:
            self._handlers.discard(task)
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream = await self._dial()
        if upstream is None:
            return
        answers, server = upstream
        pair = _Pair(writer, server, self._budget())
        self._pairs.add(pair)
        try:
            pair.tasks = [
                asyncio.create_task(self._pump(pair, "up", reader, server)),
                asyncio.create_task(self._pump(pair, "down", answers, writer)),
            ]
            await asyncio.wait(pair.tasks, return_when=asyncio.FIRST_COMPLETED)
            if pair.lost or self.weather.silent:  # half-open: nobody is told of the end
                await pair.dropped.wait()
        finally:
            for task in pair.tasks:
                task.cancel()
            self._pairs.discard(pair)
            pair.abort()

    async def _dial(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for upstream in self.upstreams:
            host, _, port = upstream.removeprefix("http://").rpartition(":")
            near = socket.socket()
            near.setblocking(False)
            near.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
            try:
                await asyncio.get_running_loop().sock_connect(near, (host, int(port)))
                return await asyncio.open_connection(sock=near, limit=SMALL_BUFFER)
            except OSError:
                near.close()
        return None

    def _budget(self) -> float:
        span = self.weather.cut_between
        return self._random.randint(*span) if span else float("inf")

    async def _pump(self, pair: _Pair, way: Way, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sniffer = Sniffer()
        with contextlib.suppress(OSError, _Cut):
            while True:
                await self.flowing[way].wait()
                data = await reader.read(SMALL_BUFFER)
                if not data:
                    return
                pair.lost = pair.lost or self.weather.silent
                if not pair.lost:
                    for unit in sniffer.feed(data):
                        await self._pass(pair, way, unit, writer)

    async def _pass(self, pair: _Pair, way: Way, unit: Unit, writer: asyncio.StreamWriter) -> None:
        if self.weather.delay:
            await asyncio.sleep(self.weather.delay)
        trip = next((trip for trip in self.trips if trip.sprung(way, unit)), None)
        if trip is not None:
            await self._cut(
                writer, unit.data[: {"before": 0, "middle": len(unit.data) // 2, "after": len(unit.data)}[trip.where]]
            )
        if pair.budget < len(unit.data):
            await self._cut(writer, unit.data[: int(pair.budget)])
        pair.budget -= len(unit.data)
        await self._write(writer, self._shuffled(pair, unit) if way == "up" else unit.data)

    def _shuffled(self, pair: _Pair, unit: Unit) -> bytes:
        """Return what goes on instead of this unit: a post twice, or after the one that follows it."""
        data = unit.data
        if any(frame.get("t") == "post" for frame in unit.frames):
            data = data * 2 if self.weather.twice else data
            if self.weather.swapped and not pair.held:
                pair.held = data
                asyncio.get_running_loop().call_later(LANDING, self._let_go, pair)
                return b""
        held, pair.held = pair.held, b""
        return data + held

    def _let_go(self, pair: _Pair) -> None:
        held, pair.held = pair.held, b""
        if held and not pair.dropped.is_set():
            pair.server.write(held)

    async def _cut(self, writer: asyncio.StreamWriter, last: bytes) -> None:
        self.cuts += 1
        if last:
            writer.write(last)
            await writer.drain()
            await asyncio.sleep(LANDING)
        raise _Cut

    async def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        rate = self.weather.rate
        step = max(1, rate // 20 if rate else len(data))
        for start in range(0, len(data), step):
            writer.write(data[start : start + step])
            await writer.drain()
            if rate:
                await asyncio.sleep(0.05)
