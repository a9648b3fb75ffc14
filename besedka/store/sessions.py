"""Sessions: the browsers that operators and the people of the cabinet are signed in with."""

from collections.abc import Iterable
from dataclasses import dataclass

from besedka.domain.ids import Instant, OperatorId, ProjectNumber
from besedka.ports.database import Change, Query, Save, Script
from besedka.store.rows import fetch, fetch_one, look_up
from besedka.store.schema import SESSIONS

_SESSION = ", ".join(SESSIONS.columns)
_OF_SESSIONS = "WHERE session IN (SELECT token_hash FROM sessions WHERE"


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser: what it calls itself, and when it was seen last, to a few minutes."""

    token_hash: bytes
    kind: str
    person: bytes
    project: ProjectNumber | None
    created_at: Instant
    expires_at: Instant
    user_agent: str
    seen_at: Instant

    @property
    def id(self) -> str:
        """What names it to people: half of the token's hash, which opens nothing."""
        return self.token_hash[:16].hex()


def add(session: Session) -> Script[None]:
    """Store a session."""
    row = (
        session.token_hash, session.kind, session.person, session.project, session.created_at, session.expires_at,
        session.user_agent, session.seen_at,
    )  # fmt: skip
    yield Save(SESSIONS, [row])


def by_token(token_hash: bytes, kind: str, now: Instant) -> Script[Session | None]:
    """Return a session of this kind that has not expired."""
    sql = f"SELECT {_SESSION} FROM sessions WHERE token_hash = $1 AND kind = $2 AND expires_at > $3"
    found = yield from fetch_one(sql, (token_hash, kind, now), Session)
    return found


def of_person(kind: str, person: bytes, now: Instant) -> Script[list[Session]]:
    """Return the sessions of one person that have not expired, last seen first."""
    sql = (
        f"SELECT {_SESSION} FROM sessions WHERE kind = $1 AND person_id = $2 AND expires_at > $3 "
        "ORDER BY seen_at DESC, token_hash"
    )
    found = yield from fetch(sql, (kind, person, now), Session)
    return found


def standing(tokens: Iterable[bytes]) -> Script[dict[bytes, Instant]]:
    """Return which of these operators' sessions still stand, neither signed out nor the operator disabled, and when each was seen."""
    sql = (
        "SELECT s.token_hash, s.seen_at FROM sessions s JOIN operators o ON o.id = s.person_id "
        "WHERE s.kind = 'operator' AND o.disabled_at IS NULL AND s.token_hash IN $keys"
    )
    found = yield from look_up(sql, tokens, _seen)
    return dict(found)


def seen(tokens: Iterable[bytes], now: Instant) -> Script[None]:
    """Note that these browsers are there."""
    yield Change(SESSIONS, ("seen_at",), [(token, now) for token in tokens])


def stands(token_hash: bytes, now: Instant) -> Script[bool]:
    """Tell whether this session is open."""
    rows = yield Query("SELECT 1 FROM sessions WHERE token_hash = $1 AND expires_at > $2", (token_hash, now))
    return bool(rows)


def end(token_hash: bytes) -> Script[None]:
    """Forget one session, the device that it subscribed, and the tickets that whoever has it may have asked for."""
    yield Query(
        "DELETE FROM way_tickets WHERE person IN (SELECT person_id FROM sessions WHERE token_hash = $1)", (token_hash,)
    )
    yield Query("DELETE FROM ways WHERE session = $1", (token_hash,))
    yield Query("DELETE FROM sessions WHERE token_hash = $1", (token_hash,))


def end_all_of(kind: str, person: bytes) -> Script[None]:
    """Forget every session of one person, with their devices and the tickets that they have asked for."""
    yield Query("DELETE FROM way_tickets WHERE person = $1", (person,))
    yield Query(f"DELETE FROM ways {_OF_SESSIONS} kind = $1 AND person_id = $2)", (kind, person))
    yield Query("DELETE FROM sessions WHERE kind = $1 AND person_id = $2", (kind, person))


def count_by_operator(project: ProjectNumber, now: Instant) -> Script[dict[OperatorId, int]]:
    """Return how many sessions each operator of a project has open."""
    sql = "SELECT person_id, count(*) FROM sessions WHERE kind = 'operator' AND project = $1 AND expires_at > $2 GROUP BY person_id"
    rows = yield Query(sql, (project, now))
    return {OperatorId(id): int(count) for id, count in rows}


def forget_expired(now: Instant) -> Script[None]:
    """Forget the sessions that have expired, with their devices."""
    yield Query(f"DELETE FROM ways {_OF_SESSIONS} expires_at <= $1)", (now,))
    yield Query("DELETE FROM sessions WHERE expires_at <= $1", (now,))


def _seen(token_hash: bytes, at: Instant) -> tuple[bytes, Instant]:
    return token_hash, at
