"""What the operators' app and the server speak of."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from besedka.wire.operator.letters import LetterLine
from besedka.wire.shapes import Millis, Side, Status
from besedka.wire.staff import Colleague, LadderStep, WorkSettings

# ── things ───────────────────────────────────────────────────────────────────────────────────────────────────────


Stance = Literal["away", "offline"]
"""What an operator said of themselves by hand."""

Channel = Literal["site"]
"""How a conversation arrives."""

Left = Literal["offline", "callback"]
"""By which form a conversation was left while nobody was there, or to be called back."""


class Operator(Colleague):
    """A colleague. `disabled` ones are kept, so that history keeps its names."""

    stance: Stance | None


class Project(TypedDict):
    """The project that the operator signed in to."""

    number: int
    name: str
    settings: WorkSettings


class File(TypedDict):
    """An attachment. `type` is what its content is, not what its name says; `width` and `height` in pixels, for pictures that may
    be shown; `preview` tells that a small one of it is kept."""

    id: str
    name: str
    type: str
    size: int
    width: int | None
    height: int | None
    preview: bool


class Message(TypedDict):
    """One message. `operator` is the author's id, null for the visitor's. `quote` is the `seq` of the message that it answers.

    `edited_at` tells that the text was changed since; of a deleted message the text and the files are gone, its place remains.
    """

    id: str
    seq: int
    at: Millis
    author: Side
    operator: str | None
    text: str
    quote: int | None
    files: list[File]
    edited_at: Millis | None
    deleted_at: Millis | None


class Note(TypedDict):
    """A note: only operators see it. It stands after the message `after`; of a deleted one the text and the files are gone."""

    id: str
    after: int
    at: Millis
    operator: str
    text: str
    files: list[File]
    edited_at: Millis | None
    deleted_at: Millis | None


class LastMessage(TypedDict):
    """The newest message, its text cut to 200 characters, for a row of the list."""

    seq: int
    at: Millis
    author: Side
    operator: str | None
    text: str


class Conversation(TypedDict):
    """One conversation as a row and a head need it.

    `tags` are ids; `rating` is the client's, 1 to 5; `assigned_at` is when the assignee became responsible.
    `ordinal` is its number for people (№ 48 217). `waiting_since` is when the client's first unanswered message came, null when
    the last word is ours. `unread` counts the client's messages that no operator has seen. The four marks are the highest `seq`
    that each side has received and read of the other's. `called`: by which step of the ladder people were last called to it while it waits,
    null: they were not. `visitor_name` is null until the client names itself. `left` is the form by
    which it was left, null for one that was begun in the chat.
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
    channel: Channel
    contact: str | None
    tags: list[str]
    rating: int | None
    rating_comment: str
    assigned_at: Millis | None
    first_answer_at: Millis | None
    left: Left | None
    called: LadderStep | None


ActivityKind = Literal[
    "conversation_taken", "conversation_assigned", "conversation_returned", "conversation_confirming", "conversation_closed",
    "conversation_unsolved", "conversation_reopened", "conversation_rated", "conversation_called", "lead_asked", "lead_sent", "lead_failed",
    "link_made", "links_revoked", "letter_sent", "letter_failed", "letter_received",
]  # fmt: skip
"""The facts that leave a line between the messages."""


class CallDelivery(TypedDict):
    """What went to an operator outside of the app to call them, and what became of it; `code` says why it did not arrive, empty: no reason
    yet."""

    operator: str
    carrier: Literal["email", "telegram", "webhook", "push"]
    state: Literal["waiting", "sent", "failed", "dropped"]
    code: str


class Activity(TypedDict):
    """A line between messages: what was done, at a position of the journal.

    `by` and `operator` tell who did it: the client, an operator, or (`operator` null on our side) the house itself. `target` is who was
    made responsible (assigned) or was before (returned); `rating` is what the client gave. `people` are whom a step of the ladder called,
    and `deliveries` what went to them outside of the app; a line `conversation_returned` has a `step` when it was the ladder's, because the
    responsible did not answer. `letter` tells of a letter.
    """

    position: int
    at: Millis
    kind: ActivityKind
    by: Side
    operator: str | None
    target: str | None
    rating: int | None
    step: NotRequired[LadderStep]
    people: NotRequired[list[str]]
    deliveries: NotRequired[list[CallDelivery]]
    letter: NotRequired[LetterLine]


class Counts(TypedDict):
    """How many conversations each list holds, and how many not closed ones have each tag (none: no key), within the operator's scope."""

    new: int
    mine: int
    unanswered: int
    all: int
    closed: int
    tags: dict[str, int]
