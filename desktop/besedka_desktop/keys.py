"""Where the sessions are kept between runs: the system's key store; where there is none, a file that only its owner may read."""

import contextlib
import json
from pathlib import Path
from typing import Protocol

import keyring
import keyring.backends.fail
import keyring.errors

from besedka_desktop.settings import write_whole

SERVICE = "besedka-chat"
FILE = "sessions.json"


class KeyStore(Protocol):
    """Keeps one text for each account, until it is forgotten."""

    safe: bool
    """Whether it is the system's own."""

    def get(self, account: str) -> str | None:
        """Return what is kept; None for nothing, and where the store does not answer."""

    def put(self, account: str, text: str) -> None:
        """Keep it. What cannot be kept is lost with the program: one signs in again."""

    def forget(self, account: str) -> None:
        """Keep nothing any more."""


class SystemKeys:
    """The system's: Secret Service, Keychain, Credential Locker."""

    safe = True

    def get(self, account: str) -> str | None:
        """Return what is kept; None where the store is locked or gone."""
        with contextlib.suppress(keyring.errors.KeyringError):
            return keyring.get_password(SERVICE, account)
        return None

    def put(self, account: str, text: str) -> None:
        """Keep it, if the store lets us."""
        with contextlib.suppress(keyring.errors.KeyringError):
            keyring.set_password(SERVICE, account, text)

    def forget(self, account: str) -> None:
        """Keep nothing any more."""
        with contextlib.suppress(keyring.errors.KeyringError):
            keyring.delete_password(SERVICE, account)


class FileKeys:
    """A file of mode 0600 in the shell's own folder."""

    safe = False

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def get(self, account: str) -> str | None:
        """Return what is kept."""
        return self._all().get(account)

    def put(self, account: str, text: str) -> None:
        """Keep it."""
        self._write(self._all() | {account: text})

    def forget(self, account: str) -> None:
        """Keep nothing any more."""
        kept = self._all()
        if kept.pop(account, None) is not None:
            self._write(kept)

    def _all(self) -> dict[str, str]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {k: v for k, v in kept.items() if isinstance(v, str)} if isinstance(kept, dict) else {}

    def _write(self, kept: dict[str, str]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._path, json.dumps(kept))


def open_keys(folder: Path) -> KeyStore:
    """Return the system's store when there is one, be it locked, else the file's; beside the system's no file is left."""
    if not _is_there():
        return FileKeys(folder)
    with contextlib.suppress(OSError):
        (folder / FILE).unlink()
    return SystemKeys()


def _is_there() -> bool:
    backend = keyring.get_keyring()
    if isinstance(backend, keyring.backends.fail.Keyring) or backend.priority <= 0:
        return False
    try:
        keyring.get_password(SERVICE, "")
    except keyring.errors.KeyringLocked:
        return True
    except (keyring.errors.KeyringError, RuntimeError):
        return False
    return True
