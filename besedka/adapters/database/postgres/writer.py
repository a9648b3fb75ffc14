"""The connection that writes: made when it is needed, replaced when it breaks, and never asked twice whether it committed."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

import asyncpg

from besedka.ports.database import ConstraintFailed, DatabaseFailed

CONNECT_WITHIN = 5.0
WRITE_WITHIN = 15.0
"""Seconds that one statement of a write may take, the wait for other nodes' locks included."""
MAX_PAUSE = 2.0
"""Seconds between two attempts to connect, at most: writers in between are told `busy` at once."""

_SETTINGS = {
    "jit": "off",
    "synchronous_commit": "on",  # a commit that was reported done is on disk, whatever the server's default
    "idle_in_transaction_session_timeout": "10s",  # a node that was stopped in mid-write must not hold up the others
    "timezone": "UTC",
}

_BY_KEY = {"enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off"}
"""Every statement of a writer looks rows up by their keys: a plan made while the tables were small must not read them whole later."""


class Options(TypedDict):
    """How a connection is made."""

    command_timeout: float
    statement_cache_size: int
    max_cached_statement_lifetime: int
    server_settings: dict[str, str]


def connect_options(name: str, within: float) -> Options:
    """Return how to connect as `name`, with statements that may take `within` seconds and stay prepared for good."""
    return {
        "command_timeout": within, "statement_cache_size": 512, "max_cached_statement_lifetime": 0,
        "server_settings": {**_SETTINGS, "application_name": name},
    }  # fmt: skip


_NO_MORE = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InternalClientError,  # the server's farewell arrives while the driver begins
)


async def begin(connection: asyncpg.Connection, words: str) -> bool:
    """Begin a transaction; False when the connection is no more. Nothing was asked of it yet, so another may take its place."""
    try:
        await connection.execute(words)
    except _NO_MORE:
        connection.terminate()
        return False
    return True


class Writer:
    """Keeps one connection alive."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: asyncpg.Connection | None = None
        self._failures = 0
        self._not_before = 0.0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[asyncpg.Connection]:
        """Commit what the block does, or roll it back when it raises. Without an answer to COMMIT this raises too."""
        connection = await self._begin()
        try:
            yield connection
            status = await connection.execute("COMMIT")
        except BaseException:
            await self._roll_back(connection)
            raise
        if status != "COMMIT":
            raise ConstraintFailed(f"the transaction had failed before its end ({status})")

    async def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            try:
                await self._connection.close(timeout=2)
            except (OSError, TimeoutError, asyncpg.InterfaceError, asyncpg.PostgresError):
                self._connection.terminate()

    async def _begin(self) -> asyncpg.Connection:
        if self._connection is not None and not self._connection.is_closed() and await begin(self._connection, "BEGIN"):
            return self._connection
        self._connection = await self._connect()
        await self._connection.execute("BEGIN")
        return self._connection

    async def _connect(self) -> asyncpg.Connection:
        """Connect, but not more often than every now and then: who comes in between is told at once."""
        from asyncio import get_running_loop

        now = get_running_loop().time()
        if now < self._not_before:
            raise DatabaseFailed("busy", "PostgreSQL is away; the next attempt to connect comes soon")
        options = connect_options("besedka-writer", WRITE_WITHIN)
        options["server_settings"] |= _BY_KEY
        try:
            connection = await asyncpg.connect(self._url, timeout=CONNECT_WITHIN, **options)
        except Exception:
            self._failures += 1
            pause = min(MAX_PAUSE, 0.05 * 2**self._failures) * (0.5 + random.random() / 2)
            self._not_before = get_running_loop().time() + pause
            raise
        self._failures = 0
        return connection

    async def _roll_back(self, connection: asyncpg.Connection) -> None:
        try:
            if not connection.is_closed():
                await connection.execute("ROLLBACK", timeout=2)
        except (TimeoutError, asyncpg.PostgresError, *_NO_MORE):
            connection.terminate()
