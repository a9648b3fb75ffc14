"""The operators' fallback: a poll waits for news, tells everything that was missed, and is somebody's presence like a socket."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import httpx2
import pytest

from besedka.domain.ids import Position
from besedka.realtime.operator_session import OperatorSession
from tests.clients import make_id
from tests.people import ANNA, IGOR
from tests.serving import Served
from tests.waiting import until

POLL = "/api/operator/v1/poll"
Frame: TypeAlias = dict[str, object]


async def poll(desk: httpx2.AsyncClient, position: int = 0, wait: int = 0, *, idle: bool = False) -> list[Frame]:
    """Ask once, as the app does, and return what was told."""
    said = {"t": "hello", "v": 1, "position": position, "language": "ru", "idle": idle}
    answer = await desk.post(POLL, json={"hello": said, "frames": [], "wait": wait})
    assert (answer.status_code, answer.json()["close"]) == (200, None)
    frames: list[Frame] = answer.json()["frames"]
    return frames


def kinds(frames: list[Frame]) -> list[object]:
    """Return what was told, in order."""
    return [frame["t"] for frame in frames]


def shades(server: Served) -> list[str]:
    """Return how Igor is seen, as often as he is."""
    return [state for id, _, state in server.house.hub.presence._seen() if id == server.shop.operator(IGOR)]


async def test_a_poll_waits_until_there_is_news(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as desk:
        assert kinds(await poll(desk, wait=1)) == ["welcome", "people", "project", "tags", "presence"]
        before = time.monotonic()
        assert kinds(await poll(desk, wait=1)) == ["welcome", "people", "project", "tags"]
        assert time.monotonic() - before >= 1.0
        waiting = asyncio.create_task(poll(desk, wait=20))
        await until(lambda: len(server.house.hub.sessions) == 1)
        visitor = await server.visitor()
        await visitor.post("hello")
        told = kinds(await waiting)
        assert "conversation_started" in told
        assert time.monotonic() - before < 15


async def test_what_was_missed_is_told_however_slow_the_reading_is(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    missed: Callable[[OperatorSession, Position, int], Awaitable[object]] = OperatorSession.missed

    async def slowly(self: OperatorSession, position: Position, limit: int) -> object:
        await asyncio.sleep(0.3)
        return await missed(self, position, limit)

    monkeypatch.setattr(OperatorSession, "missed", slowly)
    visitor = await server.visitor()
    await visitor.post("hello")
    async with server.http(await server.sign_in(ANNA)) as desk:
        assert "conversation_started" in kinds(await poll(desk))


async def test_who_polls_is_there_without_a_break(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("besedka.realtime.presence.GRACE", 0.5)
    async with server.http(await server.sign_in(IGOR)) as desk:
        await poll(desk)
        until_then = time.monotonic() + 1.0
        while time.monotonic() < until_then:
            assert shades(server) == ["online"]
            await poll(desk)
        await asyncio.sleep(0.6)
        assert shades(server) == []


async def test_who_polls_without_a_touch_is_away(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("besedka.realtime.presence.GRACE", 0.1)
    async with server.http(await server.sign_in(IGOR)) as desk:
        waiting = asyncio.create_task(poll(desk, wait=20))
        await until(lambda: shades(server) == ["online"])
        waiting.cancel()
        waiting = asyncio.create_task(poll(desk, wait=20, idle=True))
        await until(lambda: shades(server) == ["away"], within=5.0)
        waiting.cancel()


async def test_who_hangs_up_is_gone_at_once(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("besedka.realtime.presence.GRACE", 0.1)
    async with server.http(await server.sign_in(IGOR)) as desk:
        waiting = asyncio.create_task(poll(desk, wait=20))
        await until(lambda: shades(server) == ["online"])
        waiting.cancel()
        await until(lambda: not server.house.hub.sessions, within=5.0)
        await until(lambda: shades(server) == [], within=5.0)


async def test_a_post_by_poll_is_answered_though_nothing_was_missed(server: Served) -> None:
    visitor = await server.visitor()
    await visitor.post("hello")
    async with server.http(await server.sign_in(ANNA)) as desk:
        started = next(f for f in await poll(desk) if f["t"] == "conversation_started")
        conversation = started["conversation"]
        assert isinstance(conversation, dict)
        said = {"t": "hello", "v": 1, "position": started["position"], "language": "ru"}
        post = {"t": "post", "id": make_id(), "conversation": conversation["id"], "text": "by poll"}
        answer = await desk.post(POLL, json={"hello": said, "frames": [post], "wait": 0})
        assert "ack" in kinds(answer.json()["frames"])
