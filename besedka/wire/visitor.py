# over 300 lines: one language, read in one place, in the order in which it is spoken
"""The visitor's language: every frame that a widget and the server may say to each other.

What a visitor may not know has no word here: no notes, no e-mails, no leads, no journal numbers, no other conversation.
A connection begins with the client's `hello` and the server's `welcome`. Frames that carry a `position` are facts of the
journal: they come in order, exactly once per position, and the client keeps the newest position to resume from.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import (
    STRICT,
    HexId,
    MessageText,
    Millis,
    Ping,
    Pong,
    Refused,
    SeqNumber,
    Side,
    Status,
)

# ── what the widget says ─────────────────────────────────────────────────────────────────────────────────────────


@with_config(STRICT)
class Page(TypedDict):
    """The page that the visitor looks at, as the browser tells it: data, never markup."""

    url: Annotated[str, StringConstraints(max_length=2000)]
    title: Annotated[str, StringConstraints(max_length=500)]
    referrer: Annotated[str, StringConstraints(max_length=2000)]


@with_config(STRICT)
class Hello(TypedDict):
    """The first frame. `key` is the visitor's secret from an earlier `welcome` (null: none yet, one is made);
    `position` resumes after that fact (null: a snapshot is wanted)."""

    t: Literal["hello"]
    v: int
    project: HexId
    key: Annotated[str, StringConstraints(max_length=100)] | None
    position: Annotated[str, StringConstraints(max_length=64)] | None
    language: Literal["ru", "en"]
    page: Page


@with_config(STRICT)
class Post(TypedDict):
    """A message. `id` is made by the client once and kept over every retry: the same id is stored once."""

    t: Literal["post"]
    id: HexId
    text: MessageText


@with_config(STRICT)
class Typing(TypedDict):
    """The visitor types (`on`) or stopped. Repeated every 4 s while typing; forgotten after 6 s."""

    t: Literal["typing"]
    on: bool


@with_config(STRICT)
class Delivered(TypedDict):
    """Messages of the other side up to `seq` have reached this device."""

    t: Literal["delivered"]
    seq: SeqNumber


@with_config(STRICT)
class Read(TypedDict):
    """Messages of the other side up to `seq` have been seen."""

    t: Literal["read"]
    seq: SeqNumber


@with_config(STRICT)
class History(TypedDict):
    """A request for the messages before `before`, newest first page of at most 50; answered by `older`."""

    t: Literal["history"]
    before: SeqNumber


VisitorSays = Annotated[Hello | Post | Typing | Delivered | Read | History | Ping, Field(discriminator="t")]

# ── what the server says ─────────────────────────────────────────────────────────────────────────────────────────


class Person(TypedDict):
    """An operator as clients see one: public id, name, picture's address or null (show initials), role in words or null."""

    id: str
    name: str
    avatar: str | None
    title: str | None


class Message(TypedDict):
    """One message. `operator` is null for the visitor's own."""

    id: str
    seq: int
    at: Millis
    author: Side
    operator: Person | None
    text: str


class Marks(TypedDict):
    """How far each side has received and read the other's messages: the highest `seq` of each."""

    visitor_delivered: int
    visitor_read: int
    operator_delivered: int
    operator_read: int


class Conversation(TypedDict):
    """The visitor's own conversation. `operator` is who answers now; `unread` counts the operator's unseen messages."""

    status: Status
    operator: Person | None
    marks: Marks
    unread: int


class Team(TypedDict):
    """Is anyone there? `people` are up to three faces of operators who are online."""

    online: bool
    people: list[Person]


class Welcome(TypedDict):
    """The answer to `hello`.

    `key`: a fresh visitor's key when `hello` brought none, else null; the client keeps it in memory and stores it only with
    its first message. `snapshot` true: `conversation`, `messages` (the newest 50) and `more` replace what the client had;
    false: what it has stands, and the missed facts follow. `heartbeat` in seconds; `retry` in milliseconds is how
    long to wait, at random up to it, before a reconnect.
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


class MessagePosted(TypedDict):
    """A fact: a message was stored, by either side (also by another tab of this visitor)."""

    t: Literal["message_posted"]
    position: str
    message: Message


class ConversationTaken(TypedDict):
    """A fact: `operator` answers from now on."""

    t: Literal["conversation_taken"]
    position: str
    operator: Person


class ConversationClosed(TypedDict):
    """A fact: the conversation was closed. Writing again reopens it."""

    t: Literal["conversation_closed"]
    position: str
    at: Millis


class ConversationReopened(TypedDict):
    """A fact: the conversation is back in work."""

    t: Literal["conversation_reopened"]
    position: str
    status: Status


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
    | ConversationTaken
    | ConversationClosed
    | ConversationReopened
    | MessagesDelivered
    | MessagesRead
    | OperatorTyping
    | TeamChanged
    | Older
    | Pong,
    Field(discriminator="t"),
]


# ── plain requests ───────────────────────────────────────────────────────────────────────────────────────────────


@with_config(STRICT)
class Poll(TypedDict):
    """The fallback for networks that break WebSockets: one request carries the client's frames and brings the server's back.

    `hello` opens as on a socket, with the client's position; `frames` are said after it. The answer comes at once when
    anything is to be told, else after up to `wait` seconds (25 at most).
    """

    hello: Hello
    frames: Annotated[
        list[Annotated[Post | Typing | Delivered | Read | History, Field(discriminator="t")]], Field(max_length=50)
    ]
    wait: Annotated[int, Field(ge=0, le=25)]


class Polled(TypedDict):
    """The server's frames in order, the `welcome` first; `close` is a close code when the connection would have been ended."""

    frames: list[ServerSays]
    close: int | None


class Offsets(TypedDict):
    """Distance of the button from its corner, in CSS pixels."""

    inline: int
    block: int


class Panels(TypedDict):
    """Where the panel is, in each of its languages."""

    ru: str
    en: str


class WidgetSettings(TypedDict):
    """All that a page needs to show the button: one cached answer, the same for every visitor of a project.

    `panel` is where the panel's script is, in each of its languages; `language` is the default one, `hue` the accent's hue in
    OKLCH degrees.
    """

    v: int
    project: str
    name: str
    panel: Panels
    language: Literal["auto", "ru", "en"]
    hue: int
    corner: Literal["end", "start"]
    offsets: Offsets
    pulse: bool
    theme: Literal["auto", "light", "dark"]
    greeting: dict[str, str]
