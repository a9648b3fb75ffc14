"""Leads: the outbox of what goes to a CRM."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from besedka.domain.ids import ConversationId, Instant, ProjectNumber
from besedka.domain.lead import Lead
from besedka.ports.database import Change, Query, Row, Save, Script, Value
from besedka.store.lists import Place
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import LEADS

_L = ",".join(LEADS.columns)
_OF_L = ",".join(f"l.{name}" for name in LEADS.columns)
BY_IDS = f"SELECT {_L} FROM leads WHERE conversation_id IN $keys"


def by_conversation(project: ProjectNumber, id: ConversationId) -> Script[Lead | None]:
    """Return a conversation's lead."""
    sql = f"SELECT {_L} FROM leads WHERE conversation_id = $1 AND project = $2"
    found = yield from fetch_one(sql, (id, project), Lead)
    return found


def keep(lead: Lead) -> Save:
    """Return the statement that stores a lead as it is now."""
    return Save(LEADS, [as_row(lead)], replace=True)


def as_row(lead: Lead) -> tuple[Value, ...]:
    """Return a lead's row. A CRM may say what no database keeps: that must not hold up the lead."""
    values = (getattr(lead, name) for name in _FIELDS)
    return tuple(_storable(value) if isinstance(value, str) else value for value in values)


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


_FIELDS = tuple(Lead.__dataclass_fields__)


_DUE = "FROM leads WHERE state = 'waiting' AND due_at <= $1 AND held_until <= $1"


def is_due(now: Instant, busy: Mapping[ProjectNumber, int], share: int) -> Script[bool]:
    """Tell whether any lead's time has come: a look, so that nobody writes while there is nothing to send."""
    but, args = _but_of(busy, share, (now,))
    rows = yield Query(f"SELECT 1 {_DUE}{but} LIMIT 1", args)
    return bool(rows)


def take_due(
    now: Instant, until: Instant, limit: int, busy: Mapping[ProjectNumber, int], share: int
) -> Script[list[Lead]]:
    """Return leads whose time has come, the oldest first, and keep them from everybody else `until` then. Of each project so many that
    it has no more than its `share` with those that are on their way (`busy`)."""
    but, args = _but_of(busy, share, (now, limit))
    due = yield from fetch(f"SELECT {_L} {_DUE}{but} ORDER BY due_at LIMIT $2 FOR UPDATE", args, Lead)
    found, taken = list[Lead](), Counter(busy)
    for lead in due:
        if taken[lead.project] < share:
            taken[lead.project] += 1
            found.append(lead)
    if found:
        yield Change(LEADS, ("held_until",), [(lead.conversation, until) for lead in found])
    return [replace(lead, held_until=until) for lead in found]


def _but_of(busy: Mapping[ProjectNumber, int], share: int, args: tuple[Value, ...]) -> tuple[str, tuple[Value, ...]]:
    """Return how projects are passed over that have their share already."""
    full = [project for project, count in busy.items() if count >= share]
    holes = ",".join(f"${len(args) + place + 1}" for place in range(len(full)))
    return (f" AND project NOT IN ({holes})" if full else ""), (*args, *full)


def let_go(id: ConversationId, until: int) -> Script[None]:
    """Let others have a lead that a node holds, from `until` on."""
    yield Query("UPDATE leads SET held_until = $1 WHERE conversation_id = $2 AND held_until > $1", (until, id))


def put_off(project: ProjectNumber, until: Instant) -> Script[None]:
    """Let a project's other leads wait too: its CRM does not answer, and one that asks is enough."""
    sql = "UPDATE leads SET due_at = $1 WHERE project = $2 AND state = 'waiting' AND due_at < $1"
    yield Query(sql, (until, project))


def wake(project: ProjectNumber, now: Instant) -> Script[None]:
    """Let a project's leads that wait for another try have it now."""
    sql = "UPDATE leads SET due_at = $1 WHERE project = $2 AND state = 'waiting' AND due_at > $1"
    yield Query(sql, (now, project))


def forget(id: ConversationId) -> Script[None]:
    """Forget a lead."""
    yield Query("DELETE FROM leads WHERE conversation_id = $1", (id,))


def change(id: ConversationId, made: Callable[[Lead], Lead]) -> Script[Lead | None]:
    """Store what a lead becomes, from what it is now; None when it is there no more."""
    known = yield from fetch_one(f"SELECT {_L} FROM leads WHERE conversation_id = $1 FOR UPDATE", (id,), Lead)
    if known is None:
        return None
    now = made(known)
    yield keep(now)
    return now


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
