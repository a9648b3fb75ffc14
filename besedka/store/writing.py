"""What a batch leaves behind, as statements: only what has moved, one statement or so per table, whatever the batch's size."""

from collections.abc import Iterable, Mapping

from besedka.domain.conversation import Conversation
from besedka.domain.events import Event
from besedka.domain.ids import ConversationId, ProjectNumber
from besedka.domain.message import Message, Side
from besedka.ports.database import Change, Query, Row, Save, Script
from besedka.store.schema import CONVERSATIONS, JOURNAL, MESSAGES

_NAMES = list(CONVERSATIONS.columns)
_FIRST, _SAID, _BEYOND = (_NAMES.index(name) for name in ("last_position", "unread_visitor", "page_url"))
_MOVING = _NAMES[_FIRST:_BEYOND]
"""What every message and mark changes, neighbours in the row; a visitor's message only those before `_SAID`. None is in an index."""
_PLAIN = ("id", "conversation_id", "seq", "at", "text")
"""What a visitor's message without files is, besides who wrote it."""
_HEARD = ("position", "at", "conversation_id", "seq")


class Posted:
    """New messages: what a visitor's plain one has in common with the others of its kind is written once."""

    def __init__(self) -> None:
        self._plain: list[Row] = []
        self._others: list[Message] = []

    def add(self, message: Message) -> None:
        """Have the message written."""
        if message.operator is None and message.quote is None and not message.files:
            self._plain.append((message.id, message.conversation, message.seq, message.at, message.text))
        else:
            self._others.append(message)

    def save(self) -> Script[None]:
        """Write the messages."""
        if self._plain:
            yield Save(MESSAGES, self._plain, columns=_PLAIN, same=(("side", "visitor"),))
        if self._others:
            yield Save(MESSAGES, self._others)


def save_conversations(rows: Iterable[Row], before: Mapping[ConversationId, Row]) -> Script[None]:
    """Write conversations; where only what moves with every message has moved, just that: no index is touched."""
    whole, moved, said = list[Row](), list[Row](), list[Row]()
    for row in rows:
        known = before.get(row[0])
        if known is None or known[:_FIRST] != row[:_FIRST]:
            whole.append(row)
        elif known[_SAID:] == row[_SAID:]:
            said.append((row[0], *row[_FIRST:_SAID]))
        elif known[_BEYOND:] == row[_BEYOND:]:
            moved.append((row[0], *row[_FIRST:_BEYOND]))
        else:
            whole.append(row)
    if whole:
        yield Save(CONVERSATIONS, whole, replace=True)
    if moved:
        yield Change(CONVERSATIONS, _MOVING, moved)
    if said:
        yield Change(CONVERSATIONS, _NAMES[_FIRST:_SAID], said)


def save_facts(project: ProjectNumber, facts: list[Event]) -> Script[None]:
    """Write a project's journal: what visitors said, without what is the same for all of it, and everything else."""
    heard, others = list[Row](), list[Row]()
    for e in facts:
        if e.kind == "message_posted" and e.side == "visitor":
            heard.append((e.position, e.at, e.conversation.id, e.seq))
        else:
            others.append((project, e.position, e.at, e.kind, e.conversation.id, e.side, e.operator, e.seq, e.ref))
    if heard:
        same = ("project", project), ("kind", "message_posted"), ("side", "visitor")
        yield Save(JOURNAL, heard, columns=_HEARD, same=same)
    if others:
        yield Save(JOURNAL, others)


def recount(c: Conversation, by: Side) -> Script[None]:
    """Count anew what `by` has not read."""
    other: Side = "operator" if by == "visitor" else "visitor"
    mark = c.visitor_read if by == "visitor" else c.operator_read
    rows = yield Query(
        "SELECT count(*) FROM messages WHERE conversation_id = $1 AND seq > $2 AND side = $3", (c.id, mark, other)
    )
    if by == "visitor":
        c.unread_visitor = rows[0][0]
    else:
        c.unread_operator = rows[0][0]
