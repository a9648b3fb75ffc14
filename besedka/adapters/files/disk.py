"""Files on disk: a folder of our own, no name in it but our random keys, nothing in it served by a web server."""

import asyncio
import contextlib
import fcntl
import os
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

from besedka.domain.errors import Fault
from besedka.ports.files import MARK, PIECE, FilesFailed

T = TypeVar("T")


NEW = "new"
"""How what is being written ends until it is whole and moved to its place."""
CURE = "Check its owner and rights, or choose another with BESEDKA_FILES."


class DiskFiles:
    """Keeps each content in a file of its own, in folders by the first two digits of the key. Readable for this user alone."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def claim(self, mark: bytes) -> bytes:
        """Mark the folder, unless it is marked."""
        return await _in_thread(lambda: _claim(self._root, mark))

    async def is_ours(self, mark: bytes) -> bool:
        """Look at the folder's mark; a folder that cannot be read bears none."""
        return await _in_thread(lambda: _mark(self._root) == mark)

    async def examine(self) -> str:
        """Ask whether the folder may be written, without writing."""
        if self._root.exists() and not os.access(self._root, os.W_OK):
            raise Fault("files_unwritable", f"{self._root} cannot be written. {CURE}")
        return str(self._root) if self._root.exists() else f"{self._root} will be made at the first start"

    async def sweep(self, before: float) -> None:
        """Remove what was written last before this moment (in seconds of Unix time): where whole contents are kept elsewhere, what
        another node has forgotten."""
        await _in_thread(lambda: _sweep(self._root, before))

    async def append(self, key: str, offset: int, data: bytes) -> int:
        """Write at the end, under a lock: two that append at once write once."""
        return await _in_thread(lambda: _append(self._path(key), offset, data))

    async def length(self, key: str) -> int:
        """Return the file's length."""
        path = self._path(key)
        return await _in_thread(lambda: path.stat().st_size if path.exists() else 0)

    async def settle(self, key: str) -> None:
        """Flush the file and its folder."""
        await _in_thread(lambda: _flush(self._path(key)))

    async def put(self, key: str, data: bytes) -> None:
        """Write beside the place, flush, and move it there; what a killed process left of writing the same goes."""
        await _in_thread(lambda: _put(self._path(key), data))

    async def read(self, key: str, start: int, length: int) -> bytes:
        """Read one piece."""
        return await _in_thread(lambda: _read(self._path(key), start, length))

    async def pieces(self, key: str, start: int, length: int) -> AsyncIterator[bytes]:
        """Read piece by piece; FilesFailed when the file ends too early."""
        while length > 0:
            piece = await self.read(key, start, min(PIECE, length))
            if not piece:
                raise FilesFailed(f"{key} ends at {start}")
            start, length = start + len(piece), length - len(piece)
            yield piece

    async def delete(self, key: str) -> None:
        """Remove the file, and what a killed process may have left of writing it."""
        await _in_thread(lambda: _remove(self._path(key)))

    def _path(self, key: str) -> Path:
        if not key.isalnum():
            raise FilesFailed("no key")
        return self._root / key[:2] / key


async def _in_thread(work: Callable[[], T]) -> T:
    try:
        return await asyncio.to_thread(work)
    except OSError as error:
        raise FilesFailed(error.strerror or type(error).__name__) from error


def _mark(root: Path) -> bytes | None:
    try:
        return (root / MARK).read_bytes()
    except OSError:
        return None


def _claim(root: Path, mark: bytes) -> bytes:
    known = _mark(root)
    if known is None:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        (root / MARK).write_bytes(mark)
    return known or mark


def _sweep(root: Path, before: float) -> None:
    for path in root.glob("??/*"):
        with contextlib.suppress(FileNotFoundError):  # whoever put it there has taken it away meanwhile
            if path.stat().st_mtime < before:
                path.unlink()


def _append(path: Path, offset: int, data: bytes) -> int:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        there = os.fstat(handle).st_size
        if there != offset:
            return there
        _write(handle, data, offset)
        return offset + len(data)
    finally:
        os.close(handle)


def _write(handle: int, data: bytes, offset: int) -> None:
    """Write all of it or nothing: a disk that fills up in the middle leaves the file as it was."""
    view, at = memoryview(data), offset
    try:
        while view:
            written = os.pwrite(handle, view, at)
            view, at = view[written:], at + written
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(handle, offset)
        raise


def _flush(path: Path) -> None:
    for place in (path, path.parent, path.parent.parent):
        handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}.{NEW}")  # two may write the same one at once
    try:
        _write_new(beside, data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        if not (isinstance(error, FileNotFoundError) and path.exists()):  # the other one has put it there, and swept
            raise
    _sweep_beside(path)
    _flush(path)


def _write_new(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        _write(handle, data, 0)
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _sweep_beside(path)


def _sweep_beside(path: Path) -> None:
    for left in path.parent.glob(f"{path.name}.*.{NEW}"):
        left.unlink(missing_ok=True)


def _read(path: Path, start: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(length)
