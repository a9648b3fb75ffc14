"""Blips: what one node tells the others and nobody minds losing. Typing signs, and that somebody came, went or was changed."""

from typing import Annotated, Literal, NotRequired, TypeAlias

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import to_json
from typing_extensions import TypedDict

from besedka.domain.ids import OperatorId, VisitorId
from besedka.realtime.channel import Channel


class VisitorTypes(TypedDict):
    """The visitor types in a conversation whose responsible operator is `assignee`."""

    b: Literal["visitor_types"]
    conversation: str
    assignee: str | None
    on: bool
    text: NotRequired[str]


class OperatorTypes(TypedDict):
    """An operator types to a visitor."""

    b: Literal["operator_types"]
    conversation: str
    visitor: str
    operator: str
    on: bool


class OperatorSees(TypedDict):
    """An operator has seen that a client waits in a conversation: their other windows need not call."""

    b: Literal["operator_sees"]
    conversation: str
    operator: str


class PresenceChanged(TypedDict):
    """Somebody came online or went: ask the database who is there."""

    b: Literal["presence"]


class PeopleChanged(TypedDict):
    """An operator or the project was changed; `ended` names sessions that are over, by operator or by token hash."""

    b: Literal["people"]
    ended: list[str]


class CannedChanged(TypedDict):
    """The project's canned responses are others by now: ask the database whether they are."""

    b: Literal["canned"]


class CrmHeard(TypedDict):
    """The CRM told that something changed there: whoever shows what it knows asks again."""

    b: Literal["crm"]


class DealsChanged(TypedDict):
    """Leads of the project's own CRM, or its pipelines, are others by now."""

    b: Literal["deals"]


class VisitorPage(TypedDict):
    """The visitor of a conversation looks at this page since `at`; `here` false: they have gone."""

    b: Literal["visitor_page"]
    conversation: str
    assignee: str | None
    url: str
    title: str
    at: int
    here: bool


class VisitorAsked(TypedDict):
    """Somebody looks at this visitor's card: who is connected with them says where they are."""

    b: Literal["visitor_asked"]
    visitor: str


class TagsChanged(TypedDict):
    """The project's tags are others by now: ask the database for them."""

    b: Literal["tags"]


Blip = Annotated[
    VisitorTypes
    | OperatorTypes
    | OperatorSees
    | PresenceChanged
    | PeopleChanged
    | CannedChanged
    | TagsChanged
    | CrmHeard
    | DealsChanged
    | VisitorPage
    | VisitorAsked,
    Field(discriminator="b"),
]
HOUSE = b'{"b":"people"'
"""How what concerns also a node without listeners begins."""
_BLIP: TypeAdapter[Blip] = TypeAdapter(Blip)


def read(payload: bytes) -> Blip | None:
    """Return what another node's blip says; None when it is malformed."""
    try:
        return _BLIP.validate_json(payload)
    except ValidationError:
        return None


Shown: TypeAlias = VisitorTypes | OperatorTypes | OperatorSees | VisitorPage | VisitorAsked | DealsChanged


def show(channel: Channel, blip: Shown) -> None:
    """Show it to whoever may see it."""
    if blip["b"] == "deals":
        channel.deals_changed()
    elif blip["b"] == "operator_sees":
        seen = to_json({"t": "seen", "conversation": blip["conversation"]})
        channel.to_desks_of(OperatorId(bytes.fromhex(blip["operator"])), seen)
    elif blip["b"] == "visitor_asked":
        channel.ask(VisitorId(bytes.fromhex(blip["visitor"])))
    elif blip["b"] == "visitor_page":
        here = {"conversation": blip["conversation"], "url": blip["url"], "title": blip["title"], "at": blip["at"]}
        channel.to_desks_in_scope(_assignee(blip), to_json({"t": "visitor_page", **here, "here": blip["here"]}))
    elif blip["b"] == "visitor_types":
        channel.visitor_types(blip["conversation"], _assignee(blip), blip["on"], blip.get("text", ""))
    else:
        visitor, operator = VisitorId(bytes.fromhex(blip["visitor"])), OperatorId(bytes.fromhex(blip["operator"]))
        channel.operator_types(blip["conversation"], visitor, operator, blip["on"])


def _assignee(blip: VisitorTypes | VisitorPage) -> OperatorId | None:
    return None if blip["assignee"] is None else OperatorId(bytes.fromhex(blip["assignee"]))
