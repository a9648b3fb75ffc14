"""What the hub and its channels ask of the connections that listen to them."""

from typing import Protocol

from besedka.domain.conversation import Conversation
from besedka.domain.ids import OperatorId, Position
from besedka.realtime.link import Link


class Listener(Protocol):
    """One connection, as far as the one who tells it things knows it."""

    link: Link
    position: Position
    ready: bool
    closed: bool
    behind_since: float | None
    household: str

    def push(self, frame: bytes) -> None:
        """Queue a frame."""

    def say(self, frame: object) -> None:
        """Queue one frame that only this connection gets."""

    def deliver(self, position: Position, frame: bytes) -> None:
        """Hand over a fact, unless the client reads too slowly."""

    def flush(self) -> None:
        """Write what was queued."""

    def check(self, now: float) -> None:
        """End the connection if it is silent, mute or too slow."""

    def end(self, code: int) -> None:
        """Close the connection from this side, after what was queued."""

    def gone(self) -> None:
        """The connection is no more."""


class VisitorListener(Listener, Protocol):
    """A widget. It is told what concerns its own conversation."""

    conversation: Conversation | None
    ahead: int | None
    lent: bool
    """True for a browser that talks under another's key: a link has let it in, or the site has proven whose it is."""

    def began(self, conversation: Conversation) -> None:
        """Hear that this conversation is the visitor's now."""

    def show_page(self) -> None:
        """Say to the operators which page is looked at."""


class OperatorListener(Listener, Protocol):
    """An operators' app. It is told what is in its operator's scope."""

    token_hash: bytes
    idle: bool

    def mention(self, frame: bytes) -> None:
        """Push what nobody minds losing, unless the client reads too slowly: then it is told later that there was something."""

    @property
    def operator_id(self) -> OperatorId:
        """Whose connection this is."""
        ...

    @property
    def admin(self) -> bool:
        """True when the whole project is in scope."""
        ...
