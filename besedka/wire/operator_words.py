"""Tells things in the operator's words."""

from collections.abc import Iterable, Mapping, Sequence

from typing_extensions import TypedDict

from besedka.domain import follow_up
from besedka.domain.activity import Activity
from besedka.domain.alert import Way
from besedka.domain.canned import VARIABLES, Canned, Folder, Library
from besedka.domain.card import Card, CardFile
from besedka.domain.contact import Contact
from besedka.domain.conversation import Conversation
from besedka.domain.delivery import Delivery
from besedka.domain.file import File, picture_path
from besedka.domain.ids import TagId
from besedka.domain.ladder import STEPS, named
from besedka.domain.listing import ListName
from besedka.domain.message import Message
from besedka.domain.note import Note
from besedka.domain.operator import Operator
from besedka.domain.presence import Presence
from besedka.domain.project import Project
from besedka.domain.settings import Settings
from besedka.domain.tag import Tag
from besedka.store.notes import Version
from besedka.store.sessions import Session
from besedka.wire import operator as words
from besedka.wire.staff import Colleague, WorkSettings


def operator(o: Operator) -> words.Operator:
    """Return a colleague, as operators see one."""
    return {**colleague(o), "stance": o.stance}


def colleague(o: Operator) -> Colleague:
    """Return what everybody of the staff sees of an operator."""
    return {
        "id": o.id.hex(), "name": o.name, "email": o.email, "title": o.title, "avatar": picture_path(o.avatar), "role": o.role,
        "disabled": o.disabled,
    }  # fmt: skip


def project(p: Project) -> words.Project:
    """Return the project with its settings of the work."""
    return {"number": p.number, "name": p.name, "settings": settings(p.settings)}


def settings(s: Settings) -> WorkSettings:
    """Return the settings of the work."""
    return {
        "answer_within": s.answer_within, "edit_limit": s.edit_limit, "confirm_closing": s.confirm_closing,
        "ask_rating": s.ask_rating, "show_client_typing": s.show_client_typing, "notify_unassigned": s.notify_unassigned,
        "routing": s.routing, "load_limit": s.load_limit, "pass_on_after": s.pass_on_after, "tell_waiting_after": s.tell_waiting_after,
        "show_wait": s.show_wait, "show_position": s.show_position,
        "ladder_popup": s.ladder_popup, "ladder_sound": s.ladder_sound, "ladder_push": s.ladder_push,
        "ladder_letter": s.ladder_letter, "ladder_others": s.ladder_others, "ladder_admins": s.ladder_admins,
        "mail_after": s.mail_after,
        "file_limit": s.file_limit, "conversation_files": s.conversation_files, "project_files": s.project_files,
    }  # fmt: skip


class There(TypedDict):
    """Who is there, as `welcome` and `presence` tell it."""

    online: list[str]
    away: list[str]


def presence(there: Presence) -> There:
    """Return who is there."""
    return {"online": [id.hex() for id in there.online], "away": [id.hex() for id in there.away]}


def file(f: File) -> words.File:
    """Return an attachment."""
    return {
        "id": f.id.hex(), "name": f.name, "type": f.type, "size": f.size, "width": f.width, "height": f.height,
        "preview": f.preview > 0,
    }  # fmt: skip


def files(attached: Iterable[File]) -> list[words.File]:
    """Return the attachments of a message."""
    return [file(f) for f in attached]


def message(m: Message, attached: Iterable[File] = ()) -> words.Message:
    """Return a message."""
    return {
        "id": m.id.hex(),
        "seq": m.seq,
        "at": m.at,
        "author": m.author,
        "operator": hex_or_none(m.operator),
        "text": m.text,
        "quote": m.quote,
        "files": files(attached),
        "edited_at": m.edited_at,
        "deleted_at": m.deleted_at,
    }


def note(n: Note, attached: Iterable[File] = ()) -> words.Note:
    """Return a note with its files."""
    return {
        "id": n.id.hex(), "after": n.after, "at": n.at, "operator": n.operator.hex(), "text": n.text,
        "files": files(attached), "edited_at": n.edited_at, "deleted_at": n.deleted_at,
    }  # fmt: skip


def version(v: Version) -> words.Version:
    """Return what was said before a change."""
    return {"at": v.at, "operator": hex_or_none(v.operator), "text": v.text}


def conversation(c: Conversation) -> words.Conversation:
    """Return a conversation as a row and a head need it."""
    return {
        "id": c.id.hex(), "ordinal": c.ordinal, "status": c.status, "assignee": hex_or_none(c.assignee), "visitor_name": c.visitor_name,
        "created_at": c.created_at, "closed_at": c.closed_at, "last_message": _last(c), "last_at": c.last_at, "last_seq": c.last_seq,
        "unread": c.unread_operator, "waiting_since": c.waiting_since, "visitor_delivered": c.visitor_delivered,
        "visitor_read": c.visitor_read, "operator_delivered": c.operator_delivered, "operator_read": c.operator_read,
        "page_url": c.page_url, "page_title": c.page_title, "referrer": c.referrer, "language": c.language,
        "user_agent": c.user_agent, "channel": c.channel, "contact": hex_or_none(c.contact), "tags": c.tags.split(), "rating": c.rating,
        "rating_comment": c.rating_comment, "assigned_at": c.assigned_at, "first_answer_at": c.first_answer_at,
        "left": c.left, "called": STEPS[c.called - 1] if c.called else None,
    }  # fmt: skip


def device(way: Way, mine: Session) -> words.Device:
    """Return a browser on which its operator is told."""
    used = None if way.used_at == way.created_at else way.used_at
    return {
        "id": way.id.hex(), "name": way.name, "service": way.address, "since": way.created_at, "used": used, "fault": way.fault,
        "language": way.language, "this": way.session == mine.token_hash,
    }  # fmt: skip


def tag(t: Tag) -> words.Tag:
    """Return a tag."""
    return {"id": t.id.hex(), "name": t.name, "color": t.color}


def counts(of: Mapping[ListName, int], tags: Mapping[TagId, int]) -> words.Counts:
    """Return how many conversations stand where."""
    return {
        "new": of["new"], "mine": of["mine"], "unanswered": of["unanswered"], "all": of["all"], "closed": of["closed"],
        "tags": {id.hex(): count for id, count in tags.items()},
    }  # fmt: skip


def canned(c: Canned) -> words.CannedResponse:
    """Return a canned response."""
    return {
        "id": c.id.hex(), "folder": hex_or_none(c.folder), "title": c.title, "text": c.text, "updated_at": c.updated_at,
        "updated_by": hex_or_none(c.updated_by), "files": files(c.files),
    }  # fmt: skip


def folder(f: Folder) -> words.CannedFolder:
    """Return a folder of canned responses."""
    return {"id": f.id.hex(), "name": f.name}


def library(held: Library) -> words.CannedLibrary:
    """Return all canned responses of a project."""
    return {
        "version": held.version, "folders": [folder(f) for f in held.folders], "responses": [canned(c) for c in held.responses],
        "variables": list(VARIABLES),
    }  # fmt: skip


def activity(a: Activity, out: Iterable[Delivery] = ()) -> words.Activity:
    """Return a line between messages; `out` is what went outside about the conversation."""
    rating = int(a.detail) if a.kind == "conversation_rated" else None
    told: words.Activity = {
        "position": a.position, "at": a.at, "kind": a.kind, "by": a.by, "operator": hex_or_none(a.operator),
        "target": None if a.kind == "conversation_called" else hex_or_none(a.target), "rating": rating,
    }  # fmt: skip
    if a.kind == "conversation_called":
        own = [one for one in out if (one.step, one.created_at) == (int(a.detail), a.at)]
        told["step"], told["people"] = STEPS[int(a.detail) - 1], [id.hex() for id in named(a.target)]
        told["deliveries"] = [delivery(one) for one in own]
    elif a.kind == "conversation_returned" and a.detail:
        told["step"] = "others"
    elif a.kind.startswith("letter_"):
        told["target"], told["letter"] = None, letter(a.target)
    return told


def test_letters(me: Operator, tests: Sequence[tuple[Delivery, Way | None]]) -> words.TestLetters:
    """Return what became of test letters."""
    return {
        "letters": [
            {"carrier": d.carrier, "address": way.name if way else me.email, "state": d.state, "code": d.code}
            for d, way in tests
        ]
    }


def delivery(d: Delivery) -> words.CallDelivery:
    """Return what went outside to call somebody, and whether it arrived."""
    return {"operator": hex_or_none(d.operator) or "", "carrier": d.carrier, "state": d.state, "code": d.code}


def letter(kept: bytes | None) -> words.LetterLine:
    """Return what a line tells of a letter."""
    to, code = follow_up.heard(kept)
    return {"to": to, "code": code}


def _last(c: Conversation) -> words.LastMessage | None:
    if c.last_side is None:
        return None
    return {
        "seq": c.last_seq,
        "at": c.last_at,
        "author": c.last_side,
        "operator": hex_or_none(c.last_operator),
        "text": c.last_text,
    }


def hex_or_none(id: bytes | None) -> str | None:
    """Return the id as it is spelled outside, None for none."""
    return None if id is None else id.hex()


def card(card: Card) -> words.Card:
    """Return a client's card."""
    return {
        "position": card.position, "contact": None if card.contact is None else contact(card.contact),
        "profile": _profile(card), "earlier": [conversation(c) for c in card.earlier], "alike": [contact(c) for c in card.alike],
    }  # fmt: skip


def card_file(of: CardFile) -> words.CardFile:
    """Return a file of a client's card."""
    f = of.file
    return {
        "file": file(f), "conversation": hex_or_none(f.conversation) or "", "seq": of.seq, "note": f.use == "note", "at": of.at,
        "by": f.side, "operator": f.person.hex() if f.side == "operator" else None,
    }  # fmt: skip


def contact(c: Contact) -> words.Contact:
    """Return who a client is."""
    return {
        "id": c.id.hex(), "name": c.name, "phone": c.phone, "email": c.email, "claimed": c.claimed.split(), "crm": c.crm_id,
        "proven": c.external_id, "updated_at": c.updated_at,
    }  # fmt: skip


def _profile(card: Card) -> words.Profile:
    p = card.profile
    return {
        "params": p.params, "landing_url": p.landing_url, "referrer": p.referrer, "utm": p.utm, "time_zone": p.time_zone, "city": p.city,
        "visits": p.visits, "path": [{"url": page.url, "title": page.title, "at": page.at} for page in card.path],
    }  # fmt: skip
