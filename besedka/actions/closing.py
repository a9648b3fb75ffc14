"""What the client says about a closing: whether the question was solved, and how they liked it (PRODUCT.md 4.3)."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from besedka.domain import conversation as rules
from besedka.domain.conversation import Conversation
from besedka.domain.errors import NotFound
from besedka.domain.ids import ConversationId, Instant, ProjectNumber, VisitorId
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


@dataclass(slots=True)
class _Word(ABC):
    project: ProjectNumber
    conversation: ConversationId
    visitor: VisitorId
    at: Instant
    done: Callable[[BaseException | None], None]

    def need(self, needs: Needs) -> None:
        """The project's counter and the conversation."""
        needs.projects.add(self.project)
        needs.conversations[self.conversation] = self.project

    def apply(self, ledger: Ledger) -> None:
        """Find the visitor's own conversation and take the word. NotFound for another's."""
        c = ledger.conversations.get(self.conversation)
        if c is None or c.project != self.project or c.visitor != self.visitor:
            raise NotFound("not_found")
        self.say(ledger, c)

    @abstractmethod
    def say(self, ledger: Ledger, c: Conversation) -> None:
        """Take the word."""


@dataclass(slots=True)
class Confirm(_Word):
    """The client's answer to "was your question solved?". Nothing happens when nobody asks any more."""

    solved: bool

    def say(self, ledger: Ledger, c: Conversation) -> None:
        """Close, or keep it in work."""
        if rules.hear_whether_solved(c, self.solved, self.at):
            ledger.announce(
                c, "conversation_closed" if self.solved else "conversation_unsolved", self.at, "visitor", None
            )


@dataclass(slots=True)
class Rate(_Word):
    """The client's rating of a closed conversation; another one replaces it until the conversation is open again."""

    rating: int
    comment: str

    def say(self, ledger: Ledger, c: Conversation) -> None:
        """Conflict `not_closed`."""
        if rules.rate(c, self.rating, self.comment, self.at):
            ledger.announce(c, "conversation_rated", self.at, "visitor", None, self.rating)
