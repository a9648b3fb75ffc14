"""The contract of the sockets, held by both transports: what stands in RFC 6455, and what the house adds.

picows' place in uvicorn is documented by neither library, and is pinned: this file is what lets us move to another version.
"""

import asyncio
import json
from collections.abc import Callable

import pytest

from besedka.realtime.link import MAX_FRAME, RESTARTING, SIGNED_OUT, Link
from besedka.realtime.link import REFUSED as REFUSED_CODE
from tests.api.raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Raw
from tests.clients import OperatorClient, VisitorClient, hello, make_id
from tests.people import ANNA, SITE
from tests.serving import Served

pytestmark = pytest.mark.parametrize("settings", ["picows", "asgi"], indirect=True)
REFUSED = ("refused", "origin_refused")


async def connected(server: Served) -> Raw:
    """Return a visitor's connection after the welcome."""
    raw = await Raw.open(server.url)
    assert await raw.upgrade("/ws/visitor", {"Origin": SITE}) == 101
    raw.say(TEXT, json.dumps(hello(server.shop.key)).encode())
    opcode, payload = await raw.hear()
    assert (opcode, json.loads(payload)["t"]) == (TEXT, "welcome")
    return raw


async def told(raw: Raw) -> tuple[str, object]:
    """Return kind and code of the next text frame."""
    opcode, payload = await raw.hear()
    assert opcode == TEXT, (opcode, payload)
    frame = json.loads(payload)
    return str(frame["t"]), frame.get("code")


def post(text: str) -> bytes:
    return json.dumps({"t": "post", "id": make_id(), "text": text}, ensure_ascii=False).encode()


async def test_hello_is_answered_by_welcome(server: Served) -> None:
    raw = await connected(server)
    raw.hang_up()


async def test_a_ping_of_the_protocol_is_answered_with_its_payload(server: Served) -> None:
    raw = await connected(server)
    raw.say(PING, b"are you there?")
    assert await raw.hear() == (PONG, b"are you there?")


async def test_a_ping_of_the_application_is_answered(server: Served) -> None:
    raw = await connected(server)
    raw.say(TEXT, b'{"t":"ping"}')
    assert await raw.hear() == (TEXT, b'{"t":"pong"}')


async def test_a_close_is_answered_and_the_house_forgets(server: Served) -> None:
    raw = await connected(server)
    raw.say(CLOSE, (1001).to_bytes(2, "big"))
    assert await raw.code() in (1000, 1001)
    for _ in range(100):
        if not server.house.hub.sessions:
            break
        await asyncio.sleep(0.01)
    assert not server.house.hub.sessions


async def test_a_message_in_fragments_is_one_message(server: Served) -> None:
    raw = await connected(server)
    whole = post("по частям " * 300)
    raw.say(TEXT, whole[:7], fin=False)
    raw.say(PING, b"between")
    raw.say(CONTINUATION, whole[7:2_000], fin=False)
    raw.say(CONTINUATION, whole[2_000:])
    heard = [await raw.hear(), await raw.hear()]
    assert (PONG, b"between") in heard
    assert [json.loads(payload)["t"] for opcode, payload in heard if opcode == TEXT] == ["ack"]


async def test_many_frames_in_one_packet_and_one_frame_in_many_packets(server: Served) -> None:
    raw = await connected(server)
    for n in range(20):
        raw.say(TEXT, post(f"{n}"))
    assert [await told(raw) for _ in range(20)] == [("ack", None)] * 20
    slow = await connected(server)
    sent = bytearray()
    writer, slow.writer = slow.writer, _Kept(sent)  # type: ignore[assignment]  # only `write` is used
    slow.say(TEXT, post("slowly"))
    for byte in bytes(sent):
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.0005)
    assert await told(slow) == ("ack", None)


class _Kept:
    def __init__(self, sent: bytearray) -> None:
        self.sent = sent

    def write(self, data: bytes) -> None:
        self.sent += data


async def test_a_text_of_100_kilobytes_is_refused_by_its_id(server: Served) -> None:
    raw = await connected(server)
    raw.say(TEXT, post("x" * 100_000))
    assert await told(raw) == ("refused", "text_too_long")
    raw.say(TEXT, post("short"))
    assert await told(raw) == ("ack", None)


async def test_a_frame_beyond_the_limit_is_refused_and_the_connection_lives(server: Served) -> None:
    raw = await connected(server)
    raw.say(TEXT, post("x" * MAX_FRAME))
    assert await told(raw) == ("refused", "frame_too_big")
    raw.say(TEXT, post("short"))
    assert await told(raw) == ("ack", None)


async def test_what_is_beyond_all_measure_is_not_even_read(server: Served) -> None:
    raw = await connected(server)
    raw.say(TEXT, b"x" * (2 * 1024 * 1024))
    assert await raw.code() in (1009, None)


async def test_fragments_beyond_all_measure_are_not_collected(server: Served) -> None:
    raw = await connected(server)
    raw.say(TEXT, b"x", fin=False)
    for _ in range(40):
        raw.say(CONTINUATION, b"x" * 60_000, fin=False)
    assert await raw.code() in (1009, None)


async def test_a_message_in_crumbs_holds_nobody_up(server: Served) -> None:
    raw = await connected(server)
    raw.say(TEXT, b"x", fin=False)
    crumb = bytes([CONTINUATION, 0x81, 0, 0, 0, 0]) + b"x"
    raw.writer.write(crumb * 20_000)
    other, started = await connected(server), asyncio.get_running_loop().time()
    other.say(TEXT, b'{"t":"ping"}')
    assert await other.hear() == (TEXT, b'{"t":"pong"}')
    assert asyncio.get_running_loop().time() - started < 2
    raw.say(CONTINUATION, b"x")
    assert await told(raw) == ("refused", "frame_malformed")


async def test_a_binary_frame_is_refused_and_the_connection_lives(server: Served) -> None:
    raw = await connected(server)
    raw.say(BINARY, b"\x00\x01")
    assert await told(raw) == ("refused", "frame_malformed")
    raw.say(TEXT, post("words"))
    assert await told(raw) == ("ack", None)


async def test_bad_utf_8_is_refused_or_ends_the_connection(server: Served) -> None:
    raw = await connected(server)
    raw.say(TEXT, b'{"t":"post","id":"' + b"a" * 32 + b'","text":"\xff\xfe"}')
    opcode, payload = await raw.hear()
    if opcode == CLOSE:
        assert payload[:2] in (b"", (1007).to_bytes(2, "big"))
    else:
        assert json.loads(payload)["code"] == "frame_malformed"


async def test_an_unmasked_frame_ends_the_connection_and_only_that(server: Served) -> None:
    raw, other = await connected(server), await connected(server)
    raw.writer.write(b"\x81\x0c" + b'{"t":"ping"}')
    await raw.hear()
    other.say(TEXT, b'{"t":"ping"}')
    assert await told(other) == ("pong", None)


@pytest.mark.parametrize("path", ["/ws/nobody", "/ws/visitor/x", "/", "/api/operator/v1/session"])
async def test_an_upgrade_elsewhere_is_turned_away(server: Served, path: str) -> None:
    raw = await Raw.open(server.url)
    assert await raw.upgrade(path, {"Origin": SITE}) in (400, 403, 404)


@pytest.mark.parametrize("path", ["/ws/visitor", "/ws/operator"])
async def test_a_plain_request_for_a_socket_is_answered_as_http(server: Served, path: str) -> None:
    raw = await Raw.open(server.url)
    assert await raw.request([f"GET {path} HTTP/1.1", "Host: chat.example"]) == 404


async def test_firefox_says_keep_alive_and_upgrade(server: Served) -> None:
    raw = await Raw.open(server.url)
    lines = [
        "GET /ws/visitor?x=1 HTTP/1.1",
        "Host: chat.example",
        "Connection: keep-alive, Upgrade",
        "Upgrade: websocket",
    ]
    lines += ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", f"Origin: {SITE}"]
    assert await raw.request(lines) == 101


async def test_an_operator_without_a_session_is_told_to_sign_in(server: Served) -> None:
    for cookie in ({}, {"Cookie": "besedka_operator=nonsense"}, {"Cookie": "besedka_owner=x; besedka_operator="}):
        raw = await Raw.open(server.url)
        assert await raw.upgrade("/ws/operator", {"Origin": "http://chat.example", **cookie}) == 101
        assert await raw.code() == SIGNED_OUT


@pytest.mark.parametrize("origin", [None, "null", SITE, "http://chat.example.evil.example", "http://chat.example:81"])
async def test_an_operators_cookie_on_a_foreign_page_opens_nothing(server: Served, origin: str | None) -> None:
    token = await server.sign_in(ANNA)
    raw = await Raw.open(server.url)
    headers = {"Cookie": f"besedka_operator={token}", **({} if origin is None else {"Origin": origin})}
    assert await raw.upgrade("/ws/operator", headers) == 101
    assert await raw.code() == REFUSED_CODE


async def test_a_foreign_page_is_refused_by_name(server: Served) -> None:
    client = await VisitorClient.knock(server.url, server.shop.key, "https://evil.example")
    await client.say(hello(server.shop.key))
    assert await client.closed() == REFUSED_CODE
    assert [(f["t"], f["code"]) for f in client.heard if f["t"] == "refused"] == [REFUSED]


async def test_signing_out_ends_the_sockets_of_that_session_and_no_other(server: Served) -> None:
    token, other = await server.sign_in(ANNA), await server.sign_in(ANNA)
    two = [await server.operator(ANNA, token=token) for _ in range(2)]
    stays = await server.operator(ANNA, token=other)
    async with server.http(token) as http:
        assert (await http.delete("/api/operator/v1/session")).status_code == 204
    assert [await client.closed() for client in two] == [SIGNED_OUT] * 2
    await stays.ping()


async def test_frames_right_behind_the_handshake_are_not_lost(server: Served) -> None:
    client = await OperatorClient.knock(server.url, await server.sign_in(ANNA))
    await client.say({"t": "hello", "v": 1, "position": 0, "language": "ru"})
    await client.say({"t": "ping"})
    told = [str((await client.next())["t"])]
    while told[-1] != "pong":
        told.append(str((await client.next())["t"]))
    assert [kind for kind in told if kind in ("welcome", "pong")] == ["welcome", "pong"]


async def test_a_server_that_stops_says_come_back(server: Served) -> None:
    client = await server.visitor()
    server.house.hub.close_all()
    assert await client.closed() == RESTARTING


async def test_who_never_reads_makes_the_house_hoard_nothing(server: Served) -> None:
    """Sixty pages of history are asked for, thirty megabytes, and not one is read."""
    raw = await connected(server)
    for _ in range(50):
        raw.say(TEXT, post("x" * 9_900))
    assert [await told(raw) for _ in range(50)] == [("ack", None)] * 50
    (session,) = server.house.hub.sessions
    sizes: list[int] = []
    send = session.link.send

    def counted(frames: list[bytes]) -> None:
        sizes.extend(map(len, frames))
        send(frames)

    session.link = _Counted(session.link, counted)
    raw.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a real transport has it
    for _ in range(60):
        raw.say(TEXT, b'{"t":"history","before":99}')
    await asyncio.sleep(1)
    pages = [size for size in sizes if size > 100_000]
    assert 0 < len(pages) < 60
    assert len(pages) < len(sizes), "the others are told that the house is busy"
    raw.hang_up()


class _Counted:
    """A link that counts what goes through it."""

    def __init__(self, link: Link, send: Callable[[list[bytes]], None]) -> None:
        self.send = send
        self.close = link.close
        self._link = link

    @property
    def paused(self) -> bool:
        return self._link.paused
