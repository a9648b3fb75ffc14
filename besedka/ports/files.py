"""Files: where the contents of attachments and avatars are kept, apart from the database.

A file grows by appending and is read in pieces, so that neither an upload nor a download has to fit into memory. Keys are random,
made by us, and known to nobody outside.
"""

from collections.abc import AsyncIterator
from typing import Protocol

PIECE = 256 * 1024
"""Bytes that are read at a time."""


MARK = ".besedka"
"""Under what name the place bears the mark of its installation: several nodes see the same one when they share it."""


class FilesFailed(Exception):
    """The contents cannot be kept or read: a full disk, a folder without rights, a missing file (`code` is `disk_failing`), or a bucket
    that does not answer or refuses (`files_away`)."""

    def __init__(self, detail: str, code: str = "disk_failing") -> None:
        super().__init__(detail)
        self.code = code


class Files(Protocol):
    """Keeps contents by key. Promises: what `settle` or `put` has returned for outlives this machine's fall (fsync, or the bucket has it).
    FilesFailed when it cannot."""

    async def claim(self, mark: bytes) -> bytes:
        """Mark the place as this installation's, unless it bears a mark already; return the one that it bears now."""
        ...

    async def is_ours(self, mark: bytes) -> bool:
        """Tell whether the place bears this mark."""
        ...

    async def examine(self) -> str:
        """Return where files are kept, if all that is needed may be done there; else Fault names what is missing, and the cure."""
        ...

    async def append(self, key: str, offset: int, data: bytes) -> int:
        """Write `data` at `offset` if exactly so much is there already, and return how much is there now. Where it is not,
        nothing is written: the caller learns where to go on from."""
        ...

    async def length(self, key: str) -> int:
        """Return how many bytes are there; 0 for an unknown key."""
        ...

    async def settle(self, key: str) -> None:
        """Return when everything appended is kept for good. What was settled takes no more."""
        ...

    async def put(self, key: str, data: bytes) -> None:
        """Write a whole small file at once, over one that is there; kept for good when this returns."""
        ...

    async def read(self, key: str, start: int, length: int) -> bytes:
        """Return up to `length` bytes from `start`; fewer only at the end."""
        ...

    def pieces(self, key: str, start: int, length: int) -> AsyncIterator[bytes]:
        """Read `length` bytes from `start` in pieces of at most PIECE."""
        ...

    async def delete(self, key: str) -> None:
        """Forget the content, and whatever a killed process left of writing it; one that is not there is no trouble."""
        ...
