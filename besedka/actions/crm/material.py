"""What a lead is made of, read at once: the conversation's messages, who speaks, and what is known of the client."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from besedka.domain.contact import Contact
from besedka.domain.conversation import Conversation
from besedka.domain.crm_known import Known
from besedka.domain.extra_fields import ExtraField, Filled, filled
from besedka.domain.ids import ConversationId, MessageId, OperatorId, ProjectNumber
from besedka.domain.language import FIRST
from besedka.domain.lead import Lead, Wanted
from besedka.domain.message import Message
from besedka.domain.operator import Operator
from besedka.domain.profile import Profile
from besedka.domain.project import Project
from besedka.domain.transcript import Voices, about
from besedka.ports.database import Script
from besedka.store import contacts, conversations, files, people, profiles, projects

AT_ONCE = 500
"""Messages that go in one span."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a lead may be made of. `operator` is whose e-mail decides who is responsible: the assignee, else who asked for the lead."""

    project: Project
    conversation: Conversation
    contact: Contact | None
    profile: Profile
    operator: Operator | None
    staff: Mapping[OperatorId, Operator]

    @property
    def language(self) -> str:
        """In which language the CRM's people read."""
        return language_of(self.project, self.conversation)

    def filled(self, extra: Sequence[ExtraField], known: Known, lead: Lead | Wanted, address: str) -> Filled:
        """Return what the lead's additional fields become."""
        return filled(extra, known.fields, self.facts(lead, address))

    def facts(self, lead: Lead | Wanted, address: str) -> dict[str, str]:
        """Return what variables mean for this conversation."""
        c, profile, operator = self.conversation, self.profile, self.operator
        site = (profile.page_url or c.page_url).partition("://")[2].partition("/")[0]
        named = {
            "page": profile.page_url or c.page_url, "page_title": profile.page_title or c.page_title,
            "landing_page": profile.landing_url, "referrer": profile.referrer or c.referrer, "site": site,
            "operator_name": operator.name if operator else "", "operator_email": operator.email if operator else "",
            "visitor_name": lead.name, "visitor_phone": lead.phone, "visitor_email": lead.email,
            "conversation_number": str(c.ordinal), "conversation_link": link(address, c.id), "project_name": self.project.name,
            "channel": c.channel, "language": c.language, "city": profile.city.get(self.language, ""),
            "visits": "" if profile.visits is None else str(profile.visits), "roistat_visit": profile.params.get("roistat_visit", ""),
        }  # fmt: skip
        return {**profile.utm, **named, **{f"param.{name}": value for name, value in profile.params.items()}}


def language_of(project: Project, c: Conversation) -> str:
    """Return in which language a CRM is written to: the project's, else the client's, where it is one of the apps', else the first."""
    return written(project, c.language)


def written(project: Project, otherwise: str = "") -> str:
    """Return in which language a project's people read what is written down for all of them."""
    return next((one for one in (project.language, otherwise) if one in FIRST), FIRST[0])


def link(address: str, conversation: ConversationId) -> str:
    """Return what opens a conversation in the operators' app; empty where the server does not know its own address."""
    return f"{address}/operator/mine/{conversation.hex()}" if address else ""


def material(number: ProjectNumber, id: ConversationId, asked_by: OperatorId | None) -> Script[Material | None]:
    """Return what a conversation's lead is made of; None when the project or the conversation is there no more."""
    project = yield from projects.project_by_number(number)
    c = yield from conversations.by_id(number, id)
    if project is None or c is None:
        return None
    contact = None if c.contact is None else (yield from contacts.by_id(number, c.contact))
    profile = yield from profiles.by_visitor(c.visitor)
    staff = {one.id: one for one in (yield from people.operators(number))}
    operator = staff.get(c.assignee or asked_by or OperatorId(b""))
    return Material(project, c, contact, profile or Profile(), operator, staff)


@dataclass(frozen=True, slots=True)
class Said:
    """Messages of a conversation, and the names of their files."""

    messages: Sequence[Message]
    files: Mapping[MessageId, Sequence[str]]


def said(id: ConversationId, after: int, upto: int) -> Script[Said]:
    """Return the messages after one seq and up to another."""
    found, _ = yield from conversations.messages_after(id, after, AT_ONCE)
    messages = [one for one in found if one.seq <= upto]
    attached = yield from files.of_messages(messages)
    return Said(messages, {MessageId(id): [file.name for file in of] for id, of in attached.items()})


def voices(of: Material, said: Said, lead: Lead, address: str, *, params: bool) -> Voices:
    """Return who speaks in a transcript, and what is told of the client before it; with `params` the site's own parameters, too."""
    names = {id: one.name for id, one in of.staff.items()}
    told = about(of.facts(lead, address), of.profile.params if params else {}, of.language)
    return Voices(lead.name, names, said.files, of.project.targeting.schedule.zone, of.language, told)


def counted(id: ConversationId) -> Script[tuple[int, int]]:
    """Return how many messages and files a conversation's lead takes along."""
    found = yield from conversations.counted(id)
    return found
