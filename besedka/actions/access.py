"""The only ways to reach a conversation from the operators' side, and a project from the cabinet: each asks whose it is before it
answers (SECURITY.md, line 8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from besedka.domain.activity import Activity
from besedka.domain.cabinet import Standing
from besedka.domain.conversation import Conversation, must_be_answerable_by
from besedka.domain.delivery import Delivery
from besedka.domain.errors import Forbidden, NotFound
from besedka.domain.ids import ConversationId, OperatorId, OwnerId, Position, ProjectNumber, TagId
from besedka.domain.listing import EVERYTHING, Filter, ListName, Order
from besedka.domain.message import Message
from besedka.domain.note import Note
from besedka.domain.operator import Operator, sees
from besedka.domain.project import Project
from besedka.domain.search import Term
from besedka.domain.tag import Tag
from besedka.ports.database import Script
from besedka.store import activities as lines
from besedka.store import conversations, deletions, deliveries, files, members, notes, people, projects, tags
from besedka.store import lists as store
from besedka.store import search as index
from besedka.store.lists import Place
from besedka.store.notes import Version
from besedka.store.scopes import Scope
from besedka.store.search import Hits

NEWEST = 2**62
"""Beyond every message: the notes after the last one."""


@dataclass(frozen=True, slots=True)
class View:
    """A conversation, true as of `position`."""

    position: Position
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class Thread:
    """Messages of a conversation, true as of `position`."""

    position: Position
    messages: list[Message]
    more: bool
    attached: files.Attached
    notes: list[Note]
    beside: files.Attached
    """The notes' files."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What a message or a note of a conversation said before."""

    conversation: Conversation
    versions: list[Version]


@dataclass(frozen=True, slots=True)
class Activities:
    """Lines between a conversation's messages, true as of `position`; `out` is what went to operators to call them."""

    position: Position
    activities: list[Activity]
    out: list[Delivery]
    more: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """What the app begins with, true as of `position`."""

    position: Position
    operators: list[Operator]
    counts: dict[ListName, int]
    tags: list[Tag]
    tagged: dict[TagId, int]


@dataclass(frozen=True, slots=True)
class Reach:
    """A project that somebody of the cabinet reaches, as what, and the owner's name: who may do what they may not."""

    project: Project
    standing: Standing
    owner: str


def cabinet(person: OwnerId, number: ProjectNumber) -> Script[Reach]:
    """Return a project as a person of the cabinet reaches it: the one place where that is decided. NotFound for everybody else,
    `project_deleted` for whose it was."""
    standing = yield from members.standing(number, person)
    project = None if standing is None else (yield from projects.project_by_number(number))
    if standing is None or project is None:
        raise NotFound("project_deleted" if (yield from deletions.was_of(number, person)) else "not_found")
    owner = yield from people.owner_by_id(project.owner)
    return Reach(project, standing, owner.name if owner else "")


def cabinet_to_change(person: OwnerId, number: ProjectNumber) -> Script[Project]:
    """Return a project as a person of the cabinet may change it: nobody else does until this transaction ends. NotFound as above."""
    yield from cabinet(person, number)
    project = yield from projects.project_to_change(number)
    if project is None:
        raise NotFound("not_found")
    return project


def view(operator: Operator, id: ConversationId) -> Script[View]:
    """Return a conversation in the operator's scope. NotFound beyond it."""
    position = yield from conversations.position(operator.project)
    found = yield from conversations.by_id(operator.project, id)
    if found is None or not sees(operator, found):
        raise NotFound("not_found")
    return View(position, found)


def to_change(operator: Operator, id: ConversationId) -> Script[Conversation]:
    """Return a conversation that the operator may act in. NotFound beyond the project; Forbidden `not_yours` when a colleague has it."""
    found = yield from conversations.by_id(operator.project, id)
    if found is None:
        raise NotFound("not_found")
    must_be_answerable_by(found, operator.id, operator.role == "admin")
    return found


def thread(operator: Operator, id: ConversationId, before: int | None, after: int | None, limit: int) -> Script[Thread]:
    """Return a page of a conversation's messages. NotFound beyond the operator's scope."""
    seen = yield from view(operator, id)
    if after is not None:
        messages, more = yield from conversations.messages_after(id, after, limit)
    else:
        messages, more = yield from conversations.messages_before(id, before, limit)
    first, last = _span(messages, before, after, more)
    attached = yield from files.of_messages(messages)
    found = yield from notes.between(id, first, last)
    beside = yield from files.of_notes(found)
    return Thread(seen.position, messages, more, attached, found, beside)


def _span(messages: list[Message], before: int | None, after: int | None, more: bool) -> tuple[int, int]:
    """Return after which messages the notes of a page stand: pages side by side leave out none.

    After a seq, its own too: some may be new.
    """
    if after is not None:
        return after, messages[-1].seq if more else NEWEST
    first = messages[0].seq if more else 0
    return first, NEWEST if before is None else before - 1


def must_be_admin(operator: Operator) -> None:
    """Raise Forbidden `admins_only` for an ordinary operator."""
    if operator.role != "admin":
        raise Forbidden("admins_only")


def versions(operator: Operator, conversation: ConversationId, id: bytes) -> Script[Versions]:
    """Return what a message or a note said before it was changed. Administrators only; NotFound in another conversation."""
    must_be_admin(operator)
    seen = yield from view(operator, conversation)
    if not (yield from conversations.holds(conversation, id)):
        raise NotFound("not_found")
    found = yield from notes.versions(id)
    return Versions(seen.conversation, found)


def activities(operator: Operator, id: ConversationId, before: int | None, limit: int) -> Script[Activities]:
    """Return a page of what was done with a conversation. NotFound beyond the operator's scope."""
    seen = yield from view(operator, id)
    found, more = yield from lines.before(id, None if before is None else Position(before), limit)
    out: list[Delivery] = []
    for at in {one.at for one in found if one.kind == "conversation_called"}:
        sent = yield from deliveries.called_at(operator.project, at)
        out += [one for one in sent if id.hex() in one.facts]
    return Activities(seen.position, found, out, more)


def loads(operator: Operator) -> Script[dict[OperatorId, int]]:
    """Return how many conversations each operator has in work. Forbidden `admins_only`."""
    must_be_admin(operator)
    found = yield from conversations.open_by_operator(operator.project)
    return found


def lists(operator: Operator) -> Script[Lists]:
    """Return the colleagues and how many conversations each list holds."""
    position = yield from conversations.position(operator.project)
    staff = yield from people.operators(operator.project)
    admin = operator.role == "admin"
    found = yield from store.counts(operator.project, operator.id, admin)
    known = yield from tags.of_project(operator.project)
    tagged = yield from tags.counts(operator.project, operator.id, admin)
    return Lists(position, staff, found, known, tagged)


def page(
    operator: Operator, name: ListName, order: Order, after: Place | None, limit: int, narrowed: Filter = EVERYTHING
) -> Script[tuple[Position, list[Conversation]]]:
    """Return a page of one list, within the operator's scope, in this order. All is the administrators' (Forbidden `admins_only`); narrowed
    by a tag it is that tag's list, and anybody's."""
    if name == "all" and narrowed.tag is None:
        must_be_admin(operator)
    position = yield from conversations.position(operator.project)
    admin = operator.role == "admin"
    found = yield from store.page(operator.project, operator.id, admin, name, order, after, limit, narrowed)
    return position, found


def search(
    operator: Operator,
    wanted: list[Term],
    before: int | None,
    limit: int,
    narrowed: Filter = EVERYTHING,
    numbers: Sequence[Term] = (),
) -> Script[Hits]:
    """Return what has every term, or one of the telephone numbers, within the operator's scope, newest first."""
    scope = Scope(None if operator.role == "admin" else operator.id, narrowed)
    found = yield from index.find(operator.project, scope, wanted, before, limit, numbers)
    return found
