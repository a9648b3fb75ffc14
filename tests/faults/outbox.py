"""The outbox of the shipped clients (web/shared/outbox.ts): what was written stays on the shelf until the server has answered for it."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from besedka.domain.ids import Instant, new_id

Shelf: TypeAlias = dict[str, str]
"""Stands for localStorage: it outlives a crash of the client."""

PLACE = "out."
_last = 0


def make_id() -> str:
    """Return a fresh id that sorts after every one made before in this process, as the clients' do."""
    global _last
    _last = max(_last + 1, time.time_ns() // 1_000_000)
    return new_id(Instant(_last)).hex()


class Outbox:
    """Items go in the order of their writing, `window` at once (the shipped clients: one); an id is the same over every attempt."""

    def __init__(self, shelf: Shelf, window: int = 1) -> None:
        self._shelf = shelf
        self._window = window
        self._said: set[str] = set()
        self.failed: dict[str, str] = {}

    @property
    def waiting(self) -> list[str]:
        """The ids of the unanswered, in the order of their writing."""
        names = sorted(name for name in self._shelf if name.startswith(PLACE))
        return [id for name in names if (id := name.removeprefix(PLACE)) not in self.failed]

    def add(self, text: str) -> str:
        """Keep the text; it is on the shelf before this returns."""
        id = make_id()
        self._shelf[PLACE + id] = json.dumps(text)
        return id

    def forget_said(self) -> None:
        """A new connection: everything unanswered is said again from the start."""
        self._said.clear()

    async def send(self, say: Callable[[str, str], Awaitable[bool]]) -> None:
        """Say what may be said now."""
        if len(self._said) >= self._window:
            return
        for id in self.waiting[: self._window]:
            if id not in self._said:
                self._said.add(id)
                if not await say(id, json.loads(self._shelf[PLACE + id])):
                    self._said.discard(id)
                    return

    def stored(self, id: str) -> None:
        """It is on the server, however that became known."""
        self._shelf.pop(PLACE + id, None)
        self._said.discard(id)

    def refused(self, id: str, code: str, again: bool) -> None:
        """To be said again later, or failed for good: shown with “try again”."""
        self._said.discard(id)
        if not again and PLACE + id in self._shelf:
            self.failed[id] = code
