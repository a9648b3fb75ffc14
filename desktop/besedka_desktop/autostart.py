"""Starting with the system, in each system's own way: a file, or a line of the registry, that a person can see and remove."""

import plistlib
import shlex
import sys
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings

NAME = "besedka-chat"


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


class XdgAutostart:
    """Linux and BSD: a file in ~/.config/autostart."""

    def __init__(self, config: Path) -> None:
        self._path = config / "autostart" / f"{NAME}.desktop"

    def is_on(self) -> bool:
        """Tell."""
        return self._path.exists()

    def turn(self, on: bool) -> None:
        """Write the file or remove it."""
        if not on:
            self._path.unlink(missing_ok=True)
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            "[Desktop Entry]",
            "Type=Application",
            "Name=Besedka Chat",
            f"Exec={_quoted(command())}",
            f"Icon={NAME}",
            "Terminal=false",
        ]
        self._path.write_text("\n".join([*lines, ""]), encoding="utf-8")


class LaunchAgent:
    """macOS: a file in ~/Library/LaunchAgents."""

    def __init__(self, home: Path) -> None:
        self._path = home / "Library" / "LaunchAgents" / "chat.besedka.desktop.plist"

    def is_on(self) -> bool:
        """Tell."""
        return self._path.exists()

    def turn(self, on: bool) -> None:
        """Write the file or remove it."""
        if not on:
            self._path.unlink(missing_ok=True)
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        said = {"Label": "chat.besedka.desktop", "ProgramArguments": command(), "RunAtLoad": True}
        self._path.write_bytes(plistlib.dumps(said))


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
    return LaunchAgent(Path.home()) if sys.platform == "darwin" else XdgAutostart(config)


def _quoted(words: list[str]) -> str:
    return " ".join(shlex.quote(word).replace("%", "%%") for word in words)
