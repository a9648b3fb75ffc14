"""Deleting a project: from the first commit on it is there for nobody; what is left of it is taken away piece by piece."""

from dataclasses import dataclass

from besedka.domain.ids import Instant, OwnerId, ProjectNumber
from besedka.domain.project import Project
from besedka.ports.database import Lookup, Query, Save, Script, Table
from besedka.store import schema
from besedka.store.rows import fetch_one
from besedka.store.schema import DELETIONS

THREADS = 50
"""Conversations that one piece takes away, with all that was said in them."""
ROWS = 1_000
"""Rows of another table that one piece takes away: nobody's message waits long behind it."""
SETTLES = 3_600_000
"""Milliseconds after which nothing can come any more that was on its way when the project was deleted."""
LOOK_AGAIN = 600_000
"""Milliseconds between two looks for it."""
AGAIN = 60_000
"""Milliseconds after which a piece of work that broke off is taken up."""

_OF_THREADS = (
    (
        "DELETE FROM versions WHERE message_id IN (SELECT id FROM messages WHERE conversation_id IN $keys) "
        "AND NOT EXISTS (SELECT 1 FROM notes WHERE id = message_id)"
    ),
    "DELETE FROM versions WHERE message_id IN (SELECT id FROM notes WHERE conversation_id IN $keys)",
    "DELETE FROM pages WHERE visitor_id IN (SELECT visitor_id FROM conversations WHERE id IN $keys)",
    "DELETE FROM profiles WHERE visitor_id IN (SELECT visitor_id FROM conversations WHERE id IN $keys)",
    "DELETE FROM visitors WHERE id IN (SELECT visitor_id FROM conversations WHERE id IN $keys)",
    "DELETE FROM messages WHERE conversation_id IN $keys",
    "DELETE FROM notes WHERE conversation_id IN $keys",
    "DELETE FROM activities WHERE conversation_id IN $keys",
    "DELETE FROM search_docs WHERE conversation_id IN $keys",
    "DELETE FROM leads WHERE conversation_id IN $keys",
    "DELETE FROM alerts WHERE conversation_id IN $keys",
    "DELETE FROM deliveries WHERE conversation_id IN $keys",
    "DELETE FROM ladders WHERE conversation_id IN $keys",
    "DELETE FROM follow_ups WHERE conversation_id IN $keys",
    "DELETE FROM conversations WHERE id IN $keys",
)
_BY_ID = (
    schema.DEAL_COMMENTS, schema.DEAL_CHANGES, schema.DEALS, schema.CONTACTS, schema.CONSENTS, schema.CANNED, schema.FOLDERS, schema.TAGS,
    schema.OPERATORS, schema.ALERTS, schema.DELIVERIES,
)  # fmt: skip
_BY_PART = (
    (schema.JOURNAL, "position"),
    (schema.AUDIT, "id"),
    (schema.TAGGINGS, "conversation_id"),
    (schema.SEARCH_POSTINGS, "block"),
    (schema.CRM_CALLS, "id"),
)
"""Tables whose key begins with the project, or holds it, and by what a piece of them is cut off."""  # fmt: skip
_WHOLE = (
    schema.PRESENCE, schema.TURNS, schema.SIGHTINGS, schema.MEMBERS, schema.SESSIONS, schema.SEARCH_STATE, schema.SEARCH_DOCS,
    schema.NOTES, schema.PROFILES, schema.VISITORS, schema.CRMS, schema.LEADS,
    schema.PIPELINES, schema.STAGES, schema.WAYS, schema.WATCHES, schema.WAY_TICKETS,
    schema.LADDERS, schema.CLIMBS,
    schema.CONTINUATIONS, schema.FOLLOW_UPS, schema.FOLLOW_MARKS, schema.MAIL_STOPS,
)  # fmt: skip
"""What is short, and what was left of the long ones: nobody wrote there, or somebody was about to."""


@dataclass(frozen=True, slots=True)
class Gone:
    """How much a deleted project takes along."""

    operators: int
    members: int
    conversations: int
    messages: int
    contacts: int
    files: int
    bytes: int


def gone(number: ProjectNumber) -> Script[Gone]:
    """Return what would be gone with a project."""
    counted = (
        "(SELECT count(*) FROM operators WHERE project = $1)", "(SELECT count(*) FROM members WHERE project = $1)",
        "(SELECT count(*) FROM conversations WHERE project = $1)",
        "(SELECT coalesce(sum(last_seq), 0) FROM conversations WHERE project = $1)",
        "(SELECT count(*) FROM contacts WHERE project = $1)",
        "(SELECT count(*) FROM files WHERE project = $1 AND state = 'ready')",
        "(SELECT coalesce(sum(size), 0) FROM files WHERE project = $1 AND state = 'ready')",
    )  # fmt: skip
    rows = yield Query(f"SELECT {', '.join(counted)}", (number,))
    return Gone(*(int(value) for value in rows[0]))


def begin(project: Project, side: str, now: Instant) -> Script[None]:
    """Make a project unreachable: its number, its key, its sessions and its files; and the accounts that were there for it alone."""
    number = project.number
    yield Query("DELETE FROM projects WHERE number = $1", (number,))
    yield Save(DELETIONS, [(number, project.key, project.owner, now, side, now, None)])
    yield Query("DELETE FROM sessions WHERE kind = 'operator' AND project = $1", (number,))
    yield from _let_members_go(number)
    sql = "UPDATE files SET state = 'gone' WHERE project = $1 AND state IN ('coming', 'ready')"
    yield Query(sql, (number,))


def _let_members_go(number: ProjectNumber) -> Script[None]:
    """Take the members out, and away whoever came as one and reaches nothing else."""
    rows = yield Query("SELECT person_id FROM members WHERE project = $1", (number,))
    yield Query("DELETE FROM members WHERE project = $1", (number,))
    left = (
        "founder = 0 AND NOT EXISTS (SELECT 1 FROM members m WHERE m.person_id = owners.id) "
        "AND NOT EXISTS (SELECT 1 FROM projects p WHERE p.owner_id = owners.id)"
    )
    people = [row[0] for row in rows]
    if people:
        sql = f"DELETE FROM sessions WHERE kind = 'owner' AND person_id IN (SELECT id FROM owners WHERE {left} AND id IN $keys)"
        yield Lookup(sql, people, "bytes")
        yield Lookup(f"DELETE FROM owners WHERE {left} AND id IN $keys", people, "bytes")


def of_key(key: str) -> Script[ProjectNumber | None]:
    """Return the number of the deleted project that had this counter key."""
    found = yield from fetch_one("SELECT number FROM deletions WHERE key = $1", (key,), ProjectNumber)
    return found


def was_of(number: ProjectNumber, person: OwnerId) -> Script[bool]:
    """Tell whether this was a project of this person's."""
    rows = yield Query("SELECT 1 FROM deletions WHERE number = $1 AND owner_id = $2", (number, person))
    return bool(rows)


def due(now: Instant) -> Script[list[ProjectNumber]]:
    """Return the deleted projects of which something may be left."""
    rows = yield Query("SELECT number FROM deletions WHERE over_at IS NULL AND due_at <= $1 ORDER BY number", (now,))
    return [ProjectNumber(row[0]) for row in rows]


def claim(number: ProjectNumber, now: Instant) -> Script[bool]:
    """Take up the work for a while; False when another node has."""
    sql = "UPDATE deletions SET due_at = $1 WHERE number = $2 AND over_at IS NULL AND due_at <= $3 RETURNING number"
    rows = yield Query(sql, (now + AGAIN, number, now))
    return bool(rows)


def rest(number: ProjectNumber, now: Instant, *, clean: bool) -> Script[None]:
    """Nothing is left: look again later, or never, once nothing can have been on its way any more."""
    yield Query("UPDATE deletions SET due_at = $1 WHERE number = $2", (now + LOOK_AGAIN, number))
    if clean:
        sql = "UPDATE deletions SET over_at = $1 WHERE number = $2 AND at <= $3"
        yield Query(sql, (now, number, now - SETTLES))


def take_some(number: ProjectNumber) -> Script[bool]:
    """Take away one piece of what is left in the long tables; False when there was none."""
    if (yield from _take_threads(number)):
        return True
    for table in _BY_ID:
        if (yield from _take_rows(table, "id", number)):
            return True
    for table, part in _BY_PART:
        if (yield from _take_rows(table, part, number)):
            return True
    return False


def take_rest(number: ProjectNumber) -> Script[None]:
    """Take away all that is short, and what was left behind without what it belonged to."""
    yield Query("DELETE FROM pages WHERE visitor_id IN (SELECT visitor_id FROM profiles WHERE project = $1)", (number,))
    for table in _WHOLE:
        yield Query(f"DELETE FROM {table.name} WHERE project = $1", (number,))
    yield Query("UPDATE files SET state = 'gone' WHERE project = $1 AND state IN ('coming', 'ready')", (number,))


def has_files(number: ProjectNumber) -> Script[bool]:
    """Tell whether a file of the project is still known."""
    sql = "SELECT 1 FROM files WHERE state IN ('coming', 'ready', 'gone') AND project = $1 LIMIT 1"
    rows = yield Query(sql, (number,))
    return bool(rows)


def _take_threads(number: ProjectNumber) -> Script[bool]:
    rows = yield Query(f"SELECT id FROM conversations WHERE project = $1 LIMIT {THREADS}", (number,))
    ids = [row[0] for row in rows]
    if ids:
        for sql in _OF_THREADS:
            yield Lookup(sql, ids, "bytes")
    return bool(ids)


def _take_rows(table: Table, part: str, number: ProjectNumber) -> Script[bool]:
    sql = f"SELECT DISTINCT {part} FROM (SELECT {part} FROM {table.name} WHERE project = $1 LIMIT {ROWS}) AS piece"
    rows = yield Query(sql, (number,))
    if rows:
        where = "project = $1 AND " if part != "id" or table is schema.AUDIT else ""
        args = (number,) if where else ()
        kind = table.columns[part]
        yield Lookup(f"DELETE FROM {table.name} WHERE {where}{part} IN $keys", [row[0] for row in rows], kind, args)
    return bool(rows)
