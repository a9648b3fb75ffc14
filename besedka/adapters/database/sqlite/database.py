"""SQLite behind the database port: one connection that writes and checkpoints, in its own thread; two that only read.

WAL with `synchronous=FULL`: a commit is on disk (fsync) before it is reported. Read-only connections never checkpoint, and memory-mapped
reading is off: two checkpointing connections before SQLite 3.51.3 are the pattern of a known corruption.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from besedka.adapters.database.sqlite.errors import translate
from besedka.adapters.database.sqlite.readers import Readers
from besedka.adapters.database.sqlite.statements import Reader, drive
from besedka.ports.database import DatabaseFailed, Query, Script

T = TypeVar("T")
_Job = tuple[Script[object] | None, Callable[[object], None]]
"""What is to be written; or nothing: which version of the file the writing connection sees."""

READERS = 2
BUSY_MS = 5_000


class SqliteDatabase:
    """One file. Opens at once; raises DatabaseFailed `read_only` or `disk_failing` when the file cannot be written.

    `checkpoints` false leaves the write-ahead log alone: another process, the server, looks after it.
    """

    def __init__(self, path: Path, *, checkpoints: bool = True) -> None:
        self._loop = asyncio.get_running_loop()
        self._writer = _connect(path, read_only=False)
        if not checkpoints:
            self._writer.execute("PRAGMA wal_autocheckpoint=0")
        self._seen = _version(self._writer)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_all, name="sqlite-writer", daemon=True)
        self._thread.start()
        self._readers = Readers(lambda: _connect(path, read_only=True), READERS)

    async def read(self, script: Script[T]) -> T:
        """Run the script on a reading connection, in one snapshot."""
        return await self._readers.read(script)

    def write(self, script: Script[T], done: Callable[[T | BaseException], None]) -> None:
        """Hand the script to the writing thread."""
        self._jobs.put((script, done))  # type: ignore[arg-type]  # a script and its callback agree with each other

    async def changed_elsewhere(self) -> bool:
        """Ask the writing connection: the version that it sees changes by others' commits alone."""
        answer: asyncio.Future[object] = self._loop.create_future()
        self._jobs.put((None, answer.set_result))
        now = await asyncio.shield(answer)
        if isinstance(now, BaseException):
            raise now
        before, self._seen = self._seen, now
        return now != before

    async def schema_revision(self) -> str | None:
        """The revision that Alembic wrote down, None for an empty database."""
        return await self._readers.read(_revision())

    async def close(self) -> None:
        """Finish the queued writes, then close every connection."""
        self._jobs.put(None)
        await self._loop.run_in_executor(None, self._thread.join)
        await self._loop.run_in_executor(None, self._readers.close)
        self._writer.close()

    # ── the writing thread ───────────────────────────────────────────────────────────────────────────────────────

    def _write_all(self) -> None:
        while (job := self._jobs.get()) is not None:
            script, done = job
            outcome = self._look() if script is None else self._transact(script)
            try:
                self._loop.call_soon_threadsafe(done, outcome)
            except RuntimeError:  # the loop is closed: the process is ending, and nobody waits for this answer
                return

    def _look(self) -> object:
        try:
            return _version(self._writer)
        except DatabaseFailed as failed:
            return failed

    def _transact(self, script: Script[object]) -> object:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            answer = drive(self._writer, script)
            self._writer.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001  # whatever it was goes to the caller, never to the thread
            self._roll_back()
            return translate(error)
        return answer

    def _roll_back(self) -> None:
        try:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
        except sqlite3.Error:  # SQLite rolls back by itself after a disk error; then there is nothing left to undo
            pass


def _version(connection: sqlite3.Connection) -> object:
    """Return which version of the file the connection sees: it is another one after somebody else's commit. DatabaseFailed."""
    try:
        return connection.execute("PRAGMA data_version").fetchone()[0]
    except sqlite3.Error as error:
        raise translate(error) from error


def _revision() -> Script[str | None]:
    if not (yield Query("SELECT 1 FROM sqlite_master WHERE name = $1", ("alembic_version",))):
        return None
    rows = yield Query("SELECT version_num FROM alembic_version")
    return str(rows[0][0]) if rows else None


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            path,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
            timeout=BUSY_MS / 1000,
            factory=Reader if read_only else sqlite3.Connection,
        )
        connection.execute("PRAGMA mmap_size=0")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            _prepare_writer(connection)
    except sqlite3.Error as error:
        raise translate(error) from error
    return connection


def _prepare_writer(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA wal_autocheckpoint=4000")
    connection.execute("PRAGMA journal_size_limit=67108864")
    connection.execute("PRAGMA cache_size=-16000")
    connection.execute("PRAGMA temp_store=MEMORY")  # a long INSERT notes what to undo, by default in a temporary file
