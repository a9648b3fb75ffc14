"""Waits for a unit's answer."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def answer_of() -> tuple["asyncio.Future[T]", Callable[[T | BaseException], None]]:
    """Return a future, and the callback that a unit answers it with."""
    future: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    def done(outcome: T | BaseException) -> None:
        if future.done():
            return
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)

    return future, done
