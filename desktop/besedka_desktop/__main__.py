"""Starts the program, or brings forward the one that runs."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from besedka_desktop import __version__, autostart, looks
from besedka_desktop.places import places
from besedka_desktop.single import Single
from besedka_desktop.words import Say, language_of_system

if TYPE_CHECKING:
    from besedka_desktop.shell import Shell


class Application(QApplication):
    """The program. Not by a filter of events, which Qt would run for each of them, does it hear of links that macOS opens with it."""

    linked = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Take the link."""
        if isinstance(event, QFileOpenEvent):
            self.linked.emit(event.url().toString())
            return True
        return super().event(event)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until the person quits; return how it ended."""
    options = _parser().parse_args(arguments)
    application = make_application()
    single = Single(places().settings, application)
    if not single.is_first():
        return 0 if single.activate(options.link, options.hidden) else 1
    shell = make_shell(application, single)
    shell.begin(options.link, options.hidden)
    return application.exec()


def make_application() -> Application:
    """Set Qt up."""
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ.setdefault(
            "QTWEBENGINE_DISABLE_SANDBOX", "1"
        )  # Chromium refuses to sandbox root, and would not start
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = Application(["besedka-chat"])
    application.setApplicationName("besedka")  # of this Qt makes a path on the bus: no hyphen
    application.setApplicationDisplayName("Besedka Chat")
    application.setDesktopFileName("besedka-chat")
    application.setApplicationVersion(__version__)
    application.setWindowIcon(looks.icon())
    application.setQuitOnLastWindowClosed(False)
    return application


def make_shell(application: Application, single: Single) -> "Shell":
    """Put the shell together. The web's engine takes a second to load, and who only calls the first program does without."""
    from besedka_desktop.keys import open_keys
    from besedka_desktop.shell import Shell

    here = places()
    say = Say(language_of_system())
    shell = Shell(here, open_keys(here.settings), autostart.of_this_system(here.config), say)
    single.activated = shell.activate
    application.linked.connect(shell.activate)
    return shell


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="besedka-chat", description="Besedka Chat for the desktop.")
    parser.add_argument("link", nargs="?", default="", help="besedka://conversation/… opens a conversation")
    parser.add_argument("--hidden", action="store_true", help="start in the tray")
    parser.add_argument("--version", action="version", version=__version__)
    return parser


if __name__ == "__main__":
    sys.exit(main())
