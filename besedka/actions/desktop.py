"""The desktop app as this installation hands it out: a folder with packages and the signed letter that announces them."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from besedka.domain.errors import Fault
from besedka.domain.ids import Instant
from besedka.domain.release import (
    MAX_FEED,
    Package,
    Release,
    Unreadable,
    is_name,
    is_version,
    read_feed,
    seal,
    system_of,
)

FEED = "releases.json"
Standing: TypeAlias = Literal["published", "absent", "unreadable", "incomplete"]


@dataclass(frozen=True, slots=True)
class Published:
    """What the folder holds. `packages` are those of the release that are there whole; some missing: `incomplete`."""

    standing: Standing
    release: Release | None = None
    packages: tuple[Package, ...] = ()


def published(folder: Path) -> Published:
    """Return what may be downloaded now. Blocks."""
    letter = feed(folder)
    if letter is None:
        return Published("absent")
    try:
        release = read_feed(letter)
    except Unreadable:
        return Published("unreadable")
    there = tuple(one for one in release.packages if _is_whole(folder, one))
    return Published("published" if len(there) == len(release.packages) else "incomplete", release, there)


def feed(folder: Path) -> bytes | None:
    """Return the letter as it lies there, None when there is none. Blocks."""
    try:
        with (folder / FEED).open("rb") as file:
            return file.read(MAX_FEED + 1)
    except OSError:
        return None


def package(folder: Path, name: str) -> Path | None:
    """Return where a package lies that the release names; nothing else of the folder is anybody's. Blocks."""
    found = next((one for one in published(folder).packages if one.name == name), None)
    return folder / found.name if found else None


def new_key(path: Path) -> str:
    """Make the key that signs releases, readable by its owner only; return its public half. Fault `key_exists`, `key_unwritable`."""
    key = Ed25519PrivateKey.generate()
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    except FileExistsError:
        raise Fault(
            "key_exists", f"{path} is there already; a key is never written over. Choose another file."
        ) from None
    except OSError as error:
        raise Fault("key_unwritable", f"{path} cannot be written: {error.strerror}.") from error
    return _public(key)


def sign(folder: Path, key: Path, version: str, now: Instant, notes: Mapping[str, str]) -> Release:
    """Announce the packages in a folder as a release: write its letter there. Fault when there is nothing to sign, or no key."""
    if not is_version(version):
        raise Fault(
            "version_invalid", f"{version!r} is no version; it is two to four numbers between dots, like 0.2.0."
        )
    signer = _signer(key)
    packages = (
        tuple(_described(path) for path in sorted(folder.iterdir()) if system_of(path.name)) if folder.is_dir() else ()
    )
    if not packages:
        raise Fault("nothing_to_sign", f"{folder} holds no package (.exe, .msi, .dmg, .pkg, .deb, .rpm, .AppImage).")
    release = Release(version, now, notes, packages)
    letter = seal(release, lambda text: base64.b64encode(signer.sign(text)).decode())
    fresh = folder / f"{FEED}.new"
    fresh.write_text(letter, "utf-8")
    fresh.replace(folder / FEED)
    return release


def public_half(key: Path) -> str:
    """Return the public half of a key, as the app is given it. Fault `key_unreadable`."""
    return _public(_signer(key))


def _signer(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Fault("key_unreadable", f"{path} holds no key: {error}. `besedka desktop key` makes one.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Fault("key_unreadable", f"{path} holds a key of another kind. `besedka desktop key` makes one.")
    return key


def _public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def _described(path: Path) -> Package:
    system = system_of(path.name)
    assert system is not None
    if not is_name(path.name):
        raise Fault(
            "package_name", f"{path.name!r} cannot be a package's name: letters of English, digits and ._+~- only."
        )
    with path.open("rb") as file:
        return Package(system, path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _is_whole(folder: Path, one: Package) -> bool:
    try:
        path = folder / one.name
        return path.is_file() and not path.is_symlink() and path.stat().st_size == one.size
    except OSError:
        return False
