"""Letters that bring clients back: the outbox, how far journals were looked through, and whom nobody writes to."""

from dataclasses import dataclass

from besedka.domain.follow_up import FollowUp, Stop
from besedka.domain.ids import ConversationId, Instant, Position, ProjectNumber, VisitorId
from besedka.ports.database import Lookup, Query, Save, Script
from besedka.store.outbox import Box
from besedka.store.rows import fetch
from besedka.store.schema import FOLLOW_MARKS, FOLLOW_UPS, MAIL_STOPS

OUTBOX = Box(FOLLOW_UPS, FollowUp, tuple(FollowUp.__dataclass_fields__))
by_conversation, keep, forget, take_due = OUTBOX.one, OUTBOX.keep, OUTBOX.forget, OUTBOX.take_due
BY_IDS = f"{OUTBOX.select} WHERE conversation_id IN $keys"
_NEWS = "(kind = 'message_posted' AND side = 'operator' OR kind = 'contact_changed')"
"""What may call for a letter: an answer, or that it is known by now where to write."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """A letter that waits for whether its client comes back."""

    conversation: ConversationId
    project: ProjectNumber
    visitor: VisitorId
    due_at: Instant


def awaited(limit: int) -> Script[list[Awaited]]:
    """Return the letters that wait for their time by the project's settings, the next ones first."""
    sql = (
        "SELECT f.conversation_id, f.project, c.visitor_id, f.due_at FROM follow_ups f JOIN conversations c ON c.id = f.conversation_id "
        "WHERE f.state = 'waiting' AND f.operator_id IS NULL AND f.going = 0 ORDER BY f.due_at LIMIT $1"
    )
    found = yield from fetch(sql, (limit,), Awaited)
    return found


def put_off(ids: list[ConversationId], due: Instant) -> Script[None]:
    """Let letters wait longer: their clients are here."""
    sql = (
        "UPDATE follow_ups SET due_at = $1 WHERE conversation_id IN $keys AND state = 'waiting' AND operator_id IS NULL "
        "AND going = 0 AND due_at < $1"
    )
    yield Lookup(sql, ids, "bytes", (due,))


def behind(last: ProjectNumber, limit: int) -> Script[list[tuple[ProjectNumber, Position, Position]]]:
    """Return projects whose journals go on after what was looked through, from where and up to where: the next ones after the `last`."""
    sql = (
        "SELECT p.number, coalesce(m.position, 0), p.position FROM projects p LEFT JOIN follow_marks m ON m.project = p.number "
        "WHERE p.position > coalesce(m.position, 0) AND p.number > $1 ORDER BY p.number LIMIT $2"
    )
    rows = yield Query(sql, (last, limit))
    return [(ProjectNumber(row[0]), Position(row[1]), Position(row[2])) for row in rows]


@dataclass(frozen=True, slots=True)
class News:
    """A conversation in which something called for a letter: when first, and the seq of the last answer; 0: it was no answer."""

    conversation: ConversationId
    at: Instant
    seq: int


def news(project: ProjectNumber, after: Position, upto: Position, since: Instant) -> Script[list[News]]:
    """Return the conversations in which something called for a letter between two positions."""
    sql = (
        f"SELECT conversation_id, min(at), max(CASE kind WHEN 'message_posted' THEN seq ELSE 0 END) FROM journal WHERE project = $1 "
        f"AND position > $2 AND position <= $3 AND {_NEWS} AND at >= $4 GROUP BY conversation_id"
    )
    found = yield from fetch(sql, (project, after, upto, since), News)
    return found


def moved(project: ProjectNumber, upto: Position) -> Script[None]:
    """Write down how far the journal was looked through."""
    yield Save(FOLLOW_MARKS, [(project, upto)], replace=True)


def stop_of(project: ProjectNumber, address: bytes) -> Script[Stop | None]:
    """Return why nobody writes to an address."""
    rows = yield Query("SELECT kind FROM mail_stops WHERE project = $1 AND address = $2", (project, address))
    kind: Stop | None = rows[0][0] if rows else None
    return kind


def stop(project: ProjectNumber, address: bytes, kind: Stop, now: Instant) -> Script[None]:
    """Write to an address no more. Who does not want it is not asked again because a letter came back."""
    known = yield from stop_of(project, address)
    if known != "unsubscribed":
        yield Save(MAIL_STOPS, [(project, address, kind, now)], replace=True)


def reachable(project: ProjectNumber, address: bytes) -> Script[None]:
    """Try again an address from which letters came back."""
    sql = "DELETE FROM mail_stops WHERE project = $1 AND address = $2 AND kind = 'bounced'"
    yield Query(sql, (project, address))
