"""A transaction's working copy: what a batch's units need, locked and recalled or read at once."""

from dataclasses import dataclass

from besedka.domain.conversation import Conversation
from besedka.domain.file import File
from besedka.domain.follow_up import FollowUp
from besedka.domain.ids import ConversationId, FileId, MessageId, NoteId, OperatorId, ProjectNumber, TagId, VisitorId
from besedka.domain.ladder import Climb
from besedka.domain.lead import Lead
from besedka.domain.message import Message
from besedka.domain.note import Note
from besedka.domain.operator import Operator
from besedka.ports.database import Lookup, Row, Script, Value
from besedka.store import files as file_rows
from besedka.store import follow_ups, ladders, leads, roster
from besedka.store.ladders import Calling
from besedka.store.memory import Memory, Shelf, VisitorRow
from besedka.store.needs import Needs
from besedka.store.people import OPERATORS_BY_ID
from besedka.store.people import operator_row as _operator
from besedka.store.roster import Roster
from besedka.store.rows import look_up
from besedka.store.schema import CONVERSATIONS, MESSAGES, NOTES

_CONVERSATIONS = f"SELECT {','.join(CONVERSATIONS.columns)} FROM conversations WHERE id IN $keys"
_MESSAGES = f"SELECT {','.join(MESSAGES.columns)} FROM messages WHERE id IN $keys"
_NOTES = f"SELECT {','.join(NOTES.columns)} FROM notes WHERE id IN $keys"
_VISITORS = "SELECT id, conversation_id, secret_hash, revoked_at FROM visitors WHERE id IN $keys"
_TAGS = "SELECT id, project FROM tags WHERE project IN $keys"
_FILES = f"SELECT {file_rows.COLUMNS} FROM files WHERE id IN $keys"
_LOCK = "SELECT number, position, ordinal FROM projects WHERE number IN $keys ORDER BY number FOR UPDATE"


@dataclass(slots=True)
class Counter:
    """Where a locked project's numbers stand; `moved` tells that the batch has taken some."""

    position: int
    ordinal: int
    moved: bool = False


class WorkingCopy:
    """What a batch has read, for its units to look at and change in memory."""

    def __init__(self, memory: Memory) -> None:
        self.conversations: dict[ConversationId, Conversation] = {}
        self.messages: dict[MessageId, Message] = {}
        self.notes: dict[NoteId, Note] = {}
        self.visitors: dict[VisitorId, VisitorRow] = {}
        self.files: dict[FileId, File] = {}
        self.tags: dict[TagId, ProjectNumber] = {}
        self.operators: dict[OperatorId, Operator] = {}
        self.rosters: dict[ProjectNumber, Roster] = {}
        self.leads: dict[ConversationId, Lead] = {}
        self.ladders: dict[ConversationId, Climb] = {}
        self.callings: dict[ProjectNumber, Calling] = {}
        self.follow_ups: dict[ConversationId, FollowUp] = {}
        self._memory = memory
        self._shelves: dict[ProjectNumber, Shelf] = {}
        self._counters: dict[ProjectNumber, Counter] = {}
        self._before: dict[ConversationId, Row] = {}

    def load(self, needs: Needs) -> Script[None]:
        """Lock the projects, then recall or read everything that the units need; later reads see nothing older than the lock."""
        if needs.projects:
            for number, position, ordinal in (yield Lookup(_LOCK, sorted(needs.projects), "int")):
                self._counters[number] = Counter(position, ordinal)
                self._shelves[number] = self._memory.shelf(number, position)
        for visitor in (yield from look_up(_VISITORS, self._unknown_visitors(needs), VisitorRow)):
            self._add_visitor(visitor, needs)
        for conversation in (yield from look_up(_CONVERSATIONS, self._unknown_conversations(needs), Conversation)):
            if conversation.project in self._counters:  # else its project is being deleted
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
        for lead in (yield from look_up(leads.BY_IDS, needs.leads, Lead)):
            self.leads[lead.conversation] = lead
        for found in (yield from look_up(follow_ups.BY_IDS, needs.follow_ups, FollowUp)):
            self.follow_ups[found.conversation] = found
        for operator in (yield from look_up(OPERATORS_BY_ID, needs.operators, _operator)):
            self.operators[operator.id] = operator
        for number, since in needs.rosters.items():
            self.rosters[number] = yield from roster.read(number, since, self.conversations)
        yield from self._load_ladders(needs)

    def _load_ladders(self, needs: Needs) -> Script[None]:
        for climb in (yield from look_up(ladders.BY_IDS, needs.ladders, Climb)):
            self.ladders[climb.conversation] = climb
        for number, since in needs.callings.items():
            self.callings[number] = yield from ladders.calling(number, since)

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


def _message(*row: Value) -> Message:
    return Message(*row)  # type: ignore[arg-type]  # the columns of MESSAGES are the fields of Message, in order


def _tag(id: bytes, project: int) -> tuple[TagId, ProjectNumber]:
    return TagId(id), ProjectNumber(project)
