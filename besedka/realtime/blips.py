"""Blips: what one node tells the others and nobody minds losing. Typing signs, and that somebody came, went or was changed."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import to_json
from typing_extensions import TypedDict

from besedka.domain.ids import OperatorId, ProjectNumber, VisitorId
from besedka.realtime.channel import Channel

if TYPE_CHECKING:
    from besedka.realtime.hub import Hub


class VisitorTypes(TypedDict):
    """The visitor types in a conversation whose responsible operator is `assignee`."""

    b: Literal["visitor_types"]
    conversation: str
    assignee: str | None
    on: bool


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


Blip = Annotated[VisitorTypes | OperatorTypes | PresenceChanged | PeopleChanged, Field(discriminator="b")]
_BLIP: TypeAdapter[Blip] = TypeAdapter(Blip)


def send(hub: "Hub", project: ProjectNumber, blip: Blip) -> None:
    """Do it here and tell the other nodes."""
    payload = to_json(blip)
    hub.bus.blip(project, payload)
    channel = hub.channels.get(project)
    if channel is not None:
        _do(hub, channel, blip)


def act(hub: "Hub", channel: Channel, payload: bytes) -> None:
    """Do what another node's blip says; a malformed one is ignored."""
    try:
        blip = _BLIP.validate_json(payload)
    except ValidationError:
        return
    _do(hub, channel, blip)


def _do(hub: "Hub", channel: Channel, blip: Blip) -> None:
    if blip["b"] == "visitor_types":
        assignee = None if blip["assignee"] is None else OperatorId(bytes.fromhex(blip["assignee"]))
        channel.visitor_types(blip["conversation"], assignee, blip["on"])
    elif blip["b"] == "operator_types":
        visitor, operator = VisitorId(bytes.fromhex(blip["visitor"])), OperatorId(bytes.fromhex(blip["operator"]))
        channel.operator_types(blip["conversation"], visitor, operator, blip["on"])
    elif blip["b"] == "presence":
        hub.presence.look(channel)
    else:
        hub.spawn(hub.people_changed(channel, [bytes.fromhex(id) for id in blip["ended"]]))
