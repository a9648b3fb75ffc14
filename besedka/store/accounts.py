"""Tickets, and mail that is still to go out."""

import json

from besedka.domain.account import PostKind, Ticket, Waiting
from besedka.domain.ids import Instant, OwnerId
from besedka.ports.database import Change, Query, Save, Script
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import MAILS, TICKETS

_TICKET = "token_hash, kind, email, created_at, expires_at"
_WAITING = "id, kind, email, language, created_at, tries, about"


def add_ticket(ticket: Ticket) -> Script[None]:
    """Store a ticket."""
    row = (ticket.token_hash, ticket.kind, ticket.email, ticket.created_at, ticket.expires_at)
    yield Save(TICKETS, [row])


def ticket(token_hash: bytes, now: Instant, *, lock: bool = False) -> Script[Ticket | None]:
    """Return a ticket that still opens its door; `lock`: nobody else uses it until this transaction ends."""
    sql = f"SELECT {_TICKET} FROM tickets WHERE token_hash = $1 AND expires_at > $2{' FOR UPDATE' if lock else ''}"
    found = yield from fetch_one(sql, (token_hash, now), Ticket)
    return found


def use_up(ticket: Ticket) -> Script[None]:
    """Forget a ticket, and every other of its kind for the same e-mail; tickets for whoever has them are each for somebody else."""
    yield Query("DELETE FROM tickets WHERE token_hash = $1", (ticket.token_hash,))
    if ticket.email:
        yield Query("DELETE FROM tickets WHERE kind = $1 AND email = $2", (ticket.kind, ticket.email))


def forget_expired_tickets(now: Instant) -> Script[None]:
    """Forget the tickets that open nothing any more."""
    yield Query("DELETE FROM tickets WHERE expires_at <= $1", (now,))


def forget_beginnings() -> Script[None]:
    """Forget every ticket for whoever has it: each start before the first account has shown one."""
    yield Query("DELETE FROM tickets WHERE kind = 'begin'")


def is_founder(person: OwnerId) -> Script[bool]:
    """Tell whether somebody of the cabinet may make projects."""
    rows = yield Query("SELECT founder FROM owners WHERE id = $1", (person,))
    return bool(rows and rows[0][0])


def nobody_yet() -> Script[bool]:
    """Tell whether the installation has no account of the cabinet."""
    rows = yield Query("SELECT 1 FROM owners LIMIT 1")
    return not rows


# ── mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def post(letter: Waiting) -> Script[None]:
    """Have a letter go out, in the transaction of its cause."""
    at, about = letter.created_at, json.dumps(dict(letter.about), ensure_ascii=False)
    yield Save(MAILS, [(letter.id, letter.kind, letter.email, letter.language, at, at, letter.tries, about)])


def take_due(now: Instant, until: Instant, limit: int) -> Script[list[Waiting]]:
    """Return letters whose time has come, the oldest first, and keep them from everybody else `until` then."""
    sql = f"SELECT {_WAITING} FROM mails WHERE due_at <= $1 ORDER BY due_at LIMIT {limit} FOR UPDATE"
    found = yield from fetch(sql, (now,), _waiting)
    if found:
        yield Change(MAILS, ("due_at", "tries"), [(letter.id, until, letter.tries + 1) for letter in found])
    return found


def _waiting(
    id: bytes, kind: PostKind, email: str, language: str, created_at: Instant, tries: int, about: str
) -> Waiting:
    return Waiting(id, kind, email, language, created_at, tries, json.loads(about))


def try_again(id: bytes, at: Instant) -> Script[None]:
    """Let a letter's time come again."""
    yield Change(MAILS, ("due_at",), [(id, at)])


def forget_letter(id: bytes) -> Script[None]:
    """Forget a letter that has gone out, or never will."""
    yield Query("DELETE FROM mails WHERE id = $1", (id,))
