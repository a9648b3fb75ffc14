"""PostgreSQL behind the database port: one connection that writes, one transaction at a time; a small pool that only reads.

Writes run at READ COMMITTED: what a script reads after it has locked the project's row is what nobody else can change before the
commit. Reads run at REPEATABLE READ: one snapshot. A connection that breaks is replaced; a commit whose answer was lost counts as
failed, and the ids that clients make once keep its repetition from storing anything twice.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import asyncpg

from besedka.adapters.database.postgres.errors import translate
from besedka.adapters.database.postgres.statements import run
from besedka.adapters.database.postgres.writer import Writer, begin, connect_options
from besedka.ports.database import DatabaseFailed, Script

T = TypeVar("T")

READERS = 4
READ_WITHIN = 30.0
"""Seconds that one statement of a read may take."""


class PostgresDatabase:
    """A database on a PostgreSQL server, shared with other nodes."""

    def __init__(self, url: str, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._writer = Writer(url)
        self._loop = asyncio.get_running_loop()
        self._running: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, url: str) -> "PostgresDatabase":
        """Connect. DatabaseFailed `busy` when nobody answers there or the name or password is wrong."""
        options = connect_options("besedka-reader", READ_WITHIN)
        try:
            pool = await asyncpg.create_pool(url, min_size=1, max_size=READERS, reset=_leave_as_it_is, **options)
        except (asyncpg.PostgresError, ValueError) as error:
            raise DatabaseFailed("busy", str(error)) from error
        except Exception as error:
            raise translate(error) from error
        return cls(url, pool)

    async def read(self, script: Script[T]) -> T:
        """Run the script on a reading connection, in one snapshot."""
        try:
            async with self._snapshot() as connection:
                return await drive(connection, script)
        except Exception as error:
            told = translate(error)
            if told is error:
                raise
            raise told from error

    def write(self, script: Script[T], done: Callable[[T | BaseException], None]) -> None:
        """Run the script as a transaction of the writing connection, in the background."""
        task = self._loop.create_task(self._write(script, done))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def changed_elsewhere(self) -> bool:
        """Nobody need ask: other nodes ring."""
        return False

    async def schema_revision(self) -> str | None:
        """The revision that Alembic wrote down, None for an empty database."""
        try:
            async with self._snapshot() as connection:
                found = await connection.fetchval("SELECT version_num FROM alembic_version")
        except asyncpg.UndefinedTableError:
            return None
        except Exception as error:
            raise translate(error) from error
        return None if found is None else str(found)

    async def close(self) -> None:
        """Finish the running write, then let go of every connection."""
        if self._running:
            await asyncio.wait(self._running)
        await self._writer.close()
        try:
            await asyncio.wait_for(self._pool.close(), 5)
        except TimeoutError:
            self._pool.terminate()

    async def _write(self, script: Script[T], done: Callable[[T | BaseException], None]) -> None:
        outcome: T | BaseException
        try:
            async with self._writer.transaction() as connection:
                outcome = await drive(connection, script)
        except Exception as error:  # noqa: BLE001  # whoever asked is told
            outcome = translate(error)
        done(outcome)

    @asynccontextmanager
    async def _snapshot(self) -> AsyncIterator[asyncpg.Connection]:
        connection = await self._begin_reading()
        try:
            yield connection
        finally:
            try:
                if not connection.is_closed():
                    await connection.execute("ROLLBACK")
            finally:
                await self._pool.release(connection)

    async def _begin_reading(self) -> asyncpg.Connection:
        """Lend a connection with a snapshot; one that turns out to be dead is replaced, as nothing was read yet."""
        for _ in range(READERS + 1):
            connection = await self._pool.acquire(timeout=READ_WITHIN)
            begun = False
            try:
                begun = await begin(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            finally:
                if not begun:  # whoever asked may have gone away meanwhile: the connection is not theirs
                    await self._pool.release(connection)
            if begun:
                return connection
        raise DatabaseFailed("busy", "no connection begins")


async def drive(connection: asyncpg.Connection, script: Script[T]) -> T:
    """Run a script to its end on `connection`, sending it each statement's rows."""
    try:
        statement = next(script)
        while True:
            statement = script.send(await run(connection, statement))
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]  # the script's own answer


async def _leave_as_it_is(connection: asyncpg.Connection) -> None:
    """A transaction leaves nothing behind that the pool would have to reset."""
