"""The leads of the built-in CRM, in the operator's words. People call a deal a lead (docs/decisions.md, "A lead that has arrived")."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.operator.cards import Field as Typed
from besedka.wire.operator.leads import LeadOutcome
from besedka.wire.shapes import STRICT, HexId, MessageText, Millis

DealField = Literal["made", "title", "stage", "responsible", "sum", "note"]
Hundredths = Annotated[int, Field(ge=-1, le=2**53)]
Whose = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{32})?$")]


class Stage(TypedDict):
    """A stage of a pipeline: its leads are open, won or lost."""

    id: str
    title: str
    outcome: LeadOutcome


class Pipeline(TypedDict):
    """A pipeline: its first stage is where a lead begins. `currency` is the ISO 4217 code of all its sums."""

    id: str
    title: str
    currency: str
    stages: list[Stage]


class OwnCrm(TypedDict):
    """The project's own CRM. `on` false: the project has connected another one, and works there; leads that were here before stay, and
    `leads` tells whether there are any in the operator's scope."""

    on: bool
    pipelines: list[Pipeline]
    leads: bool


class Deal(TypedDict):
    """A lead. `sum` in hundredths, null: none said. `conversation` is the one that it came from, null: none, or one beyond the operator's
    scope; `ordinal` its number for people. `responsible` null: nobody's. `closed_at`: when it was won or lost."""

    id: str
    title: str
    stage: str
    sum: int | None
    responsible: str | None
    name: str
    phone: str
    email: str
    conversation: str | None
    ordinal: int | None
    note: str
    page: str
    created_at: Millis
    changed_at: Millis
    closed_at: Millis | None


class DealComment(TypedDict):
    """A comment on a lead. `operator` null: a part of the conversation, as it was sent."""

    id: str
    at: Millis
    operator: str | None
    text: str


class DealChange(TypedDict):
    """A line of a lead's history, in the words of then. `operator` null: the house; a sum is spelled `1500.00`."""

    at: Millis
    operator: str | None
    field: DealField
    old: str
    new: str


class DealView(TypedDict):
    """One lead, with its comments and its history, newest first. `joined`, in the answer to making one: somebody has this phone or e-mail
    already, and the lead is theirs; `deal` tells under which name they are known."""

    deal: Deal
    comments: list[DealComment]
    history: list[DealChange]
    joined: NotRequired[bool]


class DealPage(TypedDict):
    """One page of leads, newest first; `next` continues it, null at the end."""

    deals: list[Deal]
    next: str | None


class DealColumn(TypedDict):
    """A stage of the board: how many leads stand there, what they come to (hundredths), and the newest of them."""

    stage: str
    count: int
    sum: int
    deals: list[Deal]
    next: str | None


class Board(TypedDict):
    """A pipeline's leads by its stages."""

    columns: list[DealColumn]


@with_config(STRICT)
class NewDeal(TypedDict):
    """A lead to make by hand: `id` made by the client once, kept over every retry. `stage` empty: where leads begin."""

    id: HexId
    title: Typed
    name: Typed
    phone: Typed
    email: Typed
    stage: Whose
    sum: Hundredths | None
    note: MessageText


@with_config(STRICT)
class DealEdit(TypedDict):
    """What is to be changed of a lead; what is not given stays. `responsible` empty: nobody; `sum` -1: none any more."""

    title: NotRequired[Typed]
    stage: NotRequired[HexId]
    responsible: NotRequired[Whose]
    sum: NotRequired[Hundredths]
    note: NotRequired[MessageText]


@with_config(STRICT)
class NewDealComment(TypedDict):
    """A comment: `id` made by the client once, kept over every retry."""

    id: HexId
    text: MessageText


class DealsChanged(TypedDict):
    """Leads of the built-in CRM, or its pipelines, are others by now: fetch again what is shown of them. May be lost, and says nothing of
    which ones; what the outbox sends is told by `lead_sent`."""

    t: Literal["deals"]
