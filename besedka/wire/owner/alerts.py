"""Notifications of problems, in the cabinet's words."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, HexId

AlertCarrier = Literal["email", "telegram", "webhook", "push"]
AlertKind = Literal[
    "rated_low", "nobody_online", "operators_back", "waits_long", "lead_failed", "channel_failed", "disk_full"
]
DeliveryState = Literal["waiting", "sent", "failed", "dropped"]
Minutes = Annotated[list[int], Field(min_length=2, max_length=2)]
"""From and to, in minutes of the day by the project's clock; over midnight when the end is earlier."""
Line = Annotated[str, StringConstraints(max_length=2_000)]
Events = Annotated[list[Annotated[str, StringConstraints(max_length=50)]], Field(max_length=20)]


class AlertWay(TypedDict):
    """A way to be told. `address` is what may be shown of where it leads; `fault` a sentence of why it does not work, empty: it does, as
    far as anybody knows; `used_at` when something last went there, 0: never; `added_by` a person's name."""

    id: HexId
    carrier: AlertCarrier
    name: str
    address: str
    events: list[AlertKind]
    quiet: Minutes | None
    on: bool
    fault: str
    created_at: int
    used_at: int
    added_by: str


class AlertWays(TypedDict):
    """The project's ways, the oldest first; which kinds this server can use; the key that a browser subscribes with; and whether the
    project has working hours: without them every hour is one."""

    ways: list[AlertWay]
    carriers: list[AlertCarrier]
    push_key: str
    hours: bool
    zone: str


@with_config(STRICT)
class AlertWayNew(TypedDict):
    """A new way by e-mail or webhook. Without a name it bears its address; `language` is the one that it is told in."""

    carrier: Literal["email", "webhook"]
    address: Line
    name: NotRequired[Line]
    events: Events
    quiet: NotRequired[Minutes | None]
    language: Literal["ru", "en"]


@with_config(STRICT)
class AlertPush(TypedDict):
    """A browser's subscription, as its PushSubscription tells it, and what is to be told there."""

    endpoint: Line
    p256dh: Line
    auth: Line
    events: Events
    language: Literal["ru", "en"]


@with_config(STRICT)
class AlertPushRenewed(TypedDict):
    """The subscription that a browser has now, in place of another."""

    endpoint: Line
    p256dh: Line
    auth: Line


class AlertPushHere(TypedDict):
    """The key that a browser subscribes with, and whether anything is told on the browser that asks."""

    key: str
    here: bool


@with_config(STRICT)
class AlertInvite(TypedDict):
    """What a chat of Telegram is to be told, and in which language."""

    events: Events
    language: Literal["ru", "en"]


class AlertInvitation(TypedDict):
    """What somebody is to open in Telegram: `link` for a chat of their own, `group_link` for a group."""

    id: HexId
    link: str
    group_link: str
    expires_at: int


class AlertConnected(TypedDict):
    """What became of an invitation."""

    state: Literal["waiting", "connected"]
    way: AlertWay | None


@with_config(STRICT)
class AlertWayChange(TypedDict):
    """What is to be changed; what is left out stays."""

    name: NotRequired[Line]
    events: NotRequired[Events]
    quiet: NotRequired[Minutes | None]
    on: NotRequired[bool]


class AlertWayAdded(TypedDict):
    """A way that was added, and the secret by which its receiver knows us, empty where there is none: it is shown this once."""

    way: AlertWay
    secret: str


class AlertSecret(TypedDict):
    """A webhook's new secret, shown this once."""

    secret: str


class AlertDelivery(TypedDict):
    """What became of something that goes to a way. `why` is a sentence, `detail` what the other side said; `due_at` is when it is tried
    next while it waits. `way` is null for one that is no more."""

    id: HexId
    way: HexId | None
    carrier: AlertCarrier
    cause: str
    state: DeliveryState
    tries: int
    created_at: int
    due_at: int
    sent_at: int | None
    why: str
    detail: str


class AlertDeliveries(TypedDict):
    """The last that went to a way, newest first."""

    deliveries: list[AlertDelivery]


class AlertTold(TypedDict):
    """A problem that was told: `title` says it; `conversation` and its `ordinal` where it is about one that is still there."""

    id: HexId
    kind: AlertKind
    title: str
    at: int
    conversation: HexId | None
    ordinal: int | None
    deliveries: list[AlertDelivery]


class AlertLog(TypedDict):
    """A page of problems, newest first. `next` is the cursor of the next page, null for the last."""

    alerts: list[AlertTold]
    next: str | None
