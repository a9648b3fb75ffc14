"""Releases of the desktop app: what one says of itself, and the letter that announces it: signed, so that no server has to be trusted."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias, get_args

System: TypeAlias = Literal["windows", "macos", "linux"]
SYSTEMS: tuple[System, ...] = get_args(System)
MARK = b"besedka desktop release\n"
"""Stands before what is signed: a signature made for something else announces no release."""
FORMAT = 1
MAX_FEED = 64 * 1024
_VERSION = re.compile(r"\d{1,5}(\.\d{1,5}){1,3}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+~-]{0,119}")
_SUM = re.compile(r"[0-9a-f]{64}")
_ENDINGS: Mapping[str, System] = {
    ".exe": "windows", ".msi": "windows", ".dmg": "macos", ".pkg": "macos", ".deb": "linux", ".rpm": "linux", ".appimage": "linux",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """A file with which the app is installed: for which system, its name, its bytes, and the checksum of them in hexadecimal."""

    system: System
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """A version, when it was published (milliseconds since 1970), what is new in it by language, and its packages."""

    version: str
    published_at: int
    notes: Mapping[str, str]
    packages: Sequence[Package]


class Unreadable(Exception):
    """What should have been a release says something else; the text tells what."""


def system_of(name: str) -> System | None:
    """Tell for which system a package is by how its name ends; None for what is no package."""
    return next((system for ending, system in _ENDINGS.items() if name.lower().endswith(ending)), None)


def is_name(name: str) -> bool:
    """Tell whether a package may be called so: a plain name, never a path."""
    return _NAME.fullmatch(name) is not None


def is_version(version: str) -> bool:
    """Tell whether this is a version: two to four numbers between dots."""
    return _VERSION.fullmatch(version) is not None


def seal(release: Release, sign: Callable[[bytes], str]) -> str:
    """Return the letter that announces a release: its exact text, and the signature over it."""
    text = json.dumps({"v": FORMAT, **asdict(release)}, ensure_ascii=False)
    return json.dumps({"release": text, "signature": sign(MARK + text.encode())}, ensure_ascii=False, indent=1) + "\n"


def read_feed(feed: bytes) -> Release:
    """Return the release that a letter announces, without looking at its signature: that is for whoever installs it. Unreadable."""
    if len(feed) > MAX_FEED:
        raise Unreadable("it is longer than any announcement")
    try:
        return _release(json.loads(json.loads(feed)["release"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}"[:200]) from error


def _release(said: Mapping[str, object]) -> Release:
    version, at, notes, packages = said["version"], said["published_at"], said["notes"], said["packages"]
    if said["v"] != FORMAT or not isinstance(version, str) or not is_version(version):
        raise ValueError("no version of ours")
    if not isinstance(at, int) or not isinstance(notes, dict) or not isinstance(packages, list):
        raise TypeError("a field is of another kind")
    told = {str(language): text for language, text in notes.items() if isinstance(text, str)}
    return Release(version, at, told, tuple(map(_package, packages)))


def _package(said: Mapping[str, object]) -> Package:
    system = next(one for one in SYSTEMS if one == said["system"]) if said["system"] in SYSTEMS else None
    name, size, sha256 = said["name"], said["size"], said["sha256"]
    if system is None or not isinstance(name, str) or not isinstance(size, int) or not isinstance(sha256, str):
        raise ValueError("a package without a system, a name, a size or a checksum")
    if not is_name(name) or not _SUM.fullmatch(sha256) or size <= 0:
        raise ValueError("a package with a name, a size or a checksum that cannot be")
    return Package(system, name, size, sha256)
