"""Leads and what the CRM knows of the client, in the operator's words."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field as Bounds
from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.operator.cards import Field
from besedka.wire.shapes import STRICT, Millis

LeadState = Literal["waiting", "sent", "failed"]
LeadCause = Literal["operator", "contact", "form", "closing"]
LeadOutcome = Literal["open", "won", "lost"]


class Crm(TypedDict):
    """The project's CRM. `name` tells which kind it is (`builtin`: our own); `title` is the product's own name, empty for our own;
    `clients`: it finds a client and tells their leads; `managers`: it makes somebody responsible."""

    name: str
    title: str
    clients: bool
    managers: bool


class Lead(TypedDict):
    """A conversation's lead. `state`: it is on its way (with `code` where the CRM did not take it yet, and when it is tried next), in the
    CRM, or was not taken and why. `url` opens it there, empty: nothing does. `responsible` names the manager, empty: the CRM's default;
    `unmatched` is the operator's e-mail that no manager of the CRM has. `left_out` are additional fields whose values it did not take.
    `newer`: messages that came after it was sent. `sum` in hundredths, null: none said."""

    state: LeadState
    cause: LeadCause
    title: str
    name: str
    phone: str
    email: str
    sum: int | None
    operator: str | None
    asked_at: Millis
    sent_at: Millis | None
    due_at: Millis
    tries: int
    id: str
    url: str
    responsible: str
    unmatched: str
    code: str
    message: str
    detail: str
    left_out: str
    newer: int


class LeadField(TypedDict):
    """An additional field as it will go: its title in the CRM and the value that this conversation gives it."""

    title: str
    value: str


class LeadChoice(TypedDict):
    """A stage or a manager of the CRM."""

    id: str
    title: str


class LeadForm(TypedDict):
    """What a lead would say if it were made now, and the one that there is, null: none yet. `unfit` are titles of additional fields whose
    values do not fit. `stages` and `managers` may be chosen of; `stage` and `manager` are what it will be, empty: the CRM's default;
    `unmatched` is the operator's e-mail that no manager has. So many `messages` and `files` go along. `sums`: the CRM takes a sum; `sum` is
    what it will be (hundredths of `currency`, whose ISO code is empty where nothing tells it), null: none said."""

    crm: Crm
    title: str
    name: str
    phone: str
    email: str
    sums: bool
    sum: int | None
    currency: str
    extra: list[LeadField]
    unfit: list[str]
    stages: list[LeadChoice]
    managers: list[LeadChoice]
    stage: str
    manager: str
    unmatched: str
    messages: int
    files: int
    lead: Lead | None


@with_config(STRICT)
class LeadWanted(TypedDict):
    """What to send. Whatever is empty is not known; an empty `stage` or `manager` leaves it to the project's rules. `sum` in hundredths,
    null or not given: none said."""

    title: Field
    name: Field
    phone: Field
    email: Field
    stage: Annotated[str, StringConstraints(max_length=200)]
    manager: Annotated[str, StringConstraints(max_length=200)]
    sum: NotRequired[Annotated[int, Bounds(ge=0, le=2**53)] | None]


class CrmLead(TypedDict):
    """One of the client's leads as the CRM shows it. `sum` as the CRM writes it, empty: none. It has come `step` stages of `steps` far, 0:
    that is not known."""

    id: str
    title: str
    stage: str
    outcome: LeadOutcome
    sum: str
    currency: str
    responsible: str
    url: str
    at: Millis
    step: int
    steps: int


class CrmContact(TypedDict):
    """Somebody in the CRM who has the client's phone or e-mail. `chosen`: an operator said that it is them."""

    id: str
    name: str
    phones: list[str]
    emails: list[str]
    responsible: str
    url: str
    chosen: bool


class CrmCard(TypedDict):
    """What the CRM knows of the client, asked at `at`. Several contacts: it may be any of them until one is chosen; `leads` are of the
    chosen one, or of the only one. `code`, `message` and `detail` tell why it could not be asked, empty: it was."""

    crm: Crm
    at: Millis
    contacts: list[CrmContact]
    leads: list[CrmLead]
    code: str
    message: str
    detail: str


@with_config(STRICT)
class CrmChoice(TypedDict):
    """Who of the CRM's contacts the client is; empty: none of them after all."""

    contact: Annotated[str, StringConstraints(max_length=200)]


class LeadAsked(TypedDict):
    """A fact: the conversation's lead is to be sent, asked for by `operator`, or (null) by the project's rules."""

    t: Literal["lead_asked"]
    position: int
    conversation: str
    operator: str | None
    at: Millis


class LeadDelayed(TypedDict):
    """A fact: the CRM did not take the lead now; it is tried again."""

    t: Literal["lead_delayed"]
    position: int
    conversation: str
    at: Millis


class LeadSent(TypedDict):
    """A fact: all of the lead is in the CRM."""

    t: Literal["lead_sent"]
    position: int
    conversation: str
    at: Millis


class LeadFailed(TypedDict):
    """A fact: the CRM did not take the lead, and never will as things are; somebody may send it again."""

    t: Literal["lead_failed"]
    position: int
    conversation: str
    at: Millis


class CrmChanged(TypedDict):
    """The CRM told that something changed there: what is shown of it is fetched anew. May be lost."""

    t: Literal["crm"]
