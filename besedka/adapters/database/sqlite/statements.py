"""Turns the house's statements into SQLite's words, and runs them on one connection."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache

from besedka.ports.database import Lookup, Query, Row, Statement, Table, Value

_PLACEHOLDER = re.compile(r"\$(\d+)")
_CHUNKS = (64, 16, 4, 1)
"""Rows per INSERT: few distinct texts, so that each stays prepared; one step, and one release of the interpreter's lock, per chunk."""


def run(connection: sqlite3.Connection, statement: Statement) -> list[Row]:
    """Run one statement and return its rows."""
    if isinstance(statement, Query):
        return connection.execute(_numbered(statement.sql), statement.args).fetchall()
    if isinstance(statement, Lookup):
        return _lookup(connection, statement)
    for chunk in _chunks(statement.rows):
        values: list[Value] = []
        for row in chunk:
            values.extend(row)
        connection.execute(
            _insert(statement.table.name, statement.replace, len(chunk), _shape(statement.table)), values
        )
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


def _shape(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(table.columns), table.key


@lru_cache(maxsize=256)
def _insert(table: str, replace: bool, count: int, shape: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    columns, key = shape
    row = f"({','.join('?' * len(columns))})"
    sql = f"INSERT INTO {table} ({','.join(columns)}) VALUES {','.join([row] * count)}"
    if replace:
        updates = ",".join(f"{c}=excluded.{c}" for c in columns if c not in key)
        sql += f" ON CONFLICT ({','.join(key)}) DO UPDATE SET {updates}"
    return sql
