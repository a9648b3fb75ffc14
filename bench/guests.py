"""The guests of the benchmark: visitors and operators who speak the public languages and keep count."""

import json
import random
import time
import urllib.request
from collections.abc import Callable

from bench.process import Server
from bench.socket import Connection, framed, handshake

TEXT = "Здравствуйте! Подскажите, пожалуйста, есть ли в наличии лампа «Тихий свет» и когда её можно привезти?"
_POST = b'{"t":"post","id":"%s","text":"' + TEXT.encode() + b'"}'
_POST_HEAD = framed(_POST % (b"0" * 32)).partition(b"{")[0]
PING = framed(b'{"t":"ping"}')


def new_id() -> bytes:
    """Return a message id as a browser makes it: milliseconds, then chance."""
    return b"%012x7%019x" % (time.time_ns() // 1_000_000, random.getrandbits(76))


def post(id: bytes) -> bytes:
    """Return the frame of a message of an ordinary length."""
    return _POST_HEAD + _POST % id


class Visitor(Connection):
    """A widget: says hello, remembers its key and position, and tells `on_ack` which of its messages is stored."""

    __slots__ = ("_server", "key", "on_ack", "on_welcome", "pings", "position", "told", "welcomed")

    def __init__(self, server: Server, host: str, key: str | None = None, position: str | None = None) -> None:
        super().__init__(handshake("/ws/visitor", host))
        self._server = server
        self.key, self.position = key, position
        self.welcomed = False
        self.told = 0
        self.pings = 0
        self.on_ack: Callable[[Visitor, bytes], None] | None = None
        self.on_welcome: Callable[[], None] | None = None

    def opened(self) -> None:
        """Say hello."""
        page = {"url": "https://shop.example/catalog/lamps/42", "title": "Лампа «Тихий свет»", "referrer": ""}
        hello = {
            "t": "hello", "v": 1, "project": self._server.key, "key": self.key, "position": self.position, "language": "ru", "page": page,
        }  # fmt: skip
        self.send(framed(json.dumps(hello, ensure_ascii=False).encode()))

    def frame(self, payload: bytes) -> None:
        """Take a frame."""
        if payload.startswith(b'{"t":"ack"'):
            if payload.endswith(b'"}'):
                self.position = payload[-24:-2].decode()
            if self.on_ack is not None:
                self.on_ack(self, payload[17:49])
        elif payload.startswith(b'{"t":"welcome"'):
            self._welcome(payload)
        elif payload.startswith(b'{"t":"refused"'):
            raise SystemExit(f"bench: refused: {payload.decode()}")
        elif payload.startswith(b'{"t":"pong"'):
            self.pings += 1
        else:
            self.told += 1

    def _welcome(self, payload: bytes) -> None:
        words = json.loads(payload)
        self.key, self.position = words["key"] or self.key, words["position"]
        self.welcomed = True
        if self.on_welcome is not None:
            self.on_welcome()


class Operator(Connection):
    """An operators' app that hears the whole project."""

    __slots__ = ("heard", "on_message", "welcomed")

    def __init__(self, host: str, cookie: str) -> None:
        super().__init__(handshake("/ws/operator", host, cookie))
        self.heard = 0
        self.welcomed = False
        self.on_message: Callable[[bytes], None] | None = None

    def opened(self) -> None:
        """Say hello, wanting everything from now on."""
        self.send(framed(b'{"t":"hello","v":1,"position":0,"language":"ru"}'))

    def frame(self, payload: bytes) -> None:
        """Take a frame."""
        if payload.startswith(b'{"t":"message_posted"'):
            self.heard += 1
            if self.on_message is not None:
                self.on_message(payload)
        elif payload.startswith(b'{"t":"welcome"'):
            self.welcomed = True
        elif payload.startswith(b'{"t":"refused"'):
            raise SystemExit(f"bench: refused: {payload.decode()}")


def sign_in(server: Server, email: str = "") -> str:
    """Sign the operator in, or another one with the same password, and return the cookie."""
    body = json.dumps(
        {"project": server.project, "email": email or server.email, "password": server.password, "remember": False}
    ).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/operator/v1/session", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(answer.headers["Set-Cookie"]).partition(";")[0]
