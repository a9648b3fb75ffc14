"""What the house calls SQLite's errors."""

import sqlite3

from besedka.ports.database import ConstraintFailed, DatabaseFailed


def translate(error: BaseException) -> BaseException:
    """Return what the house calls this error of SQLite's; anything else as it is."""
    if isinstance(error, sqlite3.IntegrityError):
        return ConstraintFailed(str(error))
    if not isinstance(error, sqlite3.Error):
        return error
    text = str(error)
    if "readonly" in text or "read-only" in text:
        return DatabaseFailed("read_only", text)
    return DatabaseFailed("busy" if "locked" in text else "disk_failing", text)
