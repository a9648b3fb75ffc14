"""How far the ladder is climbed for conversations that wait, what of it is due, and whom a project can call."""

from collections.abc import Iterable
from dataclasses import dataclass

from besedka.domain.alert import Way
from besedka.domain.ids import ConversationId, Instant, OperatorId, Position, ProjectNumber
from besedka.domain.ladder import Climb, Staff, began, is_unheeded
from besedka.domain.presence import gather
from besedka.domain.project import Project
from besedka.ports.database import Lookup, Query, Save, Script, Statement
from besedka.store import people, projects
from besedka.store.rows import fetch
from besedka.store.schema import CLIMBS, LADDERS, WAYS

AT_ONCE = 100
"""Conversations that one unit looks at in a project."""
STRETCH = 1_000
"""Facts that are looked through at once."""
BY_IDS = f"SELECT {','.join(LADDERS.columns)} FROM ladders WHERE conversation_id IN $keys"
_WAYS = f"SELECT {','.join(WAYS.columns)} FROM ways WHERE project = $1 AND operator_id IS NOT NULL AND is_on = 1"


@dataclass(frozen=True, slots=True)
class Calling:
    """What a project's unit decides by: the project as it is now, who may be called, and the ways of theirs that are switched on."""

    project: Project | None
    staff: Staff
    ways: dict[OperatorId, list[Way]]


def calling(number: ProjectNumber, since: Instant) -> Script[Calling]:
    """Return whom a project can call; there is who was seen at `since` or later."""
    project = yield from projects.project_by_number(number)
    staff = yield from people.operators(number)
    there = gather((yield from projects.present(number, since))).online
    found = yield from fetch(f"{_WAYS} ORDER BY id", (number,), Way)
    ways: dict[OperatorId, list[Way]] = {}
    for way in found:
        if way.operator is not None:
            ways.setdefault(way.operator, []).append(way)
    return Calling(project, Staff({o.id: o for o in staff}, there), ways)


def journals() -> Script[list[tuple[ProjectNumber, Position, Position]]]:
    """Return where each project's journal stands, and up to where it is known to have been looked through."""
    rows = yield Query(
        "SELECT p.number, p.position, COALESCE(c.position, 0) FROM projects p LEFT JOIN climbs c ON c.project = p.number "
        "ORDER BY p.number"
    )
    return [(ProjectNumber(number), Position(stands), Position(known)) for number, stands, known in rows]


def unheeded(number: ProjectNumber, after: Position, upto: Position) -> Script[list[ConversationId]]:
    """Return conversations whose wait is another, by today's rows, than is being climbed for; of those of which these facts tell."""
    sql = (
        "SELECT DISTINCT c.id, c.status, c.waiting_since, c.assigned_at, c.routed, l.since FROM journal j "
        "JOIN conversations c ON c.id = j.conversation_id LEFT JOIN ladders l ON l.conversation_id = c.id "
        "WHERE j.project = $1 AND j.position > $2 AND j.position <= $3"
    )
    rows = yield Query(sql, (number, after, upto))
    return [ConversationId(id) for id, *wait, since in rows if is_unheeded(began(*wait), since)]


def due_in(now: Instant) -> Script[list[ProjectNumber]]:
    """Return the projects in which something is due: mostly none, by one look at an index."""
    rows = yield Query("SELECT 1 FROM ladders WHERE due_at <= $1 LIMIT 1", (now,))
    if not rows:
        return []
    sql = (
        "SELECT number FROM projects p WHERE EXISTS (SELECT 1 FROM ladders WHERE project = p.number AND due_at <= $1) "
        "ORDER BY number"
    )
    return [ProjectNumber(number) for (number,) in (yield Query(sql, (now,)))]


def due(number: ProjectNumber, now: Instant) -> Script[list[ConversationId]]:
    """Return conversations of a project that are to be looked at, those that have waited for it the longest."""
    sql = "SELECT conversation_id FROM ladders WHERE project = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3"
    rows = yield Query(sql, (number, now, AT_ONCE))
    return [ConversationId(id) for (id,) in rows]


def keep(climbed: Iterable[Climb]) -> Statement:
    """Store how far it is climbed."""
    rows = [(one.conversation, one.project, one.since, one.done, one.due_at) for one in climbed]
    return Save(LADDERS, rows, replace=True)


def forget(ids: Iterable[ConversationId]) -> Statement:
    """Forget conversations in which nobody waits any more."""
    return Lookup("DELETE FROM ladders WHERE conversation_id IN $keys", list(ids), "bytes")


def looked_through(number: ProjectNumber, upto: Position) -> Script[None]:
    """Store up to where a project's journal was looked through; a node that lags behind takes nothing back."""
    rows = yield Query("SELECT position FROM climbs WHERE project = $1 FOR UPDATE", (number,))
    if not rows or rows[0][0] < upto:
        yield Save(CLIMBS, [(number, upto)], replace=True)


def look_at_all_again() -> Script[None]:
    """Have every conversation that waits looked at, in all projects: the clock has gone back, and when to look was reckoned by it."""
    yield Query("UPDATE ladders SET due_at = 0", ())


def look_again(number: ProjectNumber) -> Script[None]:
    """Have every conversation of a project that waits looked at: its times or its hours are others by now."""
    yield Query("UPDATE ladders SET due_at = 0 WHERE project = $1", (number,))
