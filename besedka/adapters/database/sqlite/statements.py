"""Turns the house's statements into SQLite's words, and runs them on one connection."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from besedka.ports.database import Change, Lookup, Query, Row, Save, Script, Statement, Table, Value

T = TypeVar("T")
_PLACEHOLDER = re.compile(r"\$(\d+)")
_NOTHING: dict[None, None] = {}
sqlite3.register_adapter(bytes, bytes)
sqlite3.register_adapter(type(None), _NOTHING.get)
"""Both are what they are. Unless it is told so, Python's module asks every such value whether it would rather be another, by way of an
exception: half a microsecond for each."""

_LOCK = " FOR UPDATE"


class Reader(sqlite3.Connection):
    """A connection that only reads: it locks no rows either, as on PostgreSQL."""


_CHUNKS = (256, 128, 64, 32, *range(16, 0, -1))
"""Rows or keys in one statement: a few texts, so that each stays prepared. Every statement is a step with a cost of its own and lets go of
the interpreter's lock, so a small batch is one, and a large one hardly ever more than four."""


def drive(connection: sqlite3.Connection, script: Script[T]) -> T:
    """Run a script to its end on `connection`, sending it each statement's rows."""
    try:
        statement = next(script)
        while True:
            statement = script.send(run(connection, statement))
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]  # the script's own answer


def run(connection: sqlite3.Connection, statement: Statement) -> list[Row]:
    """Run one statement and return its rows."""
    if isinstance(statement, Query | Lookup) and statement.sql.endswith(_LOCK) and isinstance(connection, Reader):
        raise sqlite3.OperationalError("rows are locked in a readonly transaction")
    if isinstance(statement, Query):
        return connection.execute(_numbered(statement.sql), statement.args).fetchall()
    if isinstance(statement, Lookup):
        return _lookup(connection, statement)
    if isinstance(statement, Change):
        connection.executemany(_update(statement.table, tuple(statement.columns)), statement.rows)
        return []
    return _save(connection, statement)


def _save(connection: sqlite3.Connection, statement: Save) -> list[Row]:
    names, same = statement.names, [value for _, value in statement.same]
    for chunk in _chunks(statement.rows):
        sql = _insert(statement.table, names, len(same), statement.replace, len(chunk))
        connection.execute(sql, [*same, *chain.from_iterable(chunk)])
    return []


def _lookup(connection: sqlite3.Connection, statement: Lookup) -> list[Row]:
    rows: list[Row] = []
    extra = len(statement.args)
    for chunk in _chunks(statement.keys):
        sql = _keyed(statement.sql, len(chunk), extra)
        rows += connection.execute(sql, (*statement.args, *chunk)).fetchall()
    return rows


def _chunks(items: Sequence[Value] | Sequence[tuple[Value, ...]]) -> Iterator[Sequence]:  # type: ignore[type-arg]  # of either
    start, size = 0, len(items)
    for chunk in _CHUNKS:
        while size - start >= chunk:
            yield items[start : start + chunk]
            start += chunk


@lru_cache(maxsize=512)
def _numbered(sql: str) -> str:
    return _PLACEHOLDER.sub(r"?\1", sql).replace(_LOCK, "")


@lru_cache(maxsize=1024)
def _keyed(sql: str, count: int, extra: int) -> str:
    marks = ",".join(f"?{extra + i}" for i in range(1, count + 1))
    return _numbered(sql.replace("IN $keys", f"IN ({marks})"))


@lru_cache(maxsize=1024)
def _insert(table: Table, names: tuple[str, ...], same: int, replace: bool, count: int) -> str:
    """Return an INSERT of `count` rows, whose first `same` values they share. A new row that fails takes the transaction with it: for
    less, SQLite would copy every page that it touches before it does."""
    shared, own = [f"?{n}" for n in range(1, same + 1)], len(names) - same
    rows = (
        f"({','.join([*shared, *(f'?{same + row * own + n}' for n in range(1, own + 1))])})" for row in range(count)
    )
    sql = f"INSERT {'' if replace else 'OR ROLLBACK '}INTO {table.name} ({','.join(names)}) VALUES {','.join(rows)}"
    if replace:
        updates = ",".join(f"{name}=excluded.{name}" for name in names if name not in table.key)
        sql += f" ON CONFLICT ({','.join(table.key)}) DO UPDATE SET {updates}"
    return sql


@lru_cache(maxsize=64)
def _update(table: Table, columns: tuple[str, ...]) -> str:
    """Return an UPDATE of one row: SQLite finds and rewrites it in place, twice as fast as joining a list of values."""
    count = len(table.key)
    updates = ",".join(f"{name}=?{n}" for n, name in enumerate(columns, count + 1))
    return (
        f"UPDATE {table.name} SET {updates} WHERE {' AND '.join(f'{name}=?{n}' for n, name in enumerate(table.key, 1))}"
    )
