"""What the app hears over the socket."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from besedka.wire.operator.cards import ContactChanged, VisitorPage
from besedka.wire.operator.tags import ConversationTagged, TagsChanged
from besedka.wire.operator.things import Conversation, File, Message, Note, Operator, Project
from besedka.wire.shapes import Millis, Pong, Refused, Side, Status

# ── what the server says over the socket ─────────────────────────────────────────────────────────────────────────


class Welcome(TypedDict):
    """The answer to `hello`. `resync` true: the position is too old to catch up from, fetch the overview again.

    The journal stands at `upto`: facts up to there were missed, later ones happen now.
    """

    t: Literal["welcome"]
    v: int
    position: int
    upto: int
    resync: bool
    online: list[str]
    away: list[str]
    now: Millis
    heartbeat: int
    retry: int


class Ack(TypedDict):
    """The message `id` is on disk, as number `seq`, since `at`."""

    t: Literal["ack"]
    id: str
    seq: int
    at: Millis
    files: list[File]


class ConversationStarted(TypedDict):
    """A fact: a visitor wrote for the first time."""

    t: Literal["conversation_started"]
    position: int
    conversation: Conversation


class MessagePosted(TypedDict):
    """A fact: a message was stored. `notify`: this operator is to be told of it."""

    t: Literal["message_posted"]
    position: int
    conversation: str
    message: Message
    notify: NotRequired[Literal[True]]


class MessageEdited(TypedDict):
    """A fact: its author changed a message. `message` is as it is now."""

    t: Literal["message_edited"]
    position: int
    conversation: str
    message: Message


class MessageDeleted(TypedDict):
    """A fact: its author took a message back. `message` is what remains of it: its place."""

    t: Literal["message_deleted"]
    position: int
    conversation: str
    message: Message


class Noted(TypedDict):
    """The note `id` is on disk, since `at`."""

    t: Literal["noted"]
    id: str
    at: Millis


class NoteAdded(TypedDict):
    """A fact: somebody wrote a note."""

    t: Literal["note_added"]
    position: int
    conversation: str
    note: Note


class NoteEdited(TypedDict):
    """A fact: its author changed a note. `note` is as it is now."""

    t: Literal["note_edited"]
    position: int
    conversation: str
    note: Note


class NoteDeleted(TypedDict):
    """A fact: its author took a note back. `note` is what remains of it: its place."""

    t: Literal["note_deleted"]
    position: int
    conversation: str
    note: Note


class ConversationTaken(TypedDict):
    """A fact: `operator` is responsible from now on. Told to every operator: those who lose it from New see who has it."""

    t: Literal["conversation_taken"]
    position: int
    conversation: str
    operator: str
    at: Millis


class ConversationAssigned(TypedDict):
    """A fact: whoever is responsible in `conversation` became so by `operator`, an administrator, or (null) by the project's routing.

    Told to those in whose scope it is now; to the others it is a `conversation_taken` by the new responsible. `notify`: this operator is
    to be told of it.
    """

    t: Literal["conversation_assigned"]
    position: int
    conversation: Conversation
    operator: str | None
    assignee: str
    at: Millis
    notify: NotRequired[Literal[True]]


class ConversationReturned(TypedDict):
    """A fact: the conversation is among the new ones again: `former`, who was responsible, was disabled (`operator` null), or an
    administrator, `operator`, has put it back. `notify`: this operator is to be told of it.
    """

    t: Literal["conversation_returned"]
    position: int
    conversation: Conversation
    former: str
    operator: str | None
    at: Millis
    notify: NotRequired[Literal[True]]


class ConversationConfirming(TypedDict):
    """A fact: `operator` would close the conversation, and the client is asked whether the question was solved."""

    t: Literal["conversation_confirming"]
    position: int
    conversation: str
    operator: str
    at: Millis


class ConversationClosed(TypedDict):
    """A fact: `operator` closed the conversation, or (null) the client confirmed that the question is solved."""

    t: Literal["conversation_closed"]
    position: int
    conversation: str
    operator: str | None
    at: Millis


class ConversationReopened(TypedDict):
    """A fact: the conversation is back in work: the client wrote, or said that the question is not solved (then `waiting_since` tells
    that they wait), or `operator` brought it back."""

    t: Literal["conversation_reopened"]
    position: int
    conversation: str
    by: Side
    operator: str | None
    status: Status
    waiting_since: Millis | None
    at: Millis


class ConversationRated(TypedDict):
    """A fact: the client has rated the closed conversation, 1 to 5."""

    t: Literal["conversation_rated"]
    position: int
    conversation: str
    rating: int
    comment: str
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
    """Somebody types in a conversation: the visitor, or the operator with this id. May be lost; forgotten after 6 s.

    `text` is what the visitor has typed so far, where the project shows it; empty elsewhere.
    """

    t: Literal["typing"]
    conversation: str
    by: Side
    operator: str | None
    on: bool
    text: str


class Presence(TypedDict):
    """Ids of the operators who are online now, and of those who are away: both whole lists, whenever one changes."""

    t: Literal["presence"]
    online: list[str]
    away: list[str]


class People(TypedDict):
    """All operators as they are now: after the `welcome`, and whenever one was added or changed."""

    t: Literal["people"]
    operators: list[Operator]


class ProjectChanged(TypedDict):
    """The project as it is now: its name or its settings were changed."""

    t: Literal["project"]
    project: Project


class CannedChanged(TypedDict):
    """The canned responses are others by now: fetch them again. May be lost; an app that connects anew fetches them anyway."""

    t: Literal["canned"]


ServerSays = Annotated[
    Welcome
    | Ack
    | Refused
    | ConversationStarted
    | Noted
    | MessagePosted
    | MessageEdited
    | MessageDeleted
    | NoteAdded
    | NoteEdited
    | NoteDeleted
    | ConversationTaken
    | ConversationAssigned
    | ConversationReturned
    | ConversationConfirming
    | ConversationClosed
    | ConversationReopened
    | ConversationRated
    | ConversationTagged
    | MessagesDelivered
    | MessagesRead
    | TypingSeen
    | Presence
    | People
    | ProjectChanged
    | CannedChanged
    | ContactChanged
    | VisitorPage
    | TagsChanged
    | Pong,
    Field(discriminator="t"),
]
