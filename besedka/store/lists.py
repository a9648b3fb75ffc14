"""Lists of conversations: a page of one, and how many each holds. The operator's scope is a condition of every query."""

from besedka.domain.conversation import Conversation
from besedka.domain.ids import OperatorId, ProjectNumber
from besedka.domain.listing import EVERYTHING, LISTS, Filter, ListName, Order
from besedka.ports.database import Query, Script, Value
from besedka.store.rows import fetch
from besedka.store.schema import CONVERSATIONS

_C = ",".join(CONVERSATIONS.columns)
_OPEN = "status IN ('new', 'open', 'confirming')"
_HOLDS: dict[ListName, str] = {
    "new": f"{_OPEN} AND assignee_id IS NULL",
    "mine": f"{_OPEN} AND assignee_id = $2",
    "unanswered": f"{_OPEN} AND waiting_since IS NOT NULL",
    "all": _OPEN,
    "closed": "status = 'closed'",
}
"""What each list holds; `$2` is the operator."""

_SCOPE = "(assignee_id IS NULL OR assignee_id = $2 OR CAST($3 AS BIGINT) = 1)"
_NEVER = 2**62
"""Stands for "does not wait", after everybody who does."""
_KEYS: dict[Order, str] = {"recent": "-last_at", "waiting": f"COALESCE(waiting_since, {_NEVER})"}
"""What each order goes by, upwards; ids break ties, downwards."""
_NARROWED = {
    "channel": "channel = {}",
    "operator": "assignee_id = {}",
    "tag": "id IN (SELECT conversation_id FROM taggings WHERE tag_id = {})",
    "since": "created_at >= {}",
    "until": "created_at < {}",
    "rating": "rating = {}",
}

Place = tuple[int, bytes]
"""Where a page ends: the last row's key in the order, and its id."""


def counts(project: ProjectNumber, operator: OperatorId, admin: bool) -> Script[dict[ListName, int]]:
    """Return how many conversations each list holds within the operator's scope."""
    found: dict[ListName, int] = {}
    for together in (LISTS[:-1], LISTS[-1:]):  # the closed by their index alone: they are many
        sums = ", ".join(f"count(CASE WHEN {_HOLDS[name]} THEN 1 END)" for name in together)
        sql = f"SELECT {sums} FROM conversations WHERE project = $1 AND {_HOLDS[together[-1]]} AND {_SCOPE}"
        rows = yield Query(sql, (project, operator, int(admin)))
        found |= zip(together, rows[0], strict=True)
    return found


def page(
    project: ProjectNumber, operator: OperatorId, admin: bool, name: ListName, order: Order, after: Place | None, limit: int,
    narrowed: Filter = EVERYTHING,
) -> Script[list[Conversation]]:  # fmt: skip
    """Return a page of a list in this order, continuing after the place."""
    args: list[Value] = [project, operator, int(admin)]
    key, conditions = _KEYS[order], [f"project = $1 AND {_HOLDS[name]} AND {_SCOPE}"]
    conditions += narrowing(narrowed, args)
    if after is not None:
        args += after
        at, id = f"${len(args) - 1}", f"${len(args)}"
        conditions.append(f"({key} > {at} OR ({key} = {at} AND id < {id}))")
    args.append(limit)
    by, where = f"ORDER BY {key}, id DESC", " AND ".join(conditions)
    page = f"SELECT id FROM conversations WHERE {where} {by} LIMIT ${len(args)}"  # ids are sorted lightly, whole rows are not
    sql = f"SELECT {_C} FROM conversations WHERE id IN ({page}) {by}"
    found = yield from fetch(sql, tuple(args), Conversation)
    return found


def narrowing(narrowed: Filter, args: list[Value]) -> list[str]:
    """Return a filter's conditions on a conversation's row, and add their values to `args`."""
    conditions: list[str] = []
    for field, condition in _NARROWED.items():
        value = getattr(narrowed, field)
        if value is not None:
            args.append(value)
            conditions.append(condition.format(f"${len(args)}"))
    return conditions


def place(c: Conversation, order: Order) -> Place:
    """Return where a row stands in the order."""
    if order == "recent":
        return -c.last_at, c.id
    return _NEVER if c.waiting_since is None else c.waiting_since, c.id
