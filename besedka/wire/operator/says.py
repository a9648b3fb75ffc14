"""What the app says over the socket."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, FileIds, HexId, MessageText, Ping, SeqNumber

# ── what the app says over the socket ────────────────────────────────────────────────────────────────────────────


@with_config(STRICT)
class Hello(TypedDict):
    """The first frame, on a connection whose session cookie was accepted. Facts after `position` follow the `welcome`.

    `idle`: nobody has touched this window for ten minutes (see `availability`).
    """

    t: Literal["hello"]
    v: int
    position: Annotated[int, Field(ge=0, le=2**53)]
    language: Literal["ru", "en"]
    idle: NotRequired[bool]


@with_config(STRICT)
class Post(TypedDict):
    """An answer to the client. `id` is made once by the app and kept over every retry.

    `files` are own uploads that are ready; `quote` is the `seq` of what it answers.
    """

    t: Literal["post"]
    id: HexId
    conversation: HexId
    text: MessageText
    files: NotRequired[FileIds]
    quote: NotRequired[SeqNumber]


@with_config(STRICT)
class WriteNote(TypedDict):
    """A note for colleagues, answered by `noted`. `id` is made once by the app and kept over every retry.

    `files` are own uploads that are ready; no client ever gets them.
    """

    t: Literal["note"]
    id: HexId
    conversation: HexId
    text: MessageText
    files: NotRequired[FileIds]


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


@with_config(STRICT)
class Availability(TypedDict):
    """Nobody has touched this window for ten minutes (`idle`), or somebody does again. An operator is away when all windows are idle."""

    t: Literal["availability"]
    idle: bool


@with_config(STRICT)
class See(TypedDict):
    """The operator has seen that a client waits in this conversation: no other window or device of theirs need call them to it any more."""

    t: Literal["seen"]
    conversation: HexId


OperatorSays = Annotated[
    Hello | Post | WriteNote | Typing | Delivered | Read | See | Availability | Ping, Field(discriminator="t")
]
