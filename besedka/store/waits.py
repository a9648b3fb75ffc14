"""How long visitors have waited of late, and who waits now."""

from besedka.domain.ids import Instant, ProjectNumber, VisitorId
from besedka.domain.waiting import MOST_AHEAD, RECENT, Begun
from besedka.ports.database import Query, Script
from besedka.store.rows import fetch


def begun(number: ProjectNumber, since: Instant) -> Script[list[Begun]]:
    """Return the newest conversations since then that were begun while somebody was there; not those closed without an answer."""
    sql = (
        "SELECT created_at, first_answer_at FROM conversations WHERE project = $1 AND attended = 1 AND created_at >= $2 "
        "AND (first_answer_at IS NOT NULL OR status <> 'closed') ORDER BY created_at DESC LIMIT $3"
    )
    found = yield from fetch(sql, (number, since, RECENT), Begun)
    return found


def queue(number: ProjectNumber) -> Script[list[VisitorId]]:
    """Return those who wait for somebody to take their conversation (domain/waiting), the longest waiting first; the rest is cut off."""
    sql = (
        "SELECT visitor_id FROM conversations WHERE project = $1 AND status = 'new' AND assignee_id IS NULL "
        "AND waiting_since IS NOT NULL AND left_by IS NULL ORDER BY waiting_since, ordinal LIMIT $2"
    )
    rows = yield Query(sql, (number, MOST_AHEAD + 1))
    return [VisitorId(bytes(id)) for (id,) in rows]
