"""Load: several visitors and Anna write all the time, whatever happens to the server, the network and their tabs."""

import asyncio
import random
from dataclasses import dataclass, field

from tests.faults.client import Diary, until
from tests.faults.link import Transport
from tests.faults.operator import Operator
from tests.faults.outbox import Shelf
from tests.faults.proxy import FaultProxy
from tests.faults.scene import Scene
from tests.faults.thread import Line
from tests.faults.visitor import Visitor

MOST_WAITING = 100
"""Beyond so many unanswered messages a visitor waits too."""
TRANSPORTS: tuple[Transport, ...] = ("socket", "socket", "poll")


@dataclass
class Guest:
    """A visitor over all crashes of the tab: what outlives them, and the tab that is open now."""

    number: int
    tab: Visitor
    shelf: Shelf = field(default_factory=dict)
    diary: Diary = field(default_factory=Diary)
    conversation: str = ""
    said: int = 0


class Load:
    """`pause` is the mean time in seconds between two messages of one visitor; Anna answers every second one."""

    def __init__(
        self, scene: Scene, network: FaultProxy, visitors: int, pause: float = 0.03, window: int = 8, seed: int = 1
    ) -> None:
        self.scene = scene
        self.network = network
        self.guests: list[Guest] = []
        self.random = random.Random(seed)
        self.crashes = 0
        self._visitors = visitors
        self._window = window
        self._pause = pause
        self._tasks: list[asyncio.Task[None]] = []
        self._anna: Operator | None = None

    @property
    def anna(self) -> Operator:
        """The operator's app."""
        assert self._anna is not None
        return self._anna

    async def __aenter__(self) -> "Load":
        self._anna = await self.scene.operator(self.network, "socket", window=self._window)
        for number in range(self._visitors):
            self.guests.append(await self._arrive(number))
        self._tasks = [asyncio.create_task(self._write(guest)) for guest in self.guests]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.quiet()

    async def quiet(self) -> None:
        """Have everybody stop writing. Raises what went wrong while they wrote."""
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome

    async def _arrive(self, number: int) -> Guest:
        shelf, diary = Shelf(), Diary()
        return Guest(number, await self._tab(number, shelf, diary), shelf, diary)

    async def _tab(self, number: int, shelf: Shelf, diary: Diary) -> Visitor:
        transport, window = TRANSPORTS[number % len(TRANSPORTS)], (1, self._window)[number % 2]
        return await self.scene.visitor(self.network, transport, shelf, diary, window)

    async def _write(self, guest: Guest) -> None:
        while True:
            pause = self._pause * (
                5 if guest.tab.transport == "poll" else 1
            )  # polling carries a message in 70 ms or so
            await asyncio.sleep(self.random.expovariate(1 / pause))
            if len(guest.tab.outbox.waiting) > MOST_WAITING:
                continue
            guest.said += 1
            await guest.tab.write(f"visitor {guest.number} says {guest.said}")
            if guest.conversation and guest.said % 2:
                await self.anna.answer(guest.conversation, f"anna answers {guest.said}")
            elif not guest.conversation:
                guest.conversation = self._known(guest)

    def _known(self, guest: Guest) -> str:
        first = min(guest.diary.written)
        return next((id for id, thread in self.anna.threads.items() if first in thread.seqs), "")

    async def crash_a_tab(self) -> None:
        """A visitor's tab vanishes in the middle of whatever it did, and is opened again."""
        guest = self.random.choice(self.guests)
        await self.scene.crash(guest.tab)
        guest.tab = await self._tab(guest.number, guest.shelf, guest.diary)
        self.crashes += 1

    async def agree(self, within: float = 30.0) -> int:
        """Check every conversation; return how many messages there are."""
        await self.quiet()
        await until(lambda: all(guest.tab.link.open() for guest in self.guests), within)
        threads: list[list[Line]] = []
        for guest in self.guests:
            await guest.tab.settled(within)
            await read_back(guest.tab, within)
            threads.append(await self.scene.agree(guest.tab, self.anna, within=within))
        return sum(map(len, threads))

    @property
    def refusals(self) -> dict[str, int]:
        """How often visitors were refused, by code."""
        found: dict[str, int] = {}
        for guest in self.guests:
            for code, times in guest.diary.refusals.items():
                found[code] = found.get(code, 0) + times
        return found

    @property
    def acknowledged(self) -> int:
        """How many messages the server has promised to keep."""
        return sum(len(guest.diary.acked) for guest in self.guests) + len(self.anna.diary.acked)


async def read_back(visitor: Visitor, within: float = 20.0) -> None:
    """Scroll up to the first message: a tab that was opened anew knows only the newest 50."""
    loop = asyncio.get_running_loop()
    end = loop.time() + within
    while visitor.more or 1 not in visitor.thread.lines:
        assert loop.time() < end, "the history cannot be read"
        first = min(visitor.thread.lines, default=0)
        await visitor.read_older()
        await asyncio.sleep(0.05)
        for _ in range(40):
            if min(visitor.thread.lines, default=0) != first or 1 in visitor.thread.lines:
                break
            await asyncio.sleep(0.05)
