"""Files in a bucket of S3, or of what speaks its protocol. Nothing is appended to there, so what is being uploaded grows in a folder of
this node until it is whole, and goes into the bucket when it is settled."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from weakref import WeakValueDictionary

from besedka.adapters.files.s3.bucket import Bucket
from besedka.adapters.files.s3.examine import examine
from besedka.ports.files import MARK, PIECE, Files, FilesFailed

AT_ONCE = 32 * 1024 * 1024
"""Up to so many bytes go in one request, of which a kill leaves nothing behind; larger contents in parts, without being held whole."""
SIDE_BY_SIDE = 4
"""Contents that go into the bucket at the same time: so much memory they take."""


class S3Files:
    """Keeps each whole content as one object, under the name that it has on disk; `coming` holds what is not whole yet."""

    def __init__(self, bucket: Bucket, coming: Files) -> None:
        self._bucket = bucket
        self._coming = coming
        self._puts = asyncio.Semaphore(SIDE_BY_SIDE)
        self._settling: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def claim(self, mark: bytes) -> bytes:
        """Mark the bucket, unless it is marked."""
        found = await self._bucket.get(MARK)
        if found is None:
            await self._bucket.put(MARK, mark)
        return found or mark

    async def is_ours(self, mark: bytes) -> bool:
        """Look at the bucket's mark."""
        return await self._bucket.get(MARK) == mark

    async def examine(self) -> str:
        """Try everything that is needed of the bucket, on a small object of our own."""
        await self._coming.examine()
        return await examine(self._bucket)

    async def append(self, key: str, offset: int, data: bytes) -> int:
        """Write at the end of what is coming; what is in the bucket is whole, and takes no more."""
        if not await self._coming.length(key):
            there = await self._bucket.length(_named(key))
            if there:
                return there
        return await self._coming.append(key, offset, data)

    async def length(self, key: str) -> int:
        """Return how much has come, else how long the object is."""
        return await self._coming.length(key) or await self._bucket.length(_named(key))

    async def settle(self, key: str) -> None:
        """Put what has come into the bucket. Said twice, or again after a kill, it ends the same."""
        async with self._settling.setdefault(key, asyncio.Lock()), self._puts:
            length = await self._coming.length(key)
            if length:
                await self._coming.settle(key)
                await self._move(key, length)

    async def _move(self, key: str, length: int) -> None:
        if length <= AT_ONCE:
            await self._bucket.put(_named(key), await self._coming.read(key, 0, length))
        else:
            await self._bucket.put_in_parts(_named(key), self._coming.pieces(key, 0, length), length)
        await self._coming.delete(key)

    async def put(self, key: str, data: bytes) -> None:
        """Write one object."""
        await self._bucket.put(_named(key), data)

    async def read(self, key: str, start: int, length: int) -> bytes:
        """Read one piece of what has come, else of the object."""
        if await self._coming.length(key):
            with contextlib.suppress(FilesFailed):  # another request has settled it meanwhile
                return await self._coming.read(key, start, length)
        return await self._bucket.read(_named(key), start, length)

    async def pieces(self, key: str, start: int, length: int) -> AsyncIterator[bytes]:
        """Read with one request; FilesFailed when the object ends too early."""
        async for chunk in self._bucket.stream(_named(key), start, length):
            length -= len(chunk)
            for at in range(0, len(chunk), PIECE):
                yield bytes(chunk[at : at + PIECE])
        if length > 0:
            raise FilesFailed(f"{length} bytes are missing")

    async def delete(self, key: str) -> None:
        """Delete what has come, and the object."""
        await self._coming.delete(key)
        await self._bucket.delete(_named(key))


def _named(key: str) -> str:
    if not key.isalnum():
        raise FilesFailed("no key")
    return f"{key[:2]}/{key}"
