"""Accounts of the cabinet: what opens one door once, and for how long (PRODUCT.md 3; SECURITY.md, line 13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from besedka.domain.ids import Instant

HOUR = 3_600_000

TicketKind = Literal["begin", "join", "reset"]
"""A new account under any e-mail; one under the e-mail that the ticket was sent to; a new password."""
LetterKind = Literal["join", "reset"]
"""What somebody at the door asks to be sent: the way to a new account, or to a new password."""
PostKind = Literal["join", "reset", "deleted"]
"""What goes out by mail; `deleted`: the owner is told that a project is no more."""

LIFE: dict[TicketKind, int] = {"begin": 24 * HOUR, "join": 24 * HOUR, "reset": HOUR}
"""Milliseconds for which a ticket opens its door."""

MOST_PROJECTS = 50
"""Projects of one owner: beyond that it is a program that makes them."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What opens one door once. `email` empty: whoever has it."""

    token_hash: bytes
    kind: TicketKind
    email: str
    created_at: Instant
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that is still to go out."""

    id: bytes
    kind: PostKind
    email: str
    language: str
    created_at: Instant
    tries: int
    about: Mapping[str, str] = field(default_factory=dict)
    """What a letter that opens no door tells of."""
