"""Tells facts in the operator's words: one function for each kind, looked up by the kind."""

from collections.abc import Callable

from pydantic_core import to_json

from besedka.domain.events import Event, Kind
from besedka.domain.ladder import STEPS, named
from besedka.domain.message import Message
from besedka.wire import operator as words
from besedka.wire.operator_words import conversation, hex_or_none, letter, message, note


def fact(e: Event) -> words.ServerSays:
    """Return an event as operators are told it."""
    return _TELL[e.kind](e)


_POSTED = (
    b'{"t":"message_posted","position":%d,"conversation":"%b","message":{"id":"%b","seq":%d,"at":%d,"author":"%b","operator":%b,'
    b'"text":%b,"quote":%b,"files":[],"edited_at":null,"deleted_at":null}}'
)


def encoded(e: Event) -> bytes:
    """Return an event as operators are told it, in bytes: what `fact` says. A message as it was posted, without files, is spelled
    into a form that is ready; to put it together and take it apart again would cost three times as much."""
    m = e.message
    if e.kind != "message_posted" or m is None or e.attached or m.edited_at is not None or m.deleted_at is not None:
        return to_json(fact(e))
    by = b"null" if m.operator is None else b'"%b"' % m.operator.hex().encode()
    quote = b"null" if m.quote is None else b"%d" % m.quote
    return _POSTED % (
        e.position, e.conversation.id.hex().encode(), m.id.hex().encode(), m.seq, m.at, m.author.encode(), by, to_json(m.text), quote,
    )  # fmt: skip


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
    return {"t": "note_added", "position": e.position, "conversation": e.conversation.id.hex(), "note": _note(e)}


def _note_edited(e: Event) -> words.NoteEdited:
    return {"t": "note_edited", "position": e.position, "conversation": e.conversation.id.hex(), "note": _note(e)}


def _note_deleted(e: Event) -> words.NoteDeleted:
    return {"t": "note_deleted", "position": e.position, "conversation": e.conversation.id.hex(), "note": _note(e)}


def outside(e: Event) -> words.ServerSays | None:
    """Return what those are told in whose scope the conversation is not: that a colleague has it, or nothing."""
    if e.kind == "conversation_assigned":
        return _with(e, e.ref)
    return _taken(e) if e.kind == "conversation_taken" else None


def _taken(e: Event) -> words.ConversationTaken:
    return _with(e, e.operator)


def _with(e: Event, operator: bytes | None) -> words.ConversationTaken:
    id, who = e.conversation.id.hex(), hex_or_none(operator) or ""
    return {"t": "conversation_taken", "position": e.position, "conversation": id, "operator": who, "at": e.at}


def _assigned(e: Event) -> words.ConversationAssigned:
    whole, by, who = conversation(e.conversation), hex_or_none(e.operator), hex_or_none(e.ref) or ""
    return {
        "t": "conversation_assigned", "position": e.position, "conversation": whole, "operator": by, "assignee": who, "at": e.at,
    }  # fmt: skip


def _returned(e: Event) -> words.ConversationReturned:
    whole, by, former = conversation(e.conversation), hex_or_none(e.operator), hex_or_none(e.ref) or ""
    told: words.ConversationReturned = {
        "t": "conversation_returned", "position": e.position, "conversation": whole, "former": former, "operator": by, "at": e.at,
    }  # fmt: skip
    if e.seq:
        told["step"] = "others"
    return told


def _confirming(e: Event) -> words.ConversationConfirming:
    id, by = e.conversation.id.hex(), hex_or_none(e.operator) or ""
    return {"t": "conversation_confirming", "position": e.position, "conversation": id, "operator": by, "at": e.at}


def _closed(e: Event) -> words.ConversationClosed:
    id, by = e.conversation.id.hex(), hex_or_none(e.operator)
    return {"t": "conversation_closed", "position": e.position, "conversation": id, "operator": by, "at": e.at}


def _unsolved(e: Event) -> words.ConversationUnsolved:
    id, status = e.conversation.id.hex(), e.conversation.status
    return {"t": "conversation_unsolved", "position": e.position, "conversation": id, "status": status, "at": e.at}


def _reopened(e: Event) -> words.ConversationReopened:
    c, by = e.conversation, hex_or_none(e.operator)
    return {
        "t": "conversation_reopened", "position": e.position, "conversation": c.id.hex(), "by": e.side, "operator": by,
        "status": c.status, "waiting_since": c.waiting_since, "at": e.at,
    }  # fmt: skip


def _rated(e: Event) -> words.ConversationRated:
    c = e.conversation
    return {
        "t": "conversation_rated", "position": e.position, "conversation": c.id.hex(), "rating": e.seq, "comment": c.rating_comment,
        "at": e.at,
    }  # fmt: skip


def _called(e: Event) -> words.ConversationCalled:
    people = [id.hex() for id in named(e.ref)]
    return {
        "t": "conversation_called", "position": e.position, "conversation": e.conversation.id.hex(), "step": STEPS[e.seq - 1],
        "people": people, "at": e.at,
    }  # fmt: skip


def _contact(e: Event) -> words.ContactChanged:
    c = e.conversation
    return {
        "t": "contact_changed", "position": e.position, "conversation": c.id.hex(), "contact": hex_or_none(c.contact),
        "name": c.visitor_name, "left": c.left,
    }  # fmt: skip


def _tagged(e: Event) -> words.ConversationTagged:
    c, by = e.conversation, hex_or_none(e.operator) or ""
    return {
        "t": "conversation_tagged", "position": e.position, "conversation": c.id.hex(), "operator": by, "tags": c.tags.split(),
        "at": e.at,
    }  # fmt: skip


def _lead_asked(e: Event) -> words.LeadAsked:
    id, by = e.conversation.id.hex(), hex_or_none(e.operator)
    return {"t": "lead_asked", "position": e.position, "conversation": id, "operator": by, "at": e.at}


def _lead_delayed(e: Event) -> words.LeadDelayed:
    return {"t": "lead_delayed", "position": e.position, "conversation": e.conversation.id.hex(), "at": e.at}


def _lead_sent(e: Event) -> words.LeadSent:
    return {"t": "lead_sent", "position": e.position, "conversation": e.conversation.id.hex(), "at": e.at}


def _lead_failed(e: Event) -> words.LeadFailed:
    return {"t": "lead_failed", "position": e.position, "conversation": e.conversation.id.hex(), "at": e.at}


def _link_made(e: Event) -> words.LinkMade:
    id, by = e.conversation.id.hex(), hex_or_none(e.operator)
    return {"t": "link_made", "position": e.position, "conversation": id, "operator": by, "at": e.at}


def _links_revoked(e: Event) -> words.LinksRevoked:
    id, by = e.conversation.id.hex(), hex_or_none(e.operator)
    return {"t": "links_revoked", "position": e.position, "conversation": id, "operator": by, "at": e.at}


def _letter_sent(e: Event) -> words.LetterSent:
    id, by = e.conversation.id.hex(), hex_or_none(e.operator)
    return {
        "t": "letter_sent", "position": e.position, "conversation": id, "operator": by, "letter": letter(e.ref), "at": e.at,
    }  # fmt: skip


def _letter_failed(e: Event) -> words.LetterFailed:
    id = e.conversation.id.hex()
    return {"t": "letter_failed", "position": e.position, "conversation": id, "letter": letter(e.ref), "at": e.at}


def _letter_received(e: Event) -> words.LetterReceived:
    id = e.conversation.id.hex()
    return {"t": "letter_received", "position": e.position, "conversation": id, "letter": letter(e.ref), "at": e.at}


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


def _note(e: Event) -> words.Note:
    assert e.note is not None, e.kind
    return note(e.note, e.attached)


_TELL: dict[Kind, Callable[[Event], words.ServerSays]] = {
    "conversation_started": _started,
    "message_posted": _posted,
    "message_edited": _edited,
    "message_deleted": _deleted,
    "note_added": _note_added,
    "note_edited": _note_edited,
    "note_deleted": _note_deleted,
    "conversation_taken": _taken,
    "conversation_assigned": _assigned,
    "conversation_returned": _returned,
    "conversation_confirming": _confirming,
    "conversation_closed": _closed,
    "conversation_unsolved": _unsolved,
    "conversation_reopened": _reopened,
    "conversation_rated": _rated,
    "conversation_called": _called,
    "contact_changed": _contact,
    "conversation_tagged": _tagged,
    "lead_asked": _lead_asked,
    "lead_delayed": _lead_delayed,
    "lead_sent": _lead_sent,
    "lead_failed": _lead_failed,
    "link_made": _link_made,
    "links_revoked": _links_revoked,
    "letter_sent": _letter_sent,
    "letter_failed": _letter_failed,
    "letter_received": _letter_received,
    "messages_delivered": _delivered,
    "messages_read": _read,
}
