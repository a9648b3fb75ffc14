"""What a page says of who its visitor is: shown as said, never proven, and never over an operator's word (PRODUCT.md 2.12)."""

from collections.abc import Callable
from dataclasses import dataclass

from besedka.actions.contacts import Before, bearers
from besedka.domain import contact as rules
from besedka.domain.contact import Contact
from besedka.domain.conversation import Conversation
from besedka.domain.errors import NotFound
from besedka.domain.ids import ContactId, ConversationId, Instant, ProjectNumber, VisitorId, new_id
from besedka.ports.database import Script
from besedka.store import contacts
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


def begin(ledger: Ledger, c: Conversation, told: dict[str, str], at: Instant) -> None:
    """Keep with the conversation who the visitor is said to be; nothing when nothing is said."""
    if not told:
        return
    c.contact = ContactId(new_id(at))
    known = rules.columns(told)
    c.visitor_name = known.get("name")
    fresh = Contact(
        c.contact, c.project, known.get("name"), known.get("phone"), known.get("email"), known.get("email_folded"), None, at, at,
        " ".join(told),
    )  # fmt: skip
    ledger.also(contacts.added(fresh), contacts.of_visitor(c.visitor, c.contact))


def before(project: ProjectNumber, c: Conversation) -> Script[Before]:
    """Return what a claim builds upon."""
    if c.contact is None:
        return Before(None, [])
    contact = yield from contacts.by_id(project, c.contact)
    all_of_them = yield from contacts.conversations(project, c.contact)
    return Before(contact, all_of_them)


@dataclass(slots=True)
class Claim:
    """Put into the contact what the page says and nobody has confirmed or denied."""

    project: ProjectNumber
    conversation: ConversationId
    visitor: VisitorId
    at: Instant
    done: Callable[[BaseException | None], None]
    told: dict[str, str]
    before: Before

    def need(self, needs: Needs) -> None:
        """The project's counter, this conversation, and the others of the contact."""
        needs.projects.add(self.project)
        for id in (self.conversation, *self.before.conversations):
            needs.conversations[id] = self.project

    def apply(self, ledger: Ledger) -> None:
        """Store it; what is known already announces nothing. NotFound for another's conversation."""
        c = ledger.conversations.get(self.conversation)
        if c is None or c.project != self.project or c.visitor != self.visitor:
            raise NotFound("not_found")
        known = self.before.contact
        if c.contact is None:
            begin(ledger, c, self.told, self.at)
            ledger.announce(c, "contact_changed", self.at, "visitor", None)
        elif known is not None and known.id == c.contact:
            self._change(ledger, c, known)

    def _change(self, ledger: Ledger, c: Conversation, known: Contact) -> None:
        fresh = rules.news(known, self.told)
        if not fresh:
            return
        claimed = " ".join(dict.fromkeys((*known.claimed.split(), *fresh)))
        ledger.also(contacts.changed(known.id, rules.columns(fresh), claimed, self.at))
        for one in bearers(ledger, c, self.before):
            one.visitor_name = fresh.get("name", one.visitor_name)
            ledger.announce(one, "contact_changed", self.at, "visitor", None)
