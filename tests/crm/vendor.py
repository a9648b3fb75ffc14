"""A vendor's server of our own: it speaks the vendor's protocol on a socket of this machine, and breaks when it is told to."""

import json
import socket
import ssl
import threading
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Literal, Self
from urllib.parse import parse_qsl, urlsplit

Harm = Literal["cut_before", "cut_after", "said", "slow"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that came. Headers' names are in small letters; `query` is decoded, in its order."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes

    def json(self) -> object:
        """The body's JSON."""
        return json.loads(self.body) if self.body else None

    def form(self) -> list[tuple[str, str]]:
        """The body's fields."""
        return parse_qsl(self.body.decode(), keep_blank_values=True, encoding="utf-8")

    def asks(self, name: str) -> str:
        """The last value of a query's name, empty when it has none."""
        return dict(self.query).get(name, "")


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: `body` is bytes, a text, or anything that becomes JSON; None is an empty body."""

    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Fault:
    """What goes wrong `times` times with questions whose `place` contains `where`: the connection breaks before or after the work is
    done, something else is said instead (nothing is done), or the answer takes `seconds`."""

    where: str
    harm: Harm
    said: Said = field(default_factory=Said)
    seconds: float = 0
    times: int = 1


class Vendor(ABC):
    """The server. Use it in a `with`; `url` is its address, without a closing slash."""

    def __init__(self, trust: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self.faults: list[Fault] = []
        self._lock = threading.RLock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        if trust is not None:
            self._server.socket = trust.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'https' if trust else 'http'}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    @abstractmethod
    def answer(self, asked: Asked) -> Said:
        """Do what is asked and say so. Called by one at a time."""

    def place(self, asked: Asked) -> str:
        """Return what faults are told apart by; a vendor of one address knows its questions by something else."""
        return f"{asked.method} {asked.path}"

    def reply(self, asked: Asked) -> Said | None:
        """Return what is said, after the faults have had their way; None: the connection breaks."""
        with self._lock:
            self.asked.append(asked)
            fault = self._fault(asked)
            does = fault is None or fault.harm in ("cut_after", "slow")
            said = self.answer(asked) if does or fault is None else fault.said
        if fault is not None and fault.harm == "slow":
            time.sleep(fault.seconds)
        return None if fault is not None and fault.harm in ("cut_before", "cut_after") else said

    def _fault(self, asked: Asked) -> Fault | None:
        found = next((one for one in self.faults if one.where in self.place(asked) and one.times), None)
        if found is not None:
            found.times -= 1
        return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64  # of more than five that come at once, its default, one would knock again a second later


def _handler(vendor: Vendor) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: apart, each answer waits 40 ms for an acknowledgement

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _all(self) -> None:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", "0")))
            query = parse_qsl(parts.query, keep_blank_values=True)
            said = vendor.reply(Asked(self.command, parts.path, query, headers, body))
            if said is None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            else:
                self._say(said)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _all  # noqa: N815 (http.server's own)

        def _say(self, said: Said) -> None:
            body = _bytes(said.body)
            kind = "application/json" if body and not isinstance(said.body, str | bytes) else "text/html; charset=utf-8"
            self.send_response(said.status)
            for name, value in {"Content-Type": kind, **said.headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    return Handler


def _bytes(body: object) -> bytes:
    if body is None:
        return b""
    if isinstance(body, bytes):
        return body
    return body.encode() if isinstance(body, str) else json.dumps(body, ensure_ascii=False).encode()
