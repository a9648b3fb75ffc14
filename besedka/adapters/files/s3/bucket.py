"""A bucket, asked in time: what the library and the bucket answer becomes what was found, or FilesFailed with the bucket's own word."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from besedka.ports.files import PIECE, FilesFailed

if TYPE_CHECKING:
    from obstore.store import S3Config  # a type only: it is not there when the program runs

ANSWER_WITHIN = 10.0
"""Seconds in which the bucket must answer, or send the next bytes of a content."""
SLOWEST = 128 * 1024
"""Bytes per second that a content may take on its way into the bucket, besides `ANSWER_WITHIN`."""
PART = 8 * 1024 * 1024
"""Bytes of one part of a large content (S3 wants 5 MB at least)."""
NO_BUCKET, NO_RIGHT, NO_ANSWER, TOO_LATE = "NoSuchBucket", "AccessDenied", "NoAnswer", "TooLate"
ELSEWHERE = "PermanentRedirect"
"""What a bucket says that is in another region."""
_CODE = re.compile(r"(?:<Code>|\(code: )(\w+)")
_STATUS = re.compile(r"status code: (\d{3})")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the bucket is, and how one is let in. An empty endpoint is Amazon's own; the secret is never shown."""

    bucket: str
    endpoint: str
    region: str
    key: str
    secret: str = field(repr=False)
    prefix: str = ""

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/") + (f" at {self.endpoint}" if self.endpoint else "")


class Bucket:
    """What is asked of a bucket. Everything ends in time; FilesFailed `files_away`, whose text is the bucket's word for why."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._store = _opened(address)

    async def put(self, name: str, data: bytes) -> None:
        """Write an object in one request: others see the old one or the new one, and a kill leaves nothing."""
        async with _asked(len(data)):
            await self._store.put_async(name, data, use_multipart=False)

    async def put_in_parts(self, name: str, pieces: AsyncIterator[bytes], length: int) -> None:
        """Write an object without holding it whole. It is there when the last part is."""
        async with _asked(length):
            await self._store.put_async(name, pieces, chunk_size=PART, max_concurrency=1)

    async def length(self, name: str) -> int:
        """Return an object's length, 0 when it is not there (or the bucket is not: a request without a body cannot tell)."""
        async with _asked():
            try:
                return (await self._store.head_async(name))["size"]
            except FileNotFoundError:
                return 0

    async def get(self, name: str) -> bytes | None:
        """Return a small object, None when it is not there."""
        async with _asked():
            try:
                return bytes(await (await self._store.get_async(name)).bytes_async())
            except FileNotFoundError as error:
                if _word(error) == NO_BUCKET:
                    raise
                return None

    async def read(self, name: str, start: int, length: int) -> bytes:
        """Return up to `length` bytes from `start`."""
        async with _asked():
            try:
                return bytes(await self._store.get_range_async(name, start=start, length=length))
            except BaseError as error:
                if _word(error) == "InvalidRange":
                    return b""
                raise

    async def stream(self, name: str, start: int, length: int) -> AsyncIterator[memoryview]:
        """Read with one request, no faster than the bytes are taken."""
        async with _asked():
            found = await self._store.get_async(name, options={"range": (start, start + length)})
        chunks = aiter(found.stream(min_chunk_size=PIECE))
        while True:
            async with _asked():
                chunk = await anext(chunks, None)
            if chunk is None:
                return
            yield memoryview(chunk)

    async def delete(self, name: str) -> None:
        """Delete an object; one that is not there is no trouble."""
        async with _asked():
            await self._store.delete_async(name)


def _opened(at: Address) -> S3Store:
    """Return the bucket as the library knows it. How long is waited is our business: a slow reader is not a slow bucket."""
    config: S3Config = {"region": at.region, "access_key_id": at.key, "secret_access_key": at.secret}
    if at.endpoint:
        config["endpoint"] = at.endpoint
    return S3Store(
        at.bucket, prefix=at.prefix or None, config=config,
        client_options={"allow_http": at.endpoint.startswith("http://"), "connect_timeout": "3s", "timeout": "1day"},
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=ANSWER_WITHIN)},
    )  # fmt: skip


@asynccontextmanager
async def _asked(sending: int = 0) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(ANSWER_WITHIN + sending / SLOWEST):
            yield
    except (BaseError, OSError) as error:  # the library says FileNotFoundError, the clock says TimeoutError
        raise FilesFailed(_word(error), "files_away") from error


def _word(error: BaseException) -> str:
    """Return why, in the bucket's word if it said one. Addresses and keys stay out of it."""
    text = str(error)
    if isinstance(error, TimeoutError):
        return TOO_LATE
    if said := _CODE.search(text):
        return said[1]
    if "configured region" in text:
        return ELSEWHERE
    if isinstance(error, PermissionDeniedError | UnauthenticatedError):
        return NO_RIGHT
    status = _STATUS.search(text)
    return f"Status{status[1]}" if status else NO_ANSWER if "HTTP error" in text else "Unknown"
