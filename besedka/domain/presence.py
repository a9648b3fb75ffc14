"""Who is there: what an operator says of themselves, and whether anybody sits before one of their windows (PRODUCT.md 4.4)."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from besedka.domain.ids import OperatorId
from besedka.domain.operator import Stance

State = Literal["online", "away"]
"""What the windows of one operator on one node tell: somebody is active in one of them, or in none."""

Availability = Literal["online", "away", "offline"]


class Window(NamedTuple):
    """An operator whom one node sees."""

    operator: OperatorId
    stance: Stance | None
    state: State


class Presence(NamedTuple):
    """Who is there now. Only who is online counts for clients: away is not there (PRODUCT.md 2.8)."""

    online: list[OperatorId]
    away: list[OperatorId]

    def of(self, operator: OperatorId) -> Availability:
        """Return one operator's availability."""
        return "online" if operator in self.online else "away" if operator in self.away else "offline"


def availability(stance: Stance | None, windows: Iterable[State]) -> Availability:
    """Return what colleagues are told. What was said by hand outweighs activity; active in any window is active."""
    seen = set(windows)
    if not seen or stance == "offline":
        return "offline"
    return "online" if "online" in seen and stance is None else "away"


def gather(windows: Iterable[Window]) -> Presence:
    """Return who is there, from what all nodes see, in a stable order."""
    seen: dict[OperatorId, tuple[Stance | None, list[State]]] = {}
    for operator, stance, state in windows:
        seen.setdefault(operator, (stance, []))[1].append(state)
    found = {operator: availability(*one) for operator, one in sorted(seen.items())}
    return Presence([o for o, a in found.items() if a == "online"], [o for o, a in found.items() if a == "away"])
