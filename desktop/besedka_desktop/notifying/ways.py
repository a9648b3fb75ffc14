"""The ways of this system, in the order in which they are tried."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

from besedka_desktop.notifying.cards import Cards
from besedka_desktop.notifying.port import Heard, Way
from besedka_desktop.notifying.tray import TrayMessages
from besedka_desktop.words import Say


def ways(say: Say, tray: QSystemTrayIcon, heard: Heard, parent: QObject) -> Sequence[Way]:
    """Return the system's own where there is one, then our own windows, which are always there."""
    if sys.platform in ("win32", "darwin"):
        return [TrayMessages(tray, heard), Cards(say, heard)]
    # where the bus shows nothing, the tray's messages are no way either: Qt sends them over the same bus
    first = _freedesktop(say, heard, parent)
    return [*([first] if first else []), Cards(say, heard)]


def _freedesktop(say: Say, heard: Heard, parent: QObject) -> Way | None:
    """Return the bus's, unless nobody answers there."""
    from jeepney.wrappers import DBusErrorResponse

    from besedka_desktop.notifying.freedesktop import Freedesktop

    try:
        return Freedesktop(say, heard, parent)
    except (OSError, KeyError, DBusErrorResponse):
        return None
