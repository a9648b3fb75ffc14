"""Looking into pictures: their measures, a small one to show, an avatar. One at a time, in a thread, within limits.

The library comes with the first picture (`pixels.py`): a server that has seen none need not hold it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from besedka.domain.file import Crop

T = TypeVar("T")

MOST_BYTES = 40 * 1024 * 1024
AVATAR = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture as it is shown (turned as its camera said), and a small WebP of it."""

    width: int
    height: int
    preview: bytes


class Pictures:
    """Looks into pictures, one at a time."""

    most_bytes = MOST_BYTES

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="pictures")

    async def look(self, kind: str, data: bytes) -> Seen | None:
        """Return what the picture shows; None for what is broken, of no kind that may be shown, or too large to decode."""

        def work() -> Seen | None:
            from besedka.actions import pixels

            return _quietly(lambda: pixels.look(kind, data))

        return await self._run(work)

    async def measure(self, kind: str, data: bytes) -> tuple[int, int] | None:
        """Return width and height as shown, decoding nothing; None for what cannot be a picture of this kind."""

        def work() -> tuple[int, int] | None:
            from besedka.actions import pixels

            return _quietly(lambda: pixels.measure(kind, data))

        return await self._run(work)

    async def avatar(self, kind: str, data: bytes, crop: Crop | None) -> bytes | None:
        """Return the picture as an avatar: a square WebP of 400 pixels; None for what is broken."""

        def work() -> bytes | None:
            from besedka.actions import pixels

            return _quietly(lambda: pixels.avatar(kind, data, crop))

        return await self._run(work)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """Let the thread end."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _quietly(work: Callable[[], T | None]) -> T | None:
    """A picture comes from a stranger: whatever its reader raises means that it is none."""
    try:
        return work()
    except Exception:  # noqa: BLE001  # readers raise whatever they stumble over
        return None
