"""Guests of the house: a visitor's widget and an operator's app, as typed clients over real sockets.

Every frame that arrives is checked against the language in besedka/wire, so each test also proves that the server speaks it.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Generic, TypeVar, get_args, get_type_hints

import httpx2
from pydantic import TypeAdapter
from websockets.asyncio.client import ClientConnection, connect

from besedka.domain.ids import Instant, new_id
from besedka.wire import operator as operator_words
from besedka.wire import visitor as visitor_words
from besedka.wire.shapes import PROTOCOL, Pong
from tests.people import SITE

WAIT = 5.0
"""Seconds within which an expected frame must come."""
PAGE = {"url": f"{SITE}/lamp", "title": "Лампа", "referrer": ""}

F = TypeVar("F")
W = TypeVar("W")
_VISITOR: TypeAdapter[visitor_words.ServerSays] = TypeAdapter(visitor_words.ServerSays)
_OPERATOR: TypeAdapter[operator_words.ServerSays] = TypeAdapter(operator_words.ServerSays)


def make_id() -> str:
    """Return a fresh id, as a client makes one."""
    import time

    return new_id(Instant(time.time_ns() // 1_000_000)).hex()


def browse(
    url: str = "",
    headers: dict[str, str] | None = None,
    timeout: float = 5,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> httpx2.AsyncClient:
    """Return an HTTP client without cookies, for plain HTTP on this machine: certificates would cost 40 ms each time."""
    return httpx2.AsyncClient(
        base_url=url, headers=headers, timeout=timeout, transport=transport, verify=False, trust_env=False
    )


def kind_of(frame: object) -> str:
    """Return a frame's `t`."""
    assert isinstance(frame, dict)
    return str(frame["t"])


class Client(Generic[W]):
    """One WebSocket connection. `heard` keeps every frame that came, in order."""

    def __init__(self, connection: ClientConnection, read: Callable[[str | bytes], W]) -> None:
        self.connection = connection
        self.heard: list[W] = []
        self._read = read

    async def say(self, frame: object) -> None:
        """Send one frame; a string goes as it is."""
        await self.connection.send(frame if isinstance(frame, str) else json.dumps(frame, ensure_ascii=False))

    async def next(self, within: float = WAIT) -> W:
        """Return the next frame. TimeoutError; websockets' ConnectionClosed."""
        async with asyncio.timeout(within):
            frame = self._read(await self.connection.recv())
        self.heard.append(frame)
        return frame

    async def expect(self, kind: type[F], within: float = WAIT) -> F:
        """Return the next frame of this kind (a class of the wire language), passing over others."""
        wanted = get_args(get_type_hints(kind)["t"])[0]
        async with asyncio.timeout(within):
            while True:
                frame = await self.next(within)
                if kind_of(frame) == wanted:
                    return frame  # type: ignore[return-value]  # its `t` says so

    async def silent(self, seconds: float = 0.2) -> bool:
        """Tell whether nothing comes for so long."""
        try:
            await self.next(seconds)
        except TimeoutError:
            return True
        return False

    async def closed(self, within: float = WAIT) -> int | None:
        """Read to the end and return the close code."""
        from websockets.exceptions import ConnectionClosed

        async with asyncio.timeout(within):
            try:
                while True:
                    await self.next(within)
            except ConnectionClosed:
                return self.connection.close_code

    async def ping(self) -> None:
        """Go there and back once: everything said before has been dealt with."""
        await self.say({"t": "ping"})
        await self.expect(Pong)

    async def close(self) -> None:
        """Hang up."""
        await self.connection.close()

    async def cut(self) -> None:
        """Lose the connection without a word."""
        self.connection.transport.abort()


class VisitorClient(Client[visitor_words.ServerSays]):
    """A widget. `key` and `position` are kept as the widget keeps them."""

    key: str | None = None
    position: str | None = None
    project: str = ""

    @classmethod
    async def knock(cls, url: str, project: str, origin: str | None = SITE) -> "VisitorClient":
        """Connect, and say nothing yet."""
        connection = await _dial(f"{url}/ws/visitor", origin, {"User-Agent": "Test/1"})
        client = cls(connection, _VISITOR.validate_json)
        client.project = project
        return client

    async def hello(self, key: str | None = None, position: str | None = None) -> visitor_words.Welcome:
        """Introduce itself and return the welcome."""
        await self.say(hello(self.project, key, position))
        welcome = await self.expect(visitor_words.Welcome)
        self.key, self.position = key or welcome["key"], welcome["position"]
        return welcome

    async def send(self, text: str, id: str | None = None) -> str:
        """Say a message without waiting; returns its id."""
        id = id or make_id()
        await self.say({"t": "post", "id": id, "text": text})
        return id

    async def post(self, text: str, id: str | None = None) -> visitor_words.Ack:
        """Say a message and return its acknowledgement."""
        await self.send(text, id)
        return await self.expect(visitor_words.Ack)


class OperatorClient(Client[operator_words.ServerSays]):
    """An operators' app, signed in by `token`."""

    @classmethod
    async def knock(cls, url: str, token: str, origin: str | None = None) -> "OperatorClient":
        """Connect with the session's cookie, and say nothing yet."""
        headers = {"Cookie": f"besedka_operator={token}"}
        connection = await _dial(f"{url}/ws/operator", origin or url, headers)
        return cls(connection, _OPERATOR.validate_json)

    async def hello(self, position: int = 0) -> operator_words.Welcome:
        """Introduce itself and return the welcome."""
        await self.say({"t": "hello", "v": PROTOCOL, "position": position, "language": "ru"})
        return await self.expect(operator_words.Welcome)

    async def send(self, conversation: str, text: str, id: str | None = None) -> str:
        """Answer without waiting; returns the message's id."""
        id = id or make_id()
        await self.say({"t": "post", "id": id, "conversation": conversation, "text": text})
        return id

    async def post(self, conversation: str, text: str, id: str | None = None) -> operator_words.Ack:
        """Answer, and return the acknowledgement."""
        await self.send(conversation, text, id)
        return await self.expect(operator_words.Ack)


def hello(project: str, key: str | None = None, position: str | None = None) -> dict[str, object]:
    """Return a visitor's first frame."""
    known = {"project": project, "key": key, "position": position}
    return {"t": "hello", "v": PROTOCOL, "language": "ru", "page": PAGE, **known}


async def _dial(url: str, origin: str | None, headers: dict[str, str]) -> ClientConnection:
    extra = {**headers, "Origin": origin} if origin is not None else headers
    return await connect(
        url.replace("http", "ws", 1), additional_headers=extra, compression=None, max_queue=None, ping_interval=None,
        max_size=None, proxy=None,
    )  # fmt: skip
