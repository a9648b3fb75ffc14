"""SQLite's library, told how it is used here before it is used at all.

Each connection belongs to one thread at a time, so none needs a lock of its own; and nobody asks how much memory SQLite holds, so none is
counted. Both would cost a lock for every value that is handed over and every byte that is borrowed: a twentieth of a message.
"""

import ctypes
import sys

_LINUX = "libsqlite3.so.0"
_MULTITHREAD, _MEMSTATUS = 2, 9
"""SQLITE_CONFIG_MULTITHREAD and SQLITE_CONFIG_MEMSTATUS of sqlite3.h: part of its interface since 2008, and never renumbered."""


def prepare() -> bool:
    """Say it; False when the library is another one or is in use already: then it works as carefully, and as slowly, as ever."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        library = ctypes.CDLL(_LINUX)
        said = library.sqlite3_config(_MULTITHREAD), library.sqlite3_config(_MEMSTATUS, 0)
    except (OSError, AttributeError):
        return False
    return said == (0, 0)
