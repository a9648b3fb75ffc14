"""The doorway: a socket's handshake that comes whole goes to picows unread; everything else is uvicorn's, as ever.

Read by uvicorn first, then put together again for picows, a handshake cost a quarter of what a returning visitor costs
(docs/performance.md). Only the door is ours: HTTP, and a handshake in pieces, take the ordinary way.
"""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import uvicorn
from uvicorn.server import ServerState

from besedka.api import patience
from besedka.api.patience import MAX_HEAD, PatientProtocol

KNOCK = b"GET /ws/"
VERSION = b" HTTP/1.1\r\n"
"""picows turns older ones away, which some proxies speak; uvicorn reads them for it."""
ASKS = b"\r\nupgrade: websocket\r\n"
END = b"\r\n\r\n"


class Doorway(asyncio.Protocol):
    """Whoever has not said anything yet. Hangs up on who says nothing in time."""

    def __init__(
        self, config: uvicorn.Config, server_state: ServerState, app_state: dict[str, Any], _loop: object = None
    ) -> None:
        self._made_with: dict[str, Any] = {"config": config, "server_state": server_state, "app_state": app_state}
        self._connections: set[Any] = server_state.connections
        self._sockets = cast(Callable[..., asyncio.Protocol], config.ws_protocol_class)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait."""
        self._transport = cast(asyncio.Transport, transport)
        self._late = asyncio.get_running_loop().call_later(patience.REQUEST_WITHIN, self._transport.close)
        self._connections.add(self)

    def data_received(self, data: bytes) -> None:
        """Show to the right door."""
        self._leave()
        protocol = self._sockets(**self._made_with) if is_handshake(data) else PatientProtocol(**self._made_with)
        self._transport.set_protocol(protocol)
        protocol.connection_made(self._transport)
        protocol.data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # the name is asyncio's
        """Went without a word."""
        self._leave()

    def shutdown(self) -> None:
        """The server stops."""
        self._transport.close()

    def _leave(self) -> None:
        self._late.cancel()
        self._connections.discard(self)


def is_handshake(data: bytes) -> bool:
    """Tell whether these first bytes are one whole handshake of a socket, and nothing after it."""
    size = len(data)
    whole = size <= MAX_HEAD and data.find(END) == size - len(END)
    return whole and data.startswith(KNOCK) and VERSION in data and ASKS in data.lower()
