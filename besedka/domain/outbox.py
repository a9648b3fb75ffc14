"""An outbox: rows that go to somebody outside, each held by one node while it is on its way (jobs/outbox says what is promised)."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from besedka.domain.ids import Instant, ProjectNumber

SECOND = 1_000


class Held(Protocol):
    """A row: whose it is, and until when the node that has taken it has it to itself."""

    @property
    def project(self) -> ProjectNumber:
        """The project whose row it is."""

    @property
    def held_until(self) -> int:
        """The lease, and the fence: each time that it is taken it is another."""


R = TypeVar("R", bound=Held)


def ours(taken: R, made: Callable[[R], R]) -> Callable[[R], R]:
    """Return a change as whoever has `taken` the row may make it: what somebody else has taken up since stays as it is."""
    return lambda known: made(known) if known.held_until == taken.held_until else known


def next_try(now: Instant, tries: int, pauses: Sequence[int], wait: float, chance: float) -> Instant:
    """Return when to try again after `tries` in vain. Pauses are in milliseconds, the last for all that follow; up to a half more, by
    `chance` (between 0 and 1), so that not all come at once; and no sooner than the other side asks for: `wait` is in seconds."""
    pause = pauses[min(tries, len(pauses) - 1)]
    return Instant(now + max(round(pause * (1 + chance / 2)), round(wait * SECOND)))
