"""Links that continue a conversation on another device."""

from besedka.domain.continuation import Continuation
from besedka.domain.ids import ConversationId, Instant
from besedka.domain.visitor import VisitorKey
from besedka.ports.database import Change, Query, Save, Script, Value
from besedka.store.rows import fetch_one
from besedka.store.schema import CONTINUATIONS, VISITORS

_C = ",".join(CONTINUATIONS.columns)
KEPT = 30 * 24 * 3_600_000
"""Milliseconds for which it is known of a link that it is over."""


def as_row(link: Continuation) -> tuple[Value, ...]:
    """Return a link as its row."""
    return tuple(getattr(link, name) for name in Continuation.__dataclass_fields__)


def add(link: Continuation) -> Script[None]:
    """Store a new link."""
    yield Save(CONTINUATIONS, [as_row(link)])


def by_hash(token_hash: bytes) -> Script[Continuation | None]:
    """Return a link that nobody else may use until this transaction ends."""
    sql = f"SELECT {_C} FROM continuations WHERE token_hash = $1 FOR UPDATE"
    found = yield from fetch_one(sql, (token_hash,), Continuation)
    return found


def use(link: Continuation, by: bytes, key: VisitorKey, now: Instant) -> Script[None]:
    """Use a link up: whoever opened it has a key of their own to its conversation from now on."""
    yield Change(CONTINUATIONS, ("used_by",), [(link.token_hash, by)])
    yield Save(VISITORS, [(key.visitor, link.project, key.secret_hash, link.conversation, now, None, None)])


_ALIVE = "(used_by IS NOT NULL OR expires_at > $2)"


def count(conversation: ConversationId, now: Instant) -> Script[int]:
    """Return how many links to a conversation can be opened, or have let a browser in."""
    rows = yield Query(
        f"SELECT count(*) FROM continuations WHERE conversation_id = $1 AND {_ALIVE}", (conversation, now)
    )
    return int(rows[0][0])


def revoked(conversation: ConversationId, now: Instant) -> tuple[Query, ...]:
    """Return the statements that let in nobody any more by the links to a conversation made until now, those neither who were."""
    let_in = "SELECT visitor_id FROM continuations WHERE conversation_id = $1 AND used_by IS NOT NULL"
    return (
        Query(
            f"UPDATE visitors SET revoked_at = $2 WHERE revoked_at IS NULL AND id IN ({let_in})", (conversation, now)
        ),
        Query(
            f"UPDATE continuations SET used_by = NULL, expires_at = $2 WHERE conversation_id = $1 AND {_ALIVE}",
            (conversation, now),
        ),
    )


def forget(now: Instant) -> Script[None]:
    """Forget links that have long been over; one that has let somebody in can be revoked as long as there is a conversation."""
    yield Query("DELETE FROM continuations WHERE expires_at < $1 AND used_by IS NULL", (now - KEPT,))
