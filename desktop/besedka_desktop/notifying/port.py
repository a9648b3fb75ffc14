"""A way of showing notifications natively: what every one promises."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from besedka_desktop.said import Note


@dataclass(frozen=True, slots=True)
class Heard:
    """Whom a way tells of what a person did with a notification, by its tag."""

    clicked: Callable[[str], None]
    replied: Callable[[str, str], None]
    closed: Callable[[str], None]
    """The person closed it."""
    vanished: Callable[[str], None]
    """It went away by itself."""


class Way(Protocol):
    """Shows at most one notification of each tag."""

    name: str

    def can(self, note: Note) -> bool:
        """Tell whether it can show this one, for as long as it is to stay."""

    def show(self, note: Note) -> None:
        """Show it, in place of an older one of the same tag."""

    def withdraw(self, tag: str) -> None:
        """Take it away, if it is still there; nobody is told."""

    def is_busy(self, tag: str) -> bool:
        """Tell whether a person is doing something with it right now, so that it must not go."""
