"""A WebSocket client that says exactly the bytes that a test wants to hear an answer to."""

import asyncio
import base64
import os
import socket
import struct
from collections.abc import Mapping
from urllib.parse import urlsplit

TEXT, BINARY, CLOSE, PING, PONG, CONTINUATION = 1, 2, 8, 9, 10, 0


class Raw:
    """One TCP connection that speaks RFC 6455 by hand."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def open(cls, url: str) -> "Raw":
        """Connect, and say nothing yet. The system keeps little for us that we have not read."""
        parts, tcp = urlsplit(url), socket.socket()
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
        tcp.setblocking(False)
        await asyncio.get_running_loop().sock_connect(tcp, (parts.hostname, parts.port))
        return cls(*await asyncio.open_connection(sock=tcp))

    async def upgrade(self, path: str, headers: Mapping[str, str], host: str = "chat.example") -> int:
        """Ask for an upgrade; return the status."""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: Upgrade", "Upgrade: websocket"]
        lines += ["Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}"]
        return await self.request([*lines, *(f"{k}: {v}" for k, v in headers.items())])

    async def request(self, lines: list[str]) -> int:
        """Send a request's head; return the status of the answer."""
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 5)
        return int(head.split()[1])

    def say(self, opcode: int, payload: bytes, *, fin: bool = True) -> None:
        """Send one masked frame."""
        size, mask = len(payload), os.urandom(4)
        head = bytes([opcode | (0x80 if fin else 0)])
        head += (
            bytes([0x80 | size])
            if size < 126
            else (b"\xfe" + struct.pack("!H", size) if size < 65_536 else b"\xff" + struct.pack("!Q", size))
        )
        key = (mask * (size // 4 + 1))[:size]
        masked = (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")
        self.writer.write(head + mask + masked)

    async def hear(self, within: float = 5.0) -> tuple[int, bytes]:
        """Return the next frame's opcode and payload; (CLOSE, b"") when the connection ended without one."""
        try:
            return await asyncio.wait_for(self._frame(), within)
        except (asyncio.IncompleteReadError, ConnectionError):
            return CLOSE, b""

    async def _frame(self) -> tuple[int, bytes]:
        first, second = await self.reader.readexactly(2)
        size = second & 0x7F
        if size == 126:
            (size,) = struct.unpack("!H", await self.reader.readexactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", await self.reader.readexactly(8))
        return first & 0x0F, await self.reader.readexactly(size)

    async def code(self) -> int | None:
        """Read to the end; return the close code, None when the connection just ended."""
        while True:
            opcode, payload = await self.hear()
            if opcode == CLOSE:
                return int.from_bytes(payload[:2], "big") if payload else None

    def hang_up(self) -> None:
        """End the connection."""
        self.writer.close()
