"""A ticket to a way: who shows it where they can be reached is told there from then on. It opens once, and not for long."""

from dataclasses import dataclass
from typing import NewType

from besedka.domain.alert import WayId
from besedka.domain.ids import Instant, OperatorId, ProjectNumber

WayTicketId = NewType("WayTicketId", bytes)

LIFE = 1_800_000
"""Milliseconds for which it opens."""


@dataclass(frozen=True, slots=True)
class WayTicket:
    """`operator`: whose way it opens, None: the project's. `events` and `language` become the way's, `asked_by` is who asked, by name
    and by the `person`'s id; `token_hash` is all that is known of the token. `way` is what it has opened, None: nothing yet."""

    id: WayTicketId
    token_hash: bytes
    project: ProjectNumber
    operator: OperatorId | None
    events: str
    language: str
    asked_by: str
    person: bytes
    expires_at: Instant
    way: WayId | None = None
