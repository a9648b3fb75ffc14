"""Turns the house's statements into PostgreSQL's words, and runs them on one connection."""

from functools import lru_cache
from typing import TYPE_CHECKING

from besedka.ports.database import Change, ColumnType, Lookup, Query, Row, Save, Statement, Table

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
    else:
        rows = await _save(connection, statement) if statement.rows else []
    return rows


async def _save(connection: "asyncpg.Connection", statement: Save) -> list[Row]:
    names, same = statement.names, [value for _, value in statement.same]
    sql = _insert(statement.table.name, names, len(same), statement.replace, _shape(statement.table))
    rows: list[Row] = await connection.fetch(sql, *same, *zip(*statement.rows, strict=True))
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
def _insert(
    table: str, names: tuple[str, ...], same: int, replace: bool,
    shape: tuple[tuple[tuple[str, ColumnType], ...], tuple[str, ...]],
) -> str:  # fmt: skip
    """Return one INSERT for any number of rows: values that all share, and a list per column, put together by the server."""
    kinds, key = dict(shape[0]), shape[1]
    arrays = [_ARRAYS[kinds[name]] for name in names]
    shared = "".join(f"${n}::{kind.removesuffix('[]')}," for n, kind in enumerate(arrays[:same], 1))
    lists = ",".join(f"${n}::{kind}" for n, kind in enumerate(arrays[same:], same + 1))
    sql = f"INSERT INTO {table} ({','.join(names)}) SELECT {shared}v.* FROM unnest({lists}) AS v"
    if replace:
        updates = ",".join(f"{name}=excluded.{name}" for name in names if name not in key)
        sql += f" ON CONFLICT ({','.join(key)}) DO UPDATE SET {updates}"
    return sql
