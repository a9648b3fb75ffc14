"""Starting with the system, in each system's own way: a file, or a line of the registry, that a person can see and remove."""

import plistlib
import shlex
import sys
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings

NAME = "besedka-chat"
_LABEL = "chat.besedka.desktop"


class Autostart(Protocol):
    """Whether the program starts with the system."""

    def is_on(self) -> bool:
        """Tell."""

    def turn(self, on: bool) -> None:
        """Change it. Raises OSError where the system does not let us."""


def command() -> list[str]:
    """Return how this program is started: the frozen one, or Python with the package."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--hidden"]
    return [sys.executable, "-m", "besedka_desktop", "--hidden"]


class StartFile:
    """A file of the person's own that the system reads when they come: whether it is there, is whether the program starts."""

    def __init__(self, path: Path, words: bytes) -> None:
        self._path, self._words = path, words

    def is_on(self) -> bool:
        """Tell."""
        return self._path.exists()

    def turn(self, on: bool) -> None:
        """Write the file or remove it."""
        if not on:
            self._path.unlink(missing_ok=True)
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_bytes(self._words)


def of_xdg(config: Path) -> StartFile:
    """Linux and BSD: a file in ~/.config/autostart."""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Name=Besedka Chat",
        f"Exec={_quoted(command())}",
        f"Icon={NAME}",
        "Terminal=false",
    ]
    return StartFile(config / "autostart" / f"{NAME}.desktop", "\n".join([*lines, ""]).encode())


def of_mac(home: Path) -> StartFile:
    """macOS: a file in ~/Library/LaunchAgents."""
    said = {"Label": _LABEL, "ProgramArguments": command(), "RunAtLoad": True}
    return StartFile(home / "Library" / "LaunchAgents" / f"{_LABEL}.plist", plistlib.dumps(said))


class RunKey:
    """Windows: a value of the person's own Run key."""

    _KEY = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run"

    def is_on(self) -> bool:
        """Tell."""
        return self._settings().contains(NAME)

    def turn(self, on: bool) -> None:
        """Write the value or remove it."""
        settings = self._settings()
        if on:
            settings.setValue(NAME, " ".join(f'"{word}"' for word in command()))
        else:
            settings.remove(NAME)
        settings.sync()

    def _settings(self) -> QSettings:
        return QSettings(self._KEY, QSettings.Format.NativeFormat)


def of_this_system(config: Path) -> Autostart:
    """Return this system's way."""
    if sys.platform == "win32":
        return RunKey()
    return of_mac(Path.home()) if sys.platform == "darwin" else of_xdg(config)


def _quoted(words: list[str]) -> str:
    return " ".join(shlex.quote(word).replace("%", "%%") for word in words)
