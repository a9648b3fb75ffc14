"""SQLite behind the database port: one connection that writes and checkpoints, in its own thread; two that only read.

WAL with `synchronous=FULL`: a commit is on disk (fsync) before it is reported. Read-only connections never checkpoint, and memory-mapped
reading is off: two checkpointing connections before SQLite 3.51.3 are the pattern of a known corruption.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from besedka.adapters.database.sqlite.statements import run
from besedka.ports.database import ConstraintFailed, DatabaseFailed, Script

T = TypeVar("T")
_Job = tuple[Script[object], Callable[[object], None]]

READERS = 2
BUSY_MS = 5_000


class SqliteDatabase:
    """One file. Opens at once; raises DatabaseFailed `read_only` or `disk_failing` when the file cannot be written.

    `checkpoints` false leaves the write-ahead log alone: another process, the server, looks after it.
    """

    def __init__(self, path: Path, *, checkpoints: bool = True) -> None:
        self._path = path
        self._loop = asyncio.get_running_loop()
        self._writer = _connect(path, read_only=False)
        if not checkpoints:
            self._writer.execute("PRAGMA wal_autocheckpoint=0")
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_all, name="sqlite-writer", daemon=True)
        self._thread.start()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-reader")
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []

    async def read(self, script: Script[T]) -> T:
        """Run the script on a reading connection, in one snapshot."""
        return await self._loop.run_in_executor(self._readers, self._read, script)

    def write(self, script: Script[T], done: Callable[[T | BaseException], None]) -> None:
        """Hand the script to the writing thread."""
        self._jobs.put((script, done))  # type: ignore[arg-type]  # a script and its callback agree with each other

    async def schema_revision(self) -> str | None:
        """The revision that Alembic wrote down, None for an empty database."""
        return await self._loop.run_in_executor(self._readers, self._revision)

    async def close(self) -> None:
        """Finish the queued writes, then close every connection."""
        self._jobs.put(None)
        await self._loop.run_in_executor(None, self._thread.join)
        self._readers.shutdown(wait=True)
        for connection in (*self._opened, self._writer):
            connection.close()

    # ── the writing thread ───────────────────────────────────────────────────────────────────────────────────────

    def _write_all(self) -> None:
        while (job := self._jobs.get()) is not None:
            script, done = job
            outcome = self._transact(script)
            try:
                self._loop.call_soon_threadsafe(done, outcome)
            except RuntimeError:  # the loop is closed: the process is ending, and nobody waits for this answer
                return

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

    # ── the reading threads ──────────────────────────────────────────────────────────────────────────────────────

    def _reader(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = _connect(self._path, read_only=True)
            self._opened.append(found)
        return found

    def _read(self, script: Script[T]) -> T:
        try:
            connection = self._reader()
            connection.execute("BEGIN")
            try:
                return drive(connection, script)
            finally:
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise translate(error) from error

    def _revision(self) -> str | None:
        try:
            rows = self._reader().execute("SELECT version_num FROM alembic_version").fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return None
            raise translate(error) from error
        except sqlite3.Error as error:
            raise translate(error) from error
        return str(rows[0][0]) if rows else None


def drive(connection: sqlite3.Connection, script: Script[T]) -> T:
    """Run a script to its end on `connection`, sending it each statement's rows."""
    try:
        statement = next(script)
        while True:
            statement = script.send(run(connection, statement))
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]  # the script's own answer


def translate(error: BaseException) -> BaseException:
    """Return what the house calls this error of SQLite's; anything else as it is."""
    if isinstance(error, sqlite3.IntegrityError):
        return ConstraintFailed(str(error))
    if not isinstance(error, sqlite3.Error):
        return error
    text = str(error)
    if "readonly" in text or "read-only" in text:
        return DatabaseFailed("read_only", text)
    return DatabaseFailed("busy" if "locked" in text else "disk_failing", text)


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, cached_statements=512, timeout=BUSY_MS / 1000
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
