"""The index of words: who is behind the journal, what is to be indexed, and what is found.

A document's number is its project's in the upper bits and its place among the project's documents in the lower ones, so one range of
numbers is one project, and the newest come first without sorting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from besedka.domain.conversation import Conversation
from besedka.domain.events import Event
from besedka.domain.ids import ConversationId, OperatorId, Position, ProjectNumber
from besedka.domain.message import Message
from besedka.domain.note import Note
from besedka.domain.search import Term, stems
from besedka.ports.database import Index, Lookup, Query, Save, Script, Search, Value
from besedka.store import journal, notes
from besedka.store.rows import look_up
from besedka.store.schema import CONVERSATIONS, MESSAGES, SEARCH_DOCS, SEARCH_STATE

Kind = Literal["message", "note", "client"]
_C = ",".join(CONVERSATIONS.columns)
_M = ",".join(MESSAGES.columns)
_AT_ONCE = 200
_ROUNDS = 20
"""Rounds of `_AT_ONCE` documents that one page may look through; what it has not come to is the next page's."""
_ABOUT_CLIENT = ("conversation_started", "contact_changed")


@dataclass(frozen=True, slots=True)
class Doc:
    """Something to be found: the text as it is now."""

    ref: bytes
    kind: Kind
    conversation: ConversationId
    text: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What happened in a project from `after` to `upto`, as it is to be indexed."""

    project: ProjectNumber
    after: Position
    upto: Position
    docs: list[Doc]


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: a message, a note, or the client (by name, telephone or e-mail)."""

    kind: Kind
    conversation: Conversation
    message: Message | None
    note: Note | None
    text: str


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits, newest first; `next` continues it, None at the end."""

    hits: list[Hit]
    next: int | None


def behind(limit: int) -> Script[list[tuple[ProjectNumber, Position]]]:
    """Return projects whose journals go on after what was indexed, and where to go on."""
    rows = yield Query(
        "SELECT p.number, COALESCE(s.position, 0) FROM projects p LEFT JOIN search_state s ON s.project = p.number "
        "WHERE p.position > COALESCE(s.position, 0) LIMIT $1",
        (limit,),
    )
    return [(ProjectNumber(number), Position(position)) for number, position in rows]


def batch(project: ProjectNumber, after: Position, limit: int) -> Script[Batch]:
    """Return what the journal's next facts give to index."""
    rows = yield Query("SELECT position FROM projects WHERE number = $1", (project,))
    events = yield from journal.after(project, after, limit)
    upto = events[-1].position if len(events) == limit else Position(rows[0][0])
    named = yield from _contacts(events)
    docs = {doc.ref: doc for e in events if (doc := _doc(e, named)) is not None}
    return Batch(project, after, upto, list(docs.values()))


def _contacts(events: Sequence[Event]) -> Script[dict[bytes, str]]:
    ids = [e.conversation.contact for e in events if e.kind in _ABOUT_CLIENT and e.conversation.contact]
    found = yield from look_up("SELECT id, name, phone, email FROM contacts WHERE id IN $keys", ids, _named)
    return dict(found)


def _named(id: bytes, *words: str | None) -> tuple[bytes, str]:
    return id, " ".join(word for word in words if word)


def _doc(e: Event, named: dict[bytes, str]) -> Doc | None:
    c = e.conversation
    if e.message is not None:
        return Doc(e.message.id, "message", c.id, e.message.text)
    if e.note is not None:
        return Doc(e.note.id, "note", c.id, e.note.text)
    if e.kind in _ABOUT_CLIENT:
        return Doc(c.id, "client", c.id, named.get(c.contact or b"", "") or c.visitor_name or "")
    return None


def record(work: Batch, words: dict[bytes, str]) -> Script[bool]:
    """Index a batch; False when another node was quicker."""
    project = work.project
    yield Query(
        "INSERT INTO search_state (project, position, docs) VALUES ($1, 0, 0) ON CONFLICT (project) DO NOTHING",
        (project,),
    )
    ((position, docs),) = yield Query(
        "SELECT position, docs FROM search_state WHERE project = $1 FOR UPDATE", (project,)
    )
    if position != work.after:
        return False
    known = dict((yield from look_up("SELECT ref_id, doc FROM search_docs WHERE ref_id IN $keys", words, _pair)))
    fresh = [doc for doc in work.docs if doc.ref not in known]
    for number, doc in enumerate(fresh, docs + 1):
        known[doc.ref] = (project << 32) + number
    yield Save(SEARCH_DOCS, [(known[doc.ref], project, doc.conversation, doc.kind, doc.ref) for doc in fresh])
    yield Index([(known[ref], text) for ref, text in words.items()])
    yield Save(SEARCH_STATE, [(project, work.upto, docs + len(fresh))], replace=True)
    return True


def _pair(ref: bytes, doc: int) -> tuple[bytes, int]:
    return bytes(ref), doc


def words_of(work: Batch) -> dict[bytes, str]:
    """Return the stems of everything in a batch."""
    return {doc.ref: stems(doc.text) for doc in work.docs}


def find(
    project: ProjectNumber, operator: OperatorId, admin: bool, wanted: list[Term], before: int | None, limit: int
) -> Script[Hits]:
    """Return a page of what has every term, within the operator's scope, newest first, before the project's document `before`."""
    first = project << 32
    top = first + (2**32 - 1 if before is None else before)
    found: list[tuple[int, Kind, bytes, bytes]] = []
    for _ in range(_ROUNDS if wanted else 0):
        docs = [row[0] for row in (yield Search([_either(term) for term in wanted], first, top, _AT_ONCE))]
        found += yield from _within_scope(project, operator, admin, docs)
        if len(found) > limit or len(docs) < _AT_ONCE:
            break
        top = docs[-1]
    else:
        return Hits((yield from _hits(found)), top - first if wanted else None)
    page = found[:limit]
    return Hits((yield from _hits(page)), page[-1][0] - first if len(found) > limit else None)


def _either(term: Term) -> list[tuple[str, bool]]:
    if term.beginning is None:
        return [(term.stem, False)]
    if term.stem.startswith(term.beginning):
        return [(term.beginning, True)]
    return [(term.stem, False), (term.beginning, True)]


def _within_scope(
    project: ProjectNumber, operator: OperatorId, admin: bool, docs: list[int]
) -> Script[list[tuple[int, Kind, bytes, bytes]]]:
    if not docs:
        return []
    sql = (
        "SELECT s.doc, s.kind, s.ref_id, s.conversation_id FROM search_docs s JOIN conversations c ON c.id = s.conversation_id "
        "WHERE s.project = $1 AND (c.assignee_id IS NULL OR c.assignee_id = $2 OR CAST($3 AS BIGINT) = 1) AND s.doc IN $keys"
    )
    rows = yield Lookup(sql, docs, "int", (project, operator, int(admin)))
    return sorted(((row[0], row[1], bytes(row[2]), bytes(row[3])) for row in rows), reverse=True)


def _hits(found: list[tuple[int, Kind, bytes, bytes]]) -> Script[list[Hit]]:
    talks = yield from look_up(f"SELECT {_C} FROM conversations WHERE id IN $keys", [f[3] for f in found], Conversation)
    conversations = {bytes(c.id): c for c in talks}
    said = yield from look_up(f"SELECT {_M} FROM messages WHERE id IN $keys", [f[2] for f in found], _message)
    messages = {bytes(m.id): m for m in said}
    noted = yield from notes.by_ids([f[2] for f in found])
    contacts = [c.contact for c in talks if c.contact is not None]
    named = dict(
        (yield from look_up("SELECT id, name, phone, email FROM contacts WHERE id IN $keys", contacts, _named))
    )
    return [_hit(kind, conversations[c], messages.get(ref), noted.get(ref), named) for _, kind, ref, c in found]


def _hit(kind: Kind, c: Conversation, message: Message | None, note: Note | None, named: dict[bytes, str]) -> Hit:
    if message is not None:
        return Hit(kind, c, message, None, message.text)
    if note is not None:
        return Hit(kind, c, None, note, note.text)
    return Hit(kind, c, None, None, named.get(c.contact or b"", "") or c.visitor_name or "")


def _message(*row: Value) -> Message:
    return Message(*row)  # type: ignore[arg-type]  # the columns of MESSAGES are the fields of Message, in order
