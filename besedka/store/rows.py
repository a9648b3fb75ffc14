"""Small helpers that store scripts share: fetch one, fetch all, look up many."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from besedka.ports.database import ColumnType, Lookup, Query, Script, Value

R = TypeVar("R")


def fetch(sql: str, args: tuple[Value, ...], into: Callable[..., R]) -> Script[list[R]]:
    """Run a query and build one `into` from each row's values."""
    rows = yield Query(sql, args)
    return [into(*row) for row in rows]


def fetch_one(sql: str, args: tuple[Value, ...], into: Callable[..., R]) -> Script[R | None]:
    """Run a query and build `into` from its first row; None when there is none."""
    rows = yield Query(sql, args)
    return into(*rows[0]) if rows else None


def look_up(sql: str, keys: Iterable[Value], into: Callable[..., R], kind: ColumnType = "bytes") -> Script[list[R]]:
    """Run a query for many distinct keys (`IN $keys`) and build one `into` from each row; no statement for no keys."""
    distinct = list(dict.fromkeys(keys))
    if not distinct:
        return []
    rows = yield Lookup(sql, distinct, kind)
    return [into(*row) for row in rows]
