"""What becomes of a conversation: the facts of its life that the app hears."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from besedka.wire.operator.things import Conversation
from besedka.wire.shapes import Millis, Side, Status
from besedka.wire.staff import LadderStep


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
    administrator, `operator`, has put it back; or (`step`) they did not answer, and the ladder calls all. `notify`: this operator is to be
    told of it.
    """

    t: Literal["conversation_returned"]
    position: int
    conversation: Conversation
    former: str
    operator: str | None
    at: Millis
    step: NotRequired[LadderStep]
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


class ConversationUnsolved(TypedDict):
    """A fact: the client was asked, and says that the question is not solved. The conversation stays in work, and the client waits since
    `at`. `notify`: this operator is to be told of it."""

    t: Literal["conversation_unsolved"]
    position: int
    conversation: str
    status: Status
    at: Millis
    notify: NotRequired[Literal[True]]


class ConversationReopened(TypedDict):
    """A fact: the conversation is back in work: the client wrote, or `operator` brought it back."""

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


class ConversationCalled(TypedDict):
    """A fact: the client waits, and by this `step` of the project's ladder these `people` are called. `notify`: this operator is one of
    them, and the app is to call."""

    t: Literal["conversation_called"]
    position: int
    conversation: str
    step: LadderStep
    people: list[str]
    at: Millis
    notify: NotRequired[Literal[True]]
