"""One transaction's working copy: what its units need is loaded at once, changed in memory, and written at once.

The project's counter is the heart of it. Locking the project's row gives the batch its numbers, makes them visible in order (an
auto-increment would not be, on PostgreSQL) and makes writers on other nodes wait for their turn, so whatever is read after the lock
cannot be changed by anybody else before the commit.
"""

# over 300 lines: one working copy, whose parts share what was loaded
from dataclasses import dataclass

from besedka.domain.activity import LINES
from besedka.domain.conversation import Conversation
from besedka.domain.events import Event, Kind
from besedka.domain.file import File
from besedka.domain.ids import (
    ConversationId,
    FileId,
    Instant,
    MessageId,
    NoteId,
    OperatorId,
    Position,
    ProjectNumber,
    TagId,
    VisitorId,
)
from besedka.domain.message import Message, Side
from besedka.domain.note import Note
from besedka.domain.operator import Operator
from besedka.ports.database import Change, Lookup, Query, Row, Save, Script, Statement, Table, Value
from besedka.store import files as file_rows
from besedka.store import roster
from besedka.store.memory import Memory, Shelf, VisitorRow, as_row
from besedka.store.needs import Needs
from besedka.store.people import OPERATORS_BY_ID
from besedka.store.people import operator_row as _operator
from besedka.store.roster import Roster
from besedka.store.rows import look_up
from besedka.store.schema import ACTIVITIES, CONVERSATIONS, FILES, JOURNAL, MESSAGES, NOTES, VISITORS

_COLUMNS = ",".join(CONVERSATIONS.columns)
_CONVERSATIONS = f"SELECT {_COLUMNS} FROM conversations WHERE id IN $keys"
_MESSAGES = f"SELECT {','.join(MESSAGES.columns)} FROM messages WHERE id IN $keys"
_NOTES = f"SELECT {','.join(NOTES.columns)} FROM notes WHERE id IN $keys"
_VISITORS = "SELECT id, conversation_id, secret_hash, revoked_at FROM visitors WHERE id IN $keys"
_TAGS = "SELECT id, project FROM tags WHERE project IN $keys"
_FILES = f"SELECT {file_rows.COLUMNS} FROM files WHERE id IN $keys"
_LOCK = "SELECT number, position, ordinal FROM projects WHERE number IN $keys ORDER BY number FOR UPDATE"
_NAMES = list(CONVERSATIONS.columns)
_FIRST, _SAID, _BEYOND = (_NAMES.index(name) for name in ("last_position", "unread_visitor", "page_url"))
_MOVING = _NAMES[_FIRST:_BEYOND]
"""What every message and mark changes, neighbours in the row; a visitor's message only those before `_SAID`. None is in an index."""
_PLAIN = ("id", "conversation_id", "seq", "at", "text")
"""What a visitor's message without files is, besides who wrote it."""
_HEARD = ("position", "at", "conversation_id", "seq")


@dataclass(slots=True)
class _Counter:
    position: int
    ordinal: int
    moved: bool = False


class Ledger:
    """What a batch read, and what it will write."""

    def __init__(self, memory: Memory) -> None:
        self.conversations: dict[ConversationId, Conversation] = {}
        self.messages: dict[MessageId, Message] = {}
        self.notes: dict[NoteId, Note] = {}
        self.visitors: dict[VisitorId, VisitorRow] = {}
        self.files: dict[FileId, File] = {}
        self.tags: dict[TagId, ProjectNumber] = {}
        self.operators: dict[OperatorId, Operator] = {}
        self.rosters: dict[ProjectNumber, Roster] = {}
        self.events: dict[ProjectNumber, list[Event]] = {}
        self._memory = memory
        self._shelves: dict[ProjectNumber, Shelf] = {}
        self._counters: dict[ProjectNumber, _Counter] = {}
        self._before: dict[ConversationId, Row] = {}
        self._changed: dict[ConversationId, Conversation] = {}
        self._written: list[tuple[VisitorRow | None, Row]] = []
        self._posted: list[Message] = []
        self._plain: list[Row] = []
        self._changed_files: dict[FileId, File] = {}
        self._besides: list[Statement] = []
        self._rows: dict[Table, list[tuple[Value, ...]]] = {}
        self._lines: list[tuple[Value, ...]] = []
        self._new_visitors: list[tuple[Value, ...]] = []
        self._recounts: dict[tuple[ConversationId, Side], Conversation] = {}

    def load(self, needs: Needs) -> Script[None]:
        """Lock the projects, then recall or read everything that the units need; later reads see nothing older than the lock."""
        if needs.projects:
            for number, position, ordinal in (yield Lookup(_LOCK, sorted(needs.projects), "int")):
                self._counters[number] = _Counter(position, ordinal)
                self._shelves[number] = self._memory.shelf(number, position)
        for visitor in (yield from look_up(_VISITORS, self._unknown_visitors(needs), VisitorRow)):
            self._add_visitor(visitor, needs)
        for conversation in (yield from look_up(_CONVERSATIONS, self._unknown_conversations(needs), Conversation)):
            self.conversations[conversation.id] = conversation
        yield from self._load_besides(needs)

    def _load_besides(self, needs: Needs) -> Script[None]:
        for known in (yield from look_up(_MESSAGES, needs.messages, _message)):
            self.messages[known.id] = known
        for file in (yield from look_up(_FILES, needs.files, File)):
            self.files[file.id] = file
        for note in (yield from look_up(_NOTES, needs.notes, Note)):
            self.notes[note.id] = note
        self.tags.update((yield from look_up(_TAGS, needs.tags, _tag, "int")))
        for operator in (yield from look_up(OPERATORS_BY_ID, needs.operators, _operator)):
            self.operators[operator.id] = operator
        for number, since in needs.rosters.items():
            self.rosters[number] = yield from roster.read(number, since, self.conversations)

    def _unknown_visitors(self, needs: Needs) -> list[VisitorId]:
        """Recall visitors, and return those who are not remembered."""
        unknown: list[VisitorId] = []
        for id, project in needs.visitors.items():
            shelf = self._shelves.get(project)
            known = None if shelf is None else shelf.visitors.get(id)
            if known is None:
                unknown.append(id)
            else:
                self._add_visitor(known, needs)
        return unknown

    def _add_visitor(self, visitor: VisitorRow, needs: Needs) -> None:
        self.visitors[visitor.id] = visitor
        if visitor.conversation is not None:
            needs.conversations[visitor.conversation] = needs.visitors[visitor.id]

    def _unknown_conversations(self, needs: Needs) -> list[ConversationId]:
        """Recall conversations as working copies, and return those that are not remembered."""
        unknown: list[ConversationId] = []
        for id, project in needs.conversations.items():
            shelf = self._shelves.get(project)
            known = None if shelf is None else shelf.conversations.get(id)
            if known is None:
                unknown.append(id)
            else:
                self._before[id] = known
                self.conversations[id] = Conversation(*known)
        return unknown

    def knows_project(self, project: ProjectNumber) -> bool:
        """Tell whether the project exists (and is locked)."""
        return project in self._counters

    def next_ordinal(self, project: ProjectNumber) -> int:
        """Return the number for people of the project's next conversation."""
        counter = self._counters[project]
        counter.ordinal += 1
        counter.moved = True
        return counter.ordinal

    def add_visitor(self, row: VisitorRow, project: ProjectNumber, now: Instant) -> None:
        """Remember a visitor who wrote for the first time."""
        self.visitors[row.id] = row
        self._new_visitors.append((row.id, project, row.secret_hash, row.conversation, now, None, None))

    def add_message(self, message: Message) -> None:
        """Append a message to its conversation."""
        self.messages[message.id] = message
        if message.operator is None and message.quote is None and not message.files:
            self._plain.append((message.id, message.conversation, message.seq, message.at, message.text))
        else:
            self._posted.append(message)

    def change_message(self, message: Message) -> None:
        """Replace a stored message by what it says now."""
        self.messages[message.id] = message
        self._besides.append(Save(MESSAGES, [message], replace=True))

    def save_note(self, note: Note) -> None:
        """Store a note as it is now."""
        self.notes[note.id] = note
        self._besides.append(Save(NOTES, [note], replace=True))

    def change_file(self, file: File) -> None:
        """Have a file stored as what it has become."""
        self.files[file.id] = file
        self._changed_files[file.id] = file

    def add_row(self, table: Table, row: tuple[Value, ...]) -> None:
        """Store a new row of a rarer noun, in one statement with the batch's others."""
        self._rows.setdefault(table, []).append(row)

    def also(self, *statements: Statement) -> None:
        """Run statements of a rarer noun (a note, a tag, a line of activity) in the same transaction."""
        self._besides.extend(statements)

    def announce(
        self, c: Conversation, kind: Kind, at: Instant, side: Side, operator: OperatorId | None, seq: int = 0,
        message: Message | None = None, ref: bytes | None = None, note: Note | None = None, origin: object | None = None,
        attached: tuple[File, ...] = (),
    ) -> Position:  # fmt: skip
        """Write the fact down with the project's next number; the conversation will be saved as it then is."""
        counter = self._counters[c.project]
        counter.position += 1
        counter.moved = True
        position = Position(counter.position)
        c.last_position = position
        self._changed[c.id] = c
        self.conversations[c.id] = c
        event = Event(position, at, kind, c, side, operator, seq, message, ref, note, origin, attached)
        self.events.setdefault(c.project, []).append(event)
        if kind in LINES:
            self._lines.append((c.id, position, at, kind, side, operator, ref, str(seq) if seq else ""))
        return position

    def recount(self, c: Conversation, by: Side) -> None:
        """Have `by`'s unread messages counted before the conversation is saved: somebody read to the middle of it."""
        self._recounts[(c.id, by)] = c

    def flush(self) -> Script[None]:
        """Write everything that changed: one statement or so per table, whatever the batch's size."""
        if self._new_visitors:
            yield Save(VISITORS, self._new_visitors)
        if self._plain:
            yield Save(MESSAGES, self._plain, columns=_PLAIN, same=(("side", "visitor"),))
        if self._posted:
            yield Save(MESSAGES, self._posted)
        yield from self._save_files()
        for table, rows in self._rows.items():
            yield Save(table, rows)
        yield from self._save_besides()
        for (_, by), c in self._recounts.items():
            yield from _recount(c, by)
        yield from self._save_conversations()
        yield from self._save_facts()
        for number, counter in sorted(self._counters.items()):
            if counter.moved:
                yield Query(
                    "UPDATE projects SET position = $1, ordinal = $2 WHERE number = $3",
                    (counter.position, counter.ordinal, number),
                )

    def _save_facts(self) -> Script[None]:
        if self._lines:
            yield Save(ACTIVITIES, self._lines)
        for project, facts in self.events.items():
            heard, others = _journal_rows(project, facts)
            if heard:
                same = ("project", project), ("kind", "message_posted"), ("side", "visitor")
                yield Save(JOURNAL, heard, columns=_HEARD, same=same)
            if others:
                yield Save(JOURNAL, others)

    def _save_files(self) -> Script[None]:
        if self._changed_files:
            yield Save(FILES, [file_rows.as_row(file) for file in self._changed_files.values()], replace=True)

    def _save_besides(self) -> Script[None]:
        while self._besides:
            yield self._besides.pop(0)

    def _save_conversations(self) -> Script[None]:
        """Write conversations; where only what moves with every message has moved, just that: no index is touched."""
        whole, moved, said = list[Row](), list[Row](), list[Row]()
        for id, c in self._changed.items():
            row, before = as_row(c), self._before.get(id)
            self._written.append((self.visitors.get(c.visitor), row))
            if before is None or before[:_FIRST] != row[:_FIRST]:
                whole.append(row)
            elif before[_SAID:] == row[_SAID:]:
                said.append((id, *row[_FIRST:_SAID]))
            elif before[_BEYOND:] == row[_BEYOND:]:
                moved.append((id, *row[_FIRST:_BEYOND]))
            else:
                whole.append(row)
        if whole:
            yield Save(CONVERSATIONS, whole, replace=True)
        if moved:
            yield Change(CONVERSATIONS, _MOVING, moved)
        if said:
            yield Change(CONVERSATIONS, _NAMES[_FIRST:_SAID], said)

    def learn(self) -> None:
        """Remember what was written, for the batches that follow. Called once it is committed."""
        for number, counter in self._counters.items():
            self._shelves[number].position = Position(counter.position)
        self._memory.learn(self._shelves, self._written)


def _recount(c: Conversation, by: Side) -> Script[None]:
    other: Side = "operator" if by == "visitor" else "visitor"
    mark = c.visitor_read if by == "visitor" else c.operator_read
    rows = yield Query(
        "SELECT count(*) FROM messages WHERE conversation_id = $1 AND seq > $2 AND side = $3", (c.id, mark, other)
    )
    if by == "visitor":
        c.unread_visitor = rows[0][0]
    else:
        c.unread_operator = rows[0][0]


def _journal_rows(project: ProjectNumber, facts: list[Event]) -> tuple[list[Row], list[Row]]:
    """Return what visitors said, without what is the same for all of it, and everything else."""
    heard, others = list[Row](), list[Row]()
    for e in facts:
        if e.kind == "message_posted" and e.side == "visitor":
            heard.append((e.position, e.at, e.conversation.id, e.seq))
        else:
            others.append((project, e.position, e.at, e.kind, e.conversation.id, e.side, e.operator, e.seq, e.ref))
    return heard, others


def _message(*row: Value) -> Message:
    return Message(*row)  # type: ignore[arg-type]  # the columns of MESSAGES are the fields of Message, in order


def _tag(id: bytes, project: int) -> tuple[TagId, ProjectNumber]:
    return TagId(id), ProjectNumber(project)
