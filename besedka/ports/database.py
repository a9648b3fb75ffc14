"""The database: where truth is kept, behind one port with two adapters (SQLite, PostgreSQL).

SQL is written once, in `store/`, as *scripts*: generators that yield statements and are sent their rows. A script never knows
whether a thread (SQLite) or an event loop (asyncpg) runs it. Placeholders are `$1`, `$2`, …; a list is looked up by
`IN $keys`; rows are locked by `FOR UPDATE` (SQLite's single writer needs no lock, its adapter drops the words). Whoever
only reads locks nothing: either adapter refuses.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

T = TypeVar("T")

Value: TypeAlias = int | str | bytes | None
Row: TypeAlias = tuple[Any, ...]  # a driver's row: the one place where a type is promised by SQL and not by the checker
ColumnType = Literal["int", "text", "bytes"]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table's name and columns in order; `key` are the columns that make a row unique. There is one object per table."""

    name: str
    key: tuple[str, ...]
    columns: Mapping[str, ColumnType]


@dataclass(slots=True)
class Query:
    """One statement with its values; answers its rows (none for a change without RETURNING)."""

    sql: str
    args: tuple[Value, ...] = ()


@dataclass(slots=True)
class Lookup:
    """A query for many keys at once: `IN $keys` stands for the list; `$1`… for further values. Answers rows in any order.

    Or a change of what has these keys; that answers none.
    """

    sql: str
    keys: Sequence[Value]
    kind: ColumnType
    args: tuple[Value, ...] = ()


@dataclass(slots=True)
class Save:
    """Rows of a table, written in as few statements as the database allows.

    `replace` false: all are new, and a row whose key exists fails the transaction; true: an existing row is overwritten.
    `columns` are what a row holds, where it is not the whole of it, and `same` the values that all rows share; what is in neither has
    its column's default. Every value that need not be handed over makes a row cheaper.
    """

    table: Table
    rows: Sequence[tuple[Value, ...]]
    replace: bool = False
    columns: tuple[str, ...] = ()
    same: tuple[tuple[str, Value], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are written: those that all rows share, then those of each."""
        return tuple(name for name, _ in self.same) + (self.columns or tuple(self.table.columns))


@dataclass(slots=True)
class Change:
    """New values for some columns of rows that exist. A row: the key's values, then those of `columns`."""

    table: Table
    columns: Sequence[str]
    rows: Sequence[tuple[Value, ...]]


Statement: TypeAlias = Query | Lookup | Save | Change
Script: TypeAlias = Generator[Statement, list[Row], T]


class Database(Protocol):
    """Runs scripts. Promises: a write that was reported done is on disk (fsync) and survives the death of any process."""

    async def read(self, script: Script[T]) -> T:
        """Run a script that changes nothing, seeing one consistent snapshot. Errors of the script pass through."""
        ...

    def write(self, script: Script[T], done: Callable[[T | BaseException], None]) -> None:
        """Run a script as one transaction and call `done` on the event loop: with its answer once the commit is on disk, or with the
        exception after everything was rolled back. The caller waits for `done` before it writes again."""
        ...

    async def changed_elsewhere(self) -> bool:
        """Tell whether another process has changed it since this was last asked; False where its nodes ring each other by the bus."""
        ...

    async def schema_revision(self) -> str | None:
        """Return the revision that the database is at, None for an empty one."""
        ...

    async def close(self) -> None:
        """Finish what is running and let go of the database."""
        ...


class DatabaseFailed(Exception):
    """The database could not do it, and nothing was changed: a full disk, a read-only file, a lost connection. `code` is
    `disk_failing`, `read_only` or `busy`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


class ConstraintFailed(DatabaseFailed):
    """A row broke a constraint: somebody else made the same key at the same time. The script ends there; all of it is undone."""

    def __init__(self, detail: str) -> None:
        super().__init__("constraint", detail)
