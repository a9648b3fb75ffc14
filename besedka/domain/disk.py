"""How much room is left where messages and files are stored."""

from typing import NamedTuple

GIGABYTE = 1 << 30
LEAST = 2 * GIGABYTE
SHARE = 20
"""A disk is nearly full when less than one part in so many is free, and less than `LEAST`."""


class Room(NamedTuple):
    """Bytes of a disk."""

    free: int
    total: int


def is_nearly_full(room: Room) -> bool:
    """Tell whether somebody has to make room soon."""
    return room.free * SHARE < room.total and room.free < LEAST


def size(amount: int, language: str) -> str:
    """Return an amount as people read it, like `1.5 GB`."""
    giga, mega = ("ГБ", "МБ") if language == "ru" else ("GB", "MB")
    if amount < GIGABYTE:
        return f"{amount >> 20} {mega}"
    text = f"{amount / GIGABYTE:.1f} {giga}"
    return text.replace(".", ",") if language == "ru" else text
