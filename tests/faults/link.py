"""A link that comes back, by the shipped clients' rules (web/shared/socket.ts), their waiting shortened so that tests are quick."""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable
from typing import Literal

from tests.faults.ways import BROKEN, Over, PollWay, SocketWay, Way

Transport = Literal["socket", "poll"]
FINAL = (4000, 4001, 4003)

HURRY = 0.05
"""How much of their patience clients keep in these tests: a 20th."""
WELCOME_WITHIN = 6.0
ANSWER_WITHIN = 12.0
QUIET = 5.0
HEARTBEAT = 30.0
LONGEST = 30.0
FLOOR = 1.5
"""No patience is shortened below these seconds: a busy machine is no broken network."""


class Link:
    """Connects, greets, keeps alive, and comes back until it is stopped. `ended` is the final close code, 0 while there is hope."""

    def __init__(
        self, open_way: Callable[[], Awaitable[Way]], heard: Callable[[bytes], Awaitable[bool]], hurry: float = HURRY
    ) -> None:
        self.ended = 0
        self.connects = 0
        self.greeted = asyncio.Event()
        self._open = open_way
        self._heard = heard
        self._hurry = hurry
        self._way: Way | None = None
        self._waiting = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to connect, and never give up."""
        self._task = asyncio.create_task(self._run())

    def open(self) -> bool:
        """Tell whether the server has welcomed this connection. Raises what ended the link for good."""
        assert not self.ended, f"turned away: {self.ended}"
        if self._task is not None and self._task.done():
            self._task.result()
        return self.greeted.is_set()

    async def stop(self) -> None:
        """Vanish, as a closed tab does."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=5)
            assert self._task.done(), "a client does not let go of its connection"
            if not self._task.cancelled():
                self._task.result()

    async def say(self, frame: object) -> bool:
        """Say a frame; False when there is no connection to say it on."""
        if self._way is None or not self.greeted.is_set():
            return False
        self._waiting = True
        await self._way.say(frame)
        return True

    async def reconnect(self) -> None:
        """Drop this connection and make another."""
        if self._way is not None:
            await self._way.close()

    async def _run(self) -> None:
        attempt = 0
        while not self.ended:
            try:
                await self._live()
            except Over as over:
                self.ended = over.code if over.code in FINAL else 0
            attempt = 0 if self.greeted.is_set() else attempt + 1
            self.greeted.clear()
            await asyncio.sleep(min(random.random() * 2**attempt, LONGEST) * self._hurry)

    async def _live(self) -> None:
        self.connects += 1
        try:
            async with asyncio.timeout(self._patience(WELCOME_WITHIN)):
                self._way = await self._open()
            await self._converse(self._way)
        except TimeoutError:
            raise Over(BROKEN) from None
        finally:
            way, self._way = self._way, None
            if way is not None:
                with contextlib.suppress(OSError):
                    await way.close()

    async def _converse(self, way: Way) -> None:
        """Hear until it ends. Silence after a word is asked about, and an unanswered question ends the connection."""
        asked, self._waiting = False, True
        while True:
            try:
                async with asyncio.timeout(self._patience(self._silence(asked)) if way.answers else None):
                    frame = await way.hear()
            except TimeoutError:
                if asked or not self.greeted.is_set():
                    raise Over(BROKEN) from None
                asked = True
                await way.say({"t": "ping"})
                continue
            asked, self._waiting = False, False
            if await self._heard(frame):
                self.greeted.set()

    def _silence(self, asked: bool) -> float:
        if asked:
            return ANSWER_WITHIN
        if not self.greeted.is_set():
            return WELCOME_WITHIN
        return QUIET if self._waiting else HEARTBEAT

    def _patience(self, seconds: float) -> float:
        return max(seconds * self._hurry, FLOOR)


async def open_way(
    transport: Transport, url: str, paths: tuple[str, str], headers: dict[str, str], hello: Callable[[], object]
) -> Way:
    """Open the way of this kind: `paths` are the socket's and the poll's."""
    if transport == "socket":
        return await SocketWay.open(url + paths[0], headers, hello)
    return PollWay(url + paths[1], headers, hello)
