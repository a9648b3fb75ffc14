"""How long a visitor waits, told honestly (PRODUCT.md 4.4a): from answers that were really given, never from a wish.

What is counted are conversations that were begun in the chat while somebody was online: what was written at night and answered in the
morning says nothing of how long it takes by day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from besedka.domain.conversation import Conversation
from besedka.domain.ids import Instant, VisitorId

MINUTE, HOUR, DAY = 60, 3_600, 86_400
STEPS = (
    *(n * MINUTE for n in (1, 2, 3, 5, 10, 15, 20, 30)), *(n * HOUR for n in (1, 2, 3, 6, 12)), *(n * DAY for n in (1, 2, 3, 7)),
)  # fmt: skip
"""The lengths of time, in seconds, in which the wait is told: plain words, and no false precision."""

LEAST = 5
"""Answers that must be known before anything is said."""
RECENT = 50
"""The newest conversations that count."""
RECENT_DAYS = 14
"""How far back they are looked for."""
MOST_AHEAD = 100
"""Who has so many before them, or more, is told this: nobody reads more off it."""


class Begun(NamedTuple):
    """A conversation that was begun while somebody was there, and when it was first answered; None: it waits yet."""

    at: Instant
    answered_at: Instant | None


@dataclass(frozen=True, slots=True)
class Wait:
    """What is known of the wait: within how many seconds answers usually come, when the hours begin, and how many wait before one."""

    usual: int | None = None
    opens: Instant | None = None
    ahead: int | None = None


UNKNOWN = Wait()


def usual(begun: Iterable[Begun], now: Instant) -> int | None:
    """Return within how many seconds three of four are answered, as one of STEPS; None while too few were, or after more than a week.

    Who waits yet and longer than that makes it longer; who has only just come does not make it shorter.
    """
    known = list(begun)
    answered = [answered_at - at for at, answered_at in known if answered_at is not None]
    if len(answered) < LEAST:
        return None
    usually = _three_of_four(answered)
    late = [now - at for at, answered_at in known if answered_at is None and now - at > usually]
    took = _three_of_four([*answered, *late])
    return next((step for step in STEPS if took <= step * 1000), None)


def _three_of_four(millis: Sequence[int]) -> int:
    return sorted(millis)[(len(millis) * 3 - 1) // 4]


def queues(c: Conversation) -> bool:
    """Tell whether its visitor stands in the queue: they have written in the chat, and nobody has it yet."""
    return c.status == "new" and c.assignee is None and c.waiting_since is not None and c.left is None


def places(first: Sequence[VisitorId]) -> dict[VisitorId, int]:
    """Return how many wait before each of those who wait the longest, in that order: all of them, or more than MOST_AHEAD."""
    return {visitor: min(ahead, MOST_AHEAD) for ahead, visitor in enumerate(first)}


def ahead(c: Conversation | None, known: dict[VisitorId, int]) -> int | None:
    """Return how many wait before this one's visitor; None for who does not wait. Who is not among the first has them all before."""
    if c is None or not queues(c):
        return None
    return known.get(c.visitor, min(len(known), MOST_AHEAD))
