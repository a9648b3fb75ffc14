# over 300 lines: one language, read in one place, in the order in which it is spoken
"""The operator's language: frames of the operators' app, and the bodies of its HTTP requests.

Facts of the journal carry `position`, the project's own number; the app fetches once with a position and applies what
comes after it. What lies outside an operator's scope is not told, but for one word: that a conversation was taken, and by whom.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, HexId, MessageText, Millis, Ping, Pong, Refused, SeqNumber, Side, Status

Role = Literal["operator", "admin"]

# ── things ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Operator(TypedDict):
    """A colleague. `disabled` ones are kept, so that history keeps its names."""

    id: str
    name: str
    email: str
    title: str | None
    avatar: str | None
    role: Role
    disabled: bool


class Project(TypedDict):
    """The project that the operator signed in to."""

    number: int
    name: str


class Message(TypedDict):
    """One message. `operator` is the author's id, null for the visitor's."""

    id: str
    seq: int
    at: Millis
    author: Side
    operator: str | None
    text: str


class LastMessage(TypedDict):
    """The newest message, its text cut to 200 characters, for a row of the list."""

    seq: int
    at: Millis
    author: Side
    operator: str | None
    text: str


class Conversation(TypedDict):
    """One conversation as a row and a head need it.

    `ordinal` is its number for people (№ 48 217). `waiting_since` is when the client's first unanswered message came, null when
    the last word is ours. `unread` counts the client's messages that no operator has seen. The four marks are the highest `seq`
    that each side has received and read of the other's. `visitor_name` is null until the client names itself.
    """

    id: str
    ordinal: int
    status: Status
    assignee: str | None
    visitor_name: str | None
    created_at: Millis
    closed_at: Millis | None
    last_message: LastMessage | None
    last_at: Millis
    last_seq: int
    unread: int
    waiting_since: Millis | None
    visitor_delivered: int
    visitor_read: int
    operator_delivered: int
    operator_read: int
    page_url: str
    page_title: str
    referrer: str
    language: str
    user_agent: str


class Counts(TypedDict):
    """How many conversations each list holds, within the operator's scope."""

    new: int
    mine: int
    closed: int


# ── what the app says over the socket ────────────────────────────────────────────────────────────────────────────


@with_config(STRICT)
class Hello(TypedDict):
    """The first frame, on a connection whose session cookie was accepted. Facts after `position` follow the `welcome`."""

    t: Literal["hello"]
    v: int
    position: Annotated[int, Field(ge=0, le=2**53)]
    language: Literal["ru", "en"]


@with_config(STRICT)
class Post(TypedDict):
    """An answer to the client. `id` is made once by the app and kept over every retry."""

    t: Literal["post"]
    id: HexId
    conversation: HexId
    text: MessageText


@with_config(STRICT)
class Typing(TypedDict):
    """The operator types in this conversation, or stopped. Repeated every 4 s; forgotten after 6 s."""

    t: Literal["typing"]
    conversation: HexId
    on: bool


@with_config(STRICT)
class Delivered(TypedDict):
    """The client's messages up to `seq` have reached this app."""

    t: Literal["delivered"]
    conversation: HexId
    seq: SeqNumber


@with_config(STRICT)
class Read(TypedDict):
    """The client's messages up to `seq` have been seen by an operator."""

    t: Literal["read"]
    conversation: HexId
    seq: SeqNumber


OperatorSays = Annotated[Hello | Post | Typing | Delivered | Read | Ping, Field(discriminator="t")]

# ── what the server says over the socket ─────────────────────────────────────────────────────────────────────────


class Welcome(TypedDict):
    """The answer to `hello`. `resync` true: the position is too old to catch up from, fetch the overview again."""

    t: Literal["welcome"]
    v: int
    position: int
    resync: bool
    online: list[str]
    now: Millis
    heartbeat: int
    retry: int


class Ack(TypedDict):
    """The message `id` is on disk, as number `seq`, since `at`."""

    t: Literal["ack"]
    id: str
    seq: int
    at: Millis


class ConversationStarted(TypedDict):
    """A fact: a visitor wrote for the first time."""

    t: Literal["conversation_started"]
    position: int
    conversation: Conversation


class MessagePosted(TypedDict):
    """A fact: a message was stored."""

    t: Literal["message_posted"]
    position: int
    conversation: str
    message: Message


class ConversationTaken(TypedDict):
    """A fact: `operator` is responsible from now on. Told to every operator: those who lose it from New see who has it."""

    t: Literal["conversation_taken"]
    position: int
    conversation: str
    operator: str
    at: Millis


class ConversationClosed(TypedDict):
    """A fact: `operator` closed the conversation."""

    t: Literal["conversation_closed"]
    position: int
    conversation: str
    operator: str
    at: Millis


class ConversationReopened(TypedDict):
    """A fact: the conversation is back in work, by the client's writing or by an operator (`by`)."""

    t: Literal["conversation_reopened"]
    position: int
    conversation: str
    by: Side
    status: Status
    at: Millis


class MessagesDelivered(TypedDict):
    """A fact: `by` has received the other side's messages up to `seq`."""

    t: Literal["messages_delivered"]
    position: int
    conversation: str
    by: Side
    seq: int


class MessagesRead(TypedDict):
    """A fact: `by` has read the other side's messages up to `seq`; `unread` is what remains for the operators."""

    t: Literal["messages_read"]
    position: int
    conversation: str
    by: Side
    seq: int
    unread: int


class TypingSeen(TypedDict):
    """Somebody types in a conversation: the visitor, or the operator with this id. May be lost; forgotten after 6 s."""

    t: Literal["typing"]
    conversation: str
    by: Side
    operator: str | None
    on: bool


class Presence(TypedDict):
    """Ids of the operators who are online now: the whole list, whenever it changes."""

    t: Literal["presence"]
    online: list[str]


ServerSays = Annotated[
    Welcome
    | Ack
    | Refused
    | ConversationStarted
    | MessagePosted
    | ConversationTaken
    | ConversationClosed
    | ConversationReopened
    | MessagesDelivered
    | MessagesRead
    | TypingSeen
    | Presence
    | Pong,
    Field(discriminator="t"),
]

# ── HTTP bodies ──────────────────────────────────────────────────────────────────────────────────────────────────


@with_config(STRICT)
class SignIn(TypedDict):
    """Project number, e-mail (any case) and password; `remember` keeps the session for 90 days instead of 12 hours."""

    project: Annotated[int, Field(ge=1, le=2**31)]
    email: Annotated[str, StringConstraints(min_length=1, max_length=254)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    remember: bool


class SignedIn(TypedDict):
    """Who is signed in, and where."""

    me: Operator
    project: Project


class Overview(TypedDict):
    """The app's first picture: who, where, colleagues, counts; true as of `position`."""

    position: int
    me: Operator
    project: Project
    operators: list[Operator]
    counts: Counts


class ConversationPage(TypedDict):
    """One page of a list, newest words first; `next` continues it, null at the end. True as of `position`."""

    position: int
    conversations: list[Conversation]
    next: str | None


class ConversationView(TypedDict):
    """One conversation, true as of `position`."""

    position: int
    conversation: Conversation


class MessagePage(TypedDict):
    """Messages in order of `seq`; `more` tells whether older ones remain (newer ones, when asked with `after`). True as of `position`."""

    position: int
    messages: list[Message]
    more: bool


@with_config(STRICT)
class NewMessage(TypedDict):
    """A message to post: `id` made by the client once, kept over every retry."""

    id: HexId
    text: MessageText


class Stored(TypedDict):
    """The message is on disk, as number `seq`, since `at`."""

    id: str
    seq: int
    at: Millis


@with_config(STRICT)
class Poll(TypedDict):
    """The fallback for networks that break WebSockets: the client's frames go out, the server's come back (see wire/visitor)."""

    hello: Hello
    frames: Annotated[list[Annotated[Post | Typing | Delivered | Read, Field(discriminator="t")]], Field(max_length=50)]
    wait: Annotated[int, Field(ge=0, le=25)]


class Polled(TypedDict):
    """The server's frames in order, the `welcome` first; `close` is a close code when the connection would have been ended."""

    frames: list[ServerSays]
    close: int | None
