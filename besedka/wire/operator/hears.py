"""What the app hears over the socket."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from besedka.wire.operator.cards import ContactChanged, VisitorPage
from besedka.wire.operator.deals import DealsChanged
from besedka.wire.operator.leads import CrmChanged, LeadAsked, LeadDelayed, LeadFailed, LeadSent
from besedka.wire.operator.letters import LetterFailed, LetterReceived, LetterSent, LinkMade, LinksRevoked
from besedka.wire.operator.life import (
    ConversationAssigned,
    ConversationCalled,
    ConversationClosed,
    ConversationConfirming,
    ConversationRated,
    ConversationReopened,
    ConversationReturned,
    ConversationTaken,
    ConversationUnsolved,
)
from besedka.wire.operator.tags import ConversationTagged, TagsChanged
from besedka.wire.operator.things import Conversation, File, Message, Note, Operator, Project
from besedka.wire.shapes import Millis, Pong, Refused, Side

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
    files: list[File]


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


class Seen(TypedDict):
    """In another window of this operator's, or on another device, it was seen that a client waits in this conversation. May be lost."""

    t: Literal["seen"]
    conversation: str


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
    """The project as it is now: after the `welcome`, and whenever its name or its settings were changed."""

    t: Literal["project"]
    project: Project


class CannedChanged(TypedDict):
    """The canned responses are others by now: fetch them again. May be lost: an app that connects, again too, fetches them anyway."""

    t: Literal["canned"]


class Unheard(TypedDict):
    """The app read too slowly for all that is told by the way: what rests on `visitor_page` (the client's card) is fetched again."""

    t: Literal["unheard"]


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
    | ConversationUnsolved
    | ConversationReopened
    | ConversationRated
    | ConversationCalled
    | ConversationTagged
    | LeadAsked
    | LeadDelayed
    | LeadSent
    | LeadFailed
    | LinkMade
    | LinksRevoked
    | LetterSent
    | LetterFailed
    | LetterReceived
    | MessagesDelivered
    | MessagesRead
    | TypingSeen
    | Seen
    | Presence
    | People
    | ProjectChanged
    | CannedChanged
    | CrmChanged
    | DealsChanged
    | Unheard
    | ContactChanged
    | VisitorPage
    | TagsChanged
    | Pong,
    Field(discriminator="t"),
]
