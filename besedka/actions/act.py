"""What an operator does with one conversation: the part that every such unit shares."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from besedka.domain.conversation import Conversation, must_be_answerable_by
from besedka.domain.errors import NotFound
from besedka.domain.ids import ConversationId, Instant
from besedka.domain.operator import Operator
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs

R = TypeVar("R")


@dataclass(slots=True)
class Act(ABC, Generic[R]):
    """One change to one conversation, asked for by an operator. It is decided inside the batch, on the locked row."""

    me: Operator
    conversation: ConversationId
    at: Instant
    done: Callable[[R | BaseException], None]

    def need(self, needs: Needs) -> None:
        """The project's counter and the conversation."""
        needs.projects.add(self.me.project)
        needs.conversations[self.conversation] = self.me.project

    def apply(self, ledger: Ledger) -> R:
        """Find the conversation and act on it. NotFound beyond the project; Forbidden `not_yours` when a colleague has it."""
        c = ledger.conversations.get(self.conversation)
        if c is None or c.project != self.me.project:
            raise NotFound("not_found")
        must_be_answerable_by(c, self.me.id, self.me.role == "admin")
        return self.act(ledger, c)

    @abstractmethod
    def act(self, ledger: Ledger, c: Conversation) -> R:
        """Decide and change; raises Refusal before anything was changed."""
