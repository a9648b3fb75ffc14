"""Reading the journal: what happened after a position, with today's rows and texts."""

from besedka.domain.conversation import Conversation
from besedka.domain.events import Event
from besedka.domain.ids import ConversationId, Position, ProjectNumber
from besedka.domain.message import Message
from besedka.domain.note import Note
from besedka.ports.database import Query, Row, Script, Value
from besedka.store import files, notes
from besedka.store.rows import look_up
from besedka.store.schema import CONVERSATIONS, MESSAGES

_FACTS = "SELECT position, at, kind, conversation_id, side, operator_id, seq, ref FROM journal"
CARRYING = ("message_posted", "message_edited", "message_deleted")
"""The kinds of facts that carry their message as it is now."""
_NOTES = ("note_added", "note_edited", "note_deleted")
_CARRYING = ", ".join(f"'{kind}'" for kind in CARRYING)
_C = ",".join(CONVERSATIONS.columns)
_M = ",".join(f"m.{c}" for c in MESSAGES.columns)


def after(project: ProjectNumber, position: Position, limit: int) -> Script[list[Event]]:
    """Return the project's facts after `position`, in order, at most `limit`."""
    rows = yield Query(
        f"{_FACTS} WHERE project = $1 AND position > $2 ORDER BY position LIMIT $3", (project, position, limit)
    )
    events = yield from _hydrate(project, rows)
    return events


def after_of_kinds(
    project: ProjectNumber, position: Position, kinds: tuple[str, ...], limit: int
) -> Script[list[Event]]:
    """Return the project's facts of some kinds after `position`, in order, at most `limit`."""
    holes = ",".join(f"${place + 4}" for place in range(len(kinds)))
    sql = f"{_FACTS} WHERE project = $1 AND position > $2 AND kind IN ({holes}) ORDER BY position LIMIT $3"
    rows = yield Query(sql, (project, position, limit, *kinds))
    events = yield from _hydrate(project, rows)
    return events


def after_in_conversation(
    project: ProjectNumber, conversation: ConversationId, position: Position, limit: int
) -> Script[list[Event]]:
    """Return one conversation's facts after `position`, in order, at most `limit`."""
    sql = f"{_FACTS} WHERE project = $1 AND position > $2 AND conversation_id = $3 ORDER BY position LIMIT $4"
    rows = yield Query(sql, (project, position, conversation, limit))
    events = yield from _hydrate(project, rows)
    return events


def positions(projects: list[ProjectNumber]) -> Script[dict[ProjectNumber, Position]]:
    """Return where each project's journal stands: the sweep's one cheap question."""
    found = yield from look_up("SELECT number, position FROM projects WHERE number IN $keys", projects, _pair, "int")
    return dict(found)


def _pair(number: int, position: int) -> tuple[ProjectNumber, Position]:
    return ProjectNumber(number), Position(position)


def _hydrate(project: ProjectNumber, rows: list[Row]) -> Script[list[Event]]:
    ids = [row[3] for row in rows]
    found = yield from look_up(f"SELECT {_C} FROM conversations WHERE id IN $keys", ids, Conversation)
    conversations = {c.id: c for c in found}
    messages = yield from _messages(project, rows)
    attached = yield from files.of_messages(messages.values())
    told = yield from notes.by_ids(row[7] for row in rows if row[2] in _NOTES)
    beside = yield from files.of_notes(told.values())
    return [
        _noted(row, conversations[row[3]], told, beside)
        if row[2] in _NOTES
        else _event(row, conversations[row[3]], messages.get((row[3], row[6])), attached)
        for row in rows
        if row[3] in conversations
    ]


def _event(row: Row, c: Conversation, message: Message | None, attached: files.Attached) -> Event:
    position, at, kind, _, side, operator, seq, ref = row
    if kind not in CARRYING or message is None:
        return Event(Position(position), at, kind, c, side, operator, seq, None, ref)
    carried = tuple(attached.get(message.id, ()))
    return Event(Position(position), at, kind, c, side, operator, seq, message, ref, attached=carried)


def _noted(row: Row, c: Conversation, told: dict[bytes, Note], attached: files.Attached) -> Event:
    position, at, kind, _, side, operator, seq, ref = row
    carried = tuple(attached.get(ref, ()))
    return Event(Position(position), at, kind, c, side, operator, seq, None, ref, told.get(ref), attached=carried)


def _messages(project: ProjectNumber, rows: list[Row]) -> Script[dict[tuple[bytes, int], Message]]:
    posted = [row for row in rows if row[2] in CARRYING]
    if not posted:
        return {}
    sql = (
        f"SELECT {_M} FROM journal j JOIN messages m ON m.conversation_id = j.conversation_id AND m.seq = j.seq "
        f"WHERE j.project = $1 AND j.position >= $2 AND j.position <= $3 AND j.kind IN ({_CARRYING})"
    )
    found = yield Query(sql, (project, posted[0][0], posted[-1][0]))
    wanted = {(row[3], row[6]) for row in posted}
    return {(r[1], r[2]): _message(*r) for r in found if (r[1], r[2]) in wanted}


def _message(*row: Value) -> Message:
    return Message(*row)  # type: ignore[arg-type]  # the columns of MESSAGES are the fields of Message, in order
