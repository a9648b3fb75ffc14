"""Lists of conversations: which there are, in what order they stand, and by what they may be narrowed (PRODUCT.md 3.3)."""

from dataclasses import dataclass
from typing import Literal

from besedka.domain.conversation import Channel
from besedka.domain.ids import Instant, OperatorId, TagId

ListName = Literal["new", "mine", "unanswered", "all", "closed"]
LISTS: tuple[ListName, ...] = ("new", "mine", "unanswered", "all", "closed")
"""All holds whatever is not closed, and is the administrators'; narrowed by a tag it is the tag's list, within the operator's scope."""

Order = Literal["recent", "waiting"]
"""Newest words first; or who waits longest first, those who do not wait last."""

ORDERS: dict[ListName, Order] = {
    "new": "recent", "mine": "recent", "unanswered": "waiting", "all": "recent", "closed": "recent",
}  # fmt: skip
"""The order of a list when none is asked for."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed by; None lets everything through. `since` and `until` bound when a conversation began."""

    channel: Channel | None = None
    operator: OperatorId | None = None
    tag: TagId | None = None
    since: Instant | None = None
    until: Instant | None = None
    rating: int | None = None


EVERYTHING = Filter()
