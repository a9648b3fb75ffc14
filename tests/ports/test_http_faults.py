"""The HTTP port's promise of servers that give too much, too slowly or not at all, and of those who are not who they should be."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from besedka.adapters.http import guarded
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.http import Request
from tests.mail import make_certificate
from tests.strangers import HERE, Site, refused, talking
from tests.waiting import until


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


# ── how much, and for how long ───────────────────────────────────────────────────────────────────────────────────


async def test_an_answer_without_end_is_cut(http: GuardedHttp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "LIMIT", 100_000)

    def pour(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n")
        while True:
            line.sendall(b"x" * 65_536)

    with talking(pour) as url:
        failed = await refused(http, url)
    assert (failed.code, failed.lost) == ("http_large", True)


async def test_as_much_as_is_allowed_is_read(http: GuardedHttp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "LIMIT", 100_000)
    with talking(
        lambda line: line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"x" * 100_000)
    ) as url:
        assert len((await http.ask(Request("GET", url))).body) == 100_000


async def test_who_needs_no_more_than_a_beginning_does_not_wait_for_the_end(http: GuardedHttp) -> None:
    def pour(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n")
        while True:
            line.sendall(b"x" * 65_536)

    with talking(pour) as url:
        answer = await http.ask(Request("GET", url, enough=100))
    assert (answer.status, answer.body) == (200, b"x" * 100)


async def test_names_that_nobody_answers_for_hold_up_nothing_else(
    site: Site, http: GuardedHttp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever owns a name may have it looked up as slowly as they like: passwords and files have threads of their own."""
    answered, known = threading.Event(), socket.getaddrinfo

    def slowly(host: str, *rest: Any, **more: Any) -> list[Any]:
        if host.endswith(".example"):
            answered.wait(60)
        return known(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", slowly)
    slow = [asyncio.create_task(refused(http, f"http://{n}.example/")) for n in range(40)]
    try:
        await until(lambda: sum(thread.name.startswith("names") for thread in threading.enumerate()) >= 40)
        assert await asyncio.wait_for(asyncio.to_thread(int, "1"), 20) == 1
        assert (await http.ask(Request("GET", site.url))).status == 200
    finally:
        answered.set()
        await asyncio.gather(*slow)


def drops(text: bytes) -> Callable[[socket.socket], None]:
    """Say it letter by letter."""

    def drip(line: socket.socket) -> None:
        for letter in text:
            line.sendall(bytes([letter]))
            time.sleep(0.05)

    return drip


@pytest.mark.parametrize(
    "talk",
    [
        drops(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 500), drops(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + b"x" * 500),
        lambda line: line.recv(1),
    ],
    ids=["head", "body", "silence"],
)  # fmt: skip
async def test_an_answer_by_drops_or_none_at_all_is_given_up(
    http: GuardedHttp, talk: Callable[[socket.socket], object]
) -> None:
    with talking(talk) as url:
        started = time.monotonic()
        failed = await refused(http, url, within=0.5)
        assert (failed.code, failed.lost) == ("http_slow", True)
        assert 0.4 < time.monotonic() - started < 3


async def test_who_does_not_even_let_us_in_was_asked_nothing(
    http: GuardedHttp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded, "CONNECT", 0.3)
    with (
        socket.create_server(("127.0.0.1", 0), backlog=0) as listener,
        socket.socket() as first,
        socket.socket() as second,
    ):
        for one in (first, second):
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        failed = await refused(http, f"http://127.0.0.1:{listener.getsockname()[1]}/")
    assert (failed.code, failed.lost) == ("http_slow", False)


# ── what breaks ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_nobody_listens(http: GuardedHttp) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    failed = await refused(http, f"http://127.0.0.1:{port}/")
    assert (failed.code, failed.lost) == ("http_away", False)


@pytest.mark.parametrize(
    "said",
    [
        b"", b"HTTP/1.1 200 OK\r\nContent-Le", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", b"SSH-2.0-OpenSSH_9.2\r\n", b"\x15\x03\x01\x00\x02\x02\x0a",
    ],
)  # fmt: skip
async def test_an_answer_that_breaks_off_may_have_been_work_done(http: GuardedHttp, said: bytes) -> None:
    with talking(lambda line: line.sendall(said)) as url:
        failed = await refused(http, url)
    assert (failed.code, failed.lost) == ("http_cut", True)


async def test_a_connection_that_the_server_has_closed_in_between_is_not_asked_again(http: GuardedHttp) -> None:
    """It promised to keep the connection, and did not: the next question goes over a new one."""
    said = b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok"
    closed = threading.Event()

    def answer(line: socket.socket) -> None:
        line.sendall(said)
        line.close()
        closed.set()

    with talking(answer) as url:
        for _ in range(5):
            assert (await http.ask(Request("POST", url, {}, b"{}"))).body == b"ok"
            await asyncio.to_thread(closed.wait, 5)
            closed.clear()


async def test_a_connection_is_kept_for_the_next_question(http: GuardedHttp) -> None:
    came: list[int] = []

    def answer(line: socket.socket) -> None:
        came.append(1)
        while True:
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            if not line.recv(65_536):
                return

    with talking(answer) as url:
        for _ in range(3):
            assert (await http.ask(Request("GET", url))).body == b"ok"
        await http.close()
    assert came == [1]


async def test_a_broken_answer_leaves_no_connection_behind(http: GuardedHttp) -> None:
    said = [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"]
    with talking(lambda line: line.sendall(said.pop(0))) as url:
        assert (await refused(http, url)).code == "http_cut"
        assert (await http.ask(Request("GET", url))).body == b"ok"


# ── certificates ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def safe(tmp_path: Path) -> AsyncIterator[tuple[Site, GuardedHttp]]:
    """A site whose certificate says 127.0.0.1, and who trusts it."""
    certificate = make_certificate(tmp_path)
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(certificate)
    http = GuardedHttp(HERE, ssl.create_default_context(cafile=str(certificate)))
    with Site(shown) as site:
        yield site, http
        await http.close()


async def test_a_certificate_of_a_known_authority(safe: tuple[Site, GuardedHttp]) -> None:
    site, http = safe
    assert (await http.ask(Request("GET", f"{site.url}/"))).status == 200


async def test_a_certificate_that_nobody_vouches_for(safe: tuple[Site, GuardedHttp], http: GuardedHttp) -> None:
    site, _ = safe
    failed = await refused(http, site.url)
    assert (failed.code, failed.lost) == ("http_unsafe", False)
    assert ("certificate" in failed.cause.casefold(), failed.detail) == (True, "")
    assert site.asked == []


async def test_a_certificate_of_somebody_else(safe: tuple[Site, GuardedHttp]) -> None:
    site, http = safe
    failed = await refused(http, site.url.replace("127.0.0.1", "localhost"))
    assert (failed.code, failed.lost) == ("http_unsafe", False)
    assert site.asked == []


async def test_no_encryption_where_there_should_be_one(site: Site, http: GuardedHttp) -> None:
    failed = await refused(http, site.url.replace("http://", "https://"))
    assert (failed.code, failed.lost) == ("http_unsafe", False)
    assert site.asked == []
