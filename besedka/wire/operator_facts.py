"""Tells facts in the operator's words: one function for each kind, looked up by the kind."""

from collections.abc import Callable

from besedka.domain.events import Event, Kind
from besedka.domain.message import Message
from besedka.domain.note import Note
from besedka.wire import operator as words
from besedka.wire.operator_words import conversation, hex_or_none, message, note


def fact(e: Event) -> words.ServerSays:
    """Return an event as operators are told it."""
    return _TELL[e.kind](e)


def loud(frame: bytes) -> bytes:
    """Return an encoded fact as those hear it who are to be told of it: the same bytes and one word more, encoded once."""
    return frame[:-1] + b',"notify":true}'


def _started(e: Event) -> words.ConversationStarted:
    return {"t": "conversation_started", "position": e.position, "conversation": conversation(e.conversation)}


def _posted(e: Event) -> words.MessagePosted:
    told = message(_message(e), e.attached)
    return {"t": "message_posted", "position": e.position, "conversation": e.conversation.id.hex(), "message": told}


def _edited(e: Event) -> words.MessageEdited:
    told = message(_message(e), e.attached)
    return {"t": "message_edited", "position": e.position, "conversation": e.conversation.id.hex(), "message": told}


def _deleted(e: Event) -> words.MessageDeleted:
    told = message(_message(e), e.attached)
    return {"t": "message_deleted", "position": e.position, "conversation": e.conversation.id.hex(), "message": told}


def _note_added(e: Event) -> words.NoteAdded:
    return {"t": "note_added", "position": e.position, "conversation": e.conversation.id.hex(), "note": note(_note(e))}


def _note_edited(e: Event) -> words.NoteEdited:
    return {"t": "note_edited", "position": e.position, "conversation": e.conversation.id.hex(), "note": note(_note(e))}


def _note_deleted(e: Event) -> words.NoteDeleted:
    return {
        "t": "note_deleted",
        "position": e.position,
        "conversation": e.conversation.id.hex(),
        "note": note(_note(e)),
    }


def _taken(e: Event) -> words.ConversationTaken:
    id, by = e.conversation.id.hex(), hex_or_none(e.operator) or ""
    return {"t": "conversation_taken", "position": e.position, "conversation": id, "operator": by, "at": e.at}


def _returned(e: Event) -> words.ConversationReturned:
    whole, former = conversation(e.conversation), hex_or_none(e.ref) or ""
    return {"t": "conversation_returned", "position": e.position, "conversation": whole, "former": former, "at": e.at}


def _closed(e: Event) -> words.ConversationClosed:
    id, by = e.conversation.id.hex(), hex_or_none(e.operator) or ""
    return {"t": "conversation_closed", "position": e.position, "conversation": id, "operator": by, "at": e.at}


def _reopened(e: Event) -> words.ConversationReopened:
    id, status = e.conversation.id.hex(), e.conversation.status
    return {
        "t": "conversation_reopened", "position": e.position, "conversation": id, "by": e.side, "status": status, "at": e.at,
    }  # fmt: skip


def _delivered(e: Event) -> words.MessagesDelivered:
    id = e.conversation.id.hex()
    return {"t": "messages_delivered", "position": e.position, "conversation": id, "by": e.side, "seq": e.seq}


def _read(e: Event) -> words.MessagesRead:
    id, unread = e.conversation.id.hex(), e.conversation.unread_operator
    return {
        "t": "messages_read",
        "position": e.position,
        "conversation": id,
        "by": e.side,
        "seq": e.seq,
        "unread": unread,
    }


def _message(e: Event) -> Message:
    assert e.message is not None, e.kind
    return e.message


def _note(e: Event) -> Note:
    assert e.note is not None, e.kind
    return e.note


_TELL: dict[Kind, Callable[[Event], words.ServerSays]] = {
    "conversation_started": _started,
    "message_posted": _posted,
    "message_edited": _edited,
    "message_deleted": _deleted,
    "note_added": _note_added,
    "note_edited": _note_edited,
    "note_deleted": _note_deleted,
    "conversation_taken": _taken,
    "conversation_returned": _returned,
    "conversation_closed": _closed,
    "conversation_reopened": _reopened,
    "messages_delivered": _delivered,
    "messages_read": _read,
}
