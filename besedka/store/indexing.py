"""Making the index of words: who is behind the journal, what is to be indexed, and writing it down.

A document's number is its project's in the upper bits and its place among the project's documents in the lower ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from besedka.domain.events import Event
from besedka.domain.ids import ConversationId, Position, ProjectNumber
from besedka.domain.search import stems
from besedka.ports.database import Query, Save, Script
from besedka.store import journal, postings
from besedka.store.postings import PLACES, Change
from besedka.store.rows import look_up
from besedka.store.schema import SEARCH_DOCS, SEARCH_STATE

Kind = Literal["message", "note", "client"]
Ref = tuple[str, bytes]
"""What a document is: its kind and its id. Clients make the ids of messages and of notes, so one may be the same as another's."""
_ABOUT_CLIENT = ("conversation_started", "contact_changed")


@dataclass(frozen=True, slots=True)
class Doc:
    """Something to be found: the text as it is now, told of at `position`."""

    ref: bytes
    kind: Kind
    conversation: ConversationId
    text: str
    position: Position

    @property
    def key(self) -> Ref:
        """What it is."""
        return self.kind, self.ref


@dataclass(frozen=True, slots=True)
class Batch:
    """What happened in a project from `after` to `upto`, as it is to be indexed."""

    project: ProjectNumber
    after: Position
    upto: Position
    docs: list[Doc]


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
    docs = dict[Ref, Doc]()
    for doc in (_doc(e, named) for e in events):
        if doc is not None:
            docs.setdefault(doc.key, doc)
    return Batch(project, after, upto, list(docs.values()))


def _contacts(events: Sequence[Event]) -> Script[dict[bytes, str]]:
    ids = [e.conversation.contact for e in events if e.kind in _ABOUT_CLIENT and e.conversation.contact]
    found = yield from look_up("SELECT id, name, phone, email FROM contacts WHERE id IN $keys", ids, named)
    return dict(found)


def named(id: bytes, *words: str | None) -> tuple[bytes, str]:
    """Return a contact's id, and what a client is found by."""
    return id, " ".join(word for word in words if word)


def _doc(e: Event, contacts: dict[bytes, str]) -> Doc | None:
    c = e.conversation
    if e.message is not None:
        return Doc(e.message.id, "message", c.id, e.message.text, e.position)
    if e.note is not None:
        return Doc(e.note.id, "note", c.id, e.note.text, e.position)
    if e.kind in _ABOUT_CLIENT:
        return Doc(c.id, "client", c.id, contacts.get(c.contact or b"", "") or c.visitor_name or "", e.position)
    return None


def words_of(work: Batch) -> dict[Ref, str]:
    """Return the stems of everything in a batch."""
    return {doc.key: stems(doc.text) for doc in work.docs}


def shortened(work: Batch, words: dict[Ref, str], limit: int) -> Batch:
    """Return as much of a batch as has about `limit` words, and one document at least: texts of a book's length come in small batches."""
    so_far = 0
    for at, doc in enumerate(work.docs):
        so_far += words[doc.key].count(" ") + 1
        if so_far > limit and at > 0:
            return Batch(work.project, work.after, Position(doc.position - 1), work.docs[:at])
    return work


def record(work: Batch, words: dict[Ref, str]) -> Script[bool]:
    """Index a batch; False when another node was quicker."""
    project, first = work.project, work.project << PLACES
    yield Query(
        "INSERT INTO search_state (project, position, docs) VALUES ($1, 0, 0) ON CONFLICT (project) DO NOTHING",
        (project,),
    )
    ((position, docs),) = yield Query(
        "SELECT position, docs FROM search_state WHERE project = $1 FOR UPDATE", (project,)
    )
    if position != work.after:
        return False
    refs = [doc.ref for doc in work.docs]
    found = yield from look_up("SELECT kind, ref_id, doc, words FROM search_docs WHERE ref_id IN $keys", refs, _was)
    known = dict(found)
    fresh = [doc.key for doc in work.docs if doc.key not in known]
    known |= {key: (first + number, "") for number, key in enumerate(fresh, docs + 1)}
    rows = [(known[doc.key][0], project, doc.conversation, doc.kind, doc.ref, words[doc.key]) for doc in work.docs]
    yield Save(SEARCH_DOCS, rows, replace=True)
    yield from postings.change(project, (_change(known[doc.key], first, words[doc.key]) for doc in work.docs))
    yield Save(SEARCH_STATE, [(project, work.upto, docs + len(fresh))], replace=True)
    return True


def _was(kind: str, ref: bytes, doc: int, words: str) -> tuple[Ref, tuple[int, str]]:
    return (kind, bytes(ref)), (doc, words)


def _change(was: tuple[int, str], first: int, words: str) -> Change:
    before, now = frozenset(was[1].split()), frozenset(words.split())
    return Change(was[0] - first, now - before, before - now)
