"""How far each bot's news were read, and which node reads them: one at a time."""

from besedka.domain.ids import Instant
from besedka.ports.database import Query, Save, Script
from besedka.store.schema import BOTS


def is_free(bot: str, node: bytes, now: Instant) -> Script[bool]:
    """Tell whether this node may read: a look, so that nobody writes while another one does."""
    rows = yield Query("SELECT node, held_until FROM bots WHERE bot = $1", (bot,))
    return not rows or rows[0][0] == node or rows[0][1] <= now


def position(bot: str) -> Script[int]:
    """Return how far was read, by whichever node."""
    rows = yield Query("SELECT position FROM bots WHERE bot = $1", (bot,))
    return int(rows[0][0]) if rows else 0


def take(bot: str, node: bytes, now: Instant, until: Instant) -> Script[int | None]:
    """Keep others from reading `until` then, and return how far was read; None: another node reads."""
    rows = yield Query("SELECT position, node, held_until FROM bots WHERE bot = $1 FOR UPDATE", (bot,))
    if not rows:
        yield Save(BOTS, [(bot, 0, node, until)])
        return 0
    position, holder, held_until = rows[0]
    if holder != node and held_until > now:
        return None
    yield Query("UPDATE bots SET node = $1, held_until = $2 WHERE bot = $3", (node, until, bot))
    return int(position)


def went_on(bot: str, node: bytes, before: int, position: int) -> Script[bool]:
    """Write down that what stands at `position` was read, if that comes next and the bot is still this node's to read."""
    rows = yield Query("SELECT position, node FROM bots WHERE bot = $1 FOR UPDATE", (bot,))
    if not rows or tuple(rows[0]) != (before, node):
        return False
    yield Query("UPDATE bots SET position = $1 WHERE bot = $2", (position, bot))
    return True


def let_go(bot: str, node: bytes) -> Script[None]:
    """Let others read."""
    yield Query("UPDATE bots SET held_until = 0 WHERE bot = $1 AND node = $2", (bot, node))
