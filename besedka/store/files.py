"""Files: what is known of them; their contents are behind the port."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from besedka.domain.file import File, Use
from besedka.domain.ids import ConversationId, FileId, Instant, OperatorId, ProjectNumber, VisitorId
from besedka.domain.message import Message
from besedka.domain.note import Note
from besedka.ports.database import Query, Save, Script, Value
from besedka.store.projects import project_to_change
from besedka.store.rows import fetch, fetch_one, look_up
from besedka.store.schema import FILES

COLUMNS = ",".join(FILES.columns)
Attached: TypeAlias = Mapping[bytes, Sequence[File]]
"""Files by the message (or note) that carries them, in their order."""


def by_id(id: FileId) -> Script[File | None]:
    """Return one file."""
    found = yield from fetch_one(f"SELECT {COLUMNS} FROM files WHERE id = $1", (id,), File)
    return found


def used_by(use: Use, ids: Iterable[bytes]) -> Script[Attached]:
    """Return the files of these messages, or of these notes; no statement for none."""
    sql = f"SELECT {COLUMNS} FROM files WHERE state = 'ready' AND use_id IN $keys"
    found = yield from look_up(sql, ids, File)
    attached: dict[bytes, list[File]] = {}
    for file in sorted((file for file in found if file.use == use), key=lambda file: file.place):
        attached.setdefault(file.use_id or b"", []).append(file)
    return attached


def of_messages(messages: Iterable[Message]) -> Script[Attached]:
    """Return the files that these messages carry; who carries none is not asked about."""
    attached = yield from used_by("message", (m.id for m in messages if m.files and m.deleted_at is None))
    return attached


def of_notes(notes: Iterable[Note]) -> Script[Attached]:
    """Return the files that these notes carry. Kept apart from those of messages: the two may bear the same ids."""
    attached = yield from used_by("note", (n.id for n in notes if n.files and n.deleted_at is None))
    return attached


def add(file: File) -> Script[None]:
    """Store a file whose upload begins."""
    yield Save(FILES, [as_row(file)])


def change(file: File) -> Script[None]:
    """Store what a file has become."""
    yield Save(FILES, [as_row(file)], replace=True)


def as_row(file: File) -> tuple[Value, ...]:
    """Return a file as its row."""
    return tuple(getattr(file, name) for name in _FIELDS)


_FIELDS = tuple(File.__dataclass_fields__)


def unbound(person: bytes) -> Script[int]:
    """Return how many files this person has that belong to nothing yet."""
    rows = yield Query(
        "SELECT count(*) FROM files WHERE person_id = $1 AND use_id IS NULL AND state <> 'gone'", (person,)
    )
    return int(rows[0][0])


def kept(project: ProjectNumber) -> Script[int]:
    """Return how many bytes the project's files take, or will when they are whole."""
    sql = "SELECT coalesce(sum(size), 0) FROM files WHERE state IN ('coming', 'ready') AND project = $1"
    rows = yield Query(sql, (project,))
    return int(rows[0][0])


def kept_in(conversation: ConversationId) -> Script[int]:
    """Return how many bytes the files of a conversation take that its visitor may know of: what is in notes counts for nothing."""
    sql = "SELECT coalesce(sum(size), 0) FROM files WHERE conversation_id = $1 AND state <> 'gone' AND use <> 'note'"
    rows = yield Query(sql, (conversation,))
    return int(rows[0][0])


def withdraw(use: Use, use_id: bytes) -> Query:
    """Return the statement that takes away the files of a message, a note or an avatar's operator: unreachable from the commit on."""
    return Query("UPDATE files SET state = 'gone' WHERE use_id = $1 AND use = $2", (use_id, use))


def withdraw_forgotten(project: ProjectNumber, before: Instant) -> Script[None]:
    """Take away what was uploaded before `before` and never posted. The project is locked: nobody posts it meanwhile."""
    yield from project_to_change(project)
    sql = (
        "UPDATE files SET state = 'gone' WHERE project = $1 AND use_id IS NULL AND created_at < $2 AND state <> 'gone'"
    )
    yield Query(sql, (project, before))


def forgotten(before: Instant) -> Script[list[ProjectNumber]]:
    """Return the projects that have files which were uploaded before `before` and never posted."""
    sql = "SELECT DISTINCT project FROM files WHERE use_id IS NULL AND created_at < $1 AND state <> 'gone'"
    rows = yield Query(sql, (before,))
    return [ProjectNumber(row[0]) for row in rows]


def gone(limit: int) -> Script[list[File]]:
    """Return files whose content waits to be deleted."""
    found = yield from fetch(f"SELECT {COLUMNS} FROM files WHERE state = 'gone' LIMIT $1", (limit,), File)
    return found


def forget(ids: Iterable[FileId]) -> Script[None]:
    """Remove rows whose content is deleted."""
    for id in ids:
        yield Query("DELETE FROM files WHERE id = $1 AND state = 'gone'", (id,))


def visitor_of(conversation: ConversationId) -> Script[VisitorId | None]:
    """Return whose conversation it is, unless their key was revoked."""
    sql = (
        "SELECT c.visitor_id FROM conversations c JOIN visitors v ON v.id = c.visitor_id "
        "WHERE c.id = $1 AND v.revoked_at IS NULL"
    )
    rows = yield Query(sql, (conversation,))
    return VisitorId(rows[0][0]) if rows else None


def set_avatar(operator: OperatorId, avatar: FileId | None) -> Script[None]:
    """Give an operator a face, or none."""
    yield Query("UPDATE operators SET avatar_id = $1 WHERE id = $2", (avatar, operator))
