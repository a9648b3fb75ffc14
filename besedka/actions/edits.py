"""Changing and deleting one's own message. The client sees it at once; what it said before is kept for administrators."""

from dataclasses import dataclass

from besedka.actions.act import Act
from besedka.domain import message as rules
from besedka.domain.conversation import PREVIEW, Conversation
from besedka.domain.errors import NotFound
from besedka.domain.file import File
from besedka.domain.ids import Instant, MessageId, NoteId, Position
from besedka.domain.message import Message
from besedka.store import files, notes
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


@dataclass(frozen=True, slots=True)
class Changed:
    """The message as it is now, true as of `position`."""

    position: Position
    message: Message
    attached: tuple[File, ...] = ()


@dataclass(slots=True)
class _Change(Act[Changed]):
    message: MessageId
    limit: int
    """Seconds in which a message may be changed (Settings.edit_limit)."""

    def need(self, needs: Needs) -> None:
        """The conversation and the message, and whether a note bears its id."""
        Act.need(self, needs)
        needs.messages.add(self.message)
        needs.notes.add(NoteId(self.message))

    def found(self, ledger: Ledger, c: Conversation) -> Message:
        """Return the message if it may be changed. NotFound in another conversation, or when a note bears its id: what either said
        before would be kept as the other's. Refusals of `must_be_changeable`."""
        m = ledger.messages.get(self.message)
        if m is None or m.conversation != c.id or NoteId(m.id) in ledger.notes:
            raise NotFound("not_found")
        rules.must_be_changeable(m, self.me.id, self.at, self.limit)
        return m


@dataclass(slots=True)
class EditMessage(_Change):
    """Say `text` instead; the message's files (`attached`) stay. The same text changes nothing."""

    text: str
    attached: tuple[File, ...] = ()

    def act(self, ledger: Ledger, c: Conversation) -> Changed:
        """Keep what was said, and say the new text."""
        m = self.found(ledger, c)
        if m.text == self.text:
            return Changed(Position(c.last_position), m, self.attached)
        new = rules.edited(m, self.text, Instant(max(self.at, m.at)))
        return _store(ledger, c, self, m, new, "message_edited", self.attached)


@dataclass(slots=True)
class DeleteMessage(_Change):
    """Take the message back: its place remains."""

    def act(self, ledger: Ledger, c: Conversation) -> Changed:
        """Keep what was said, and leave the place."""
        m = self.found(ledger, c)
        ledger.also(files.withdraw("message", m.id))
        return _store(ledger, c, self, m, rules.deleted(m, Instant(max(self.at, m.at))), "message_deleted")


def _store(
    ledger: Ledger,
    c: Conversation,
    by: _Change,
    was: Message,
    now: Message,
    kind: rules.ChangeKind,
    attached: tuple[File, ...] = (),
) -> Changed:
    ledger.change_message(now)
    if now.seq == c.last_seq:
        c.last_text = now.text[:PREVIEW]
    position = ledger.announce(c, kind, by.at, "operator", by.me.id, now.seq, now, attached=attached)
    ledger.also(notes.was(was.id, position, by.at, by.me.id, was.text))
    return Changed(position, now, attached)
