"""WebSockets by picows' frame parser, placed in uvicorn's `ws=` socket: HTTP and sockets share one port.

picows is pinned, and this entry is documented by neither library: tests/api/test_sockets.py holds the contract (echo, ping,
close, oversized, fragmented), and `BESEDKA_SOCKETS=asgi` takes the ordinary route behind the same four calls.
"""

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus

from multidict import CIMultiDict
from picows import (
    WSAutoPingStrategy,
    WSCloseCode,
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
)
from picows.picows import WSProtocol  # type: ignore[attr-defined]  # there, but not in its type information

from besedka.api.sockets.gate import OPERATOR_PATH, VISITOR_PATH, Gate, Knock, read_cookies
from besedka.domain.errors import BadInput
from besedka.domain.language import FIRST, LANGUAGES, asked_for
from besedka.realtime.link import MAX_FRAME, room_for
from besedka.realtime.session import Session

TEXT = WSMsgType.TEXT
READ_BUFFER = 2048
COPIED = 8_192
"""Up to here picows copies what it sends. Beyond, uvloop keeps a view of picows' one header buffer while a slow reader is waited for,
and the next frame writes over it: larger frames are framed here."""
HARD_LIMIT = 1024 * 1024
"""Beyond this a frame is not even read to be refused."""
VISITOR_HIGH_WATER = 64 * 1024
OPERATOR_HIGH_WATER = 1024 * 1024


class _Quiet:
    """A logger that is none: picows would otherwise make one per connection."""

    name = "picows"

    def isEnabledFor(self, _level: int) -> bool:  # noqa: N802  # the name that logging gave it
        return False

    def log(self, *_: object, **__: object) -> None:
        return

    debug = info = warning = error = exception = critical = log


class _Listener(WSListener):
    """One connection: frames go to the session, the session's frames to the transport."""

    __slots__ = ("_gate", "_held", "_knock", "_parts", "_session", "_transport", "paused")

    def __init__(self, gate: Gate, knock: Knock) -> None:
        self._gate = gate
        self._knock: Knock | None = knock
        self._session: Session | None = None
        self._transport: WSTransport | None = None
        self._held: list[bytes] | None = None
        self._parts: bytearray | None = None
        self.paused = False

    # ── what the session may do: the four calls of a link ────────────────────────────────────────────────────────

    def send(self, frames: list[bytes]) -> None:
        """Write frames, several in one write."""
        transport = self._transport
        if transport is None or transport.is_disconnected:
            return
        if len(frames) == 1 and len(frames[0]) <= COPIED:
            transport.send(TEXT, frames[0])
        else:
            transport.underlying_transport.write(b"".join(map(_framed, frames)))

    def close(self, code: int) -> None:
        """Say why, and hang up."""
        transport = self._transport
        if transport is not None and not transport.is_disconnected:
            transport.send_close(code)  # type: ignore[arg-type]  # an integer as well: application codes are not in the enumeration
            transport.disconnect()

    # ── what picows tells ────────────────────────────────────────────────────────────────────────────────────────

    def on_ws_connected(self, transport: WSTransport) -> None:
        """The handshake is done."""
        self._transport = transport
        knock, self._knock = self._knock, None
        assert knock is not None
        if knock.path == VISITOR_PATH:
            transport.underlying_transport.set_write_buffer_limits(high=VISITOR_HIGH_WATER)
            self._session = self._gate.visitor(knock, self, _peer(transport))
        else:
            transport.underlying_transport.set_write_buffer_limits(high=OPERATOR_HIGH_WATER)
            self._held = []
            self._gate.hub.spawn(self._admit(knock))

    async def _admit(self, knock: Knock) -> None:
        session = await self._gate.operator(knock, self)
        held, self._held = self._held or [], None
        if session is None:
            return
        if self._transport is None or self._transport.is_disconnected:
            session.gone()
            return
        self._session = session
        for data in held:
            session.on_text(data)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take a frame."""
        kind = frame.msg_type
        if kind == TEXT and frame.fin:
            self._take(frame.get_payload_as_bytes())
        elif kind in (TEXT, WSMsgType.CONTINUATION):
            self._take_part(frame)
        elif kind == WSMsgType.CLOSE:
            transport.send_close(frame.get_close_code(), frame.get_close_message())
            transport.disconnect()
        elif kind == WSMsgType.BINARY and self._session is not None:
            self._session.refuse(BadInput("frame_malformed", {"field": "binary"}), None)

    def _take_part(self, frame: WSFrame) -> None:
        """Gather a message in fragments: each costs its own bytes only, however many came before it."""
        parts = self._parts = bytearray() if self._parts is None else self._parts
        parts += frame.get_payload_as_bytes()
        if frame.fin:
            self._parts = None
            self._take(bytes(parts))
        elif len(parts) > HARD_LIMIT:
            self.close(WSCloseCode.MESSAGE_TOO_BIG.value)

    def _take(self, data: bytes) -> None:
        if self._session is not None:
            if len(data) > MAX_FRAME:
                self._session.refuse(BadInput("frame_too_big", {"limit": MAX_FRAME}), None)
            else:
                self._session.on_text(data)
        elif self._held is not None and room_for(self._held, data):
            self._held.append(data)

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002  # the name is the library's
        """The connection is no more."""
        self._transport = None
        if self._session is not None:
            self._session.gone()

    def pause_writing(self) -> None:
        """The client reads slower than we write: until it reads, we do not listen, so nobody can make us hoard answers."""
        self.paused = True
        if self._transport is not None:
            self._transport.underlying_transport.pause_reading()

    def resume_writing(self) -> None:
        """The client has caught up with the buffer."""
        self.paused = False
        if self._transport is not None:
            self._transport.underlying_transport.resume_reading()
        if self._session is not None:
            self._session.caught_up()


def _framed(payload: bytes) -> bytes:
    """Return a text frame as a server sends it, unmasked (RFC 6455, 5.2)."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


def protocol_factory(gate: Gate) -> Callable[..., asyncio.BaseProtocol]:
    """Return what uvicorn makes a connection's protocol with, once a client asks for an upgrade."""

    def listener(request: WSUpgradeRequest) -> _Listener | WSUpgradeResponseWithListener | None:
        path = request.path.split(b"?")[0].decode("latin-1")
        if path not in (VISITOR_PATH, OPERATOR_PATH):
            return None
        headers = request.headers
        if not gate.front.answers_to(headers.get("host", "")):
            return WSUpgradeResponseWithListener(_turned_away(HTTPStatus.FORBIDDEN), None)
        if gate.full:
            return WSUpgradeResponseWithListener(_turned_away(HTTPStatus.SERVICE_UNAVAILABLE), None)
        if "upgrade" in headers.get("connection", "").lower():
            headers["connection"] = "upgrade"  # Firefox says "keep-alive, Upgrade", which picows would turn away
        cookies, agent = read_cookies(headers.get("cookie", "")), headers.get("user-agent", "")
        language, forwarded = (
            asked_for(headers.get("accept-language", ""), FIRST if path == OPERATOR_PATH else LANGUAGES),
            ",".join(headers.getall("x-forwarded-for", ())),
        )
        origin, host = headers.get("origin"), headers.get("host", "")
        return _Listener(gate, Knock(path, origin, host, cookies, agent, language, forwarded))

    return protocol_class(listener)


def protocol_class(listener: Callable[[WSUpgradeRequest], object]) -> Callable[..., asyncio.BaseProtocol]:
    """Return a class of connections whose `listener` is chosen by the request; also what bench/ measures bare."""
    quiet = _Quiet()

    class Protocol(_Protocol):
        __slots__ = ()

        def __init__(self, **_: object) -> None:
            super().__init__(
                None, None, False, listener, quiet, True, 10, False, 20, 20, WSAutoPingStrategy.PING_WHEN_IDLE, True, HARD_LIMIT, None,
                READ_BUFFER,
            )  # fmt: skip

    return Protocol


class _Protocol(WSProtocol):  # type: ignore[misc]  # a compiled base class without type information
    """picows' protocol, fed with the bytes that uvicorn has already read."""

    __slots__ = ()

    def data_received(self, data: bytes) -> None:
        """Copy bytes into the parser's own buffer."""
        view = memoryview(data)
        while view:
            buffer = self.get_buffer(len(view))
            count = min(len(buffer), len(view))
            buffer[:count] = view[:count]
            self.buffer_updated(count)
            view = view[count:]


def _peer(transport: WSTransport) -> str:
    peer = transport.underlying_transport.get_extra_info("peername")
    return str(peer[0]) if peer else ""


def _turned_away(status: HTTPStatus) -> WSUpgradeResponse:
    response = WSUpgradeResponse()
    response.version = b"HTTP/1.1"
    response.status = status
    response.headers = CIMultiDict({"Retry-After": "2", "Content-Length": "0"})
    response.body = None
    return response


logging.getLogger("picows").setLevel(logging.WARNING)
