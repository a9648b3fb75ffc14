"""Posting a message: from the visitor's side and from the operator's. The hottest action of the house."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from besedka.actions import claims, consents, identities, profiles
from besedka.actions.attach import NO_FILES, Attachments, attach, carried, must_be_free
from besedka.actions.profiles import NOTHING, Told
from besedka.domain import conversation as rules
from besedka.domain.conversation import Conversation
from besedka.domain.errors import BadInput, Forbidden, NotFound
from besedka.domain.file import File
from besedka.domain.ids import (
    ConversationId,
    FileId,
    Instant,
    MessageId,
    OperatorId,
    Position,
    ProjectNumber,
    Seq,
    VisitorId,
    new_id,
)
from besedka.domain.message import Message
from besedka.domain.request import Request
from besedka.domain.visitor import VisitorKey
from besedka.store.ledger import Ledger
from besedka.store.memory import VisitorRow
from besedka.store.needs import Needs


class Posted(NamedTuple):
    """The message is on disk. `position` is None when this id had been stored before; `after` is the conversation's fact before
    it that visitors are told of, 0 for none; `files` are what it carries."""

    id: MessageId
    seq: Seq
    at: Instant
    position: Position | None
    after: Position = Position(0)
    files: tuple[File, ...] = ()


Done: TypeAlias = Callable[[Posted | BaseException], None]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a visitor wrote from: page, language and browser, as they told it; and the address that the connection came from."""

    url: str
    title: str
    referrer: str
    language: str
    user_agent: str
    told: Told = NOTHING
    address: str = ""


class VisitorPost:
    """A visitor's message, and with the first one the visitor and the conversation themselves."""

    __slots__ = (
        "_at",
        "_attended",
        "_files",
        "_key",
        "_origin",
        "_project",
        "_request",
        "_session",
        "_text",
        "done",
        "id",
    )

    def __init__(
        self,
        project: ProjectNumber,
        key: VisitorKey,
        id: MessageId,
        text: str,
        at: Instant,
        origin: Origin,
        session: object,
        done: Done,
        files: tuple[FileId, ...] = (),
        request: Request | BadInput | None = None,
        uploader: VisitorId | None = None,
        attended: bool = False,
    ) -> None:
        self._request, self._attended = request, attended
        self._project, self._key, self.id, self._text, self._at = project, key, id, text, at
        self._origin, self._session, self.done = origin, session, done
        self._files = Attachments(uploader or key.visitor, files) if files else NO_FILES

    def need(self, needs: Needs) -> None:
        """The project's counter, the visitor with the conversation, and whether this id is known."""
        needs.projects.add(self._project)
        needs.visitors[self._key.visitor] = self._project
        needs.messages.add(self.id)
        needs.files.update(self._files.ids)

    def apply(self, ledger: Ledger) -> Posted:
        """Store the message once; the first one starts the conversation. Forbidden `key_refused`, BadInput `id_taken`, and
        what `must_be_free` says of its files."""
        visitor = ledger.visitors.get(self._key.visitor)
        if visitor is not None and (visitor.secret_hash != self._key.secret_hash or visitor.revoked_at is not None):
            raise Forbidden("key_refused")
        known = ledger.messages.get(self.id)
        if known is not None:
            return _again(ledger, known, visitor.conversation if visitor else None, None)
        request, free = self._accepted(), must_be_free(ledger, self._project, self._files)
        c = ledger.conversations.get(visitor.conversation) if visitor and visitor.conversation else None
        at = self._at if c is None else Instant(max(self._at, c.last_at))
        if c is None:
            c = self._start(ledger, request.contacts if request else {})
            c.attended = int(self._attended and (request is None or request.left is None))
            ledger.announce(c, "conversation_started", at, "visitor", None)
        left, before = request.left if request else None, c.left
        text = request.text if request else self._text
        if rules.add_visitor_message(c, at, _told(text, free), left):
            ledger.announce(c, "conversation_reopened", at, "visitor", None)
        if c.left != before and c.last_seq > 1:
            ledger.announce(c, "contact_changed", at, "visitor", None)
        if request:
            consents.keep(ledger, c, self.id, request, self._origin, at)
        return _store(ledger, c, self.id, at, None, text, free, self._session)

    def _accepted(self) -> Request | None:
        """Return what was left by a form, if the message is that; BadInput for one that may not be stored."""
        if isinstance(self._request, BadInput):
            raise self._request
        return self._request

    def _start(self, ledger: Ledger, typed: dict[str, str]) -> Conversation:
        if not ledger.knows_project(self._project):
            raise NotFound("project_unknown")
        c = new_conversation(self._project, ledger.next_ordinal(self._project), self._key, self._at, self._origin)
        ledger.add_visitor(VisitorRow(self._key.visitor, c.id, self._key.secret_hash, None), self._project, self._at)
        profiles.begin(ledger, self._key.visitor, self._project, self._origin.told, self._at)
        told, proven = {**self._origin.told.claims, **typed}, self._origin.told.proven
        if proven is None:
            claims.begin(ledger, c, told, self._at)
        else:
            identities.begin(ledger, c, proven, told, self._at)
        return c


class OperatorPost:
    """An operator's answer. An answer in an unassigned conversation takes it; in a closed one, reopens it."""

    __slots__ = ("_admin", "_at", "_conversation", "_files", "_operator", "_project", "_quote", "_text", "done", "id")

    def __init__(
        self, project: ProjectNumber, operator: OperatorId, admin: bool, conversation: ConversationId, id: MessageId, text: str,
        at: Instant, done: Done, files: tuple[FileId, ...] = (), quote: Seq | None = None,
    ) -> None:  # fmt: skip
        self._quote = quote
        self._files = Attachments(operator, files) if files else NO_FILES
        self._project, self._operator, self._admin, self._conversation = project, operator, admin, conversation
        self.id, self._text, self._at, self.done = id, text, at, done

    def need(self, needs: Needs) -> None:
        """The project's counter, the conversation, and whether this id is known."""
        needs.projects.add(self._project)
        needs.conversations[self._conversation] = self._project
        needs.messages.add(self.id)
        needs.files.update(self._files.ids)

    def apply(self, ledger: Ledger) -> Posted:
        """Store the message once. NotFound beyond the project; Forbidden `not_yours`; Conflict `already_closed`; BadInput `id_taken`."""
        c = ledger.conversations.get(self._conversation)
        if c is None or c.project != self._project:
            raise NotFound("not_found")
        known = ledger.messages.get(self.id)
        if known is not None:
            return _again(ledger, known, c.id, self._operator)
        rules.must_be_answerable_by(c, self._operator, self._admin)
        if self._quote is not None and not 1 <= self._quote <= c.last_seq:
            raise BadInput("quote_unknown")
        free = must_be_free(ledger, self._project, self._files)
        at = Instant(max(self._at, c.last_at))
        taken, reopened = rules.add_operator_message(c, self._operator, at, _told(self._text, free))
        if taken:
            ledger.announce(c, "conversation_taken", at, "operator", self._operator)
        if reopened:
            ledger.announce(c, "conversation_reopened", at, "operator", self._operator)
        return _store(ledger, c, self.id, at, self._operator, self._text, free, None, self._quote)


def _store(
    ledger: Ledger,
    c: Conversation,
    id: MessageId,
    at: Instant,
    operator: OperatorId | None,
    text: str,
    files: list[File],
    origin: object | None,
    quote: Seq | None = None,
) -> Posted:
    side = rules.side_of(operator)
    message = Message(id, c.id, Seq(c.last_seq), at, side, operator, text, quote, len(files))
    after = Position(
        0 if c.last_seq == 1 else c.last_position
    )  # of the first message's conversation_started, only operators are told
    ledger.add_message(message)
    attached = attach(ledger, files, c, "message", id) if files else ()
    position = ledger.announce(
        c, "message_posted", at, side, operator, c.last_seq, message, origin=origin, attached=attached
    )
    return Posted(id, message.seq, at, position, after, attached)


def _told(text: str, files: list[File]) -> str:
    """Return what a row of the list tells of the message: its words, or its files' names."""
    return text or ", ".join(file.name for file in files)


def _again(ledger: Ledger, known: Message, conversation: ConversationId | None, operator: OperatorId | None) -> Posted:
    if known.conversation != conversation or known.operator != operator:
        raise BadInput("id_taken")
    return Posted(known.id, known.seq, known.at, None, files=carried(ledger, "message", known.id))


def new_conversation(
    project: ProjectNumber, ordinal: int, key: VisitorKey, at: Instant, origin: Origin
) -> Conversation:
    """Return a conversation as it is before its first message."""
    return Conversation(
        id=ConversationId(new_id(at)), project=project, ordinal=ordinal, visitor=key.visitor, status="new", assignee=None,
        visitor_name=None, created_at=at, closed_at=None, last_position=0, last_at=at, last_seq=0, last_side=None,
        last_operator=None, last_text="", waiting_since=None, unread_operator=0, unread_visitor=0, visitor_delivered=0,
        visitor_read=0, operator_delivered=0, operator_read=0, page_url=origin.url, page_title=origin.title,
        referrer=origin.referrer, language=origin.language, user_agent=origin.user_agent,
    )  # fmt: skip
