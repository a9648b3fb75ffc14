"""The bus over NATS: one subject for the whole installation, one subscription per process."""

import asyncio
from urllib.parse import urlsplit

import nats.errors
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg

from besedka.adapters.bus.outbox import Outbox, end, hear
from besedka.domain.ids import Position, ProjectNumber
from besedka.ports.bus import Listener

log = structlog.get_logger()

OPEN_WITHIN = 2.0
"""Seconds that opening waits for the first connection; then it goes on in the background."""
RECONNECT_AFTER = 0.25
CONNECT_WITHIN = 2


class NatsBus:
    """A connection that mends itself. The URL's path names the subject, for installations that share a NATS server."""

    alone = False

    def __init__(self, url: str) -> None:
        self._url = url
        self._subject = urlsplit(url).path.strip("/").replace("/", ".") or "besedka"
        self._client = Client()
        self._outbox = Outbox()
        self._listener: Listener | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self, listener: Listener) -> None:
        """Begin to listen; returns when connected, or soon after starting to try."""
        self._listener = listener
        connecting = asyncio.create_task(self._connect())
        self._tasks = [connecting, asyncio.create_task(self._tell_all())]
        await asyncio.wait({connecting}, timeout=OPEN_WITHIN)

    def ring(self, project: ProjectNumber, position: Position) -> None:
        """Tell the other nodes."""
        self._outbox.ring(project, position)

    def blip(self, project: ProjectNumber, payload: bytes) -> None:
        """Tell the other nodes."""
        self._outbox.blip(project, payload)

    async def close(self) -> None:
        """Hang up."""
        for task in self._tasks:
            await end(task)
        closing = asyncio.create_task(
            self._client.close()
        )  # may fail: it may be anywhere between two attempts to connect
        await asyncio.wait({closing}, timeout=2)
        await end(closing)

    async def _connect(self) -> None:
        servers = self._url.removesuffix(urlsplit(self._url).path)
        try:
            await self._client.connect(
                servers, name="besedka", no_echo=True, allow_reconnect=True, max_reconnect_attempts=-1,
                reconnect_time_wait=RECONNECT_AFTER,  # type: ignore[arg-type]  # it only sleeps so long
                connect_timeout=CONNECT_WITHIN, error_cb=_failed, disconnected_cb=_away, reconnected_cb=self._back,
            )  # fmt: skip
            await self._client.subscribe(self._subject, cb=self._heard)
            await self._client.flush()
        except (OSError, TimeoutError, nats.errors.Error, ValueError) as error:
            log.error("bus_failed", error=repr(error))
        self._outbox.wake()

    async def _tell_all(self) -> None:
        while True:
            await self._outbox.wait()
            messages = self._outbox.take()
            try:
                await self._tell(messages)
            except (OSError, TimeoutError, nats.errors.Error):
                self._outbox.put_back(messages)
                await asyncio.sleep(RECONNECT_AFTER)

    async def _tell(self, messages: list[bytes]) -> None:
        if not self._client.is_connected:
            raise nats.errors.ConnectionReconnectingError
        for message in messages:
            await self._client.publish(self._subject, message)

    async def _heard(self, message: Msg) -> None:
        if self._listener is not None:
            hear(self._listener, message.data)

    async def _back(self) -> None:
        log.info("bus_back")
        self._outbox.wake()


async def _failed(error: Exception) -> None:
    log.warning("bus_failed", error=repr(error))


async def _away() -> None:
    log.warning("bus_away")
