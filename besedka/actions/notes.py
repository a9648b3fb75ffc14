"""Writing, changing and deleting notes. Nothing here moves what a client could see: no counter, no preview, no waiting time."""

from dataclasses import dataclass
from typing import Literal

from besedka.actions.act import Act
from besedka.actions.attach import NO_FILES, Attachments, attach, carried, must_be_free
from besedka.domain import note as rules
from besedka.domain.conversation import Conversation
from besedka.domain.errors import BadInput, NotFound
from besedka.domain.file import File
from besedka.domain.ids import Instant, MessageId, NoteId, Position, Seq
from besedka.domain.note import Note
from besedka.store import files, notes
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


@dataclass(frozen=True, slots=True)
class Noted:
    """The note as it is now and its files, true as of `position`; None when this id had been stored before."""

    position: Position | None
    note: Note
    attached: tuple[File, ...] = ()


@dataclass(slots=True)
class _OnNote(Act[Noted]):
    id: NoteId

    def need(self, needs: Needs) -> None:
        """The conversation and the note."""
        Act.need(self, needs)
        needs.notes.add(self.id)


@dataclass(slots=True)
class AddNote(_OnNote):
    """Write a note in a conversation that one sees. The same id again answers the same; BadInput `id_taken` for another's and a
    message's, and what `must_be_free` says of its files."""

    text: str
    files: Attachments = NO_FILES

    def need(self, needs: Needs) -> None:
        """The conversation, the note and its files; and whether a message bears its id."""
        _OnNote.need(self, needs)
        needs.files.update(self.files.ids)
        needs.messages.add(MessageId(self.id))

    def act(self, ledger: Ledger, c: Conversation) -> Noted:
        """Store it once, after the message that is the last now."""
        known = ledger.notes.get(self.id)
        if known is not None:
            if (known.conversation, known.operator) != (c.id, self.me.id):
                raise BadInput("id_taken")
            return Noted(None, known, carried(ledger, "note", known.id))
        if MessageId(self.id) in ledger.messages:  # what either said before is found by its id alone
            raise BadInput("id_taken")
        free = must_be_free(ledger, self.me.project, self.files)
        at = Instant(max(self.at, c.last_at))
        note = Note(self.id, self.me.project, c.id, Seq(c.last_seq), at, self.me.id, self.text, len(free))
        return _store(ledger, c, self, note, "note_added", attach(ledger, free, c, "note", note.id))


@dataclass(slots=True)
class EditNote(_OnNote):
    """Say `text` instead, in one's own note; its files (`attached`) stay."""

    text: str
    attached: tuple[File, ...] = ()

    def act(self, ledger: Ledger, c: Conversation) -> Noted:
        """Keep what it said, and say the new text. The same text changes nothing."""
        was = _own(ledger, c, self)
        if was.text == self.text:
            return Noted(None, was, self.attached)
        now = was._replace(text=self.text, edited_at=self.at)
        return _replace(ledger, c, self, was, now, "note_edited", self.attached)


@dataclass(slots=True)
class DeleteNote(_OnNote):
    """Take one's own note back: its place remains."""

    def act(self, ledger: Ledger, c: Conversation) -> Noted:
        """Keep what it said, and leave the place."""
        was = _own(ledger, c, self)
        ledger.also(files.withdraw("note", was.id))
        return _replace(ledger, c, self, was, was._replace(text="", files=0, deleted_at=self.at), "note_deleted")


_Kind = Literal["note_added", "note_edited", "note_deleted"]


def _own(ledger: Ledger, c: Conversation, by: _OnNote) -> Note:
    n = ledger.notes.get(by.id)
    if n is None or n.conversation != c.id:
        raise NotFound("not_found")
    rules.must_be_changeable(n, by.me.id)
    return n


def _replace(
    ledger: Ledger, c: Conversation, by: _OnNote, was: Note, now: Note, kind: _Kind, attached: tuple[File, ...] = ()
) -> Noted:
    told = _store(ledger, c, by, now, kind, attached)
    assert told.position is not None
    ledger.also(notes.was(was.id, told.position, by.at, by.me.id, was.text))
    return told


def _store(
    ledger: Ledger, c: Conversation, by: _OnNote, note: Note, kind: _Kind, attached: tuple[File, ...] = ()
) -> Noted:
    ledger.save_note(note)
    position = ledger.announce(
        c, kind, by.at, "operator", by.me.id, note.after, ref=note.id, note=note, attached=attached
    )
    return Noted(position, note, attached)
