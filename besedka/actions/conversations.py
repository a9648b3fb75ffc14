"""What happens to a conversation besides messages: taken, closed, reopened, delivered, read."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from besedka.domain import conversation as rules
from besedka.domain.conversation import Conversation, Status
from besedka.domain.errors import NotFound
from besedka.domain.events import Kind
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber, VisitorId
from besedka.domain.message import Side
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs

Verb = Literal["take", "ask", "close", "reopen"]
MarkVerb = Literal["delivered", "read"]
MarkFact = Literal["messages_read", "messages_delivered"]
Done: TypeAlias = Callable[[Conversation | BaseException], None]


class OperatorVerb:
    """Take, close (`ask`: once the client confirms) or reopen. Doing what is already so answers the same and announces nothing."""

    __slots__ = ("_admin", "_at", "_conversation", "_operator", "_project", "_verb", "done")

    def __init__(
        self,
        project: ProjectNumber,
        operator: OperatorId,
        admin: bool,
        conversation: ConversationId,
        verb: Verb,
        at: Instant,
        done: Done,
    ) -> None:
        self._project, self._operator, self._admin = project, operator, admin
        self._conversation, self._verb, self._at, self.done = conversation, verb, at, done

    def need(self, needs: Needs) -> None:
        """The project's counter and the conversation."""
        needs.projects.add(self._project)
        needs.conversations[self._conversation] = self._project

    def apply(self, ledger: Ledger) -> Conversation:
        """NotFound beyond the project; Conflict `already_taken`, `already_closed`; Forbidden `not_yours`."""
        c = ledger.conversations.get(self._conversation)
        if c is None or c.project != self._project:
            raise NotFound("not_found")
        if self._verb == "take":
            changed = rules.take(c, self._operator, self._at)
        else:
            rules.must_be_answerable_by(c, self._operator, self._admin)
            changed = self._move(c)
        if changed:
            ledger.announce(c, self._fact(c), self._at, "operator", self._operator)
        return c

    def _move(self, c: Conversation) -> bool:
        if self._verb == "ask":
            return rules.ask_whether_solved(c, self._at)
        return rules.close(c, self._at) if self._verb == "close" else rules.reopen(c)

    def _fact(self, c: Conversation) -> Kind:
        if self._verb == "take":
            return "conversation_taken"
        return _BECAME[c.status]


_BECAME: dict[Status, Kind] = {
    "new": "conversation_reopened",
    "open": "conversation_reopened",
    "confirming": "conversation_confirming",
    "closed": "conversation_closed",
}


class Mark:
    """One side has received, or read, the other's messages up to `seq`. Known marks announce nothing."""

    __slots__ = ("_at", "_by", "_conversation", "_operator", "_project", "_seq", "_verb", "_visitor")

    def __init__(
        self, project: ProjectNumber, conversation: ConversationId, by: Side, verb: MarkVerb, seq: int, at: Instant,
        operator: OperatorId | None, visitor: VisitorId | None,
    ) -> None:  # fmt: skip
        self._project, self._conversation, self._by, self._verb = project, conversation, by, verb
        self._seq, self._at, self._operator, self._visitor = seq, at, operator, visitor

    def need(self, needs: Needs) -> None:
        """The project's counter and the conversation."""
        needs.projects.add(self._project)
        needs.conversations[self._conversation] = self._project

    def apply(self, ledger: Ledger) -> None:
        """Move the mark forward, never back. NotFound beyond the project or for another visitor's conversation."""
        c = ledger.conversations.get(self._conversation)
        if c is None or c.project != self._project or (self._visitor is not None and c.visitor != self._visitor):
            raise NotFound("not_found")
        if self._operator is not None and not rules.may_mark(c, self._operator):
            return
        moved = (
            rules.mark_read(c, self._by, self._seq)
            if self._verb == "read"
            else rules.mark_delivered(c, self._by, self._seq)
        )
        if not moved:
            return
        seq = min(self._seq, c.last_seq)
        if self._verb == "read" and seq < c.last_seq:
            ledger.recount(c, self._by)
        kind: MarkFact = "messages_read" if self._verb == "read" else "messages_delivered"
        ledger.announce(c, kind, self._at, self._by, self._operator, seq)

    def done(self, outcome: object, /) -> None:
        """Nobody waits: a mark that was lost is sent again with the next one."""
