"""A faithful client without a screen: outbox kept over crashes, one id over every attempt, resume by position, fall-back by polling.

`Client` is what both sides share. It writes down what it was promised (`acked`), so that a test can hold the server to it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field

from tests.faults.link import HURRY, Link
from tests.faults.outbox import Outbox, Shelf, make_id
from tests.faults.ways import Way

MARKS_AFTER = 0.015
AGAIN_AFTER = 0.1


@dataclass(slots=True)
class Diary:
    """What one person wrote and was promised. Belongs to the test, not to the client: it survives its crashes."""

    written: dict[str, str] = field(default_factory=dict)
    acked: dict[str, int] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    refusals: dict[str, int] = field(default_factory=dict)
    connects: int = 0
    page: str = field(default_factory=lambda: f"Лампа {make_id()}")
    """The title of the page that a visitor writes from: how a test finds the conversation again."""

    def promised(self, id: str, seq: int) -> None:
        """Note an acknowledgement; a repeated one must say the same."""
        assert self.acked.setdefault(id, seq) == seq, f"{id} was acknowledged as {self.acked[id]} and as {seq}"


class Client:
    """One tab or app."""

    def __init__(self, diary: Diary, shelf: Shelf, window: int = 1, hurry: float = HURRY) -> None:
        self.diary = diary
        self.outbox = Outbox(shelf, window)
        self.link = Link(self.open_way, self.hear, hurry)
        self._later: dict[str, asyncio.Task[None]] = {}

    async def open_way(self) -> Way:
        """Connect and say hello."""
        raise NotImplementedError

    async def hear(self, data: bytes) -> bool:
        """Apply one frame; True for a welcome."""
        raise NotImplementedError

    async def say_post(self, id: str, text: str) -> bool:
        """Say one item of the outbox."""
        raise NotImplementedError

    async def start(self) -> None:
        """Connect, and stay."""
        self.link.start()

    async def crash(self) -> None:
        """Vanish at this very moment; what was on the shelf stays there."""
        for task in self._later.values():
            task.cancel()
        self.diary.connects += self.link.connects
        await self.link.stop()

    async def write(self, text: str) -> str:
        """Compose a message: kept first, then said."""
        id = self.outbox.add(text)
        self.diary.written[id] = text
        await self.push()
        return id

    async def push(self) -> None:
        """Say what is unsaid."""
        await self.outbox.send(self.say_post)

    async def opened(self) -> None:
        """There is a connection: say again what was never answered."""
        self.link.greeted.set()
        self.outbox.forget_said()
        await self.push()

    async def answered(self, id: str, seq: int) -> None:
        """The server has acknowledged one of ours."""
        self.diary.promised(id, seq)
        self.outbox.stored(id)
        await self.push()

    async def refused(self, id: str | None, code: str, again: bool, params: dict[str, str | int]) -> None:
        """The server has refused one of ours, for now or for good."""
        self.diary.refusals[code] = self.diary.refusals.get(code, 0) + 1
        if id is not None:
            self.outbox.refused(id, code, again)
            self.diary.failed |= set() if again else {id}
            self.soon("again", float(params.get("retry_after", AGAIN_AFTER)), self.push)

    def soon(self, name: str, wait: float, work: Callable[[], Coroutine[object, object, None]]) -> None:
        """Do something a little later, once, however often it is asked for."""
        if name not in self._later or self._later[name].done():
            self._later[name] = asyncio.create_task(_after(wait, work))

    async def settled(self, within: float = 20.0) -> None:
        """Return when everything that was written has been answered; nothing may be stuck for `within` seconds."""
        while self.outbox.waiting or not self.link.open():
            before = len(self.outbox.waiting)
            await until(
                lambda: self.link.open() and (not before or len(self.outbox.waiting) < before),  # noqa: B023  # awaited at once
                within,
                lambda: f"nothing was answered for {within} s: {self.outbox.waiting[:20]}",
            )


async def _after(wait: float, work: Callable[[], Awaitable[None]]) -> None:
    await asyncio.sleep(wait)
    await work()


async def until(
    true: Callable[[], bool], within: float = 10.0, why: Callable[[], str] = lambda: "it never came true"
) -> None:
    """Wait until a condition holds; AssertionError with the reason when it does not in time."""
    loop = asyncio.get_running_loop()
    end = loop.time() + within
    while not true():
        assert loop.time() < end, why()
        await asyncio.sleep(0.01)
