"""The limit for HTTP: the same uvicorn with a bare ASGI function that answers 600 bytes from memory."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

import uvicorn
import uvloop

BODY = b"x" * 600
Send = Callable[[dict[str, object]], Awaitable[None]]
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"600")]


def bound() -> socket.socket:
    """Return a listening socket on a free port."""
    listener = socket.create_server(("0.0.0.0", 0), backlog=2048)
    listener.setblocking(False)
    return listener


def listening() -> socket.socket:
    """Return a listening socket on a free port, having told the port to whoever started us."""
    listener = bound()
    print(listener.getsockname()[1], flush=True)
    return listener


async def application(scope: dict[str, object], receive: object, send: Send) -> None:
    """Answer every request with the same bytes."""
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": BODY})


async def _serve() -> None:
    config = uvicorn.Config(
        application, http="httptools", loop="none", lifespan="off", log_config=None, access_log=False
    )
    await uvicorn.Server(config).serve(sockets=[listening()])


if __name__ == "__main__":
    asyncio.Runner(loop_factory=uvloop.new_event_loop).run(_serve())
