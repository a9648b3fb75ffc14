"""Signed identities: the project's secrets, and under which visitor a proven person talks (PRODUCT.md 2.12).

A proven person has one contact, and one visitor who is their home: whichever device they come from, that visitor's conversation opens.
"""

from collections.abc import Callable
from dataclasses import dataclass

from besedka.actions import access, audit
from besedka.actions.claims import before
from besedka.actions.contacts import Before, bearers
from besedka.actions.deps import Deps
from besedka.domain import contact as rules
from besedka.domain import identity
from besedka.domain.audit import Did, Kind
from besedka.domain.contact import Contact
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Forbidden, NotFound
from besedka.domain.identity import Identity, Proven
from besedka.domain.ids import ContactId, Instant, OwnerId, ProjectNumber, new_id
from besedka.domain.visitor import VisitorKey
from besedka.ports.database import Script
from besedka.store import contacts, conversations, projects
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


async def change(
    deps: Deps, me: OwnerId, number: ProjectNumber, kind: Kind, made: Callable[[Identity, Instant], Identity]
) -> Identity:
    """Change the project's secrets, which the audit log calls `kind`. NotFound beyond the person's projects."""

    def script() -> Script[Identity]:
        project = yield from access.cabinet_to_change(me, number)
        wanted = made(project.identity, deps.clock.now())
        if wanted != project.identity:
            yield from projects.change_identity(number, wanted)
            yield from audit.note(deps, audit.of_cabinet(me), number, Did(kind))
        return wanted

    return await deps.committer.run(script)


@dataclass(frozen=True, slots=True)
class Home:
    """Under which key a proven person talks, and the browser's own conversation, if that is theirs from now on."""

    key: VisitorKey
    own: Conversation | None
    before: Before


def home(secret: bytes, number: ProjectNumber, who: Proven, browser: VisitorKey | None) -> Script[Home]:
    """Return where a proven person is at home: where they talked first, else in this browser's conversation if it is nobody's, else anew.

    A browser's conversation of somebody else whom the site has proven stays theirs.
    """
    known = yield from contacts.by_external_id(number, who.id)
    own = (
        None
        if browser is None
        else (yield from conversations.of_visitor(browser.visitor, browser.secret_hash)).conversation
    )
    of = Before(None, []) if own is None else (yield from before(number, own))
    if of.contact is not None and of.contact.external_id is not None:
        own = None
    if known is not None and known.home_id is not None:
        stored = yield from conversations.secret_of_visitor(known.home_id)
        if stored is not None:
            mine = own is not None and own.visitor == known.home_id
            return Home(VisitorKey(known.home_id, stored, ""), None if mine else own, of)
    if own is not None and browser is not None:
        key = yield from own_key(browser, own)
        return Home(key, own, of)
    return Home(identity.home_key(secret, number, who.id), None, of)


def own_key(browser: VisitorKey, own: Conversation) -> Script[VisitorKey]:
    """Return the key under which a conversation's visitor talks, whichever of their browsers asks: one that a link has let in
    (domain/continuation) has a key of its own to the same conversation. Forbidden `key_refused` when the visitor's was revoked."""
    if own.visitor == browser.visitor:
        return browser
    stored = yield from conversations.secret_of_visitor(own.visitor)
    if stored is None:
        raise Forbidden("key_refused")
    return VisitorKey(own.visitor, stored, "")


def begin(ledger: Ledger, c: Conversation, who: Proven, told: dict[str, str], at: Instant) -> None:
    """Make the contact of a proven person with their first conversation. What the page or a form says besides stays a claim."""
    known = {**told, **who.contacts}
    columns = rules.columns(known)
    c.contact, c.visitor_name = ContactId(new_id(at)), known.get("name")
    claimed = " ".join(name for name in told if name not in who.contacts)
    fresh = Contact(
        c.contact, c.project, columns.get("name"), columns.get("phone"), columns.get("email"), columns.get("email_folded"), None, at,
        at, claimed, who.id, c.visitor,
    )  # fmt: skip
    ledger.also(contacts.added(fresh), contacts.of_visitor(c.visitor, c.contact))


@dataclass(slots=True)
class Prove:
    """Put into the client's card what the site has proven: who they are, over claims and never over an operator's word.

    `known`: the proven person's contact, if there is one; a conversation of somebody unproven becomes theirs.
    """

    conversation: Conversation
    who: Proven
    known: Contact | None
    before: Before
    at: Instant

    def need(self, needs: Needs) -> None:
        """The project's counter, this conversation, and the others of the contact."""
        needs.projects.add(self.conversation.project)
        for id in (self.conversation.id, *self.before.conversations):
            needs.conversations[id] = self.conversation.project

    def apply(self, ledger: Ledger) -> None:
        """Store it; what is so already announces nothing. NotFound for a conversation that is gone."""
        c = ledger.conversations.get(self.conversation.id)
        if c is None:
            raise NotFound("not_found")
        if self.known is not None and c.contact != self.known.id:
            c.contact, c.visitor_name = self.known.id, self.known.name
            ledger.also(contacts.of_visitor(c.visitor, self.known.id))
            ledger.announce(c, "contact_changed", self.at, "visitor", None)
        elif c.contact is None:
            begin(ledger, c, self.who, {}, self.at)
            ledger.announce(c, "contact_changed", self.at, "visitor", None)
        elif self.before.contact is not None:
            self._fill(ledger, c, self.before.contact)

    def _fill(self, ledger: Ledger, c: Conversation, contact: Contact) -> None:
        fresh = rules.news(contact, self.who.contacts)
        claimed = " ".join(name for name in contact.claimed.split() if name not in self.who.contacts)
        if not fresh and claimed == contact.claimed and contact.external_id == self.who.id:
            return
        columns = {**rules.columns(fresh), "external_id": self.who.id}
        ledger.also(contacts.changed(contact.id, columns, claimed, self.at), contacts.at_home(contact.id, c.visitor))
        for one in bearers(ledger, c, self.before):
            one.visitor_name = fresh.get("name", one.visitor_name)
            ledger.announce(one, "contact_changed", self.at, "visitor", None)

    def is_news(self) -> bool:
        """Tell whether anything of it is not stored yet: who merely reconnects costs no write."""
        contact = self.before.contact
        if contact is None or self.known is None or contact.id != self.known.id:
            return True
        told = self.who.contacts
        return bool(rules.news(contact, told)) or any(name in told for name in contact.claimed.split())

    def done(self, outcome: object, /) -> None:
        """Nobody waits: the next page proves it again."""


def proving(number: ProjectNumber, c: Conversation, who: Proven) -> Script[tuple[Contact | None, Before]]:
    """Return what a proof builds upon: the proven person's contact, and the conversation's."""
    known = yield from contacts.by_external_id(number, who.id)
    of = yield from before(number, c)
    return known, of
