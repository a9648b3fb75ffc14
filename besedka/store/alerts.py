"""Alerts, the ways by which people are told of them, and how far each project is watched."""

from collections.abc import Sequence
from dataclasses import dataclass

from besedka.domain.alert import Alert, Carrier, Kind, Way, WayId
from besedka.domain.coverage import Coverage
from besedka.domain.ids import ConversationId, Instant, OperatorId, OwnerId, Position, ProjectNumber
from besedka.ports.database import Change, Query, Save, Script, Value
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import ALERTS, WATCHES, WAYS

_W = ",".join(WAYS.columns)
_A = ",".join(ALERTS.columns)


@dataclass(frozen=True, slots=True)
class Watch:
    """How far a project's journal was looked through for alerts (`position`), and whether somebody is there to answer."""

    project: ProjectNumber
    position: Position
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation that waits for an answer."""

    id: ConversationId
    since: Instant


def ways(project: ProjectNumber, operator: OperatorId | None = None) -> Script[list[Way]]:
    """Return a project's own ways, or an operator's, the oldest first."""
    whose, args = ("operator_id IS NULL", (project,)) if operator is None else ("operator_id = $2", (project, operator))
    found = yield from fetch(f"SELECT {_W} FROM ways WHERE project = $1 AND {whose} ORDER BY id", args, Way)
    return found


def way(project: ProjectNumber, id: WayId, *, lock: bool = False) -> Script[Way | None]:
    """Return a way of the project; nobody else changes it until this transaction ends, when it is locked."""
    sql = f"SELECT {_W} FROM ways WHERE id = $1 AND project = $2{' FOR UPDATE' if lock else ''}"
    found = yield from fetch_one(sql, (id, project), Way)
    return found


def of_session(session: bytes) -> Script[list[Way]]:
    """Return the ways by push that a session subscribed; nobody else changes them until this transaction ends."""
    sql = f"SELECT {_W} FROM ways WHERE session = $1 AND carrier = 'push' ORDER BY id FOR UPDATE"
    found = yield from fetch(sql, (session,), Way)
    return found


def by_session(session: bytes) -> Script[bool]:
    """Tell whether anything is told by push to the browser of a session."""
    return bool((yield Query("SELECT 1 FROM ways WHERE session = $1 AND carrier = 'push' LIMIT 1", (session,))))


def leads_there(was: Way | None) -> Script[bool]:
    """Tell whether a way leads yet where it led; nobody else changes it until this transaction ends."""
    now = (yield from way(was.project, was.id, lock=True)) if was is not None else None
    return was is not None and now is not None and now.mark == was.mark


def leading_to(carrier: Carrier, mark: str) -> Script[list[Way]]:
    """Return every way that leads to this address, of whichever project; nobody else changes them until this transaction ends."""
    found = yield from fetch(
        f"SELECT {_W} FROM ways WHERE carrier = $1 AND mark = $2 ORDER BY id FOR UPDATE", (carrier, mark), Way
    )
    return found


def keep_way(one: Way) -> Script[None]:
    """Store a way, over what it was before."""
    yield Save(WAYS, [tuple(getattr(one, name) for name in _WAY)], replace=True)


_WAY = tuple(Way.__dataclass_fields__)


def forget_way(project: ProjectNumber, id: WayId) -> Script[None]:
    """Forget a way; what waits for it will be dropped."""
    yield Query("DELETE FROM ways WHERE id = $1 AND project = $2", (id, project))


def belongs_to(mark: str, id: WayId) -> Script[None]:
    """Forget every operator's way by push to this browser but one: whoever used it before is not told there any more."""
    sql = "DELETE FROM ways WHERE carrier = 'push' AND mark = $1 AND operator_id IS NOT NULL AND id <> $2"
    yield Query(sql, (mark, id))


def forget_browsers(project: ProjectNumber, person: OwnerId) -> Script[None]:
    """Forget the project's ways by push to the browsers of one person of the cabinet."""
    theirs = "SELECT token_hash FROM sessions WHERE kind = 'owner' AND person_id = $2"
    yield Query(
        f"DELETE FROM ways WHERE project = $1 AND operator_id IS NULL AND session IN ({theirs})", (project, person)
    )


def went(id: WayId, fault: str, at: Instant) -> Script[None]:
    """Write down whether a way works, and when it was used."""
    yield Change(WAYS, ("fault", "used_at"), [(id, fault, at)])


def watch(project: ProjectNumber) -> Script[Watch | None]:
    """Return how far a project is watched, which nobody else changes until this transaction ends; None: nobody wants to be told."""
    found = yield from fetch_one(f"SELECT {_WATCH} FROM watches WHERE project = $1 FOR UPDATE", (project,), _watch)
    return found


def watch_now(project: ProjectNumber) -> Script[Watch | None]:
    """Return how far a project is watched, as it is at this moment."""
    found = yield from fetch_one(f"SELECT {_WATCH} FROM watches WHERE project = $1", (project,), _watch)
    return found


_WATCH = ",".join(WATCHES.columns)


def _watch(
    project: ProjectNumber, position: Position, absent_since: Instant | None, told_at: int, is_told: int
) -> Watch:
    return Watch(project, position, Coverage(absent_since, told_at, is_told))


def begin_watch(project: ProjectNumber, position: Position) -> Script[None]:
    """Watch a project from now on; one that is watched already goes on where it is."""
    known = yield from watch(project)
    if known is None:
        yield from keep_watch(Watch(project, position, Coverage()))


def keep_watch(one: Watch) -> Script[None]:
    """Store how far a project is watched."""
    c = one.coverage
    yield Save(WATCHES, [(one.project, one.position, c.absent_since, c.told_at, c.is_told)], replace=True)


def moved(project: ProjectNumber, upto: Position) -> Script[None]:
    """Write down how far the journal was looked through."""
    yield Change(WATCHES, ("position",), [(project, upto)])


def watched(last: ProjectNumber, limit: int) -> Script[list[Watch]]:
    """Return watched projects, the next ones after the `last`."""
    sql = (
        f"SELECT {','.join(f'w.{name}' for name in WATCHES.columns)} FROM watches w JOIN projects p ON p.number = w.project"
        " WHERE w.project > $1 ORDER BY w.project LIMIT $2"
    )
    found = yield from fetch(sql, (last, limit), _watch)
    return found


def behind(last: ProjectNumber, limit: int) -> Script[list[tuple[ProjectNumber, Position]]]:
    """Return watched projects whose journals go on after what was looked through, and where to go on: the next ones after the `last`."""
    sql = (
        "SELECT w.project, w.position FROM watches w JOIN projects p ON p.number = w.project"
        " WHERE p.position > w.position AND w.project > $1 ORDER BY w.project LIMIT $2"
    )
    rows = yield Query(sql, (last, limit))
    return [(ProjectNumber(number), Position(position)) for number, position in rows]


def waiting_untold(project: ProjectNumber, before: Instant, limit: int) -> Script[list[Waiting]]:
    """Return conversations that have waited since `before` or longer and of whose wait nobody was told, the longest first."""
    sql = (
        "SELECT id, waiting_since FROM conversations c WHERE project = $1 AND status IN ('new', 'open') AND waiting_since <= $2 AND NOT"
        " EXISTS (SELECT 1 FROM alerts a WHERE a.conversation_id = c.id AND a.kind = 'waits_long' AND a.at >= c.waiting_since)"
        " ORDER BY waiting_since LIMIT $3"
    )
    found = yield from fetch(sql, (project, before, limit), Waiting)
    return found


def told_lately(project: ProjectNumber, kind: Kind, since: Instant, now: Instant) -> Script[int]:
    """Return how many alerts of a kind there were since then; what a clock that ran ahead has written does not count."""
    sql = "SELECT count(*) FROM alerts WHERE project = $1 AND kind = $2 AND at >= $3 AND at <= $4"
    rows = yield Query(sql, (project, kind, since, now))
    return int(rows[0][0])


def add(one: Alert) -> Script[bool]:
    """Store an alert; False when it is known. Whoever calls this holds the project's watch."""
    rows = yield Query("SELECT 1 FROM alerts WHERE project = $1 AND key = $2", (one.project, one.key))
    if rows:
        return False
    yield Save(ALERTS, [tuple(getattr(one, name) for name in _ALERT)])
    return True


_ALERT = tuple(Alert.__dataclass_fields__)


def page(project: ProjectNumber, before: bytes | None, limit: int) -> Script[list[Alert]]:
    """Return a page of a project's alerts, newest first."""
    args: Sequence[Value] = (project, limit) if before is None else (project, limit, before)
    further = "" if before is None else " AND id < $3"
    sql = f"SELECT {_A} FROM alerts WHERE project = $1{further} ORDER BY id DESC LIMIT $2"
    found = yield from fetch(sql, tuple(args), Alert)
    return found
