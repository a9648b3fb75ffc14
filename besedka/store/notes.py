"""Reading notes, and what messages and notes said before they were changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from besedka.domain.ids import ConversationId, Instant, OperatorId
from besedka.domain.note import Note
from besedka.ports.database import Save, Script
from besedka.store.rows import fetch, look_up
from besedka.store.schema import NOTES, VERSIONS

_N = ",".join(NOTES.columns)


def by_ids(ids: Iterable[bytes]) -> Script[dict[bytes, Note]]:
    """Return these notes."""
    found = yield from look_up(f"SELECT {_N} FROM notes WHERE id IN $keys", ids, Note)
    return {note.id: note for note in found}


def between(conversation: ConversationId, first: int, last: int) -> Script[list[Note]]:
    """Return the notes that stand after the messages from seq `first` to `last`, in the order of their writing."""
    sql = f"SELECT {_N} FROM notes WHERE conversation_id = $1 AND after_seq >= $2 AND after_seq <= $3 ORDER BY after_seq, at, id"
    found = yield from fetch(sql, (conversation, first, last), Note)
    return found


@dataclass(frozen=True, slots=True)
class Version:
    """What was said until `at`, and who changed it then."""

    at: Instant
    operator: OperatorId | None
    text: str


def was(id: bytes, number: int, at: Instant, operator: OperatorId, text: str) -> Save:
    """Return the statement that keeps what a message or note said until now; `number` is the fact's position."""
    return Save(VERSIONS, [(id, number, at, operator, text)])


def versions(id: bytes) -> Script[list[Version]]:
    """Return what a message or note said before, oldest first."""
    found = yield from fetch(
        "SELECT at, operator_id, text FROM versions WHERE message_id = $1 ORDER BY number", (id,), Version
    )
    return found
