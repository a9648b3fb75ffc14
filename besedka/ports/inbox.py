"""Inbox: how letters come into the building."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Arrived:
    """A letter as the server keeps it: its number there, and its size in bytes."""

    number: int
    size: int


class Inbox(Protocol):
    """Looks into one mailbox, which nobody else reads."""

    async def new(self, limit: int, beside: Collection[int] = ()) -> list[Arrived]:
        """Return letters that nobody has taken yet, the oldest first, `beside` those of these numbers. Where there are very many, the
        newest are among them: who sends thousands holds nobody else up. InboxFailed when the server does not let us look."""
        ...

    async def content(self, letter: Arrived) -> bytes | None:
        """Return a letter's bytes; None for one that is too large to be fetched, or gone. InboxFailed."""
        ...

    async def took(self, number: int) -> None:
        """A letter is where it belongs: it is new no more. InboxFailed; then it comes again."""
        ...

    async def check(self) -> str:
        """Return what the server calls the mailbox, after everything that comes before a letter. InboxFailed says what is wrong."""
        ...

    async def close(self) -> None:
        """Leave."""
        ...


class InboxFailed(Exception):
    """The mail server does not let us look into the mailbox now."""
