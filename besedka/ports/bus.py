"""The bus: a doorbell between nodes, not a mailbag.

It may lose, repeat and reorder whatever is given to it, and must never be asked to do better: the journal is the truth, a ring only says
that there is something new to read, and a blip (a typing sign) is something nobody minds losing.
"""

from typing import Protocol

from besedka.domain.ids import Position, ProjectNumber


class Listener(Protocol):
    """What a node does when the bell rings. Called on the event loop; must not block."""

    def on_ring(self, project: ProjectNumber, position: Position) -> None:
        """Project `project` has journalled up to `position`, on some node."""
        ...

    def on_blip(self, project: ProjectNumber, payload: bytes) -> None:
        """Another node sent `payload`; it concerns `project`."""
        ...


class Bus(Protocol):
    """Carries rings and blips to the other nodes, as well as it can. Never raises for a failing network."""

    async def open(self, listener: Listener) -> None:
        """Begin to listen; keeps trying by itself when the other end is away."""
        ...

    def ring(self, project: ProjectNumber, position: Position) -> None:
        """Tell the other nodes, after commit, that `project` is at `position`."""
        ...

    def blip(self, project: ProjectNumber, payload: bytes) -> None:
        """Tell the other nodes something that nobody minds losing; at most 4 kB."""
        ...

    @property
    def alone(self) -> bool:
        """True when there are no other nodes to hear, and so no silence to sweep."""
        ...

    async def close(self) -> None:
        """Stop listening."""
        ...
