"""Turns the house's statements into SQLite's words, and runs them on one connection."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from besedka.ports.database import Change, Lookup, Query, Row, Script, Statement, Table, Value

T = TypeVar("T")
_PLACEHOLDER = re.compile(r"\$(\d+)")
_CHUNKS = (256, 64, 16, 4, 1)
"""Rows per INSERT: few distinct texts, so that each stays prepared; one step, and one release of the interpreter's lock, per chunk."""


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
    if isinstance(statement, Query):
        return connection.execute(_numbered(statement.sql), statement.args).fetchall()
    if isinstance(statement, Lookup):
        return _lookup(connection, statement)
    if isinstance(statement, Change):
        connection.executemany(_update(statement.table, tuple(statement.columns)), statement.rows)
        return []
    for chunk in _chunks(statement.rows):
        connection.execute(_insert(statement.table, statement.replace, len(chunk)), list(chain.from_iterable(chunk)))
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
    return _PLACEHOLDER.sub(r"?\1", sql).replace(" FOR UPDATE", "")


@lru_cache(maxsize=256)
def _keyed(sql: str, count: int, extra: int) -> str:
    marks = ",".join(f"?{extra + i}" for i in range(1, count + 1))
    return _numbered(sql.replace("IN $keys", f"IN ({marks})"))


@lru_cache(maxsize=256)
def _insert(table: Table, replace: bool, count: int) -> str:
    row = f"({','.join('?' * len(table.columns))})"
    sql = f"INSERT INTO {table.name} ({','.join(table.columns)}) VALUES {','.join([row] * count)}"
    if replace:
        updates = ",".join(f"{c}=excluded.{c}" for c in table.columns if c not in table.key)
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
