"""The threads that read. What waits is handed over together, so that a storm of small reads changes threads rarely.

Every script sees one snapshot, begun after the script was asked for; scripts that were handed over together share it.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from typing import TypeAlias, TypeVar

from besedka.adapters.database.sqlite.errors import translate
from besedka.adapters.database.sqlite.statements import drive
from besedka.ports.database import Script

T = TypeVar("T")
_Asked: TypeAlias = "tuple[Script[object], asyncio.Future[object]]"
_Told: TypeAlias = "tuple[asyncio.Future[object], object]"

AT_ONCE = 32
"""Scripts in one hand-over: so much may a slow one hold up."""


class Readers:
    """Runs scripts that change nothing, in threads with a connection each."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], threads: int) -> None:
        self._connect = connect
        self._loop = asyncio.get_running_loop()
        self._waiting: list[_Asked] = []
        self._free = threads
        self._handed: queue.SimpleQueue[list[_Asked] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._read_all, name="sqlite-reader", daemon=True) for _ in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    async def read(self, script: Script[T]) -> T:
        """Run the script and return its answer; its errors pass through."""
        answer: asyncio.Future[T] = self._loop.create_future()
        if not self._waiting and self._free:
            self._loop.call_soon(self._hand_all_over)  # with all that is asked for in the same turn
        self._waiting.append((script, answer))  # type: ignore[arg-type]  # the future takes what the script answers
        return await answer

    def close(self) -> None:
        """Finish what was handed over and let go of the connections. Blocks."""
        for _ in self._threads:
            self._handed.put(None)
        for thread in self._threads:
            thread.join()

    def _hand_all_over(self) -> None:
        while self._waiting and self._free:
            self._hand_over()

    def _hand_over(self) -> None:
        """Give a free thread its share of what waits."""
        share = min(AT_ONCE, -(-len(self._waiting) // self._free))
        handed, self._waiting = self._waiting[:share], self._waiting[share:]
        self._free -= 1
        self._handed.put(handed)

    def _tell(self, told: list[_Told]) -> None:
        self._free += 1
        for answer, outcome in told:
            if answer.done():  # whoever asked has gone
                continue
            if isinstance(outcome, BaseException):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)
        self._hand_all_over()

    # ── in a thread ──────────────────────────────────────────────────────────────────────────────────────────────

    def _read_all(self) -> None:
        connection: sqlite3.Connection | None = None
        while (handed := self._handed.get()) is not None:
            try:
                connection = connection or self._connect()
                told = _read(connection, handed)
            except Exception as error:  # noqa: BLE001  # whatever it was goes to who asked, never to the thread
                told = [(answer, translate(error)) for _, answer in handed]
            try:
                self._loop.call_soon_threadsafe(self._tell, told)
            except RuntimeError:  # the loop is closed: the process is ending, and nobody waits for these answers
                break
        if connection is not None:
            connection.close()


def _read(connection: sqlite3.Connection, handed: list[_Asked]) -> list[_Told]:
    connection.execute("BEGIN")
    try:
        return [(answer, _outcome(connection, script)) for script, answer in handed]
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _outcome(connection: sqlite3.Connection, script: Script[object]) -> object:
    try:
        return drive(connection, script)
    except BaseException as error:  # noqa: BLE001  # one script's error is not the others'
        return translate(error)
