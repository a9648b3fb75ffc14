"""What was done with a conversation besides talking: the lines between its messages."""

from dataclasses import dataclass
from typing import Literal, get_args

from besedka.domain.ids import Instant, OperatorId, Position
from besedka.domain.message import Side

Deed = Literal[
    "conversation_taken", "conversation_assigned", "conversation_returned", "conversation_confirming", "conversation_closed",
    "conversation_unsolved", "conversation_reopened", "conversation_rated", "lead_asked", "lead_sent", "lead_failed",
]  # fmt: skip
LINES: frozenset[str] = frozenset(get_args(Deed))
"""The facts that leave a line."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One line: at `position` of the journal somebody (`by`, `operator`) did `kind`. `target` is who is (assigned) or was (returned)
    responsible; `detail` is the rating that was given."""

    position: Position
    at: Instant
    kind: Deed
    by: Side
    operator: OperatorId | None
    target: OperatorId | None
    detail: str
