"""Cities by address, out of a base that the installation may have (PRODUCT.md 2.11). The address itself is never kept."""

import shutil
import tempfile
from ipaddress import ip_address
from pathlib import Path
from typing import TypeAlias

import maxminddb
import structlog

from besedka.domain.errors import Fault
from besedka.domain.message import clean_line

MAX_CITY = 100
LANGUAGES = ("ru", "en")
log = structlog.get_logger()
_Stamp: TypeAlias = tuple[int, int, int]


class Cities:
    """Tells in which city an address is. Without a base, or with a broken one, it knows none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._base: maxminddb.Reader | None = None
        self._stamp: _Stamp | None = None
        self.look_again()

    def look_again(self) -> None:
        """Open the file if it is another than before; a broken one leaves the old base in use and is logged once. Blocks."""
        stamp = None if self._path is None else _stamp(self._path)
        if self._path is None or stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._base = open_base(self._path)  # the old one closes by itself when its last reader has let go of it
        except Fault as fault:
            log.warning("cities_unreadable", path=str(self._path), error=str(fault))

    def of(self, address: str) -> dict[str, str]:
        """Return the city's names by language; empty where it is not known."""
        if self._base is None:
            return {}
        try:
            return _names(self._base.get(ip_address(address)))
        except (ValueError, maxminddb.InvalidDatabaseError):
            return {}


def open_base(path: Path) -> maxminddb.Reader:
    """Return the base in a file. Fault `cities_unreadable`.

    It is read from a copy that has no name: whoever writes over a file that a process has mapped kills that process.
    """
    try:
        with tempfile.NamedTemporaryFile(suffix=".mmdb") as copy, path.open("rb") as source:
            shutil.copyfileobj(source, copy)
            copy.flush()
            return maxminddb.open_database(copy.name)
    except (OSError, ValueError, maxminddb.InvalidDatabaseError) as error:
        why = f"{path} is no base of cities: {error}."
        raise Fault("cities_unreadable", f"{why} Put an MMDB file there, or take BESEDKA_CITIES away.") from error


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns


def _names(found: object) -> dict[str, str]:
    city = found.get("city") if isinstance(found, dict) else None
    names = city.get("names") if isinstance(city, dict) else None
    told = names if isinstance(names, dict) else {}
    known = {name: clean_line(told[name], MAX_CITY) for name in LANGUAGES if isinstance(told.get(name), str)}
    return {name: text for name, text in known.items() if text}
