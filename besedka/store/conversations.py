"""Reading conversations and their messages."""

from dataclasses import dataclass

from besedka.domain.conversation import Conversation
from besedka.domain.ids import ConversationId, OperatorId, Position, ProjectNumber, VisitorId
from besedka.domain.message import Message
from besedka.ports.database import Query, Script, Value
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import CONVERSATIONS, MESSAGES

_C = ",".join(CONVERSATIONS.columns)
_M = ",".join(MESSAGES.columns)


def position(project: ProjectNumber) -> Script[Position]:
    """Return the project's journal position, as of this script's snapshot; 0 for an unknown project."""
    rows = yield Query("SELECT position FROM projects WHERE number = $1", (project,))
    return Position(rows[0][0] if rows else 0)


def by_id(project: ProjectNumber, id: ConversationId) -> Script[Conversation | None]:
    """Return one conversation of the project."""
    found = yield from fetch_one(
        f"SELECT {_C} FROM conversations WHERE id = $1 AND project = $2", (id, project), Conversation
    )
    return found


def anywhere(id: ConversationId) -> Script[Conversation | None]:
    """Return a conversation, whichever project's: for who has proven that it is theirs."""
    found = yield from fetch_one(f"SELECT {_C} FROM conversations WHERE id = $1", (id,), Conversation)
    return found


@dataclass(frozen=True, slots=True)
class VisitorState:
    """What a visitor's key opens: whether the key is known and right, and the conversation if there is one."""

    known: bool
    refused: bool
    conversation: Conversation | None


def of_visitor(visitor: VisitorId, secret_hash: bytes) -> Script[VisitorState]:
    """Return the visitor's own conversation; refused when the secret is another or was revoked."""
    rows = yield Query("SELECT secret_hash, conversation_id, revoked_at FROM visitors WHERE id = $1", (visitor,))
    if not rows:
        return VisitorState(False, False, None)
    stored, conversation_id, revoked_at = rows[0]
    if bytes(stored) != secret_hash or revoked_at is not None:
        return VisitorState(True, True, None)
    conversation = yield from fetch_one(
        f"SELECT {_C} FROM conversations WHERE id = $1", (conversation_id,), Conversation
    )
    return VisitorState(True, False, conversation)


def secret_of_visitor(visitor: VisitorId) -> Script[bytes | None]:
    """Return the hash of a visitor's secret; None for one who is not stored, or whose key was revoked."""
    rows = yield Query("SELECT secret_hash FROM visitors WHERE id = $1 AND revoked_at IS NULL", (visitor,))
    return bytes(rows[0][0]) if rows else None


def messages_before(conversation: ConversationId, before: int | None, limit: int) -> Script[tuple[list[Message], bool]]:
    """Return up to `limit` messages before seq `before` (None: the newest), in order, and whether older ones remain."""
    top = 2**62 if before is None else before
    sql = f"SELECT {_M} FROM messages WHERE conversation_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
    found = yield from fetch(sql, (conversation, top, limit + 1), _message)
    return found[:limit][::-1], len(found) > limit


def messages_after(conversation: ConversationId, after: int, limit: int) -> Script[tuple[list[Message], bool]]:
    """Return up to `limit` messages after seq `after`, in order, and whether newer ones remain."""
    sql = f"SELECT {_M} FROM messages WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3"
    found = yield from fetch(sql, (conversation, after, limit + 1), _message)
    return found[:limit], len(found) > limit


def answers_after(conversation: ConversationId, after: int, limit: int) -> Script[list[Message]]:
    """Return the newest operators' messages after seq `after`, up to `limit` of them, in order; deleted ones are none."""
    sql = (
        f"SELECT {_M} FROM messages WHERE conversation_id = $1 AND seq > $2 AND side = 'operator' AND deleted_at IS NULL "
        "ORDER BY seq DESC LIMIT $3"
    )
    found = yield from fetch(sql, (conversation, after, limit), _message)
    return found[::-1]


def holds(conversation: ConversationId, id: bytes) -> Script[bool]:
    """Tell whether this message or note is in the conversation. An id that both bear is the note's, as its versions are."""
    sql = (
        "SELECT 1 FROM messages WHERE id = $1 AND conversation_id = $2 AND NOT EXISTS (SELECT 1 FROM notes WHERE id = $1) "
        "UNION ALL SELECT 1 FROM notes WHERE id = $1 AND conversation_id = $2"
    )
    rows = yield Query(sql, (id, conversation))
    return bool(rows)


def open_by_operator(project: ProjectNumber) -> Script[dict[OperatorId, int]]:
    """Return how many conversations each operator of a project has in work."""
    sql = (
        "SELECT assignee_id, count(*) FROM conversations WHERE project = $1 AND status IN ('open', 'confirming') "
        "AND assignee_id IS NOT NULL GROUP BY assignee_id"
    )
    rows = yield Query(sql, (project,))
    return {OperatorId(id): int(count) for id, count in rows}


def of_disabled(project: ProjectNumber | None) -> Script[list[tuple[ProjectNumber, OperatorId, list[ConversationId]]]]:
    """Return what disabled operators have in work, by operator; `project` None: in all projects."""
    sql = (
        "SELECT o.project, o.id, c.id FROM operators o JOIN conversations c ON c.project = o.project "
        "AND c.status IN ('open', 'confirming') AND c.assignee_id = o.id WHERE o.disabled_at IS NOT NULL"
    )
    rows = yield Query(
        sql + (" AND o.project = $1" if project is not None else ""), (project,) if project is not None else ()
    )
    found: dict[tuple[ProjectNumber, OperatorId], list[ConversationId]] = {}
    for number, operator, id in rows:
        found.setdefault((number, operator), []).append(id)
    return [(number, operator, ids) for (number, operator), ids in found.items()]


def _message(*row: Value) -> Message:
    return Message(*row)  # type: ignore[arg-type]  # the columns of MESSAGES are the fields of Message, in order


def by_ordinal(project: ProjectNumber, ordinal: int | None) -> Script[ConversationId | None]:
    """Return the conversation of this number for people; None: the newest."""
    sql, args = "SELECT id FROM conversations WHERE project = $1", (project,)
    if ordinal is None:
        rows = yield Query(f"{sql} ORDER BY ordinal DESC LIMIT 1", args)
    else:
        rows = yield Query(f"{sql} AND ordinal = $2", (*args, ordinal))
    return ConversationId(rows[0][0]) if rows else None


def counted(id: ConversationId) -> Script[tuple[int, int]]:
    """Return how many messages that are not deleted a conversation has, and how many files they carry."""
    sql = "SELECT count(*), COALESCE(sum(files), 0) FROM messages WHERE conversation_id = $1 AND deleted_at IS NULL"
    rows = yield Query(sql, (id,))
    return int(rows[0][0]), int(rows[0][1])
