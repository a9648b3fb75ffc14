"""Who gets a conversation that nobody has, by the project's choice (PRODUCT.md 4.4). Pure: whoever is not there is never chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from besedka.domain.conversation import Conversation
from besedka.domain.ids import Instant, OperatorId
from besedka.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Candidate:
    """An operator who is present, not away and not disabled: `load` conversations in work, and when routing chose them last."""

    operator: OperatorId
    load: int
    chosen_at: Instant | None


def choose(
    settings: Settings, there: Iterable[Candidate], last: OperatorId | None = None, besides: OperatorId | None = None
) -> OperatorId | None:
    """Return who gets it, None when nobody may: evenly by turns, the `last` responsible if they may, or the least loaded.

    Nobody is given more than the limit; `besides` is who had it and did not answer.
    """
    may = [c for c in there if c.operator != besides and _has_room(c, settings.load_limit)]
    if not may or settings.routing == "hand":
        return None
    if settings.routing == "last" and any(c.operator == last for c in may):
        return last
    if settings.routing == "load":
        return min(may, key=lambda c: (c.load, c.chosen_at or 0, c.operator)).operator
    return min(may, key=lambda c: (c.chosen_at or 0, c.load, c.operator)).operator


def _has_room(candidate: Candidate, limit: int) -> bool:
    return limit == 0 or candidate.load < limit


def waits_for_routing(c: Conversation) -> bool:
    """Tell whether routing may give it to somebody: it is new, nobody has it, and not all were called to it."""
    return c.status == "new" and c.assignee is None and not c.routed


def is_overdue(c: Conversation, settings: Settings, now: Instant) -> bool:
    """Tell whether routing gave it to somebody who has not answered in time: it goes to another."""
    if settings.pass_on_after == 0 or settings.routing == "hand" or c.status != "open" or not c.routed:
        return False
    return c.assigned_at is not None and now - c.assigned_at >= settings.pass_on_after * 1000
