"""HTTP by httpcore2: the name is resolved once, and the connection goes to that address or nowhere."""

import asyncio
import functools
import os
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor

from httpcore2 import (
    AnyIOBackend,
    AsyncConnectionPool,
    AsyncNetworkBackend,
    AsyncNetworkStream,
    ConnectError,
    LocalProtocolError,
    NetworkError,
    ProtocolError,
    Response,
    TimeoutException,
    UnsupportedProtocol,
)

from besedka.domain.address import Network, may_be_reached
from besedka.ports.http import Answer, HttpFailed, Request

LIMIT = 8 * 1024 * 1024
"""Bytes of an answer that are read; a longer one is refused."""
CONNECT = 5.0
CONNECTIONS = 256
"""Of all who ask; each of them takes a few at most."""
NAMES = 64
"""Names that are looked up at once, each in a thread: not those that passwords and files wait for. Whoever owns a name may be slow."""
AGENT = "Besedka"


class GuardedHttp:
    """`allowed` are networks that may be reached although they are private; `trust` is the certificates' authority, None: the system's."""

    def __init__(self, allowed: tuple[Network, ...] = (), trust: ssl.SSLContext | None = None) -> None:
        self._backend = _Guarded(allowed)
        self._trust = trust
        self._pool: AsyncConnectionPool | None = None

    async def ask(self, request: Request) -> Answer:
        """Ask, and read the whole answer."""
        if not _is_address(request.url):
            raise HttpFailed("http_address")
        started = time.monotonic()
        try:
            async with asyncio.timeout(request.within):
                return await self._ask(request, started)
        except TimeoutError as error:
            raise HttpFailed("http_slow", lost=True) from error

    async def close(self) -> None:
        """End the connections that wait for further questions; nobody waits for a name any more."""
        self._backend.close()
        if self._pool is not None:
            await self._pool.aclose()

    async def _ask(self, request: Request, started: float) -> Answer:
        try:
            async with self._opened().stream(
                request.method, request.url, headers=_headers(request), content=request.body,
                extensions={"timeout": {"connect": CONNECT}},
            ) as response:  # fmt: skip
                body = await _read(response, request.enough)
        except (ConnectError, TimeoutException) as error:
            raise _no_connection(error) from error
        except (UnsupportedProtocol, LocalProtocolError, ValueError) as error:
            raise HttpFailed("http_address", cause=str(error)) from error
        except (NetworkError, ProtocolError) as error:
            raise HttpFailed("http_cut", lost=True, cause=str(error)) from error
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        return Answer(response.status, headers, body, round((time.monotonic() - started) * 1000))

    def _opened(self) -> AsyncConnectionPool:
        if self._pool is None:
            trust = self._trust or _system_trust(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
            self._pool = AsyncConnectionPool(
                trust, max_connections=CONNECTIONS, keepalive_expiry=5, network_backend=self._backend
            )
        return self._pool


class _Guarded(AsyncNetworkBackend):
    """Connects to addresses that it has judged itself."""

    def __init__(self, allowed: tuple[Network, ...]) -> None:
        self._allowed = allowed
        self._backend = AnyIOBackend()
        self._threads = ThreadPoolExecutor(NAMES, "names")

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: object, **__: object  # noqa: ASYNC109 - httpcore2's word
    ) -> AsyncNetworkStream:  # fmt: skip
        """Connect to the first of the name's addresses that answers. HttpFailed `http_private` when any of them may not be reached."""
        failed: Exception = ConnectError("no address answers")
        for address in await self._addresses(host, port):
            try:
                return await self._backend.connect_tcp(address, port, timeout)
            except (ConnectError, TimeoutException) as error:
                failed = error
        raise failed

    def close(self) -> None:
        """Look up no more names."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            look_up = functools.partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
            found = await asyncio.get_running_loop().run_in_executor(self._threads, look_up)
        except (OSError, UnicodeError) as error:
            raise HttpFailed("http_address", host) from error
        addresses = [str(one[4][0]) for one in found]
        if not addresses or not all(may_be_reached(one, self._allowed) for one in addresses):
            raise HttpFailed("http_private", host)
        return addresses


@functools.cache
def _system_trust(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    """Return the system's authorities, or those that the environment names: reading them takes 20 ms of the loop's time."""
    return ssl.create_default_context()


def _is_address(url: str) -> bool:
    """Tell whether that could be a server's address: everything but ASCII is encoded by whoever asks."""
    return url.startswith(("http://", "https://")) and url.isascii() and url.isprintable() and " " not in url


def _headers(request: Request) -> list[tuple[bytes, bytes]]:
    wanted = {"Host": _host(request.url), "User-Agent": AGENT, "Accept-Encoding": "identity", **request.headers}
    if request.body or request.method in ("POST", "PUT", "PATCH"):
        wanted["Content-Length"] = str(len(request.body))
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in wanted.items()]


def _host(url: str) -> str:
    return url.split("://", 1)[-1].split("/", 1)[0].split("?", 1)[0].rpartition("@")[2]


async def _read(response: Response, enough: int | None) -> bytes:
    found = bytearray()
    async for piece in response.aiter_stream():
        found += piece
        if enough is not None and len(found) >= enough:
            break
        if len(found) > LIMIT:
            raise HttpFailed("http_large", lost=True)
    return bytes(found[:enough])


def _no_connection(error: Exception) -> HttpFailed:
    """Return what kept us from a connection: nothing was asked yet."""
    if isinstance(error, TimeoutException):
        return HttpFailed("http_slow", cause=str(error))
    code = "http_unsafe" if isinstance(error.__cause__ or error.__context__, ssl.SSLError) else "http_away"
    return HttpFailed(code, cause=str(error))
