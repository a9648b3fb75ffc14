"""The HTTP port's promise: public servers are asked, private ones never, and none elsewhere (SECURITY.md, line 18)."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.http import HttpFailed, Request
from tests.strangers import HERE, Site, refused


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


# ── what is asked, and what is answered ──────────────────────────────────────────────────────────────────────────


async def test_a_question_and_its_answer(site: Site, http: GuardedHttp) -> None:
    answer = await http.ask(Request("POST", f"{site.url}/a/b?c=%D1%8F", {"X-Key": "k"}, "привет".encode()))
    assert (answer.status, answer.headers["x-two"], answer.body.decode()) == (
        200,
        "Words",
        '{"method": "POST", "body": "привет"}',
    )
    assert answer.took >= 0
    (asked,) = site.asked
    assert (asked.method, asked.path, asked.query, asked.headers["x-key"]) == ("POST", "/a/b", [("c", "я")], "k")
    assert asked.headers["host"] == site.url.removeprefix("http://")
    assert (asked.headers["user-agent"], asked.headers["accept-encoding"]) == ("Besedka", "identity")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_every_method_with_and_without_a_body(site: Site, http: GuardedHttp, method: str) -> None:
    for body in (b"", b"{}"):
        answer = await http.ask(Request(method, site.url, {}, body))
        assert answer.body.decode() == f'{{"method": "{method}", "body": "{body.decode()}"}}'


async def test_a_refusal_is_an_answer_too(site: Site, http: GuardedHttp) -> None:
    assert (await http.ask(Request("GET", f"{site.url}/none"))).status == 404


async def test_a_redirect_is_not_followed(site: Site, http: GuardedHttp) -> None:
    answer = await http.ask(Request("GET", f"{site.url}/to?url={site.url}/none"))
    assert (answer.status, answer.headers["location"]) == (302, f"{site.url}/none")
    assert [one.path for one in site.asked] == ["/to"]


async def test_a_proxy_of_the_system_is_not_asked(
    site: Site, http: GuardedHttp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would connect wherever it is told to."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert (await http.ask(Request("GET", site.url))).status == 200


# ── where it goes ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "[::1]", "[::]",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[fd00::1]", "[fe80::1]", "[fec0::1]", "[64:ff9b::a00:1]",
        "[64:ff9b:1::a00:1]",
        "[2002:a00:1::]", "[::ffff:0:a00:1]",
    ],
)  # fmt: skip
async def test_what_is_private_is_never_asked(site: Site, host: str) -> None:
    failed = await refused(GuardedHttp(), f"http://{host}:{site.url.rsplit(':', 1)[1]}/")
    assert (failed.code, failed.lost) == ("http_private", False)
    assert site.asked == []


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What names resolve to: the next list each time, the last one for ever."""
    known: dict[str, list[list[str]]] = {}
    resolve = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *_: Any, **more: Any) -> list[tuple[Any, ...]]:
        if host not in known:
            return resolve(host, port, *_, **more)
        found = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return known


async def test_one_private_address_of_a_name_is_enough(site: Site, names: dict[str, list[list[str]]]) -> None:
    names["two.example"] = [["127.0.0.1", "10.0.0.1"]]
    http = GuardedHttp(HERE)
    assert (await refused(http, f"http://two.example:{site.url.rsplit(':', 1)[1]}/")).code == "http_private"
    assert site.asked == []


async def test_a_name_is_resolved_once_and_means_what_it_meant_then(
    site: Site, names: dict[str, list[list[str]]]
) -> None:
    names["turns.example"] = [["127.0.0.1"], ["10.0.0.1"]]
    http, url = GuardedHttp(HERE), f"http://turns.example:{site.url.rsplit(':', 1)[1]}/"
    assert (await http.ask(Request("GET", url))).status == 200
    assert site.asked[0].headers["host"] == url.removeprefix("http://").rstrip("/")
    assert names["turns.example"] == [["10.0.0.1"]]
    await http.close()
    assert (await refused(GuardedHttp(HERE), url)).code == "http_private"


async def test_the_second_address_is_tried_when_nobody_is_at_the_first(
    site: Site, names: dict[str, list[list[str]]]
) -> None:
    names["half.example"] = [["127.0.0.2", "127.0.0.1"]]
    http = GuardedHttp(HERE)
    assert (await http.ask(Request("GET", f"http://half.example:{site.url.rsplit(':', 1)[1]}/"))).status == 200
    await http.close()


@pytest.mark.parametrize("url", ["http://nobody.invalid/", "http://a..b/", "http://-/", f"http://{'a' * 300}.example/"])
async def test_a_name_that_is_nobodys(http: GuardedHttp, url: str) -> None:
    failed = await refused(http, url)
    assert (failed.code, failed.lost) == ("http_address", False)


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "//host/", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http:///x", "http://[::1", "http://127.0.0.1:x/",
        "http://127.0.0.1:99999/", "http://дом.рф/", "http://127.0.0.1/с пробелом", "http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: y",
    ],
)  # fmt: skip
async def test_what_is_no_address(http: GuardedHttp, url: str) -> None:
    failed = await refused(http, url)
    assert (failed.code, failed.lost) == ("http_address", False)


@pytest.mark.parametrize("headers", [{"X-Key": "a\r\nX-Evil: b"}, {"X-Key": "ключ"}, {"X Key": "a"}])
async def test_a_header_that_is_none_is_never_sent(site: Site, http: GuardedHttp, headers: dict[str, str]) -> None:
    with pytest.raises(HttpFailed) as failed:
        await http.ask(Request("GET", site.url, headers))
    assert not failed.value.lost
    assert site.asked == []
