"""A conversation: one thread of messages with one visitor, its status, its counters, and the rules that move them.

The object is a working copy of one row. Rules change it in place and answer with what happened; a batch writes each
conversation once, however many messages it took (docs/decisions.md, "One write per conversation and batch").
"""

from dataclasses import dataclass
from typing import Literal

from besedka.domain.errors import Conflict, Forbidden
from besedka.domain.ids import ContactId, ConversationId, Instant, OperatorId, ProjectNumber, VisitorId
from besedka.domain.message import Side

Status = Literal["new", "open", "confirming", "closed"]

Left = Literal["offline", "callback"]
"""By which form a conversation was left (PRODUCT.md 2.8)."""

Channel = Literal["site"]
"""How a conversation arrives (PRODUCT.md 1)."""

TO_ALL = 2
"""`routed` of what the ladder has put before all operators (domain/ladder): routing leaves it to them."""

PREVIEW = 200
"""How much of the last message a row of the list shows, in characters."""


@dataclass(slots=True)
class Conversation:
    """One conversation. The four marks are the highest seq of the other side's messages that each side has received or read.

    `tags` are their ids as hex digits with spaces between; `assigned_at` is when the assignee became responsible; `routed` is 1
    from when routing gave it to them until they answer or somebody decides otherwise, and `TO_ALL`; `left` is the form by which it was
    left, None for one that was begun in the chat; `attended` is 1 if that was while an operator was online. `called` is the number of the
    highest step by which people were called to it while it waits, 0: they were not.
    """

    id: ConversationId
    project: ProjectNumber
    ordinal: int
    visitor: VisitorId
    status: Status
    assignee: OperatorId | None
    visitor_name: str | None
    created_at: Instant
    closed_at: Instant | None
    last_position: int
    last_at: Instant
    last_seq: int
    last_side: Side | None
    last_operator: OperatorId | None
    last_text: str
    waiting_since: Instant | None
    unread_operator: int
    unread_visitor: int
    visitor_delivered: int
    visitor_read: int
    operator_delivered: int
    operator_read: int
    page_url: str
    page_title: str
    referrer: str
    language: str
    user_agent: str
    channel: Channel = "site"
    contact: ContactId | None = None
    tags: str = ""
    rating: int | None = None
    rating_comment: str = ""
    rated_at: Instant | None = None
    assigned_at: Instant | None = None
    first_answer_at: Instant | None = None
    routed: int = 0
    left: Left | None = None
    attended: int = 0
    called: int = 0


def add_visitor_message(c: Conversation, at: Instant, text: str, left: Left | None = None) -> bool:
    """Count the visitor's message; True when it brought a closed conversation back to work (PRODUCT.md 4.3). One that was `left` by a
    form marks the conversation until a closed one is begun anew in the chat."""
    reopened = c.status in ("closed", "confirming")
    if reopened:
        if c.status == "closed":
            c.left = None
        reopen(c)
    c.left = left or c.left
    if c.waiting_since is None:
        c.waiting_since = at
    c.unread_operator += 1
    _say(c, "visitor", None, at, text)
    return reopened


def add_operator_message(c: Conversation, operator: OperatorId, at: Instant, text: str) -> tuple[bool, bool]:
    """Count an operator's message; answers (taken, reopened): an answer takes an unassigned conversation, and ends the question whether
    it is solved. Conflict `already_closed`: it is brought back to work first, knowingly."""
    if c.status == "closed":
        raise Conflict("already_closed")
    taken, reopened = c.assignee is None, c.status == "confirming"
    if taken:
        c.assignee, c.assigned_at = operator, at
    c.routed = c.called = 0
    if c.first_answer_at is None:
        c.first_answer_at = at
    c.status = "open"
    c.waiting_since = None
    c.unread_visitor += 1
    _say(c, "operator", operator, at, text)
    return taken, reopened


def _say(c: Conversation, side: Side, operator: OperatorId | None, at: Instant, text: str) -> None:
    c.last_seq += 1
    c.last_at = at
    c.last_side = side
    c.last_operator = operator
    c.last_text = text[:PREVIEW]


def take(c: Conversation, operator: OperatorId, at: Instant) -> bool:
    """Make `operator` responsible; False if they are already. Conflict `already_taken` if somebody else was quicker; `already_closed`,
    one's own too: it is brought back to work first, knowingly."""
    if c.assignee not in (None, operator):
        raise Conflict("already_taken", {"operator": c.assignee.hex()})
    if c.status == "closed":
        raise Conflict("already_closed")
    if c.assignee == operator:
        return False
    c.assignee, c.assigned_at, c.routed, c.called = operator, at, 0, 0
    if c.status == "new":
        c.status = "open"
    return True


def route(c: Conversation, operator: OperatorId, at: Instant) -> None:
    """Make `operator` responsible by the project's routing, until they answer."""
    c.assignee, c.assigned_at, c.status, c.routed = operator, at, "open", 1


def assign(c: Conversation, operator: OperatorId, at: Instant) -> bool:
    """Make `operator` responsible in place of whoever is; False if they are already. Conflict `already_closed`."""
    if c.status == "closed":
        raise Conflict("already_closed")
    if c.assignee == operator:
        return False
    c.assignee, c.assigned_at, c.routed, c.called = operator, at, 0, 0
    if c.status == "new":
        c.status = "open"
    return True


def must_still_be_with(c: Conversation, operator: OperatorId | None) -> None:
    """Raise Conflict `already_taken` or `already_returned` if another is responsible than whoever was seen to be."""
    if c.assignee is None and operator is not None:
        raise Conflict("already_returned")
    if c.assignee is not None and c.assignee != operator:
        raise Conflict("already_taken", {"operator": c.assignee.hex()})


def give_back(c: Conversation) -> bool:
    """Put a conversation in work back among the new ones: nobody is responsible any more. False when it is not in work."""
    if c.status not in ("open", "confirming"):
        return False
    c.assignee, c.assigned_at, c.status, c.routed = None, None, "new", 0
    return True


def call(c: Conversation, step: int, *, to_all: bool) -> OperatorId | None:
    """Note that people were called to it by a step of the ladder; returns who had it and has it no more: it is put before all operators."""
    former, c.called = c.assignee, max(c.called, step)
    if not to_all or former is None:
        return None
    give_back(c)
    c.routed = TO_ALL
    return former


def close(c: Conversation, at: Instant) -> bool:
    """Close the conversation; False if it is closed already."""
    if c.status == "closed":
        return False
    c.status = "closed"
    c.closed_at = at
    c.waiting_since, c.called = None, 0
    return True


def ask_whether_solved(c: Conversation, at: Instant) -> bool:
    """Ask the client before closing; what was never answered is closed at once. False if it is asked or closed already."""
    if c.status == "new":
        return close(c, at)
    if c.status != "open":
        return False
    c.status = "confirming"
    c.waiting_since, c.called = None, 0
    return True


def hear_whether_solved(c: Conversation, solved: bool, at: Instant) -> bool:
    """Take the client's answer: closed, or still in work and waiting for us. False when nobody asks any more."""
    if c.status != "confirming":
        return False
    if solved:
        return close(c, at)
    reopen(c)
    c.waiting_since = at
    return True


def rate(c: Conversation, rating: int, comment: str, at: Instant) -> bool:
    """Keep the client's rating of a closed conversation, over the earlier one; False if nothing changes. Conflict `not_closed`."""
    if c.status != "closed":
        raise Conflict("not_closed")
    if rated_since_closing(c) and (c.rating, c.rating_comment) == (rating, comment):
        return False
    c.rating, c.rating_comment, c.rated_at = rating, comment, Instant(max(at, (c.closed_at or 0) + 1))
    return True


def rated_since_closing(c: Conversation) -> bool:
    """Tell whether the rating is of this closing, not of an earlier one: each closing may be rated once more."""
    return c.rated_at is not None and c.closed_at is not None and c.rated_at > c.closed_at


def reopen(c: Conversation) -> bool:
    """Bring the conversation back: to its responsible operator, or among the new ones; False if it is not closed."""
    if c.status not in ("closed", "confirming"):
        return False
    c.status = "new" if c.assignee is None else "open"
    c.closed_at = None
    c.routed = c.routed if c.assignee is not None else 0
    return True


def mark_delivered(c: Conversation, by: Side, seq: int) -> bool:
    """Note that `by` has received messages up to `seq`; False when that was known. Beyond the last message counts as the last."""
    seq = min(seq, c.last_seq)
    if by == "visitor":
        moved, c.visitor_delivered = seq > c.visitor_delivered, max(seq, c.visitor_delivered)
    else:
        moved, c.operator_delivered = seq > c.operator_delivered, max(seq, c.operator_delivered)
    return moved


def mark_read(c: Conversation, by: Side, seq: int) -> bool:
    """Note that `by` has read messages up to `seq` (read includes received); False when that was known.

    Reading to the end leaves nothing unread; reading to the middle leaves the count to whoever can count messages.
    """
    seq = min(seq, c.last_seq)
    mark_delivered(c, by, seq)
    if by == "visitor":
        moved, c.visitor_read = seq > c.visitor_read, max(seq, c.visitor_read)
        c.unread_visitor = 0 if c.visitor_read == c.last_seq else c.unread_visitor
    else:
        moved, c.operator_read = seq > c.operator_read, max(seq, c.operator_read)
        c.unread_operator = 0 if c.operator_read == c.last_seq else c.unread_operator
    return moved


def may_mark(c: Conversation, operator: OperatorId) -> bool:
    """Tell whether the operator's reading counts as the company's: they are responsible, or nobody is yet.

    An administrator who looks over somebody's shoulder does not make the client believe that they were read.
    """
    return c.assignee is None or c.assignee == operator


def must_be_answerable_by(c: Conversation, operator: OperatorId, is_admin: bool) -> None:
    """Raise Forbidden `not_yours`, which names who is, unless the operator may act in it: responsible, unassigned, an administrator."""
    if c.assignee is not None and c.assignee != operator and not is_admin:
        raise Forbidden("not_yours", {"operator": c.assignee.hex()})


def side_of(operator: OperatorId | None) -> Side:
    """Return whose words an author's are: no operator means the visitor."""
    return "visitor" if operator is None else "operator"
