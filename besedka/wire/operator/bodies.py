"""The bodies of the app's HTTP requests, and their answers."""

from typing import Annotated, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.operator.hears import ServerSays
from besedka.wire.operator.says import Availability, Delivered, Hello, Post, Read, Typing, WriteNote
from besedka.wire.operator.tags import Tag
from besedka.wire.operator.things import Activity, Conversation, Counts, Message, Note, Operator, Project, Stance
from besedka.wire.shapes import STRICT, FileIds, HexId, MessageText, Millis, SeqNumber

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
    tags: list[Tag]
    counts: Counts


class ConversationPage(TypedDict):
    """One page of a list, in its order; `next` continues it, null at the end. True as of `position`."""

    position: int
    conversations: list[Conversation]
    next: str | None


class ConversationView(TypedDict):
    """One conversation, true as of `position`."""

    position: int
    conversation: Conversation


class MessagePage(TypedDict):
    """Messages in order of `seq`, with the notes that stand among them; `more` tells whether older ones remain (newer ones, when
    asked with `after`). True as of `position`."""

    position: int
    messages: list[Message]
    more: bool
    notes: list[Note]


@with_config(STRICT)
class NewMessage(TypedDict):
    """A message to post: `id` made by the client once, kept over every retry.

    `files` are own uploads that are ready; `quote` is the `seq` of what it answers.
    """

    id: HexId
    text: MessageText
    files: NotRequired[FileIds]
    quote: NotRequired[SeqNumber]


@with_config(STRICT)
class NewNote(TypedDict):
    """A note to write: `id` made by the client once, kept over every retry. `files` are own uploads that are ready."""

    id: HexId
    text: MessageText
    files: NotRequired[FileIds]


@with_config(STRICT)
class NewText(TypedDict):
    """What a message or note is to say from now on."""

    text: MessageText


class MessageView(TypedDict):
    """One message, true as of `position`."""

    position: int
    message: Message


class NoteView(TypedDict):
    """One note."""

    note: Note


class Version(TypedDict):
    """What a message said until `at`, and who changed it then."""

    at: Millis
    operator: str | None
    text: str


class Versions(TypedDict):
    """What a message or note said before, oldest first."""

    versions: list[Version]


class ActivityPage(TypedDict):
    """Lines between messages, in order; `more` tells whether older ones remain. True as of `position`."""

    position: int
    activities: list[Activity]
    more: bool


class Loads(TypedDict):
    """How many conversations each operator has in work, by id; who has none is not named."""

    loads: dict[str, int]


@with_config(STRICT)
class Assignment(TypedDict):
    """Who is to be responsible: an operator's id, or null for the new ones; and who was seen to be (null: nobody), lest two who
    assign at once undo each other."""

    to: HexId | None
    seen_with: HexId | None


class Stored(TypedDict):
    """The message is on disk, as number `seq`, since `at`."""

    id: str
    seq: int
    at: Millis


@with_config(STRICT)
class NewStance(TypedDict):
    """What the operator says of themselves: away, offline, or (null) there."""

    stance: Stance | None


@with_config(STRICT)
class Poll(TypedDict):
    """The fallback for networks that break WebSockets: the client's frames go out, the server's come back (see wire/visitor)."""

    hello: Hello
    frames: Annotated[
        list[Annotated[Post | WriteNote | Typing | Delivered | Read | Availability, Field(discriminator="t")]],
        Field(max_length=50),
    ]
    wait: Annotated[int, Field(ge=0, le=25)]


class Polled(TypedDict):
    """The server's frames in order, the `welcome` first; `close` is a close code when the connection would have been ended."""

    frames: list[ServerSays]
    close: int | None
