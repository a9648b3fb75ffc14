"""Bytes on a connection, told apart: an HTTP message with its body, or one WebSocket frame (RFC 6455, 5.2)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Frame: TypeAlias = dict[str, object]

_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Unit:
    """What is passed on or cut as one: its bytes, and the frames of our language that it carries."""

    data: bytes
    frames: tuple[Frame, ...] = ()


class Sniffer:
    """Cuts one direction of a connection into units; follows it from HTTP into a WebSocket."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._socket = False

    def feed(self, data: bytes) -> Iterator[Unit]:
        """Take what was read; return the units that are complete with it."""
        self._buffer += data
        while True:
            size, payload = self._frame() if self._socket else self._message()
            if not size:
                return
            taken = bytes(self._buffer[:size])
            del self._buffer[:size]
            yield Unit(taken, frames_of(payload))

    def _message(self) -> tuple[int, bytes]:
        end = self._buffer.find(_HEAD_END)
        if end < 0:
            return 0, b""
        head = bytes(self._buffer[:end]).lower()
        start = end + len(_HEAD_END)
        self._socket = b"\r\nupgrade: websocket" in head
        size = start + _length(head)
        return (size, bytes(self._buffer[start:size])) if len(self._buffer) >= size else (0, b"")

    def _frame(self) -> tuple[int, bytes]:
        buffer = self._buffer
        if len(buffer) < 2:
            return 0, b""
        masked, short = buffer[1] & 0x80, buffer[1] & 0x7F
        wide = {126: 2, 127: 8}.get(short, 0)
        start = 2 + wide + (4 if masked else 0)
        if len(buffer) < start:
            return 0, b""
        size = start + (int.from_bytes(buffer[2 : 2 + wide], "big") if wide else short)
        if len(buffer) < size:
            return 0, b""
        payload = bytes(buffer[start:size])
        is_text = buffer[0] & 0x0F == 1
        return size, (_unmask(payload, bytes(buffer[start - 4 : start])) if masked else payload) if is_text else b""


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    return 0


def _unmask(payload: bytes, mask: bytes) -> bytes:
    key = (mask * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(len(payload), "big")


def frames_of(payload: bytes) -> tuple[Frame, ...]:
    """Return the frames in a payload: one of a socket's, or all that a poll carries."""
    try:
        found = json.loads(payload) if payload else {}
    except ValueError:
        return ()
    if not isinstance(found, dict):
        return ()
    many = found.get("frames")
    if isinstance(many, list):
        return tuple(one for one in many if isinstance(one, dict))
    return (found,) if "t" in found else ()
