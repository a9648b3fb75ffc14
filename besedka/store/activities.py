"""Reading the lines between messages; they are written with the facts themselves (store/ledger.py)."""

from besedka.domain.activity import Activity
from besedka.domain.ids import ConversationId, Position
from besedka.ports.database import Script
from besedka.store.rows import fetch

_A = "position, at, kind, side, operator_id, target_id, detail"


def before(conversation: ConversationId, position: Position | None, limit: int) -> Script[tuple[list[Activity], bool]]:
    """Return up to `limit` lines before a position (None: the newest), in order, and whether older ones remain."""
    top = 2**62 if position is None else position
    sql = f"SELECT {_A} FROM activities WHERE conversation_id = $1 AND position < $2 ORDER BY position DESC LIMIT $3"
    found = yield from fetch(sql, (conversation, top, limit + 1), Activity)
    return found[:limit][::-1], len(found) > limit
