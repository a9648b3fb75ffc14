"""Tells facts in the visitor's words. What has no word here cannot be told."""

from collections.abc import Callable, Iterable, Mapping

from pydantic_core import to_json

from besedka.domain import forms, multiwidget, page_filter, schedule, targeting
from besedka.domain.conversation import Conversation, rated_since_closing
from besedka.domain.device import DEVICES
from besedka.domain.events import Event
from besedka.domain.file import File, picture_path
from besedka.domain.forms import Forms, Need, Reason
from besedka.domain.ids import FileId, Instant, OperatorId
from besedka.domain.message import Message
from besedka.domain.operator import Operator
from besedka.domain.project import Project, look
from besedka.domain.request import Typed
from besedka.domain.waiting import UNKNOWN, Wait
from besedka.wire import visitor as words

People = Mapping[OperatorId, Operator]

Sign = Callable[[FileId], str]
"""Makes the address of a file for the visitor who is told."""

CHANGES_TOLD = 16
"""Changes of the hours that a page is told in advance: it does no arithmetic with time zones."""

FORMER = "—"
"""The name of an operator whom nobody remembers."""


def person(id: OperatorId, people: People) -> words.Person:
    """Return an operator as clients see one."""
    known = people.get(id)
    return {
        "id": id.hex(),
        "name": known.name if known else FORMER,
        "avatar": picture_path(known.avatar) if known else None,
        "title": known.title if known else None,
    }


def files(attached: Iterable[File], sign: Sign) -> list[words.File]:
    """Return the attachments of a message, with addresses that open them."""
    return [_file(f, sign(f.id)) for f in attached]


def _file(f: File, url: str) -> words.File:
    return {
        "id": f.id.hex(), "name": f.name, "type": f.type, "size": f.size, "width": f.width, "height": f.height, "url": url,
        "preview": f"{url}/preview" if f.preview else None,
    }  # fmt: skip


def message(m: Message, people: People, attached: list[words.File] | None = None) -> words.Message:
    """Return a message."""
    by = None if m.operator is None else person(m.operator, people)
    return {
        "id": m.id.hex(), "seq": m.seq, "at": m.at, "author": m.author, "operator": by, "text": m.text, "quote": m.quote,
        "files": attached or [], "edited": m.edited_at is not None, "deleted": m.deleted_at is not None,
    }  # fmt: skip


def ack(id: bytes, seq: int, at: int, position: str | None, carried: list[words.File]) -> bytes:
    """Return an acknowledgement, in bytes. One with a position and no files, as nearly all are, is spelled into a form that is ready."""
    if carried or position is None:
        told: words.Ack = {"t": "ack", "id": id.hex(), "seq": seq, "at": at, "position": position, "files": carried}
        return to_json(told)
    return f'{{"t":"ack","id":"{id.hex()}","seq":{seq},"at":{at},"position":"{position}","files":[]}}'.encode()


def conversation(c: Conversation, people: People) -> words.Conversation:
    """Return the visitor's own conversation."""
    return {
        "status": c.status,
        "operator": None if c.assignee is None else person(c.assignee, people),
        "marks": {
            "visitor_delivered": c.visitor_delivered,
            "visitor_read": c.visitor_read,
            "operator_delivered": c.operator_delivered,
            "operator_read": c.operator_read,
        },
        "unread": c.unread_visitor,
        "rating": c.rating if rated_since_closing(c) else None,
    }


def shown_version(project: Project, *, away: bool) -> str:
    """Return the name of all that a page shows, and of when and where it does."""
    return _rules_version(project, away=away) + look(project)


def _rules_version(project: Project, *, away: bool) -> str:
    return targeting.version(project.targeting) + ("-" if away else "")


def always(project: Project) -> words.Shown:
    """Return that the chat is shown whatever the rules are, under the name of today's: a page that has this is told of later ones alone."""
    return {"version": _rules_version(project, away=False), "look": look(project)}


def shown(project: Project, now: Instant, *, away: bool = False) -> words.Shown:
    """Return what a page must know to tell whether it shows the button: nothing of what is not used. With no way on, no device does."""
    t = project.targeting
    told: words.Shown = {"version": _rules_version(project, away=away), "look": look(project)}
    if away:
        told["away"] = True
    if t.filter.on:
        told["pages"] = {"clear": t.filter.mode == "clear", "list": page_filter.compiled(t.filter)}
    if not multiwidget.offered(project.multiwidget):
        told["devices"] = []
    elif t.devices != DEVICES:
        told["devices"] = list(t.devices)
    if t.schedule.on and t.schedule.outside == "hide":
        coming = schedule.changes(t.schedule, now, CHANGES_TOLD)
        told["hours"] = {"open": schedule.is_open(t.schedule, now), "changes": list(coming)}
    return told


def team(online: list[OperatorId], people: People, project: Project, known: Wait = UNKNOWN) -> words.Team:
    """Return whether anyone is there, with up to three faces, how long the wait is, and the form that stands in for the chat."""
    faces = [person(id, people) for id in sorted(online) if id in people][:3]
    told: words.Team = {"online": bool(online), "people": faces}
    if waited := wait(known):
        told["wait"] = waited
    due = forms.form_due(project.forms, online=bool(online), calls=multiwidget.only_calls(project.multiwidget))
    if due is not None:
        told["form"] = form(project.forms, due)
    return told


def wait(known: Wait) -> words.Wait:
    """Return what is known of the wait; nothing of what is not."""
    told: words.Wait = {}
    if known.usual is not None:
        told["usual"] = known.usual
    if known.opens is not None:
        told["opens"] = known.opens
    if known.ahead is not None:
        told["ahead"] = known.ahead
    return told


def typed(filled: words.Filled) -> Typed:
    """Return what was typed into a form."""
    return Typed(
        filled["reason"], filled["name"], filled["phone"], filled["email"], filled["message"], filled["consent"], filled["language"],
    )  # fmt: skip


def form(rules: Forms, reason: Reason) -> words.Form:
    """Return what a form asks for."""
    asked, consent = forms.fields_of(rules, reason), rules.consent
    needs: list[tuple[words.FieldName, Need]] = [
        ("name", asked.name), ("phone", asked.phone), ("email", asked.email), ("message", asked.message),
    ]  # fmt: skip
    box: words.AskedConsent = {
        "version": forms.consent_version(consent), "text": forms.consent_texts(consent), "url": consent.url,
    }  # fmt: skip
    return {
        "reason": reason,
        "fields": [{"name": name, "required": need == "required"} for name, need in needs if need != "off"],
        "contact": asked.contact,
        "intro": dict(rules.intro) if reason == "offline" else {},
        "consent": box if consent.wanted(reason) else None,
    }


def fact(e: Event, position: str, people: People, sign: Sign) -> words.ServerSays | None:
    """Return an event as the visitor is told it; None for one that the visitor has no word for."""
    match e.kind:
        case "message_posted" if e.message is not None:
            told = message(e.message, people, files(e.attached, sign))
            return {"t": "message_posted", "position": position, "message": told}
        case "message_edited" | "message_deleted" if e.message is not None:
            told = message(e.message, people, files(e.attached, sign))
            return {"t": e.kind, "position": position, "message": told}  # type: ignore[return-value]  # one shape for both
        case "messages_delivered":
            return {"t": "messages_delivered", "position": position, "by": e.side, "seq": e.seq}
        case "messages_read":
            return {"t": "messages_read", "position": position, "by": e.side, "seq": e.seq}
        case _:
            return _life(e, position, people)


def _life(e: Event, position: str, people: People) -> words.ServerSays | None:
    match e.kind:
        case "conversation_taken" | "conversation_assigned" | "conversation_returned":
            return _with(e, position, people)
        case "conversation_confirming":
            return {"t": "conversation_confirming", "position": position}
        case "conversation_closed":
            return {"t": "conversation_closed", "position": position, "at": e.at}
        case "conversation_unsolved":
            return {"t": "conversation_unsolved", "position": position, "status": e.conversation.status}
        case "conversation_reopened":
            return {"t": "conversation_reopened", "position": position, "status": e.conversation.status}
        case "conversation_rated":
            return {"t": "conversation_rated", "position": position, "rating": e.seq}
        case _:
            return None


def _with(e: Event, position: str, people: People) -> words.ConversationTaken:
    assignee, status = e.conversation.assignee, e.conversation.status
    operator = None if assignee is None else person(assignee, people)
    return {"t": "conversation_taken", "position": position, "operator": operator, "status": status}
