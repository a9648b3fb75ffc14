"""The words that several languages share: ids, instants, texts, and the refusal.

TypedDicts, not models: a frame is checked by one compiled validator and costs no object of its own
(docs/decisions.md, "Words on the wire").
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.domain.ids import HEX_ID

PROTOCOL = 1
"""The protocol's version. A client that speaks another one is told `protocol_unknown` and reloads."""

STRICT = ConfigDict(extra="forbid", strict=True)

HexId = Annotated[str, StringConstraints(pattern=HEX_ID)]
"""An id made by the client or the server: a UUIDv7 as 32 lower-case hex digits."""

FileIds = Annotated[list[HexId], Field(max_length=100)]
"""Uploads that a message carries: 10 at most, else refused by name (`too_many_files`)."""

Millis = Annotated[int, Field(ge=0)]
"""A moment: milliseconds of Unix time, UTC."""

SeqNumber = Annotated[int, Field(ge=0, le=2**53)]
"""A message's place in its conversation: 1, 2, 3, … without gaps; 0 stands before the first."""

MessageText = str
"""What somebody wrote: plain text, never markup; 1 to 10,000 characters, else refused by name (`text_empty`, `text_too_long`)."""

SpokenLanguage = Literal["ru", "en", "de", "fr", "es", "it", "pt", "tr", "pl", "uk", "kk", "ar"]
"""A language of the widget."""

Side = Literal["visitor", "operator"]
"""Who wrote or read: the client on the site, or the company's side."""

Status = Literal["new", "open", "confirming", "closed"]
"""A conversation's status (PRODUCT.md 4.3)."""


class Refused(TypedDict):
    """What the client asked for was refused and changed nothing.

    `id` names the refused post (null: the frame as a whole); `code` is stable, `params` fill the sentence,
    `message` is the sentence in the client's language. `again` tells whether the same frame may be sent once more.
    """

    t: Literal["refused"]
    id: str | None
    code: str
    params: dict[str, str | int]
    message: str
    again: bool


class Problem(TypedDict):
    """Every HTTP error: a stable `code`, its `params`, and the sentence in the person's language."""

    code: str
    params: dict[str, str | int]
    message: str


@with_config(STRICT)
class NewFile(TypedDict):
    """An upload to begin: the name that the file has there, and its size in bytes."""

    name: Annotated[str, StringConstraints(max_length=4_000)]
    size: Annotated[int, Field(ge=0, le=2**53)]


class Upload(TypedDict):
    """How far an upload is. `received` bytes are there: go on from that place; `ready` when all are and the content was looked into.

    `name` is what the file is kept under; `type`, `width`, `height` are known once it is ready.
    """

    id: str
    name: str
    size: int
    received: int
    ready: bool
    type: str
    width: int | None
    height: int | None


class Avatar(TypedDict):
    """Where an operator's avatar is now, below this server's address; null for none."""

    avatar: str | None


class Pong(TypedDict):
    """The answer to a ping."""

    t: Literal["pong"]


@with_config(STRICT)
class Ping(TypedDict):
    """A heartbeat: sent by the client every `heartbeat` seconds (with jitter); silence for 2.5 of them ends the connection."""

    t: Literal["ping"]
