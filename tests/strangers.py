"""Servers of strangers, on sockets of this machine: one that says what it was asked, and ones that talk as they like."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from besedka.adapters.http.guarded import GuardedHttp
from besedka.domain.address import read_networks
from besedka.ports.http import HttpFailed, Request
from tests.crm.vendor import Asked, Said, Vendor

HERE = read_networks("127.0.0.0/8")


class Site(Vendor):
    """Says what it was asked."""

    def answer(self, asked: Asked) -> Said:
        if asked.path == "/to":
            return Said(302, "<a>elsewhere</a>", {"Location": asked.asks("url")})
        return Said(
            404 if asked.path == "/none" else 200,
            {"method": asked.method, "body": asked.body.decode()},
            {"X-Two": "Words"},
        )


@contextmanager
def talking(talk: Callable[[socket.socket], object]) -> Iterator[str]:
    """Have a server that talks to whoever comes in its own way, and lets go of them when it has said all; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    line, _ = listener.accept()
                    with line:
                        line.recv(65_536)
                        talk(line)
                except OSError:
                    if listener.fileno() < 0:
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


async def refused(http: GuardedHttp, url: str, within: float = 5) -> HttpFailed:
    """Ask, and return why there is no answer."""
    with pytest.raises(HttpFailed) as failed:
        await http.ask(Request("GET", url, within=within))
    return failed.value
