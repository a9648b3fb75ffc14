"""Patience with HTTP clients: uvicorn waits for ever for a request that never ends, and collects whatever head it is sent."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

REQUEST_WITHIN = 30.0
"""Seconds from the connection, or from a request's first byte, to its last."""
MAX_HEAD = 64 * 1024
"""Bytes of a request before its body."""


class PatientProtocol(HttpToolsProtocol):
    """Hangs up on who does not say a whole request in time, or does not come to its point."""

    _late: asyncio.TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Count a head that goes on and on."""
        super().data_received(data)
        if self._head >= 0 and self._late is not None:
            self._head += len(data)
            if self._head > MAX_HEAD:
                self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins: the first one, or the next on the same connection."""
        super().on_message_begin()
        if self._late is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """The head is whole; what follows has limits of its own."""
        self._head = -1
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._stop()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """The socket has deadlines of its own."""
        self._stop()
        super().handle_websocket_upgrade()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for any more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._head = 0
        self._late = self.loop.call_later(REQUEST_WITHIN, self.transport.close)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
