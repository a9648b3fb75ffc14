"""A relay in front of PostgreSQL's Unix socket: the network between a node and its database, for a test to break."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

_SOCKET = ".s.PGSQL.5432"
COMMIT = b"COMMIT\0"


class Relay:
    """Passes everything on, until told otherwise."""

    def __init__(self, folder: Path, url: str) -> None:
        parts = urlsplit(url)
        self._target = f"{parse_qs(parts.query)['host'][0]}/{_SOCKET}"
        self._folder = folder
        self.url = f"postgresql://postgres@{parts.path}?host={quote(str(folder), safe='/')}"
        self.away = False
        """True: nobody may connect."""
        self.lose_answer_to: bytes | None = None
        """After the next request that contains this, the request is passed on, and the connection breaks before its answer."""
        self._writers: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        """Break every connection."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def serve(self) -> asyncio.Server:
        """Begin to relay."""
        return await asyncio.start_unix_server(self._relay, self._folder / _SOCKET)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.away:
            writer.transport.abort()
            return
        there_reader, there = await asyncio.open_unix_connection(self._target)
        self._writers |= {writer, there}
        lost = asyncio.Event()
        with contextlib.suppress(OSError):
            await asyncio.gather(self._requests(reader, there, lost), self._answers(there_reader, writer, lost))
        for end in (writer, there):
            self._writers.discard(end)
            end.transport.abort()

    async def _requests(self, reader: asyncio.StreamReader, there: asyncio.StreamWriter, lost: asyncio.Event) -> None:
        while data := await reader.read(65536):
            if self.lose_answer_to is not None and self.lose_answer_to in data:
                self.lose_answer_to = None
                lost.set()
            there.write(data)
        there.close()

    async def _answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lost: asyncio.Event) -> None:
        while data := await reader.read(65536):
            if lost.is_set():
                break
            writer.write(data)
        writer.transport.abort()


@asynccontextmanager
async def relaying(url: str) -> AsyncIterator[Relay]:
    """Lend a relay in front of the database at `url`."""
    with (
        tempfile.TemporaryDirectory() as folder
    ):  # a socket's address may have a hundred letters, and a test's own folder has more
        relay = Relay(Path(folder), url)
        server = await relay.serve()
        try:
            yield relay
        finally:
            server.close()
            relay.cut()
