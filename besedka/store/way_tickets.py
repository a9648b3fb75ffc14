"""Tickets to ways that are still to be opened."""

from besedka.domain.alert import WayId
from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.way_ticket import WayTicket, WayTicketId
from besedka.ports.database import Change, Query, Save, Script
from besedka.store.rows import fetch_one
from besedka.store.schema import WAY_TICKETS

_T = ",".join(WAY_TICKETS.columns)


def add(one: WayTicket) -> Script[None]:
    """Store a ticket."""
    yield Save(WAY_TICKETS, [tuple(getattr(one, name) for name in _TICKET)])


_TICKET = tuple(WayTicket.__dataclass_fields__)


def by_id(project: ProjectNumber, id: WayTicketId) -> Script[WayTicket | None]:
    """Return a ticket of the project."""
    sql = f"SELECT {_T} FROM way_tickets WHERE id = $1 AND project = $2"
    found = yield from fetch_one(sql, (id, project), WayTicket)
    return found


def by_token(token_hash: bytes, now: Instant) -> Script[WayTicket | None]:
    """Return a ticket whose time is not over; nobody else uses it until this transaction ends."""
    sql = f"SELECT {_T} FROM way_tickets WHERE token_hash = $1 AND expires_at > $2 FOR UPDATE"
    found = yield from fetch_one(sql, (token_hash, now), WayTicket)
    return found


def used(id: WayTicketId, way: WayId) -> Script[None]:
    """Write down what a ticket has opened."""
    yield Change(WAY_TICKETS, ("way_id",), [(id, way)])


def forget_of(person: bytes, project: ProjectNumber) -> Script[None]:
    """Forget what a person was given for a project: whoever is let out leaves no door open."""
    yield Query("DELETE FROM way_tickets WHERE person = $1 AND project = $2", (person, project))


def forget_expired(now: Instant) -> Script[None]:
    """Forget tickets whose time is over."""
    yield Query("DELETE FROM way_tickets WHERE expires_at <= $1", (now,))
