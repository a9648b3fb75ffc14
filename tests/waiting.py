"""Waiting for what other tasks and processes bring about."""

import asyncio
import time
from collections.abc import Awaitable, Callable


async def until(happened: Callable[[], bool], within: float = 10.0, every: float = 0.01) -> float:
    """Return once it has happened, with the seconds that it took. AssertionError after `within` seconds."""
    started = time.monotonic()
    while not happened():
        assert time.monotonic() - started < within, "it did not happen"
        await asyncio.sleep(every)
    return time.monotonic() - started


async def eventually(happened: Callable[[], Awaitable[bool]], within: float = 10.0, every: float = 0.05) -> None:
    """Return once it has happened, where only somebody who is asked can tell. AssertionError after `within` seconds."""
    started = time.monotonic()
    while not await happened():
        assert time.monotonic() - started < within, "it did not happen"
        await asyncio.sleep(every)
