"""Leads: asked for by an operator or by the project's rules, and what becomes of them (PRODUCT.md 5.2)."""

from collections.abc import Callable
from dataclasses import dataclass

from besedka.actions import access
from besedka.actions.act import Act
from besedka.actions.crm.material import language_of
from besedka.domain import lead as rules
from besedka.domain.contact import Contact
from besedka.domain.conversation import Conversation
from besedka.domain.errors import NotFound
from besedka.domain.events import Kind
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber
from besedka.domain.lead import Cause, Lead, Wanted
from besedka.domain.operator import Operator
from besedka.domain.project import Project
from besedka.ports.database import Script
from besedka.store import contacts, leads, projects
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs

_TITLES = {"ru": "Обращение № {ordinal} из чата", "en": "Chat conversation No. {ordinal}"}
_CALLS = {"ru": "Перезвонить: обращение № {ordinal}", "en": "Call back: conversation No. {ordinal}"}


@dataclass(frozen=True, slots=True)
class Form:
    """What an operator sees before a lead is made: what is known of it, and the lead that there is already."""

    wanted: Wanted
    lead: Lead | None


def form(me: Operator, id: ConversationId) -> Script[Form]:
    """Return a conversation's lead, or what would become one. NotFound beyond the operator's scope."""
    c = (yield from access.view(me, id)).conversation
    known = yield from leads.by_conversation(me.project, id)
    if known is not None and known.state != "sent":
        return Form(of_lead(known), known)
    fresh = yield from prefilled(c)
    if known is None:
        return Form(fresh, None)
    contact = fresh.name or known.name, fresh.phone or known.phone, fresh.email or known.email
    return Form(Wanted(known.title, *contact, sum=known.sum), known)


def of_lead(lead: Lead) -> Wanted:
    """Return what was wanted of a lead last."""
    return Wanted(lead.title, lead.name, lead.phone, lead.email, lead.stage, lead.manager, lead.sum)


def prefilled(c: Conversation) -> Script[Wanted]:
    """Return what a conversation's lead would say: the client as they are known, and a title."""
    contact = None if c.contact is None else (yield from contacts.by_id(c.project, c.contact))
    project = yield from projects.project_by_number(c.project)
    if project is None:
        raise NotFound("not_found")
    return _of(contact, c, title_of(project, c))


def title_of(project: Project, c: Conversation) -> str:
    """Return the title of a lead to which nobody gives another."""
    return (_CALLS if c.left == "callback" else _TITLES)[language_of(project, c)].format(ordinal=c.ordinal)


def _of(contact: Contact | None, c: Conversation, title: str) -> Wanted:
    if contact is None:
        return Wanted(title, c.visitor_name or "")
    return Wanted(title, contact.name or "", contact.phone or "", contact.email or "")


@dataclass(slots=True)
class AskLead(Act[Lead]):
    """Have a conversation's lead sent: a first time, or again with what is known now."""

    wanted: Wanted

    def need(self, needs: Needs) -> None:
        """The conversation and its lead."""
        Act.need(self, needs)
        needs.leads.add(self.conversation)

    def act(self, ledger: Ledger, c: Conversation) -> Lead:
        """Put it into the outbox. BadInput by field."""
        return ask(ledger, c, self.wanted.cleaned(), "operator", self.me.id, self.at)


@dataclass(slots=True)
class MakeLead:
    """Have a lead sent by the project's rules."""

    project: ProjectNumber
    conversation: ConversationId
    wanted: Wanted
    cause: Cause
    at: Instant
    done: Callable[[Lead | BaseException | None], None]

    def need(self, needs: Needs) -> None:
        """The conversation and its lead."""
        _need(needs, self.project, self.conversation)

    def apply(self, ledger: Ledger) -> Lead | None:
        """Put it into the outbox, unless it is there already and nothing but a closing would send it again."""
        c = ledger.conversations.get(self.conversation)
        known = ledger.leads.get(self.conversation)
        if c is None or (known is not None and self.cause != "closing"):
            return None
        if known is None:
            return ask(ledger, c, self.wanted, self.cause, None, self.at)
        return ask(ledger, c, _again(known, self.wanted), self.cause, known.operator, self.at)


def _again(known: Lead, wanted: Wanted) -> Wanted:
    """Return what is wanted of a lead that its project's rules send again: what an operator has confirmed stands, the rest is as it is
    known today, and nothing that was known is forgotten."""
    first, then = (of_lead(known), wanted) if known.operator else (wanted, of_lead(known))
    client = first.name or then.name, first.phone or then.phone, first.email or then.email
    return Wanted(known.title, *client, sum=known.sum)


@dataclass(slots=True)
class AskAgain:
    """Have a lead sent again as it is: the cabinet's "send again"."""

    project: ProjectNumber
    conversation: ConversationId
    at: Instant
    done: Callable[[Lead | BaseException], None]

    def need(self, needs: Needs) -> None:
        """The conversation and its lead."""
        _need(needs, self.project, self.conversation)

    def apply(self, ledger: Ledger) -> Lead:
        """Put it into the outbox. NotFound where there is none."""
        c, known = ledger.conversations.get(self.conversation), ledger.leads.get(self.conversation)
        if c is None or known is None or known.project != self.project:
            raise NotFound("not_found")
        return ask(ledger, c, of_lead(known), known.cause, known.operator, self.at)


def ask(ledger: Ledger, c: Conversation, wanted: Wanted, cause: Cause, by: OperatorId | None, at: Instant) -> Lead:
    """Put a conversation's lead into the outbox: a new one, or the one that is there, again."""
    lead = rules.asked(ledger.leads.get(c.id), c.id, c.project, wanted, by, cause, at)
    _store(ledger, c, lead, "lead_asked", at)
    return lead


def _need(needs: Needs, project: ProjectNumber, conversation: ConversationId) -> None:
    needs.projects.add(project)
    needs.conversations[conversation] = project
    needs.leads.add(conversation)


def _store(ledger: Ledger, c: Conversation, lead: Lead, kind: Kind, at: Instant) -> None:
    ledger.leads[c.id] = lead
    ledger.also(leads.keep(lead))
    ledger.announce(c, kind, at, "operator", lead.operator if kind == "lead_asked" else None)


@dataclass(slots=True)
class Tell:
    """Store how far a lead has come, and tell everybody who sees its conversation."""

    project: ProjectNumber
    conversation: ConversationId
    made: Callable[[Lead], Lead]
    at: Instant
    done: Callable[[Lead | BaseException | None], None]

    def need(self, needs: Needs) -> None:
        """The conversation and its lead."""
        _need(needs, self.project, self.conversation)

    def apply(self, ledger: Ledger) -> Lead | None:
        """Store it. None when there is no such lead any more, or another node has it by now."""
        c, known = ledger.conversations.get(self.conversation), ledger.leads.get(self.conversation)
        if c is None or known is None or (lead := self.made(known)) == known:
            return None
        _store(ledger, c, lead, _KINDS[lead.state], self.at)
        return lead


_KINDS: dict[rules.State, Kind] = {"waiting": "lead_delayed", "sent": "lead_sent", "failed": "lead_failed"}
