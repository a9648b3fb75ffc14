"""The fallback for networks that break WebSockets: a request is a short-lived connection with the same session inside."""

import asyncio
import contextlib
import json
from collections.abc import Iterable

from fastapi import Request
from pydantic_core import from_json, to_json

from besedka.realtime.session import Session

SETTLE = 0.03
"""Seconds in which answers to the request's own frames are gathered into one response."""
HELLO_WITHIN = 5.0
ANSWER_WITHIN = 5.0
"""Seconds that a slow disk may take for what the request asked; what is answered later comes with the next poll."""
QUESTIONS = {"post", "note", "history"}
ANSWERS = (b'{"t":"ack"', b'{"t":"noted"', b'{"t":"older"', b'{"t":"refused"')
HUNG_UP = 1001


class PollLink:
    """Collects the session's frames until the response is written."""

    paused = False

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.code: int | None = None
        self.news = asyncio.Event()

    def send(self, frames: list[bytes]) -> None:
        """Keep the frames for the response."""
        self.frames += frames
        self.news.set()

    def close(self, code: int) -> None:
        """Remember why the connection would have ended."""
        self.code = code
        self.news.set()


async def converse(
    request: Request, link: PollLink, session: Session, hello: object, frames: Iterable[object], wait: float
) -> bytes:
    """Say hello and the frames and hear their answers; without frames, wait for something to tell: at once if there is, else `wait` s.

    Who hangs up is gone at once, not when the wait is over: an app that was closed is nobody's presence.
    """
    watch = asyncio.create_task(_hear_hanging_up(request, link))
    try:
        asked = list(frames)
        session.on_text(_spelled(hello))
        for frame in asked:
            session.on_text(_spelled(frame))
        await _answered(link, session, asked, wait)
        session.flush()
        told = [from_json(frame) for frame in link.frames]
        return to_json({"frames": told, "close": link.code})
    finally:
        watch.cancel()
        session.gone()


async def _hear_hanging_up(request: Request, link: PollLink) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    link.close(HUNG_UP)


async def _answered(link: PollLink, session: Session, asked: list[object], wait: float) -> None:
    """Wait for the greeting, for everything that was missed, for the answers, and then for news."""
    await _first(link)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(session.told_all(), ANSWER_WITHIN)
    await _answers(link, sum(map(_is_question, asked)))
    if link.code is None:
        await asyncio.sleep(SETTLE if asked else 0.0)
        await _more(link, session, wait)


def _is_question(frame: object) -> bool:
    return isinstance(frame, dict) and frame.get("t") in QUESTIONS


async def _answers(link: PollLink, owed: int) -> None:
    """Wait until everything that was asked is answered: who posts by poll learns with the same poll that it is stored."""
    loop = asyncio.get_running_loop()
    until = loop.time() + ANSWER_WITHIN
    while link.code is None and sum(f.startswith(ANSWERS) for f in link.frames) < owed and loop.time() < until:
        link.news.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(link.news.wait(), until - loop.time())


def _spelled(frame: object) -> bytes:
    """Return a frame as on a socket: in ASCII, because half a surrogate pair has no other spelling; `wire/decode` mends it."""
    return json.dumps(frame).encode()


async def _first(link: PollLink) -> None:
    try:
        await asyncio.wait_for(link.news.wait(), HELLO_WITHIN)
    except TimeoutError:
        link.code = 4008
    await asyncio.sleep(0)


async def _more(link: PollLink, session: Session, wait: float) -> None:
    """Wait for news: what everybody who comes is greeted with is none."""
    if link.code is not None or len(link.frames) > session.greeting or wait <= 0:
        return
    link.news.clear()
    try:
        await asyncio.wait_for(link.news.wait(), wait)
    except TimeoutError:
        return
    await asyncio.sleep(SETTLE)
