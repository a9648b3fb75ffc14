"""The desktop app with a hand inside: the program as it is started by anybody, and a socket over which a test looks at its windows and
presses what a person would press. Started as a process of its own: `python -m tests.desktop.driven SOCKET [what the program takes]`."""

import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import cast

from besedka_desktop.__main__ import main
from besedka_desktop.desk import Desk
from besedka_desktop.notifying.cards import Card, Cards
from besedka_desktop.shell import Shell
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

Said = dict[str, object]


class Hand(QObject):
    """Does what a test says, one line at a time, in the program's own thread."""

    def __init__(self, shell: Shell, path: str) -> None:
        super().__init__(shell)
        self._shell = shell
        self._server = QLocalServer(self)
        QLocalServer.removeServer(path)
        assert self._server.listen(path), self._server.errorString()
        self._server.newConnection.connect(self._came)

    def _came(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))

    def _read(self, socket: QLocalSocket) -> None:
        while socket.canReadLine():
            said = cast("Said", json.loads(bytes(socket.readLine().data())))
            answer = self._do(said, lambda value: self._send(socket, value))
            if answer is not self:
                self._send(socket, answer)

    def _send(self, socket: QLocalSocket, value: object) -> None:
        socket.write(json.dumps({"value": value}).encode() + b"\n")

    def _do(self, said: Said, later: Callable[[object], None]) -> object:
        do = getattr(self, f"do_{said.pop('do')}")
        try:
            return do(later, **said) if said.pop("later", False) else do(**said)
        except Exception:  # noqa: BLE001  # whatever it was, the test is to read it
            return {"trouble": traceback.format_exc()}

    def _desk(self) -> Desk:
        return self._shell.desks[0]

    def do_state(self) -> Said:
        shell, tray = self._shell, self._shell.tray
        return {
            "door": None if shell.door is None else {
                "visible": shell.door.isVisible(), "wrong": {name: label.text() for name, label in shell.door.wrong.items()},
                "fields": {name: field.text() for name, field in shell.door.fields.items()},
            },
            "desks": [
                {
                    "title": desk.windowTitle(), "visible": desk.isVisible(), "active": desk.isActiveWindow(),
                    "signed": bool(desk.operator),
                    "waiting": desk.waiting, "conversation": desk.conversation, "calm": desk.calm.isVisible(),
                    "url": desk.page.url().toString(),
                    "geometry": [desk.x(), desk.y(), desk.width(), desk.height()], "zoom": desk.view.zoomFactor(),
                }
                for desk in shell.desks
            ],
            "tray": {"tip": tray.icon.toolTip(), "waiting": tray.shows.waiting, "presence": tray.shows.presence, "quiet": tray.shows.quiet},
            "menu": [action.objectName() for action in tray.menu.actions() if action.objectName()],
            "shown": shell.teller.shown(),
            "cards": [{"title": card.note.title, "text": card.note.text, "visible": card.isVisible()} for card in self._cards()],
        }  # fmt: skip

    def do_sign_in(self, **fields: str) -> None:
        door = self._shell.door
        assert door is not None
        for name, text in fields.items():
            door.fields[name].clear()
            QTest.keyClicks(door.fields[name], text)
        QTest.mouseClick(door.button, Qt.MouseButton.LeftButton)

    def do_js(self, later: Callable[[object], None], script: str, world: int = 0) -> "Hand":
        self._desk().page.runJavaScript(script, world, later)
        return self

    def do_menu(self, name: str) -> bool:
        found = self._action(self._shell.tray.menu, name)
        if found is not None:
            found.trigger()
        return found is not None

    def _action(self, menu: QMenu, name: str) -> QAction | None:
        for action in menu.actions():
            inner = cast("QMenu | None", action.menu())
            if action.objectName() == name and inner is None:
                return action
            if inner is not None and (found := self._action(inner, name)):
                return found
        return None

    def do_close(self) -> None:
        self._desk().close()

    def do_move(self, x: int, y: int, width: int, height: int) -> None:
        self._desk().setGeometry(x, y, width, height)

    def do_zoom(self, steps: int) -> None:
        self._desk().view.zoom(steps)

    def _cards(self) -> list[Card]:
        return [card for way in self._shell._ways if isinstance(way, Cards) for card in way.cards.values()]

    def do_click_card(self, at: int = 0) -> None:
        QTest.mouseClick(self._cards()[at], Qt.MouseButton.LeftButton)

    def do_answer_card(self, text: str, at: int = 0) -> None:
        field = self._cards()[at].field
        field.insert(text)  # QTest has no keys but those of ASCII
        QTest.keyClick(field, Qt.Key.Key_Return)

    def do_right_click(self, x: int, y: int) -> None:
        shown = self._desk().view.focusProxy()
        assert shown is not None
        QTest.mouseClick(shown, Qt.MouseButton.RightButton, pos=QPoint(x, y))

    def do_popup(self) -> list[str]:
        menu = QApplication.activePopupWidget()
        return [action.text() for action in menu.actions() if action.isEnabled()] if isinstance(menu, QMenu) else []

    def do_choose(self, text: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()

    def do_type_enter(self) -> None:
        shown = self._desk().view.focusProxy()
        assert shown is not None
        QTest.keyClick(shown, Qt.Key.Key_Return)

    def do_drop(self, path: str, x: int, y: int) -> None:
        """A file is dragged in from the system's files and let go of there."""
        what, at, buttons, keys = QMimeData(), QPoint(x, y), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        what.setUrls([QUrl.fromLocalFile(path)])
        actions, view = Qt.DropAction.CopyAction, self._desk().view
        QApplication.sendEvent(view, QDragEnterEvent(at, actions, what, buttons, keys))
        QApplication.sendEvent(view, QDragMoveEvent(at, actions, what, buttons, keys))
        QApplication.sendEvent(view, QDropEvent(QPointF(at), actions, what, buttons, keys))

    def do_renderer(self) -> int:
        return self._desk().page.renderProcessPid()

    def do_look(self, path: str) -> bool:
        screen = QApplication.primaryScreen()
        return screen.grabWindow(0).save(path)

    def do_quit(self) -> None:
        self._shell.quit()


def drive(path: str, arguments: list[str]) -> int:
    """Start the program with a hand in its first shell."""
    begin = Shell.begin

    def begun(shell: Shell, link: str, hidden: bool) -> None:
        Hand(shell, path)
        begin(shell, link, hidden)

    Shell.begin = begun  # type: ignore[assignment, method-assign] # the one place where a test takes hold
    return main(arguments)


if __name__ == "__main__":
    Path(sys.argv[1]).unlink(missing_ok=True)
    sys.exit(drive(sys.argv[1], sys.argv[2:]))
