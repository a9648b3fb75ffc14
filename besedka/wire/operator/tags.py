"""Tags: the words of the app's HTTP requests about them."""

from typing import Annotated, Literal

from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, HexId, Millis

TagColor = Literal["grey", "amber", "green", "teal", "blue", "violet", "rose", "red"]


class Tag(TypedDict):
    """A tag of the project. A conversation may name tags that were removed since: they are not shown."""

    id: str
    name: str
    color: TagColor


@with_config(STRICT)
class NewTag(TypedDict):
    """A tag to make: `id` made by the client once, kept over every retry. Its name is the only one so spelled, in any case."""

    id: HexId
    name: Annotated[str, StringConstraints(max_length=1000)]
    color: TagColor


@with_config(STRICT)
class TagChange(TypedDict):
    """What a tag is to be from now on."""

    name: Annotated[str, StringConstraints(max_length=1000)]
    color: TagColor


class ConversationTagged(TypedDict):
    """A fact: an operator set or unset a tag. `tags` are the conversation's now."""

    t: Literal["conversation_tagged"]
    position: int
    conversation: str
    operator: str
    tags: list[str]
    at: Millis


class TagsChanged(TypedDict):
    """All tags as they are now, in their order: after the `welcome`, and whenever one was made, changed or removed."""

    t: Literal["tags"]
    tags: list[Tag]
