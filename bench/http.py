"""An HTTP client that asks for the same thing again as soon as it has been answered, over one kept connection."""

import asyncio
from typing import cast


class Asker(asyncio.Protocol):
    """Counts answers of one known length."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._transport: asyncio.Transport | None = None
        self._length = 0
        self._got = 0
        self.answers = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Ask again when the answer is whole."""
        self._got += len(data)
        if not self._length:
            self._length = _whole(data)
        if self._got >= self._length:
            self._got = 0
            self.answers += 1
            assert self._transport is not None
            self._transport.write(self._request)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.abort()


def _whole(data: bytes) -> int:
    head, _, _ = data.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    assert lines[0].endswith(b"200 ok"), lines[0]
    length = next(int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:"))
    return len(head) + 4 + length
