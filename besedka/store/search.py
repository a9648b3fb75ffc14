"""Finding: a page of what has every word, newest first, within an operator's scope.

The newest blocks of documents are looked at first, so that what everybody says stops after a page; then more and more at once, so that
what is rare is found in few questions (store/postings). What one page may look through is bounded; the next one goes on from there.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from besedka.domain.conversation import Conversation
from besedka.domain.ids import ProjectNumber
from besedka.domain.message import Message
from besedka.domain.note import Note
from besedka.domain.search import Term
from besedka.ports.database import Query, Script, Value
from besedka.store import notes, postings, scopes
from besedka.store.indexing import Kind, named
from besedka.store.postings import PLACES, Bits, places_of
from besedka.store.rows import look_up
from besedka.store.schema import CONVERSATIONS, MESSAGES
from besedka.store.scopes import Scope

_C = ",".join(CONVERSATIONS.columns)
_M = ",".join(MESSAGES.columns)
_Doc = tuple[int, Kind, bytes, bytes]
"""A document: its number, what it is, and whose conversation's."""
ROWS = 24_000
"""Rows of the index that one page may read, or those of one block."""
ROWS_AT_ONCE = 6_000
GROWTH = 4
"""How many times more blocks are looked at when those before did not fill the page."""
MOST_ASKED = 16_000
"""Documents of which one page may ask whether they are in the scope."""
ASKED_AT_ONCE = 200


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


@dataclass(slots=True)
class _Page:
    """A page that is being found. `found` are places among the project's documents; from `reached` on everything was looked through."""

    project: ProjectNumber
    scope: Scope
    limit: int
    reached: int
    found: list[int] = field(default_factory=list[int])
    read: int = 0
    asked: int = 0
    at_once: int = 1

    @property
    def done(self) -> bool:
        """Tell whether more was found than the page holds, or enough was looked through."""
        return len(self.found) > self.limit or self.read >= ROWS or self.asked >= MOST_ASKED

    def count(self, rows: int) -> None:
        """Count what was read, and look at more blocks at once the less there was."""
        self.read += rows
        self.at_once = min(self.at_once * GROWTH, max(1, ROWS_AT_ONCE * self.at_once // max(1, rows)))


def find(
    project: ProjectNumber,
    scope: Scope,
    wanted: list[Term],
    before: int | None,
    limit: int,
    numbers: Sequence[Term] = (),
) -> Script[Hits]:
    """Return a page of what has every term, or one of the telephone numbers, within the scope, newest first, before the project's
    document `before`."""
    rows = yield Query("SELECT docs FROM search_state WHERE project = $1", (project,))
    if not wanted or not rows:
        return Hits([], None)
    end = rows[0][0] + 1
    page = _Page(project, scope, limit, end if before is None else min(before, end))
    yield from _look_through(page, [wanted, *([one] for one in numbers)])
    hits = yield from _hits(project, page.found[:limit])
    return Hits(hits, page.found[limit - 1] if len(page.found) > limit else page.reached or None)


def _look_through(page: _Page, wishes: list[list[Term]]) -> Script[None]:
    """Look through block after block, newest first, until the page is done or there is no more."""
    within = yield from scopes.documents(page.project, page.scope)
    blocks = list(range((page.reached - 1) // postings.BLOCK, -1, -1))
    if within is not None:
        blocks = [block for block in blocks if block in within]
    if not blocks:
        page.reached = 0
    while blocks and not page.done:
        some, blocks = blocks[: page.at_once], blocks[page.at_once :]
        looked_at = {block: postings.ALL if within is None else within[block] for block in some}
        having, read = yield from _having(page.project, looked_at, wishes)
        yield from _take(page, _places(having, page.reached), within is None and not page.scope.whole)
        if not page.done:
            page.reached = some[-1] * postings.BLOCK if blocks else 0
        page.count(read)


def _having(
    project: ProjectNumber, within: Mapping[int, Bits], wishes: list[list[Term]]
) -> Script[tuple[Mapping[int, Bits], int]]:
    """Return which of these documents have every term of one of the wishes, and how many rows that took."""
    having, read = defaultdict[int, Bits](int), 0
    for wanted in wishes:
        found, rows = yield from postings.matching(project, within, wanted)
        read += rows
        for block, bits in found.items():
            having[block] |= bits
    return having, read


def _places(having: Mapping[int, Bits], before: int) -> Iterator[int]:
    """Return the documents' places in the project before this one, newest first."""
    for block in sorted(having, reverse=True):
        first = block * postings.BLOCK
        bits = having[block] & ((1 << min(postings.BLOCK, before - first)) - 1)
        yield from (first + place for place in places_of(bits))


def _take(page: _Page, places: Iterator[int], ask: bool) -> Script[None]:
    """Put on the page what is in the scope, until it is done."""
    while not page.done and (some := list(islice(places, ASKED_AT_ONCE))):
        if ask:
            allowed = yield from scopes.among(page.project, page.scope, some)
            page.found += [place for place in some if place in allowed]
            page.asked += len(some)
        else:
            page.found += some
        page.reached = some[-1]


def _hits(project: ProjectNumber, places: list[int]) -> Script[list[Hit]]:
    docs = [(project << PLACES) + place for place in places]
    sql = "SELECT doc, kind, ref_id, conversation_id FROM search_docs WHERE doc IN $keys"
    found = sorted((yield from look_up(sql, docs, _found, "int")), reverse=True)
    ids = [id for *_, id in found]
    talks = yield from look_up(f"SELECT {_C} FROM conversations WHERE id IN $keys", ids, Conversation)
    conversations = {bytes(c.id): c for c in talks}
    said = yield from look_up(f"SELECT {_M} FROM messages WHERE id IN $keys", _refs(found, "message"), _message)
    messages = {bytes(m.id): m for m in said}
    noted = yield from notes.by_ids(_refs(found, "note"))
    contacts = [c.contact for c in talks if c.contact is not None]
    known = dict((yield from look_up("SELECT id, name, phone, email FROM contacts WHERE id IN $keys", contacts, named)))
    return [_hit(kind, ref, conversations[id], messages, noted, known) for _, kind, ref, id in found]


def _refs(found: list[_Doc], wanted: Kind) -> list[bytes]:
    return [ref for _, kind, ref, _ in found if kind == wanted]


def _found(doc: int, kind: Kind, ref: bytes, conversation: bytes) -> _Doc:
    return doc, kind, bytes(ref), bytes(conversation)


def _hit(
    kind: Kind,
    ref: bytes,
    c: Conversation,
    messages: dict[bytes, Message],
    noted: dict[bytes, Note],
    known: dict[bytes, str],
) -> Hit:
    if kind == "message":
        return Hit(kind, c, messages[ref], None, messages[ref].text)
    if kind == "note":
        return Hit(kind, c, None, noted[ref], noted[ref].text)
    return Hit(kind, c, None, None, known.get(c.contact or b"", "") or c.visitor_name or "")


def _message(*row: Value) -> Message:
    return Message(*row)  # type: ignore[arg-type]  # the columns of MESSAGES are the fields of Message, in order
