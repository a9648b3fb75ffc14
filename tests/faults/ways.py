"""The two ways to the server, as the shipped clients use them (web/shared/transports.ts): one WebSocket, or long polling."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Protocol

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.clients import browse

BROKEN = 1006
POLL_WAIT = 2
BREATH = 0.02

Hello = Callable[[], object]


class Over(Exception):
    """The way has ended; `code` is a WebSocket close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Way(Protocol):
    """One connection, whatever carries it."""

    answers: bool

    async def say(self, frame: object) -> None:
        """Send a frame, or lose it with the connection."""
        ...

    async def hear(self) -> bytes:
        """Return the next frame. Over when there is none to come."""
        ...

    async def close(self) -> None:
        """Let go of it, without a farewell."""
        ...


def encoded(frame: object) -> str:
    """Return a frame as its bytes go over the wire."""
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


class SocketWay:
    """A WebSocket, greeted."""

    answers = True

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, url: str, headers: dict[str, str], hello: Hello) -> "SocketWay":
        """Connect and say hello. Over when there is nobody."""
        try:
            connection = await connect(
                url.replace("http", "ws", 1), additional_headers=headers, compression=None, max_queue=None, ping_interval=None,
                max_size=None, proxy=None, open_timeout=None,
            )  # fmt: skip
        except (OSError, InvalidHandshake, EOFError, ConnectionClosed):
            raise Over(BROKEN) from None
        way = cls(connection)
        await way.say(hello())
        return way

    async def say(self, frame: object) -> None:
        try:
            await self._connection.send(encoded(frame))
        except ConnectionClosed:
            return  # hear() says so

    async def hear(self) -> bytes:
        try:
            return await self._connection.recv(decode=False)
        except ConnectionClosed:
            raise Over(self._connection.close_code or BROKEN) from None

    async def close(self) -> None:
        self._connection.transport.abort()
        await self._connection.wait_closed()


class PollWay:
    """Long polling: one request waits for news, a second one carries what is said meanwhile. Any failure ends the way."""

    answers = False

    def __init__(self, url: str, headers: dict[str, str], hello: Hello) -> None:
        self._http = browse(headers=headers, timeout=POLL_WAIT + 10)
        self._url = url
        self._hello = hello
        self._heard: asyncio.Queue[bytes | int] = asyncio.Queue()
        self._queue: list[object] = []
        self._news = asyncio.Event()
        self._tasks = [
            asyncio.create_task(self._guarded(self._listen())),
            asyncio.create_task(self._guarded(self._push())),
        ]

    async def say(self, frame: object) -> None:
        self._queue.append(frame)
        self._news.set()

    async def hear(self) -> bytes:
        found = await self._heard.get()
        if isinstance(found, int):
            raise Over(found)
        return found

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._heard.put_nowait(BROKEN)
        await self._http.aclose()

    async def _guarded(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except (httpx2.HTTPError, ValueError):
            self._heard.put_nowait(BROKEN)
        except Over as over:
            self._heard.put_nowait(over.code)

    async def _listen(self) -> None:
        wait = 0
        while True:
            await self._ask([], wait)
            wait = POLL_WAIT
            await asyncio.sleep(BREATH)

    async def _push(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            while self._queue:
                frames, self._queue = self._queue[:50], self._queue[50:]
                await self._ask(frames, 0)

    async def _ask(self, frames: list[object], wait: int) -> None:
        body = encoded({"hello": self._hello(), "frames": frames, "wait": wait})
        answer = await self._http.post(self._url, content=body.encode(), headers={"Content-Type": "application/json"})
        if answer.status_code != 200:
            raise Over({401: 4001, 403: 4003, 404: 4003}.get(answer.status_code, BROKEN))
        polled = answer.json()
        for frame in polled["frames"]:
            self._heard.put_nowait(encoded(frame).encode())
        if polled["close"]:
            raise Over(polled["close"])
