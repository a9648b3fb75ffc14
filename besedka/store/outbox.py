"""The rows of an outbox, whatever noun they are: kept, taken when they are due, changed and let go (jobs/outbox)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic

from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.outbox import R
from besedka.ports.database import Change, Query, Save, Script, Table, Value
from besedka.store.rows import fetch, fetch_one

ALL = 1_000_000
"""No share: a project may have whatever there is."""


@dataclass(frozen=True, slots=True)
class Box(Generic[R]):
    """One outbox: its table and what its rows are made into. `fields` are a row's, in the order of the columns; the first is its key.
    `only` narrows it to some of the rows, in SQL: who sends those is held up by no others."""

    table: Table
    into: Callable[..., R]
    fields: tuple[str, ...]
    only: str = ""

    @property
    def select(self) -> str:
        """The beginning of a query for whole rows."""
        return f"SELECT {','.join(self.table.columns)} FROM {self.table.name}"

    def values(self, row: R) -> tuple[Value, ...]:
        """Return a row as it is stored. The other side may say what no database keeps: that must not hold it up."""
        values = (getattr(row, name) for name in self.fields)
        return tuple(_storable(value) if isinstance(value, str) else value for value in values)

    def keep(self, row: R) -> Save:
        """Return the statement that stores a row as it is now."""
        return Save(self.table, [self.values(row)], replace=True)

    def one(self, project: ProjectNumber, key: bytes) -> Script[R | None]:
        """Return a row of the project."""
        sql = f"{self.select} WHERE {self._key} = $1 AND project = $2"
        found = yield from fetch_one(sql, (key, project), self.into)
        return found

    def forget(self, key: bytes) -> Script[None]:
        """Forget a row."""
        yield Query(f"DELETE FROM {self.table.name} WHERE {self._key} = $1", (key,))

    def change(self, key: bytes, made: Callable[[R], R]) -> Script[R | None]:
        """Store what a row becomes, from what it is now; None when it is there no more."""
        known = yield from fetch_one(f"{self.select} WHERE {self._key} = $1 FOR UPDATE", (key,), self.into)
        if known is None:
            return None
        now = made(known)
        yield self.keep(now)
        return now

    def is_due(self, now: Instant, busy: Mapping[ProjectNumber, int], share: int) -> Script[bool]:
        """Tell whether any row's time has come: a look, so that nobody writes while there is nothing to send."""
        but, args = _but((now,), {"project": _full(busy, share)})
        rows = yield Query(f"SELECT 1 FROM {self.table.name} WHERE {_DUE}{self.only}{but} LIMIT 1", args)
        return bool(rows)

    def take_due(
        self, now: Instant, until: Instant, limit: int, busy: Mapping[ProjectNumber, int] = {}, share: int = ALL
    ) -> Script[list[R]]:
        """Return rows whose time has come, the oldest first, and keep them from everybody else `until` then. Of each project so many that
        it has no more than its `share` with those that are on their way (`busy`)."""
        found, taken, more = list[R](), Counter(busy), True
        while more and len(found) < limit:
            due = yield from self._due(now, limit, _full(taken, share), [self._key_of(row) for row in found])
            for row in due:
                if taken[row.project] < share and len(found) < limit:
                    taken[row.project] += 1
                    found.append(self._held(row, until))
            more = len(due) == limit
        if found:
            yield Change(self.table, ("held_until",), [(self._key_of(row), until) for row in found])
        return found

    def _due(self, now: Instant, limit: int, full: Sequence[ProjectNumber], found: Sequence[bytes]) -> Script[list[R]]:
        but, args = _but((now, limit), {"project": full, self._key: found})
        sql = f"{self.select} WHERE {_DUE}{self.only}{but} ORDER BY due_at LIMIT $2 FOR UPDATE"
        due = yield from fetch(sql, args, self.into)
        return due

    def let_go(self, row: R, until: int) -> Script[None]:
        """Let others have a row that a node holds, from `until` on."""
        sql = f"UPDATE {self.table.name} SET held_until = $1 WHERE {self._key} = $2 AND held_until > $1"
        yield Query(sql, (until, self._key_of(row)))

    @property
    def _key(self) -> str:
        return self.table.key[0]

    def _key_of(self, row: R) -> bytes:
        key: bytes = getattr(row, self.fields[0])
        return key

    def _held(self, row: R, until: Instant) -> R:
        return self.into(*(until if name == "held_until" else getattr(row, name) for name in self.fields))


_DUE = "state = 'waiting' AND due_at <= $1 AND held_until <= $1"


def _full(busy: Mapping[ProjectNumber, int], share: int) -> list[ProjectNumber]:
    return [project for project, count in busy.items() if count >= share]


def _but(args: tuple[Value, ...], left_out: Mapping[str, Sequence[Value]]) -> tuple[str, tuple[Value, ...]]:
    """Return how rows are passed over that have one of these values in a column, after the arguments that are there already."""
    sql = ""
    for column, values in left_out.items():
        if values:
            holes = ",".join(f"${len(args) + n}" for n in range(1, len(values) + 1))
            sql, args = f"{sql} AND {column} NOT IN ({holes})", (*args, *values)
    return sql, args


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
