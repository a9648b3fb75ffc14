"""Deliveries: the outbox of what goes to people outside (domain/delivery)."""

from collections.abc import Iterable
from dataclasses import replace

from besedka.domain.alert import AlertId, WayId
from besedka.domain.delivery import Delivery
from besedka.domain.ids import Instant, OperatorId, ProjectNumber
from besedka.ports.database import Lookup, Query, Save, Script
from besedka.store.outbox import Box
from besedka.store.rows import fetch, fetch_one, look_up
from besedka.store.schema import DELIVERIES

OUTBOX = Box(DELIVERIES, Delivery, tuple(Delivery.__dataclass_fields__))
LETTERS, OTHERS = (replace(OUTBOX, only=f" AND carrier {some} 'email'") for some in ("=", "<>"))
"""All projects' letters go by one mail server: should it hang, they alone wait."""
by_id, change, take_due = OUTBOX.one, OUTBOX.change, OUTBOX.take_due


def add(some: Iterable[Delivery]) -> Script[None]:
    """Put them into the outbox."""
    rows = [OUTBOX.values(one) for one in some]
    if rows:
        yield Save(DELIVERIES, rows)


def of_alerts(alerts: Iterable[AlertId]) -> Script[list[Delivery]]:
    """Return what went out of these alerts."""
    found = yield from look_up(f"{OUTBOX.select} WHERE alert_id IN $keys", alerts, Delivery)
    return found


def of_way(way: WayId, limit: int) -> Script[list[Delivery]]:
    """Return the last that went to a way, newest first."""
    sql = f"{OUTBOX.select} WHERE way_id = $1 ORDER BY id DESC LIMIT $2"
    found = yield from fetch(sql, (way, limit), Delivery)
    return found


def last_of_way(way: WayId, cause: str | None = None) -> Script[Delivery | None]:
    """Return the last that went to a way, or of this cause."""
    of_cause, args = ("", (way,)) if cause is None else (" AND cause = $2", (way, cause))
    sql = f"{OUTBOX.select} WHERE way_id = $1{of_cause} ORDER BY id DESC LIMIT 1"
    found = yield from fetch_one(sql, args, Delivery)
    return found


def look_again(way: WayId, now: Instant) -> Script[None]:
    """Have what waits for a way, and has not been tried, looked at now."""
    sql = "UPDATE deliveries SET due_at = $1 WHERE way_id = $2 AND state = 'waiting' AND tries = 0 AND due_at > $1"
    yield Query(sql, (now, way))


def last_tests(project: ProjectNumber, operator: OperatorId, since: Instant) -> Script[list[Delivery]]:
    """Return the last tests after `since` that were written to an operator at once, to their own address or chats."""
    sql = (
        f"{OUTBOX.select} WHERE project = $1 AND id >= $2 AND operator_id = $3 AND cause = 'test' AND carrier <> 'push' "
        "ORDER BY carrier DESC, id"
    )
    found = yield from fetch(sql, (project, since.to_bytes(6, "big"), operator), Delivery)
    last = max((one.created_at for one in found), default=since)
    return [one for one in found if one.created_at == last]


def called_at(project: ProjectNumber, at: Instant) -> Script[list[Delivery]]:
    """Return what the ladder sent out at this moment: an id begins with when it was made."""
    first, after = (moment.to_bytes(6, "big") for moment in (at, at + 1))
    sql = f"{OUTBOX.select} WHERE project = $1 AND id >= $2 AND id < $3 AND cause = 'ladder'"
    found = yield from fetch(sql, (project, first, after), Delivery)
    return found


def forget(before: Instant, limit: int) -> Script[int]:
    """Forget what is from before then, deliveries and the alerts that they told of, so many at a time; return how many were the most. An id
    begins with when it was made."""
    most = 0
    for table in ("deliveries", "alerts"):
        sql = f"SELECT id FROM {table} WHERE id < $1 ORDER BY id LIMIT $2"
        rows = yield Query(sql, (before.to_bytes(6, "big"), limit))
        yield Lookup(f"DELETE FROM {table} WHERE id IN $keys", [id for (id,) in rows], "bytes")
        most = max(most, len(rows))
    return most
