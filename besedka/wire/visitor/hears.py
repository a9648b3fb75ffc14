"""What the widget hears."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from besedka.wire.shapes import Millis, Pong, Refused, Side, Status
from besedka.wire.visitor.things import Conversation, File, Message, Person, Shown, Team

# ── what the server says ─────────────────────────────────────────────────────────────────────────────────────────


class Welcome(TypedDict):
    """The answer to `hello`.

    `key`: a fresh visitor's key when `hello` brought none, else null; the client keeps it in memory and stores it only with
    its first message. `snapshot` true: `conversation`, `messages` (the newest 50) and `more` replace what the client had;
    false: what it has stands, and the missed facts follow. `heartbeat` in seconds; `retry` in milliseconds is how
    long to wait, at random up to it, before a reconnect. `ask_rating`: the project would like its closed
    conversations rated. `shows_typing`: operators see what is typed before it is sent.
    """

    t: Literal["welcome"]
    v: int
    key: str | None
    position: str | None
    snapshot: bool
    conversation: Conversation | None
    messages: list[Message]
    more: bool
    team: Team
    now: Millis
    heartbeat: int
    retry: int
    ask_rating: bool
    shows_typing: bool


class Ack(TypedDict):
    """The message `id` is on disk, as number `seq`, since `at`. A repeated id is answered with the same `seq` and `at`.

    The connection that posted is not told its own `message_posted`; `position` stands for it; null for a
    repeated id, and while facts before it may still be on their way: then the position of the last fact holds.
    """

    t: Literal["ack"]
    id: str
    seq: int
    at: Millis
    position: str | None
    files: list[File]


class MessagePosted(TypedDict):
    """A fact: a message was stored, by either side (also by another tab of this visitor)."""

    t: Literal["message_posted"]
    position: str
    message: Message


class MessageEdited(TypedDict):
    """A fact: its author changed a message. `message` is as it is now."""

    t: Literal["message_edited"]
    position: str
    message: Message


class MessageDeleted(TypedDict):
    """A fact: its author took a message back. `message` is what remains of it: its place."""

    t: Literal["message_deleted"]
    position: str
    message: Message


class ConversationTaken(TypedDict):
    """A fact: `operator` answers from now on; null: whoever is free."""

    t: Literal["conversation_taken"]
    position: str
    operator: Person | None
    status: Status


class ConversationConfirming(TypedDict):
    """A fact: the company would close the conversation, and asks whether the question was solved; `confirm` answers."""

    t: Literal["conversation_confirming"]
    position: str


class ConversationClosed(TypedDict):
    """A fact: the conversation was closed. Writing again reopens it."""

    t: Literal["conversation_closed"]
    position: str
    at: Millis


class ConversationUnsolved(TypedDict):
    """A fact: the visitor has answered that the question is not solved, in this tab or another; the conversation goes on."""

    t: Literal["conversation_unsolved"]
    position: str
    status: Status


class ConversationReopened(TypedDict):
    """A fact: the conversation is back in work."""

    t: Literal["conversation_reopened"]
    position: str
    status: Status


class ConversationRated(TypedDict):
    """A fact: the visitor's rating of this closing is stored."""

    t: Literal["conversation_rated"]
    position: str
    rating: int


class MessagesDelivered(TypedDict):
    """A fact: `by` has received the other side's messages up to `seq`."""

    t: Literal["messages_delivered"]
    position: str
    by: Side
    seq: int


class MessagesRead(TypedDict):
    """A fact: `by` has read the other side's messages up to `seq` (by "visitor": in another tab)."""

    t: Literal["messages_read"]
    position: str
    by: Side
    seq: int


class OperatorTyping(TypedDict):
    """Somebody of the company types, or stopped; forgotten after 6 s. May be lost."""

    t: Literal["typing"]
    on: bool
    name: str


class TeamChanged(TypedDict):
    """Somebody came online or the last one went."""

    t: Literal["team"]
    team: Team


class PersonChanged(TypedDict):
    """An operator whom this visitor talks with has another name, title or picture."""

    t: Literal["person"]
    person: Person


class ShownChanged(TypedDict):
    """When and where the chat is shown has changed, or was another than `hello` named."""

    t: Literal["shown"]
    shown: Shown


class Older(TypedDict):
    """The answer to `history`: messages in order, and whether there are still older ones."""

    t: Literal["older"]
    messages: list[Message]
    more: bool


ServerSays = Annotated[
    Welcome
    | Ack
    | Refused
    | MessagePosted
    | MessageEdited
    | MessageDeleted
    | ConversationTaken
    | ConversationConfirming
    | ConversationClosed
    | ConversationUnsolved
    | ConversationReopened
    | ConversationRated
    | MessagesDelivered
    | MessagesRead
    | OperatorTyping
    | TeamChanged
    | PersonChanged
    | ShownChanged
    | Older
    | Pong,
    Field(discriminator="t"),
]
