"""One transaction's working copy: what its units need is loaded at once, changed in memory, and written at once.

The project's counter is the heart of it. Locking the project's row gives the batch its numbers, makes them visible in order (an
auto-increment would not be, on PostgreSQL) and makes writers on other nodes wait for their turn, so whatever is read after the lock
cannot be changed by anybody else before the commit.
"""

from besedka.domain.activity import LINES
from besedka.domain.conversation import Conversation
from besedka.domain.events import Event, Kind
from besedka.domain.file import File
from besedka.domain.ids import ConversationId, FileId, Instant, OperatorId, Position, ProjectNumber
from besedka.domain.message import Message, Side
from besedka.domain.note import Note
from besedka.ports.database import Query, Row, Save, Script, Statement, Table, Value
from besedka.store import files as file_rows
from besedka.store import writing
from besedka.store.memory import Memory, VisitorRow, as_row
from besedka.store.schema import ACTIVITIES, FILES, MESSAGES, NOTES, VISITORS
from besedka.store.working_copy import WorkingCopy


class Ledger(WorkingCopy):
    """What a batch read, and what it will write."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory)
        self.events: dict[ProjectNumber, list[Event]] = {}
        self._changed: dict[ConversationId, Conversation] = {}
        self._written: list[tuple[VisitorRow | None, Row]] = []
        self._posted = writing.Posted()
        self._changed_files: dict[FileId, File] = {}
        self._besides: list[Statement] = []
        self._rows: dict[Table, list[tuple[Value, ...]]] = {}
        self._lines: list[tuple[Value, ...]] = []
        self._new_visitors: list[tuple[Value, ...]] = []
        self._recounts: dict[tuple[ConversationId, Side], Conversation] = {}

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
        self._posted.add(message)

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
        yield from self._posted.save()
        yield from self._save_rarer()
        for (_, by), c in self._recounts.items():
            yield from writing.recount(c, by)
        yield from self._save_conversations()
        if self._lines:
            yield Save(ACTIVITIES, self._lines)
        for project, facts in self.events.items():
            yield from writing.save_facts(project, facts)
        yield from self._save_counters()

    def _save_rarer(self) -> Script[None]:
        if self._changed_files:
            yield Save(FILES, [file_rows.as_row(file) for file in self._changed_files.values()], replace=True)
        for table, rows in self._rows.items():
            yield Save(table, rows)
        while self._besides:
            yield self._besides.pop(0)

    def _save_conversations(self) -> Script[None]:
        for c in self._changed.values():
            self._written.append((self.visitors.get(c.visitor), as_row(c)))
        yield from writing.save_conversations((row for _, row in self._written), self._before)

    def _save_counters(self) -> Script[None]:
        for number, counter in sorted(self._counters.items()):
            if counter.moved:
                yield Query(
                    "UPDATE projects SET position = $1, ordinal = $2 WHERE number = $3",
                    (counter.position, counter.ordinal, number),
                )

    def learn(self) -> None:
        """Remember what was written, for the batches that follow. Called once it is committed."""
        for number, counter in self._counters.items():
            self._shelves[number].position = Position(counter.position)
        self._memory.learn(self._shelves, self._written)
