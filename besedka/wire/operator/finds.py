"""Search: what the app is answered."""

from typing import Literal

from typing_extensions import TypedDict

from besedka.wire.operator.things import Conversation
from besedka.wire.shapes import Millis


class ExcerptPart(TypedDict):
    """A piece of an excerpt; `hit` marks what was looked for."""

    text: str
    hit: bool


class SearchHit(TypedDict):
    """A message, a note, or the client of a conversation. `id` and `at` are the message's or note's; `seq` is the message, or the one
    that the note stands after; of a client, the conversation's."""

    kind: Literal["message", "note", "client"]
    conversation: Conversation
    id: str
    seq: int
    at: Millis
    parts: list[ExcerptPart]


class SearchPage(TypedDict):
    """A page of hits, newest first; it may be short, or empty. `next` continues it, null at the end."""

    hits: list[SearchHit]
    next: int | None
