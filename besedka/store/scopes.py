"""Whose documents are looked for: an operator's scope, narrowed by a filter, as conditions on conversations as they are now."""

from collections.abc import Sequence
from dataclasses import dataclass

from besedka.domain.ids import OperatorId, ProjectNumber
from besedka.domain.listing import EVERYTHING, Filter
from besedka.ports.database import Lookup, Query, Script, Value
from besedka.store.lists import narrowing
from besedka.store.postings import PLACES, Bits, by_block

FEW_TALKS = 1_000
FEW_MESSAGES = 5_000
_ANY = "status IN ('new', 'open', 'confirming', 'closed')"
"""Every status: so that the index by status and assignee leads to somebody's own."""
_NOBODYS, _OWN = "assignee_id IS NULL", "assignee_id = {}"


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody may find: of `operator` their own and nobody's (None: an administrator, everything), narrowed."""

    operator: OperatorId | None
    narrowed: Filter = EVERYTHING

    @property
    def whole(self) -> bool:
        """Tell whether it is all of the project."""
        return self.operator is None and self.narrowed == EVERYTHING


def documents(project: ProjectNumber, scope: Scope) -> Script[dict[int, Bits] | None]:
    """Return the scope's documents by block; None when they are all of the project, or too many to list."""
    if scope.whole:
        return None
    talks = yield from _talks(project, scope)
    if len(talks) > FEW_TALKS or sum(talks.values()) > FEW_MESSAGES:
        return None
    rows = yield Lookup("SELECT doc FROM search_docs WHERE conversation_id IN $keys", list(talks), "bytes")
    return by_block(doc - (project << PLACES) for (doc,) in rows)


def _talks(project: ProjectNumber, scope: Scope) -> Script[dict[bytes, int]]:
    """Return the scope's conversations, and how many messages each has; not many more than `FEW_TALKS`."""
    found: dict[bytes, int] = {}
    for whose in ("",) if scope.operator is None else (_NOBODYS, _OWN):
        args: list[Value] = [project]
        conditions = " AND ".join([_ANY, *_whose(whose, scope, args), *narrowing(scope.narrowed, args)])
        sql = f"SELECT id, last_seq FROM conversations WHERE project = $1 AND {conditions} LIMIT {FEW_TALKS + 1}"
        found |= {bytes(id): seq for id, seq in (yield Query(sql, tuple(args)))}
    return found


def among(project: ProjectNumber, scope: Scope, places: Sequence[int]) -> Script[set[int]]:
    """Return which of these documents are in the scope."""
    first = project << PLACES
    args: list[Value] = []
    whose = "" if scope.operator is None else f"({_NOBODYS} OR {_OWN})"
    conditions = " AND ".join([*_whose(whose, scope, args), *narrowing(scope.narrowed, args)])
    sql = (
        "SELECT s.doc FROM search_docs s JOIN conversations c ON c.id = s.conversation_id "
        f"WHERE {conditions} AND s.doc IN $keys"
    )
    rows = yield Lookup(sql, [first + place for place in places], "int", tuple(args))
    return {doc - first for (doc,) in rows}


def _whose(condition: str, scope: Scope, args: list[Value]) -> list[str]:
    if "{}" in condition:
        args.append(scope.operator)
    return [condition.format(f"${len(args)}")] if condition else []
