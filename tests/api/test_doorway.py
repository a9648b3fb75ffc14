"""A handshake comes to the same socket, whichever way the door shows it; silence and the server's stop are seen at the door as well."""

import asyncio

import pytest

from besedka.api.doorway import is_handshake
from besedka.api.patience import MAX_HEAD
from tests.api.raw import Raw
from tests.people import SITE
from tests.serving import Served

HEADERS = (
    b"Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: " + SITE.encode() + b"\r\n"
)
ASKED = b"GET /ws/visitor HTTP/1.1\r\n" + HEADERS


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        (ASKED + b"\r\n", True),
        (ASKED.replace(b"Upgrade: websocket", b"UPGRADE: WebSocket") + b"\r\n", True),
        (ASKED, False),
        (ASKED + b"\r\n\x81\x80", False),
        (ASKED + b"\r\n" + ASKED + b"\r\n", False),
        (ASKED.replace(b"GET", b"POST") + b"\r\n", False),
        (ASKED.replace(b"HTTP/1.1", b"HTTP/1.0") + b"\r\n", False),
        (ASKED.replace(b"Upgrade: websocket\r\n", b"") + b"\r\n", False),
        (ASKED + b"X: " + b"a" * MAX_HEAD + b"\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (b"", False),
    ],
)
def test_only_a_whole_handshake_is_handed_on_unread(said: bytes, whole: bool) -> None:
    assert is_handshake(said) is whole


@pytest.mark.parametrize("version", [b"1.1", b"1.0"])
@pytest.mark.parametrize("pieces", [1, 2, 3])
async def test_a_handshake_is_answered_however_it_comes(server: Served, version: bytes, pieces: int) -> None:
    said = ASKED.replace(b"1.1", version) + b"\r\n"
    raw, size = await Raw.open(server.url), -(-len(said) // pieces)
    for part in range(pieces):
        raw.writer.write(said[part * size : (part + 1) * size])
        await raw.writer.drain()
    assert await _status(raw) == 101


@pytest.mark.parametrize(
    "line", [b"X: a\x00b\r\n", b"no colon\r\n", b"X : a\r\n", b"X: a\nY: b\r\n", b"X: a\r\n b\r\n", b": a\r\n"]
)
async def test_a_handshake_with_a_crooked_header_is_turned_away(server: Served, line: bytes) -> None:
    raw = await Raw.open(server.url)
    raw.writer.write(ASKED + line + b"\r\n")
    assert await _status(raw) == 400


async def _status(raw: Raw) -> int:
    head = await asyncio.wait_for(raw.reader.readuntil(b"\r\n\r\n"), 5)
    return int(head.split()[1])
