"""The person behind a conversation: known, corrected, and recognised as somebody who has written before."""

from dataclasses import dataclass

from besedka.actions import access
from besedka.actions.act import Act
from besedka.domain.card import Card, CardFile
from besedka.domain.contact import Contact, Edit
from besedka.domain.conversation import Conversation
from besedka.domain.errors import NotFound
from besedka.domain.ids import ContactId, ConversationId, Position, new_id
from besedka.domain.operator import Operator
from besedka.domain.profile import Profile
from besedka.ports.database import Script
from besedka.store import card_files, contacts, profiles
from besedka.store.ledger import Ledger
from besedka.store.lists import Place
from besedka.store.needs import Needs

EARLIER = 20
ALIKE = 5


def card(me: Operator, id: ConversationId) -> Script[Card]:
    """Return the card of a conversation in the operator's scope. NotFound beyond it."""
    view = yield from access.view(me, id)
    c = view.conversation
    profile = yield from profiles.by_visitor(c.visitor)
    path = yield from profiles.path(c.visitor)
    contact, earlier, alike = None, list[Conversation](), list[Contact]()
    if c.contact is not None:
        contact = yield from contacts.by_id(me.project, c.contact)
        earlier = yield from contacts.earlier(me, c.contact, id, EARLIER)
    if contact is not None:
        alike = yield from contacts.alike(me, contact, ALIKE)
    return Card(view.position, c.visitor, contact, profile or Profile(), path, earlier, alike)


def files(me: Operator, id: ConversationId, after: Place | None, limit: int) -> Script[tuple[Position, list[CardFile]]]:
    """Return a page of the files of a conversation's client, of all conversations in the operator's scope. NotFound beyond it."""
    view = yield from access.view(me, id)
    found = yield from card_files.page(me, view.conversation, after, limit)
    return view.position, found


@dataclass(frozen=True, slots=True)
class Before:
    """What an edit builds upon: the contact as it is, and every conversation that carries its name."""

    contact: Contact | None
    conversations: list[ConversationId]


def before(me: Operator, id: ConversationId) -> Script[Before]:
    """Return what an edit of the conversation's contact builds upon. NotFound; Forbidden `not_yours`."""
    known = (yield from access.to_change(me, id)).contact
    if known is None:
        return Before(None, [])
    contact = yield from contacts.by_id(me.project, known)
    all_of_them = yield from contacts.conversations(me.project, known)
    return Before(contact, all_of_them)


def bearers(ledger: Ledger, c: Conversation, before: Before) -> list[Conversation]:
    """Return the conversation, and every other one that carries its contact's name."""
    others = (ledger.conversations.get(id) for id in before.conversations if id != c.id)
    return [c, *(o for o in others if o is not None and o.contact == c.contact)]


def chosen(me: Operator, contact: ContactId) -> Script[Contact]:
    """Return a contact that the operator may recognise somebody as. NotFound when none of its conversations is in their scope."""
    found = yield from contacts.by_id(me.project, contact)
    seen = yield from contacts.visible(me, contact)
    if found is None or not seen:
        raise NotFound("not_found")
    return found


@dataclass(slots=True)
class EditContact(Act[Conversation]):
    """Change what is known of the client; every conversation of the same contact bears the new name."""

    edit: Edit
    before: Before

    def need(self, needs: Needs) -> None:
        """This conversation, and the others of the contact."""
        Act.need(self, needs)
        for id in self.before.conversations:
            needs.conversations[id] = self.me.project

    def act(self, ledger: Ledger, c: Conversation) -> Conversation:
        """Store it. BadInput by field. What is so already announces nothing."""
        changes = self.edit.cleaned()
        known = self.before.contact
        if known is not None and all(getattr(known, name) == value for name, value in changes.items()):
            return c
        if c.contact is None:
            self._add(ledger, c, changes)
        else:
            claimed = " ".join(name for name in (known.claimed.split() if known else ()) if name not in changes)
            ledger.also(contacts.changed(c.contact, changes, claimed, self.at))
        for one in bearers(ledger, c, self.before):
            one.contact = c.contact
            if "name" in changes:
                one.visitor_name = changes["name"]
            ledger.announce(one, "contact_changed", self.at, "operator", self.me.id)
        return c

    def _add(self, ledger: Ledger, c: Conversation, changes: dict[str, str | None]) -> None:
        c.contact = ContactId(new_id(self.at))
        name, phone, email = changes.get("name", c.visitor_name), changes.get("phone"), changes.get("email")
        fresh = Contact(c.contact, c.project, name, phone, email, changes.get("email_folded"), None, self.at, self.at)
        ledger.also(contacts.added(fresh), contacts.of_visitor(c.visitor, c.contact))


@dataclass(slots=True)
class Recognise(Act[Conversation]):
    """Say that the client is somebody who is known already: an operator's decision, never a typed e-mail's."""

    contact: Contact

    def act(self, ledger: Ledger, c: Conversation) -> Conversation:
        """Attach the conversation to the contact."""
        if c.contact == self.contact.id:
            return c
        c.contact, c.visitor_name = self.contact.id, self.contact.name
        ledger.also(contacts.of_visitor(c.visitor, self.contact.id))
        ledger.announce(c, "contact_changed", self.at, "operator", self.me.id)
        return c
