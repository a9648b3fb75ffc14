"""The messages of the tray icon: on Windows and macOS these are the system's own pop-ups. They stay for a moment only."""

from PySide6.QtWidgets import QSystemTrayIcon

from besedka_desktop import looks
from besedka_desktop.notifying.port import Heard
from besedka_desktop.said import Note

MOMENT = 10
"""Seconds: longer ones are not shown by it, for it does not keep them."""


class TrayMessages:
    """Shows one note at a time, for a click does not say which it means. It is answered in the window that the click opens."""

    name = "tray"

    def __init__(self, tray: QSystemTrayIcon, heard: Heard) -> None:
        self._tray, self._heard = tray, heard
        self._shown = ""
        tray.messageClicked.connect(self._clicked)

    def can(self, note: Note) -> bool:
        """Only what does not stay, and only while no other is there."""
        is_free = self._shown in ("", note.tag) and 0 < note.stay <= MOMENT
        return is_free and self._tray.isVisible() and self._tray.supportsMessages()

    def show(self, note: Note) -> None:
        """Show it."""
        self._shown = note.tag
        self._tray.showMessage(note.title, note.text, looks.icon(), note.stay * 1_000)

    def withdraw(self, tag: str) -> None:
        """It goes away by itself."""
        if tag == self._shown:
            self._shown = ""

    def is_busy(self, tag: str) -> bool:
        """Nothing can be done with it but click."""
        return False

    def _clicked(self) -> None:
        self._heard.clicked(self._shown)
