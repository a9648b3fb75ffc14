"""WebSockets by the ordinary ASGI route: the fall-back behind the same four calls, run by the same tests."""

import asyncio
from collections.abc import Callable

from starlette.websockets import WebSocket, WebSocketDisconnect

from besedka.api.sockets.gate import OPERATOR_PATH, Gate, Knock
from besedka.domain.errors import BadInput
from besedka.domain.language import FIRST, LANGUAGES, asked_for
from besedka.realtime.link import MAX_FRAME
from besedka.realtime.session import Session

HIGH_WATER = 64 * 1024
LISTEN_AGAIN = 0.05


class AsgiLink:
    """Queues frames for a task that awaits the server's `send`."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._frames: list[bytes] = []
        self._waiting = 0
        self._wake = asyncio.Event()
        self._code: int | None = None
        self.resumed: Callable[[], None] = _nothing

    @property
    def paused(self) -> bool:
        """True while more than the high-water mark waits to be written."""
        return self._waiting > HIGH_WATER

    def send(self, frames: list[bytes]) -> None:
        """Queue the frames."""
        self._frames += frames
        self._waiting += sum(map(len, frames))
        self._wake.set()

    def close(self, code: int) -> None:
        """Hang up after what is queued."""
        self._code = code
        self._wake.set()

    async def write_all(self) -> None:
        """Write what is queued until the link is closed."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            was_paused = False
            while self._frames:
                was_paused = was_paused or self.paused  # it may fill up while we write
                frame = self._frames.pop(0)
                await self._websocket.send_text(frame.decode())
                self._waiting -= len(frame)
            if self._code is not None:
                await self._websocket.close(self._code)
                return
            if was_paused:
                self.resumed()


def _nothing() -> None:
    """What resuming means before there is a session."""


async def serve(websocket: WebSocket, gate: Gate) -> None:
    """Talk with one client until it goes."""
    if gate.full:
        await websocket.close(1013)
        return
    await websocket.accept()
    link = AsgiLink(websocket)
    writer = asyncio.create_task(link.write_all())
    try:
        await _talk(websocket, link, gate)
    finally:
        writer.cancel()


async def _talk(websocket: WebSocket, link: AsgiLink, gate: Gate) -> None:
    headers, path = websocket.headers, websocket.url.path
    peer, spoken = websocket.client.host if websocket.client else "", FIRST if path == OPERATOR_PATH else LANGUAGES
    language = asked_for(headers.get("accept-language", ""), spoken)
    knock = Knock(
        path, headers.get("origin"), headers.get("host", ""), websocket.cookies, headers.get("user-agent", ""), language
    )
    session = await gate.operator(knock, link) if path == OPERATOR_PATH else gate.visitor(knock, link, peer)
    if session is None:
        await asyncio.sleep(0.5)  # the writer says why and closes
        return
    link.resumed = session.caught_up
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            _hear(session, message.get("text"))
            while link.paused:  # noqa: ASYNC110  # who does not read is not listened to: nobody can make us hoard answers
                await asyncio.sleep(LISTEN_AGAIN)
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        session.gone()


def _hear(session: Session, text: str | None) -> None:
    data = None if text is None else text.encode("utf-8", "surrogatepass")
    if data is None:
        session.refuse(BadInput("frame_malformed", {"field": "binary"}), None)
    elif len(data) > MAX_FRAME:
        session.refuse(BadInput("frame_too_big", {"limit": MAX_FRAME}), None)
    else:
        session.on_text(data)
