"""Turns the house's statements into PostgreSQL's words, and runs them on one connection."""

from functools import lru_cache
from typing import TYPE_CHECKING

from besedka.ports.database import Change, ColumnType, Lookup, Query, Row, Statement, Table

if TYPE_CHECKING:
    import asyncpg

_ARRAYS: dict[ColumnType, str] = {"int": "bigint[]", "text": "text[]", "bytes": "bytea[]"}


async def run(connection: "asyncpg.Connection", statement: Statement) -> list[Row]:
    """Run one statement and return its rows. Few distinct texts, so that each stays prepared."""
    if isinstance(statement, Query):
        rows: list[Row] = await connection.fetch(statement.sql, *statement.args)
    elif isinstance(statement, Lookup):
        sql = _keyed(statement.sql, len(statement.args))
        rows = await connection.fetch(sql, *statement.args, list(statement.keys))
    elif isinstance(statement, Change):
        sql = _update(statement.table.name, tuple(statement.columns), _shape(statement.table))
        rows = await connection.fetch(sql, *zip(*statement.rows, strict=True))
    elif statement.rows:
        columns = zip(*statement.rows, strict=True)
        rows = await connection.fetch(
            _insert(statement.table.name, statement.replace, _shape(statement.table)), *columns
        )
    else:
        rows = []
    return rows


@lru_cache(maxsize=256)
def _keyed(sql: str, extra: int) -> str:
    return sql.replace("IN $keys", f"= ANY(${extra + 1})")


def _shape(table: Table) -> tuple[tuple[tuple[str, ColumnType], ...], tuple[str, ...]]:
    return tuple(table.columns.items()), table.key


@lru_cache(maxsize=64)
def _update(
    table: str, columns: tuple[str, ...], shape: tuple[tuple[tuple[str, ColumnType], ...], tuple[str, ...]]
) -> str:
    """Return one UPDATE for any number of rows."""
    kinds, (_, key) = dict(shape[0]), shape
    lists = ",".join(f"${n}::{_ARRAYS[kinds[name]]}" for n, name in enumerate((*key, *columns), 1))
    updates = ",".join(f"{name}=v.{name}" for name in columns)
    same = " AND ".join(f"t.{name}=v.{name}" for name in key)
    return f"UPDATE {table} t SET {updates} FROM unnest({lists}) AS v({','.join((*key, *columns))}) WHERE {same}"


@lru_cache(maxsize=64)
def _insert(table: str, replace: bool, shape: tuple[tuple[tuple[str, ColumnType], ...], tuple[str, ...]]) -> str:
    """Return one INSERT for any number of rows: a list per column, put together by the server."""
    columns, key = shape
    names = ",".join(name for name, _ in columns)
    lists = ",".join(f"${n}::{_ARRAYS[kind]}" for n, (_, kind) in enumerate(columns, 1))
    sql = f"INSERT INTO {table} ({names}) SELECT * FROM unnest({lists})"
    if replace:
        updates = ",".join(f"{name}=excluded.{name}" for name, _ in columns if name not in key)
        sql += f" ON CONFLICT ({','.join(key)}) DO UPDATE SET {updates}"
    return sql
