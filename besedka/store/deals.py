"""The leads of the built-in CRM, their comments and their history. The operator's scope is a condition of every query that is theirs."""

from collections.abc import Sequence

from besedka.domain.deal import Deal, DealSeen, Line, Narrowed, Remark, terms
from besedka.domain.ids import ContactId, DealId, Instant, OperatorId, ProjectNumber, new_id
from besedka.domain.operator import Operator
from besedka.ports.database import Query, Row, Save, Script, Table, Value
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import DEAL_CHANGES, DEAL_COMMENTS, DEALS

_D = ",".join(f"d.{name}" for name in DEALS.columns)
_BESIDE = "COALESCE(k.name, ''), COALESCE(k.phone, ''), COALESCE(k.email, ''), c.ordinal, c.assignee_id"
_FROM = "deals d LEFT JOIN contacts k ON k.id = d.contact_id LEFT JOIN conversations c ON c.id = d.conversation_id"
_SCOPE = "(CAST($2 AS BIGINT) = 1 OR d.responsible_id = $3 OR c.assignee_id = $3 OR (d.responsible_id IS NULL AND c.assignee_id IS NULL))"
_MINE = f"d.project = $1 AND {_SCOPE}"
_FIELDS = tuple(Deal.__dataclass_fields__)
MOST_LINES = 500
"""Comments and lines of the history that are shown of one lead, the newest."""


def _seen(*row: Value) -> DealSeen:
    return DealSeen(Deal(*row[: len(_FIELDS)]), *row[len(_FIELDS) :])  # type: ignore[arg-type]  # a row is as the table has it


def by_id(project: ProjectNumber, id: DealId, *, lock: bool = False) -> Script[DealSeen | None]:
    """Return a lead of the project, whoever may see it; `lock`: which nobody else changes until this transaction ends."""
    if lock:
        yield Query("SELECT id FROM deals WHERE id = $1 FOR UPDATE", (id,))
    found = yield from fetch_one(
        f"SELECT {_D}, {_BESIDE} FROM {_FROM} WHERE d.id = $1 AND d.project = $2", (id, project), _seen
    )
    return found


def by_origin(project: ProjectNumber, origin: str) -> Script[Deal | None]:
    """Return the lead that bears this mark."""
    sql = f"SELECT {_D} FROM deals d WHERE d.project = $1 AND d.origin = $2 AND d.origin <> ''"
    found = yield from fetch_one(sql, (project, origin), Deal)
    return found


def of_contact(project: ProjectNumber, contact: ContactId, limit: int) -> Script[list[Deal]]:
    """Return a contact's leads, newest first."""
    sql = f"SELECT {_D} FROM deals d WHERE d.contact_id = $1 AND d.project = $2 ORDER BY d.id DESC LIMIT $3"
    found = yield from fetch(sql, (contact, project, limit), Deal)
    return found


def page(me: Operator, by: Narrowed, after: bytes | None, limit: int) -> Script[list[DealSeen]]:
    """Return a page of the leads within the operator's scope, newest first."""
    where, args = _wanted(me, by)
    if after is not None:
        args.append(after)
        where += f" AND d.id < ${len(args)}"
    args.append(limit)
    sql = f"SELECT {_D}, {_BESIDE} FROM {_FROM} WHERE {where} ORDER BY d.id DESC LIMIT ${len(args)}"
    found = yield from fetch(sql, tuple(args), _seen)
    return found


def sums(me: Operator, by: Narrowed) -> Script[dict[str, tuple[int, int]]]:
    """Return how many leads within the operator's scope stand in each stage, and what they come to."""
    where, args = _wanted(me, by)
    sql = f"SELECT d.stage_id, count(*), COALESCE(SUM(d.sum), 0) FROM {_FROM} WHERE {where} GROUP BY d.stage_id"
    return {bytes(id).hex(): (int(count), int(amount)) for id, count, amount in (yield Query(sql, tuple(args)))}


def _wanted(me: Operator, by: Narrowed) -> tuple[str, list[Value]]:
    args: list[Value] = [me.project, int(me.role == "admin"), me.id]
    where = [_MINE, *(["d.responsible_id IS NULL"] if by.responsible == b"" else [])]
    bounds = [(condition, getattr(by, name)) for name, condition in _NARROWED.items()]
    for condition, value in [*bounds, *((_HAS, _pattern(term)) for term in terms(by.text))]:
        if value not in (None, b""):
            args.append(value)
            where.append(condition.replace("{}", f"${len(args)}"))
    return " AND ".join(where), args


_NARROWED = {
    "pipeline": "d.stage_id IN (SELECT id FROM stages WHERE pipeline_id = {})",
    "stage": "d.stage_id = {}",
    "responsible": "d.responsible_id = {}",
    "since": "d.created_at >= {}",
    "until": "d.created_at < {}",
}
_HAS = "(d.words LIKE {} ESCAPE '!' OR COALESCE(k.phone, '') LIKE {} ESCAPE '!' OR COALESCE(k.email_folded, '') LIKE {} ESCAPE '!')"


def _pattern(term: str) -> str:
    return "%" + term.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"


def next_id(project: ProjectNumber, now: Instant) -> Script[DealId]:
    """Return an id for a lead that is newer than all that there are, also within one millisecond."""
    rows = yield Query("SELECT id FROM deals WHERE project = $1 ORDER BY id DESC LIMIT 1", (project,))
    return DealId(_later(rows, now))


def next_line(deal: DealId, table: Table, now: Instant) -> Script[bytes]:
    """Return an id that is newer than all of a lead's in this table (DEAL_COMMENTS, DEAL_CHANGES)."""
    rows = yield Query(f"SELECT id FROM {table.name} WHERE deal_id = $1 ORDER BY id DESC LIMIT 1", (deal,))
    return _later(rows, now)


def _later(rows: Sequence[Row], now: Instant) -> bytes:
    born = int.from_bytes(rows[0][0][:6], "big") if rows else 0
    return new_id(Instant(max(now, born + 1)))


def keep(deal: Deal) -> Script[None]:
    """Store a lead, over what it was before; ConstraintFailed when another bears its mark."""
    yield Save(DEALS, [tuple(getattr(deal, name) for name in _FIELDS)], replace=True)


def remove(id: DealId) -> Script[None]:
    """Forget a lead, its comments and its history."""
    yield Query("DELETE FROM deal_comments WHERE deal_id = $1", (id,))
    yield Query("DELETE FROM deal_changes WHERE deal_id = $1", (id,))
    yield Query("DELETE FROM deals WHERE id = $1", (id,))


def comment(deal: Deal, id: bytes, at: Instant, by: OperatorId | None, mark: str, text: str) -> Script[None]:
    """Add a comment."""
    yield Save(DEAL_COMMENTS, [(id, deal.project, deal.id, at, by, mark, text)])


def comment_of(id: bytes) -> Script[DealId | None]:
    """Return whose comment, of any project's lead, has this id."""
    found = yield from fetch_one("SELECT deal_id FROM deal_comments WHERE id = $1", (id,), DealId)
    return found


def is_taken(id: DealId) -> Script[bool]:
    """Tell whether a lead of any project has this id."""
    return bool((yield Query("SELECT 1 FROM deals WHERE id = $1", (id,))))


def has_comment(deal: DealId, mark: str) -> Script[bool]:
    """Tell whether a lead has a comment with this mark."""
    return bool((yield Query("SELECT 1 FROM deal_comments WHERE deal_id = $1 AND mark = $2 LIMIT 1", (deal, mark))))


def comments(deal: DealId) -> Script[list[Remark]]:
    """Return a lead's comments, newest first."""
    sql = f"SELECT id, at, operator_id, text FROM deal_comments WHERE deal_id = $1 ORDER BY id DESC LIMIT {MOST_LINES}"
    found = yield from fetch(sql, (deal,), Remark)
    return found


def tell(deal: Deal, line: Line) -> Script[None]:
    """Add a line to a lead's history."""
    yield Save(DEAL_CHANGES, [(line.id, deal.project, deal.id, line.at, line.operator, line.field, line.old, line.new)])


def history(deal: DealId) -> Script[list[Line]]:
    """Return a lead's history, newest first."""
    sql = f"SELECT id, at, operator_id, field, old, new FROM deal_changes WHERE deal_id = $1 ORDER BY id DESC LIMIT {MOST_LINES}"
    found = yield from fetch(sql, (deal,), Line)
    return found
