"""The bus over PostgreSQL's LISTEN and NOTIFY: nothing new to run, enough for a handful of nodes."""

import asyncio
import base64
import contextlib
import secrets

import asyncpg
import structlog

from besedka.adapters.bus.outbox import Outbox, end, hear, pauses
from besedka.domain.ids import Position, ProjectNumber
from besedka.ports.bus import Listener

log = structlog.get_logger()

CHANNEL = "besedka"
ANSWER_WITHIN = 5.0
QUIET = 10.0
"""Seconds without a word after which the connection is asked whether it still lives."""
OPEN_WITHIN = 2.0
"""Seconds that opening waits for the first connection; then it goes on in the background."""
_SETTINGS = {
    "application_name": "besedka-bus",
    "synchronous_commit": "off",  # a ring is no promise: it need not wait for the disk
}


class PostgresBus:
    """One connection that both listens and notifies; replaced whenever it breaks."""

    alone = False

    def __init__(self, url: str) -> None:
        self._url = url
        self._node = secrets.token_hex(4)
        self._outbox = Outbox()
        self._listener: Listener | None = None
        self._task: asyncio.Task[None] | None = None
        self._connected = asyncio.Event()

    async def open(self, listener: Listener) -> None:
        """Begin to listen; returns when connected, or soon after starting to try."""
        self._listener = listener
        self._task = asyncio.create_task(self._keep_connected())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._connected.wait(), OPEN_WITHIN)

    def ring(self, project: ProjectNumber, position: Position) -> None:
        """Tell the other nodes."""
        self._outbox.ring(project, position)

    def blip(self, project: ProjectNumber, payload: bytes) -> None:
        """Tell the other nodes."""
        self._outbox.blip(project, payload)

    async def close(self) -> None:
        """Hang up."""
        if self._task is not None:
            await end(self._task)

    async def _keep_connected(self) -> None:
        waits = pauses()
        while True:
            try:
                await self._converse()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                if self._connected.is_set():
                    waits = pauses()
                log.warning("bus_away", error=repr(error))
            self._connected.clear()
            await asyncio.sleep(next(waits))

    async def _converse(self) -> None:
        """Listen and tell until the connection breaks."""
        connection = await asyncpg.connect(
            self._url, timeout=ANSWER_WITHIN, command_timeout=ANSWER_WITHIN, server_settings=_SETTINGS
        )
        try:
            connection.add_termination_listener(lambda _: self._outbox.wake())
            await connection.add_listener(CHANNEL, self._heard)
            self._connected.set()
            while not connection.is_closed():
                await self._tell(connection)
        finally:
            connection.terminate()

    async def _tell(self, connection: asyncpg.Connection) -> None:
        try:
            await asyncio.wait_for(self._outbox.wait(), QUIET)
        except TimeoutError:
            await connection.execute("SELECT 1")
            return
        messages = self._outbox.take()
        try:
            words = [self._node + base64.b64encode(message).decode() for message in messages]
            await connection.execute("SELECT pg_notify($1, word) FROM unnest($2::text[]) word", CHANNEL, words)
        except BaseException:
            self._outbox.put_back(messages)
            raise

    def _heard(self, _connection: object, _pid: int, _channel: str, word: str) -> None:
        if self._listener is None or word.startswith(self._node):
            return
        try:
            message = base64.b64decode(word[len(self._node) :], validate=True)
        except ValueError:
            return
        hear(self._listener, message)
