"""Blips: what one node tells the others and nobody minds losing. Typing signs, and that somebody came, went or was changed."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, TypeAdapter, ValidationError
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


class PresenceChanged(TypedDict):
    """Somebody came online or went: ask the database who is there."""

    b: Literal["presence"]


class PeopleChanged(TypedDict):
    """An operator or the project was changed; `ended` names sessions that are over, by operator or by token hash."""

    b: Literal["people"]
    ended: list[str]


class CannedChanged(TypedDict):
    """The project's canned responses are others by now."""

    b: Literal["canned"]


Blip = Annotated[
    VisitorTypes | OperatorTypes | PresenceChanged | PeopleChanged | CannedChanged, Field(discriminator="b")
]
_BLIP: TypeAdapter[Blip] = TypeAdapter(Blip)


def read(payload: bytes) -> Blip | None:
    """Return what another node's blip says; None when it is malformed."""
    try:
        return _BLIP.validate_json(payload)
    except ValidationError:
        return None


def show(channel: Channel, blip: VisitorTypes | OperatorTypes | CannedChanged) -> None:
    """Show it to whoever may see it."""
    if blip["b"] == "canned":
        channel.show_canned()
    elif blip["b"] == "visitor_types":
        assignee = None if blip["assignee"] is None else OperatorId(bytes.fromhex(blip["assignee"]))
        channel.visitor_types(blip["conversation"], assignee, blip["on"], blip.get("text", ""))
    else:
        visitor, operator = VisitorId(bytes.fromhex(blip["visitor"])), OperatorId(bytes.fromhex(blip["operator"]))
        channel.operator_types(blip["conversation"], visitor, operator, blip["on"])
