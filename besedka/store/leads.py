"""Leads: the outbox of what goes to a CRM."""

from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.lead import Lead
from besedka.ports.database import Query, Row, Script, Value
from besedka.store.lists import Place
from besedka.store.outbox import Box
from besedka.store.schema import LEADS

OUTBOX = Box(LEADS, Lead, tuple(Lead.__dataclass_fields__))
by_conversation, keep, change, forget = OUTBOX.one, OUTBOX.keep, OUTBOX.change, OUTBOX.forget
BY_IDS = f"{OUTBOX.select} WHERE conversation_id IN $keys"
_OF_L = ",".join(f"l.{name}" for name in LEADS.columns)


def put_off(project: ProjectNumber, until: Instant) -> Script[None]:
    """Let a project's other leads wait too: its CRM does not answer, and one that asks is enough."""
    sql = "UPDATE leads SET due_at = $1 WHERE project = $2 AND state = 'waiting' AND due_at < $1"
    yield Query(sql, (until, project))


def wake(project: ProjectNumber, now: Instant) -> Script[None]:
    """Let a project's leads that wait for another try have it now."""
    sql = "UPDATE leads SET due_at = $1 WHERE project = $2 AND state = 'waiting' AND due_at > $1"
    yield Query(sql, (now, project))


def page(project: ProjectNumber, after: Place | None, limit: int, state: str = "") -> Script[list[tuple[Lead, int]]]:
    """Return a page of a project's leads, the last that was asked for first, each with its conversation's number for people."""
    args: list[Value] = [project]
    sql = (
        f"SELECT {_OF_L}, c.ordinal FROM leads l JOIN conversations c ON c.id = l.conversation_id WHERE l.project = $1"
    )
    if state:
        args.append(state)
        sql += f" AND l.state = ${len(args)}"
    if after is not None:
        args += after
        sql += f" AND (l.asked_at < ${len(args) - 1} OR (l.asked_at = ${len(args) - 1} AND l.conversation_id < ${len(args)}))"
    args.append(limit)
    sql += f" ORDER BY l.asked_at DESC, l.conversation_id DESC LIMIT ${len(args)}"
    rows = yield Query(sql, tuple(args))
    return [_numbered(row) for row in rows]


def _numbered(row: Row) -> tuple[Lead, int]:
    return Lead(*row[:-1]), int(row[-1])


def counts(project: ProjectNumber) -> Script[dict[str, int]]:
    """Return how many of a project's leads are in each state."""
    rows = yield Query("SELECT state, count(*) FROM leads WHERE project = $1 GROUP BY state", (project,))
    return {str(state): int(count) for state, count in rows}
