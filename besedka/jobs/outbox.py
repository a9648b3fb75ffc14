"""The outbox: what is due is sent, many at once, each project's within its share.

What it promises of every row, whatever noun it is:

- It is sent once. A node takes it by a lease (`held_until`), and writes down what has become of it only while that lease stands
  (`domain/outbox.ours`): of two that believe it theirs, one is heard.
- It survives the death of its node: once the lease is over, another one takes it. Then it may go a second time, and its noun says by what
  the other side tells (a step that is looked for first, a delivery's id, a letter's).
- A node that stops gives it a moment to arrive, and lets go of it, from when it has arrived or never will.
- No project has more than its share of a node's sendings on their way: who is slow to take them holds up nobody else.
- What is not taken waits longer each time (`domain/outbox.next_try`), and as long as the other side asks for.
"""

import asyncio
from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass
from typing import Generic

import structlog

from besedka.actions.deps import Deps
from besedka.domain.errors import Refusal
from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.outbox import R
from besedka.ports.database import DatabaseFailed
from besedka.store.outbox import Box

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pace:
    """How many rows one node sends at once (`most`), and of them of one project (`share`); for how many milliseconds it has one to itself
    (`held`), and after how many one that was broken off has arrived or never will (`settles`); and how many seconds a node that stops
    gives to what is on its way (`finish`)."""

    most: int
    share: int
    held: int
    settles: int
    finish: float = 0.0


class Outbox(ABC, Generic[R]):
    """One outbox, on one node. `held_up` is what the log says of a row that waits for whoever takes it next."""

    box: Box[R]
    held_up: str

    def __init__(self, deps: Deps) -> None:
        self.deps = deps
        self._running: dict[asyncio.Task[None], ProjectNumber] = {}

    @abstractmethod
    def pace(self) -> Pace:
        """Return how it goes."""

    @abstractmethod
    async def send(self, row: R) -> None:
        """Send a row, and write down what has become of it."""

    async def send_due(self) -> None:
        """Begin to send every row whose time has come."""
        pace, now, busy = self.pace(), self.deps.clock.now(), Counter(self._running.values())
        free, until = pace.most - len(self._running), Instant(now + pace.held)
        if free <= 0 or not await self.deps.database.read(self.box.is_due(now, busy, pace.share)):
            return
        for row in await self.deps.committer.run(lambda: self.box.take_due(now, until, free, busy, pace.share)):
            task = asyncio.create_task(self._send(row))
            self._running[task] = row.project
            task.add_done_callback(self._running.pop)

    async def stop(self) -> None:
        """Break off what does not arrive in a moment: whoever takes it next goes on where it is."""
        running = [*self._running]
        if running:
            await asyncio.wait(running, timeout=self.pace().finish)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _send(self, row: R) -> None:
        try:
            await self.send(row)
        except (DatabaseFailed, Refusal) as error:
            log.warning(self.held_up, code=error.code)  # whoever takes it next goes on where it is
        except asyncio.CancelledError:
            until = self.deps.clock.now() + self.pace().settles
            self.deps.committer.leave(lambda: self.box.let_go(row, until))
            raise
        except Exception:
            log.exception(self.held_up)
