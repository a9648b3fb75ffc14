"""What a node remembers between two batches, so that posting a message need not read the conversation first (PERFORMANCE.md, rule 3a).

It is true as long as nobody else has written to the project, and the project's counter tells: whoever writes moves it, and a batch reads
it under lock. If it stands where this node left it, every remembered row of that project is as it is in the database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from besedka.domain.conversation import Conversation
from besedka.domain.ids import ConversationId, Instant, Position, ProjectNumber, VisitorId
from besedka.ports.database import Row

AT_MOST = 8_192
"""Conversations that are remembered; one more, and all are forgotten, which costs each of them one read."""


def as_row(c: Conversation) -> Row:
    """Return a conversation as a row: its fields in the order of the table's columns. Name by name costs half of what `attrgetter` does."""
    return (
        c.id, c.project, c.ordinal, c.visitor, c.status, c.assignee, c.visitor_name, c.created_at, c.closed_at, c.last_position,
        c.last_at, c.last_seq, c.last_side, c.last_operator, c.last_text, c.waiting_since, c.unread_operator, c.unread_visitor,
        c.visitor_delivered, c.visitor_read, c.operator_delivered, c.operator_read, c.page_url, c.page_title, c.referrer, c.language,
        c.user_agent, c.channel, c.contact, c.tags, c.rating, c.rating_comment, c.rated_at, c.assigned_at, c.first_answer_at, c.routed,
        c.left, c.attended, c.called,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class VisitorRow:
    """What is stored of a visitor."""

    id: VisitorId
    conversation: ConversationId | None
    secret_hash: bytes
    revoked_at: Instant | None


@dataclass(slots=True)
class Shelf:
    """What is remembered of one project, true while its counter stands at `position`. Conversations are rows: nobody changes one here."""

    position: Position
    visitors: dict[VisitorId, VisitorRow] = field(default_factory=dict)
    conversations: dict[ConversationId, Row] = field(default_factory=dict)


class Memory:
    """The shelves of all projects that this node writes to."""

    def __init__(self) -> None:
        self._shelves: dict[ProjectNumber, Shelf] = {}
        self._kept = 0

    def shelf(self, project: ProjectNumber, position: Position) -> Shelf:
        """Return what is true of a project whose locked counter stands at `position`: nothing, if another node has moved it."""
        known = self._shelves.get(project)
        return known if known is not None and known.position == position else Shelf(position)

    def learn(self, shelves: Mapping[ProjectNumber, Shelf], rows: Iterable[tuple[VisitorRow | None, Row]]) -> None:
        """Remember what a batch has left behind, now that it is committed: conversations, and the visitors who wrote in them."""
        self._shelves.update(shelves)
        for visitor, row in rows:
            id, shelf = row[0], shelves[row[1]]
            self._kept += id not in shelf.conversations
            shelf.conversations[id] = row
            if visitor is not None:
                shelf.visitors[visitor.id] = visitor
        if self._kept > AT_MOST:
            self._shelves.clear()
            self._kept = 0
