"""Who is responsible, decided by an administrator: an operator, or nobody yet (PRODUCT.md 4.2)."""

from dataclasses import dataclass

from besedka.actions.act import Act
from besedka.domain import conversation as rules
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Conflict, Forbidden, NotFound
from besedka.domain.ids import OperatorId
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


@dataclass(slots=True)
class Assign(Act[Conversation]):
    """Give a conversation to an operator, or (`to` None) back to the new ones. `seen_with` is who was seen to be responsible.

    Asking for what is already so answers the same and announces nothing.
    """

    to: OperatorId | None
    seen_with: OperatorId | None

    def need(self, needs: Needs) -> None:
        """Besides the conversation: whoever is to have it."""
        Act.need(self, needs)
        if self.to is not None:
            needs.operators.add(self.to)

    def act(self, ledger: Ledger, c: Conversation) -> Conversation:
        """Forbidden `only_admins`; NotFound; Conflict `already_closed`, `already_taken`, `already_returned`, `operator_disabled`."""
        if self.me.role != "admin":
            raise Forbidden("only_admins")
        if self.to is None:
            return self._to_new(ledger, c)
        target = ledger.operators.get(self.to)
        if target is None or target.project != c.project:
            raise NotFound("not_found")
        if target.disabled:
            raise Conflict("operator_disabled", {"name": target.name})
        if c.status != "closed" and c.assignee != self.to:
            rules.must_still_be_with(c, self.seen_with)
        if rules.assign(c, self.to, self.at):
            ledger.announce(c, "conversation_assigned", self.at, "operator", self.me.id, ref=self.to)
        return c

    def _to_new(self, ledger: Ledger, c: Conversation) -> Conversation:
        if c.status == "closed":
            raise Conflict("already_closed")
        if c.assignee is None:
            return c
        rules.must_still_be_with(c, self.seen_with)
        former = c.assignee
        rules.give_back(c)
        ledger.announce(c, "conversation_returned", self.at, "operator", self.me.id, ref=former)
        return c
