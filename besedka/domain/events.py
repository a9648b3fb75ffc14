"""Every fact that the house announces, in the past tense: the words of the journal.

An event carries references, not copies: its conversation is today's row, its message today's text, so erasing a person
erases them once and catching up tells what is true now (ARCHITECTURE.md, "The journal").
"""

from dataclasses import dataclass
from typing import Literal

from besedka.domain.conversation import Conversation
from besedka.domain.file import File
from besedka.domain.ids import Instant, OperatorId, Position
from besedka.domain.message import Message, Side
from besedka.domain.note import Note

Kind = Literal[
    "conversation_started",
    "message_posted",
    "message_edited",
    "message_deleted",
    "note_added",
    "note_edited",
    "note_deleted",
    "conversation_taken",
    "conversation_assigned",
    "conversation_returned",
    "conversation_confirming",
    "conversation_unsolved",
    "conversation_closed",
    "conversation_reopened",
    "conversation_rated",
    "conversation_called",
    "contact_changed",
    "conversation_tagged",
    "lead_asked",
    "lead_delayed",
    "lead_sent",
    "lead_failed",
    "link_made",
    "links_revoked",
    "letter_sent",
    "letter_failed",
    "letter_received",
    "messages_delivered",
    "messages_read",
]


@dataclass(slots=True)
class Event:
    """One fact at `position` of its project's journal.

    `ref` names what else it is about (a note, the operator it was assigned to); what it means is said where the kind is announced.
    `side` and `operator` tell who did it (an operator's side without an operator: the house itself, by the project's settings); `seq` is
    the message (message_posted), the mark (messages_*), the rating (conversation_rated), the ladder's step (conversation_called: `ref` are
    the ids of those who are called, one after another), or 1 when the responsible did not answer (conversation_returned). `message` is set
    for message_* only, `note` for note_*; `attached` are its files. `origin` is the connection that caused it on this node, which
    already knows its own words.
    """

    position: Position
    at: Instant
    kind: Kind
    conversation: Conversation
    side: Side
    operator: OperatorId | None
    seq: int
    message: Message | None
    ref: bytes | None = None
    note: Note | None = None
    origin: object | None = None
    attached: tuple[File, ...] = ()
