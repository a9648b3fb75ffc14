"""Devices: the words of the app's HTTP requests about the browsers on which an operator is told."""

from typing import Annotated, Literal

from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, Millis, SpokenLanguage


@with_config(STRICT)
class Subscribing(TypedDict):
    """A browser's subscription, as its PushSubscription tells it: https, and keys in base64url. `language` is what it is told in."""

    endpoint: Annotated[str, StringConstraints(max_length=2_000)]
    p256dh: Annotated[str, StringConstraints(max_length=200)]
    auth: Annotated[str, StringConstraints(max_length=100)]
    language: SpokenLanguage


@with_config(STRICT)
class DeviceName(TypedDict):
    """What a device is to be called."""

    name: Annotated[str, StringConstraints(max_length=1000)]


class Device(TypedDict):
    """A browser on which its operator is told though the app is closed. `used`: when something was last handed to its push service, or
    tried, null: never; `fault`: the code of why that failed (protocol.md, "alert_…"), empty: it did not; `this`: the browser that asks;
    `language`: what it is told in."""

    id: str
    name: str
    service: str
    language: str
    since: Millis
    used: Millis | None
    fault: str
    this: bool


class TelegramChat(TypedDict):
    """A chat of Telegram that the ladder writes to. `fault`: the code of why it cannot (protocol.md, "alert_…"), empty: it can."""

    id: str
    name: str
    fault: str


class TelegramChats(TypedDict):
    """An operator's own chats, the oldest first; `able`: this server has a bot."""

    able: bool
    chats: list[TelegramChat]


@with_config(STRICT)
class TelegramInvite(TypedDict):
    """In which language a chat is to be written to."""

    language: SpokenLanguage


class TelegramInvitation(TypedDict):
    """The link that connects a chat, once."""

    link: str
    expires_at: Millis


class TestLetter(TypedDict):
    """A test that was written to one's own address, or to a chat of this name, and what became of it. `code` says why it did not go."""

    carrier: Literal["email", "telegram", "webhook", "push"]
    address: str
    state: Literal["waiting", "sent", "failed", "dropped"]
    code: str


class TestLetters(TypedDict):
    """The last tests that were written at once; none: there were none."""

    letters: list[TestLetter]


class Devices(TypedDict):
    """An operator's devices, and the key that a browser subscribes with."""

    key: str
    devices: list[Device]
