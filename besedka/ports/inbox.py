"""Inbox: how letters come into the building."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Arrived:
    """A letter as the server keeps it: its number there, and its size in bytes; `large`: of this one only the beginning is fetched."""

    number: int
    size: int
    large: bool = False


class Inbox(Protocol):
    """Looks into one mailbox, which nobody else reads."""

    async def new(self, limit: int, beside: Collection[int] = ()) -> list[Arrived]:
        """Return letters that nobody has taken yet, the oldest first, `beside` those of these numbers. Of more than `limit` half are the
        oldest and half the newest: who sends thousands holds nobody else up. InboxFailed when the server does not let us look."""
        ...

    async def content(self, letter: Arrived) -> bytes | None:
        """Return a letter's bytes, of a large one the first; None for one that is gone. InboxFailed; LetterRefused."""
        ...

    async def took(self, number: int) -> None:
        """A letter is where it belongs: it is new no more. InboxFailed, LetterRefused; then it comes again."""
        ...

    async def check(self) -> str:
        """Return what the server calls the mailbox, after everything that comes before a letter. InboxFailed says what is wrong."""
        ...

    async def close(self) -> None:
        """Leave."""
        ...


class InboxFailed(Exception):
    """The mail server does not let us look into the mailbox now."""


class LetterRefused(Exception):
    """The mail server does not give out this letter, or does not mark it: it is damaged, perhaps. It may let us have any other."""
