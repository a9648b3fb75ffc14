"""A bus at its worst, within what its port allows: it loses, repeats, delays and reorders what it carries."""

import asyncio
import random

from besedka.domain.ids import Position, ProjectNumber
from besedka.ports.bus import Bus, Listener


class UnreliableBus:
    """Wraps a real bus. Of what other nodes say, `loses` (0 to 1) never arrives; `muddles`: the rest comes late, twice, in any order."""

    alone = False

    def __init__(self, real: Bus, loses: float = 0.0, *, muddles: bool = False) -> None:
        self._real = real
        self._loses = loses
        self._muddles = muddles
        self._dice = random.Random(7)
        self._listener: Listener | None = None

    async def open(self, listener: Listener) -> None:
        self._listener = listener
        await self._real.open(self)

    def ring(self, project: ProjectNumber, position: Position) -> None:
        self._real.ring(project, position)

    def blip(self, project: ProjectNumber, payload: bytes) -> None:
        self._real.blip(project, payload)

    async def close(self) -> None:
        self._listener = None
        await self._real.close()

    def on_ring(self, project: ProjectNumber, position: Position) -> None:
        for delay in self._fates():
            asyncio.get_running_loop().call_later(delay, self._ring_now, project, position)

    def on_blip(self, project: ProjectNumber, payload: bytes) -> None:
        for delay in self._fates():
            asyncio.get_running_loop().call_later(delay, self._blip_now, project, payload)

    def _fates(self) -> list[float]:
        """Return after how many seconds each copy arrives."""
        if self._dice.random() < self._loses:
            return []
        return [self._dice.random() * 0.1 for _ in range(self._dice.randrange(1, 4))] if self._muddles else [0.0]

    def _ring_now(self, project: ProjectNumber, position: Position) -> None:
        if self._listener is not None:
            self._listener.on_ring(project, position)

    def _blip_now(self, project: ProjectNumber, payload: bytes) -> None:
        if self._listener is not None:
            self._listener.on_blip(project, payload)
