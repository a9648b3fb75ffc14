"""What waits to be told to the other nodes, and how it is spelled. Bounded: the newest ring of a project stands for all before it."""

import asyncio
from collections import deque
from collections.abc import Iterator

import structlog

from besedka.domain.ids import Position, ProjectNumber
from besedka.ports.bus import Listener

log = structlog.get_logger()

MAX_BLIPS = 1_000
"""Blips that may wait; beyond, the oldest are lost, as blips may be."""
MAX_BLIP = 4_096


class Outbox:
    """Takes rings and blips without ever waiting, and hands them over in one go."""

    def __init__(self) -> None:
        self._rings: dict[ProjectNumber, Position] = {}
        self._blips: deque[bytes] = deque(maxlen=MAX_BLIPS)
        self._news = asyncio.Event()

    def ring(self, project: ProjectNumber, position: Position) -> None:
        """Take a ring."""
        if position > self._rings.get(project, 0):
            self._rings[project] = position
        self._news.set()

    def blip(self, project: ProjectNumber, payload: bytes) -> None:
        """Take a blip; one that is too large is lost."""
        if len(payload) <= MAX_BLIP:
            self._blips.append(b"b %d %s" % (project, payload))
            self._news.set()

    async def wait(self) -> None:
        """Return when there is something to tell."""
        await self._news.wait()

    def wake(self) -> None:
        """Let whoever waits look around: the connection has changed."""
        self._news.set()

    def take(self) -> list[bytes]:
        """Return everything that waits, and forget it."""
        told = [b"r %d %d" % pair for pair in self._rings.items()]
        told += self._blips
        self._rings.clear()
        self._blips.clear()
        self._news.clear()
        return told

    def put_back(self, messages: list[bytes]) -> None:
        """Take the rings among these again, as they could not be told; blips of the past are of no use."""
        for kind, project, rest in filter(None, map(_parse, messages)):
            if kind == b"r":
                self.ring(project, Position(int(rest)))


def hear(listener: Listener, message: bytes) -> None:
    """Tell the listener what another node said. Never raises: nonsense is passed over, a listener's fault is logged."""
    found = _parse(message)
    if found is None:
        return
    kind, project, rest = found
    try:
        if kind == b"r":
            listener.on_ring(project, Position(int(rest)))
        else:
            listener.on_blip(project, rest)
    except Exception:
        log.exception("bus_message_failed", project=project)


def _parse(message: bytes) -> tuple[bytes, ProjectNumber, bytes] | None:
    kind, _, tail = message.partition(b" ")
    project, _, rest = tail.partition(b" ")
    if kind not in (b"r", b"b") or not project.isdigit() or (kind == b"r" and not rest.isdigit()):
        return None
    return kind, ProjectNumber(int(project)), rest


async def end(task: asyncio.Task[None]) -> None:
    """Cancel a task until it has ended: a driver whose connection broke at that moment may tell of that instead, and go on."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=0.2)
    if not task.cancelled() and task.exception() is not None:
        log.info("bus_ended", error=repr(task.exception()))


def pauses(longest: float = 5.0) -> Iterator[float]:
    """Yield the seconds to wait between attempts to connect: growing, up to `longest`, spread so that nodes do not march in step."""
    import random

    pause = 0.1
    while True:
        yield pause * (0.5 + random.random() / 2)
        pause = min(longest, pause * 2)
