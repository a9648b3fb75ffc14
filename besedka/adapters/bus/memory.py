"""The bus of a single node: there is nobody else to ring."""

from besedka.domain.ids import Position, ProjectNumber
from besedka.ports.bus import Listener


class MemoryBus:
    """Rings nobody: the node hands its own commits to its own hub directly."""

    alone = True

    async def open(self, listener: Listener) -> None:
        """Nothing to open."""

    def ring(self, project: ProjectNumber, position: Position) -> None:
        """Nobody to ring."""

    def blip(self, project: ProjectNumber, payload: bytes) -> None:
        """Nobody to tell."""

    async def close(self) -> None:
        """Nothing to close."""
