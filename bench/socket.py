"""A WebSocket client light enough not to be what is measured: prebuilt frames out, plain slices in, no task, no future.

Its mask is zero, which RFC 6455 allows a program that is no browser: the server unmasks it all the same.
"""

import asyncio
import base64
import secrets
from typing import cast

_SMALL, _MIDDLE = 126, 65_536


def framed(payload: bytes) -> bytes:
    """Return a text frame as a client sends it."""
    size = len(payload)
    if size < _SMALL:
        return bytes((0x81, 0x80 | size, 0, 0, 0, 0)) + payload
    assert size < _MIDDLE
    return b"\x81\xfe" + size.to_bytes(2, "big") + bytes(4) + payload


def handshake(path: str, host: str, cookie: str = "") -> bytes:
    """Return the upgrade request of a page that this server itself has served."""
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", "Connection: Upgrade", "Upgrade: websocket",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
        "Accept-Encoding: gzip, deflate, br", "Accept-Language: ru,en;q=0.8", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}",
    ]  # fmt: skip
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join([*lines, "", ""]).encode()


class Connection(asyncio.Protocol):
    """One connection. Subclasses say what to do when it opens and what a frame means."""

    __slots__ = ("_rest", "_upgrading", "closed", "request", "transport")

    def __init__(self, request: bytes) -> None:
        self.request = request
        self.transport: asyncio.Transport | None = None
        self.closed = False
        self._rest = b""
        self._upgrading = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        self.transport = cast(asyncio.Transport, transport)  # uvloop's transports are of no asyncio class
        self.transport.write(self.request)

    def connection_lost(self, exc: Exception | None) -> None:
        """The server hung up, or we did."""
        self.closed = True

    def data_received(self, data: bytes) -> None:
        """Cut the bytes into frames."""
        if self._rest:
            data = self._rest + data
        start = self._upgraded(data) if self._upgrading else 0
        if not self._upgrading:
            start = self._frames(data, start)
        self._rest = data[start:]

    def _upgraded(self, data: bytes) -> int:
        end = data.find(b"\r\n\r\n") + 4
        if end < 4:
            return 0
        if not data.startswith(b"HTTP/1.1 101"):
            self.refused(data[:end].split(b"\r\n")[0].decode())
            return end
        self._upgrading = False
        self.opened()
        return end

    def _frames(self, data: bytes, start: int) -> int:
        end, taken = len(data), start
        while taken + 2 <= end:
            kind, size, body = data[taken], data[taken + 1], taken + 2
            if size == _SMALL:
                if body + 2 > end:
                    break
                size, body = int.from_bytes(data[body : body + 2], "big"), body + 2
            elif size > _SMALL:
                size, body = int.from_bytes(data[body : body + 8], "big"), body + 8
            if body + size > end:
                break
            taken = body + size
            if kind == 0x81:
                self.frame(data[body:taken])
            elif kind == 0x88:
                self.refused(f"closed {int.from_bytes(data[body : body + 2], 'big')}")
        return taken

    def send(self, frame: bytes) -> None:
        """Send bytes that `framed` has made."""
        assert self.transport is not None
        self.transport.write(frame)

    def close(self) -> None:
        """Hang up as a closed tab does."""
        if self.transport is not None:
            self.transport.abort()

    def opened(self) -> None:
        """Called when the upgrade is done."""

    def frame(self, payload: bytes) -> None:
        """Called for every text frame."""

    def refused(self, why: str) -> None:
        """Called when the server turns the connection away."""
        self.closed = True
