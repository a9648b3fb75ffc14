"""Who never comes to the end of a request is not waited for, and a full house is full for polls too."""

import json

import pytest

from tests.api.raw import TEXT, Raw
from tests.clients import browse, hello
from tests.people import SITE
from tests.serving import Served

HEAD = b"POST /api/operator/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n"


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n", HEAD + b"\r\n{"])
async def test_a_request_that_never_ends_is_ended(server: Served, monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    monkeypatch.setattr("besedka.api.patience.REQUEST_WITHIN", 0.2)
    raw = await Raw.open(server.url)
    raw.writer.write(said)
    assert await raw.code() is None


async def test_a_head_without_end_is_not_collected(server: Served) -> None:
    raw = await Raw.open(server.url)
    raw.writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n" + b"a: b\r\n" * 200_000)
    assert await raw.code() is None


async def test_a_socket_and_a_second_request_outlive_the_patience(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("besedka.api.patience.REQUEST_WITHIN", 0.2)
    raw = await Raw.open(server.url)
    assert await raw.upgrade("/ws/visitor", {"Origin": SITE}) == 101
    async with browse(server.url) as http:
        body = {"hello": hello(server.shop.key), "frames": [], "wait": 1}
        for _ in range(2):
            answer = await http.post("/api/visitor/v1/poll", json=body, headers={"Origin": SITE})
            assert answer.json()["frames"][0]["t"] == "welcome"
    raw.say(TEXT, json.dumps(hello(server.shop.key)).encode())
    assert (await raw.hear())[0] == TEXT


async def test_a_full_house_is_full_for_polls_too(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("besedka.api.sockets.gate.MAX_CONNECTIONS", 0)
    async with browse(server.url) as http:
        body = {"hello": hello(server.shop.key), "frames": [], "wait": 0}
        answer = await http.post("/api/visitor/v1/poll", json=body, headers={"Origin": SITE})
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
