"""What was done with a conversation besides talking: the lines between its messages."""

from dataclasses import dataclass
from typing import Literal, get_args

from besedka.domain.ids import Instant, OperatorId, Position
from besedka.domain.message import Side

Deed = Literal[
    "conversation_taken", "conversation_assigned", "conversation_returned", "conversation_confirming", "conversation_closed",
    "conversation_unsolved", "conversation_reopened", "conversation_rated", "conversation_called", "lead_asked", "lead_sent", "lead_failed",
    "link_made", "links_revoked", "letter_sent", "letter_failed", "letter_received",
]  # fmt: skip
LINES: frozenset[str] = frozenset(get_args(Deed))
"""The facts that leave a line."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One line: at `position` of the journal somebody (`by`, `operator`) did `kind`. `target` is who is (assigned) or was (returned)
    responsible, all who were called, one after another (domain/ladder), or of a letter what `follow_up.told` says; `detail` is the rating
    that was given, the step of the ladder, or `1` when whoever was responsible did not answer."""

    position: Position
    at: Instant
    kind: Deed
    by: Side
    operator: OperatorId | None
    target: OperatorId | bytes | None
    detail: str
