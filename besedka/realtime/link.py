"""A link: one client's connection as the house sees it, whatever carries it (picows, ASGI, a poll)."""

from typing import Protocol

from besedka.domain.errors import Refusal, TooMany

PROTOCOL_ERROR = 4000
SIGNED_OUT = 4001
REFUSED = 4003
TOO_SLOW = 4008
RESTARTING = 4012

MAX_FRAME = 256 * 1024
"""The largest frame that a client may send, in bytes."""
EARLY = 64
"""Frames that may come before the guest is let in; together no larger than one frame may be."""


def room_for(early: list[bytes], data: bytes) -> bool:
    """Tell whether one more frame may wait until the guest is let in."""
    return len(early) < EARLY and sum(map(len, early)) + len(data) <= MAX_FRAME


def farewell(refusal: Refusal) -> int:
    """Return the code with which a visitor who was refused is turned away."""
    if isinstance(refusal, TooMany):
        return TOO_SLOW
    return SIGNED_OUT if refusal.code == "key_refused" else REFUSED


class Link(Protocol):
    """Four things that every transport can do."""

    @property
    def paused(self) -> bool:
        """True while the client reads slower than the house writes: nothing but answers should be sent."""
        ...

    def send(self, frames: list[bytes]) -> None:
        """Send these frames, in order, in one write. Never blocks; nothing happens on a closed link."""
        ...

    def close(self, code: int) -> None:
        """End the connection, telling the client why: the codes of this module."""
        ...
