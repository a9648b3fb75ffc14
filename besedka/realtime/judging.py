"""What a client says about the closing of their conversation, as the unit that stores it."""

from collections.abc import Callable

from besedka.actions.closing import Confirm, Rate
from besedka.domain.conversation import Conversation
from besedka.domain.ids import Instant
from besedka.domain.rating import clean_comment
from besedka.wire import visitor as words


def judgement(
    c: Conversation, frame: words.Confirm | words.Rate, at: Instant, done: Callable[[BaseException | None], None]
) -> Confirm | Rate:
    """Return the unit; BadInput for a comment that cannot be kept."""
    if frame["t"] == "confirm":
        return Confirm(c.project, c.id, c.visitor, at, done, frame["solved"])
    return Rate(c.project, c.id, c.visitor, at, done, frame["rating"], clean_comment(frame["comment"]))
