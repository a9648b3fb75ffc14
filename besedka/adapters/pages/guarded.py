"""Pages by the standard library, in a thread: the name is resolved once, and the connection goes to that address or nowhere."""

import asyncio
import contextlib
import http.client
import socket
import ssl
import threading
import time
from urllib.parse import urljoin, urlsplit

from besedka.domain.address import Network, may_be_reached
from besedka.ports.pages import Page, PageFailed

LIMIT = 1024 * 1024
"""Bytes of a page that are read: a snippet stands near its beginning."""
WITHIN = 10.0
"""Seconds for all of it, redirects too."""
STEPS = 4
AGENT = "Besedka site check"


class GuardedPages:
    """`allowed` are networks that may be reached although they are private."""

    def __init__(self, allowed: tuple[Network, ...] = ()) -> None:
        self._allowed = allowed

    async def open(self, url: str) -> Page:
        """Open a page."""
        return await asyncio.to_thread(self._open, url)

    def _open(self, url: str) -> Page:
        started = time.monotonic()
        for _ in range(STEPS):
            answer = self._step(url, started + WITHIN)
            if isinstance(answer, Page):
                return answer
            url = urljoin(url, answer)
        raise PageFailed("page_wandering", url)

    def _step(self, url: str, until: float) -> Page | str:
        """Return the page, or where it says that it is."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise PageFailed("page_unknown", url)
        try:
            return self._ask(url, until)
        except ssl.SSLError as error:
            raise PageFailed("page_unsafe", error.reason or str(error)) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise PageFailed("page_away", str(error) or type(error).__name__) from error

    def _ask(self, url: str, until: float) -> Page | str:
        parts, started = urlsplit(url), time.monotonic()
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port, until)
        watch = _cut_off(connection, until)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(
                "GET", path, headers={"User-Agent": AGENT, "Accept": "text/html", "Accept-Encoding": "identity"}
            )
            answer = connection.getresponse()
            target = answer.getheader("Location")
            if 300 <= answer.status < 400 and target:
                return target
            text = _text(_read(answer, until), answer.headers.get_content_charset() or "utf-8")
        finally:
            watch.cancel()
            connection.close()
        policies = tuple(answer.headers.get_all("Content-Security-Policy") or ())
        return Page(url, answer.status, policies, text, round((time.monotonic() - started) * 1000))

    def _connection(self, scheme: str, host: str, port: int | None, until: float) -> http.client.HTTPConnection:
        port = port or (443 if scheme == "https" else 80)
        line = _connected(self._addresses(host, port), port, until)
        if scheme == "http":
            connection = http.client.HTTPConnection(host, port)
            connection.sock = line
            return connection
        context = ssl.create_default_context()
        secure = http.client.HTTPSConnection(host, port, context=context)
        secure.sock = context.wrap_socket(line, server_hostname=host)
        return secure

    def _addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses that may be connected to. PageFailed `page_private` when any that the name has may not be."""
        try:
            found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise PageFailed("page_unknown", host) from error
        if not found or not all(may_be_reached(one, self._allowed) for one in found):
            raise PageFailed("page_private", host)
        return found


def _connected(addresses: list[str], port: int, until: float) -> socket.socket:
    """Return a connection to the first of these addresses that answers: the very ones that were judged."""
    failed: OSError = TimeoutError("no address answers")
    for address in addresses:
        try:
            return socket.create_connection((address, port), max(0.1, until - time.monotonic()))
        except OSError as error:
            failed = error
    raise failed


def _cut_off(connection: http.client.HTTPConnection, until: float) -> threading.Timer:
    """End the connection when the time is over, however the other side drops its bytes."""

    def cut() -> None:
        with contextlib.suppress(OSError):
            if (open_still := connection.sock) is not None:
                open_still.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(max(0.1, until - time.monotonic()), cut)
    watch.daemon = True
    watch.start()
    return watch


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    """Return the page's beginning; one that comes by drops is cut off when the time is over."""
    found = bytearray()
    while len(found) < LIMIT and (piece := answer.read1(65_536)):
        found += piece
        if time.monotonic() > until:
            raise TimeoutError("the page took too long")
    return bytes(found[:LIMIT])


def _text(page: bytes, charset: str) -> str:
    """Return what the page says; one in a charset that nobody knows is read as UTF-8."""
    try:
        return page.decode(charset, "replace")
    except LookupError:
        return page.decode("utf-8", "replace")
