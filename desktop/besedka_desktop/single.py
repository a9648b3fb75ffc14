"""One program for each person: a second start only tells the first to come forward, with the link it was given."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from besedka_desktop.calling import calling

_PATIENCE = 2_000
_LONGEST = 4_096


class Single(QObject):
    """Finds out whether it is the first; then hears of later ones."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.mkdir(parents=True, exist_ok=True)
        self._name = f"besedka-chat-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"
        self._lock = QLockFile(str(folder / "running.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self.activated: Callable[[str], None] = lambda _link: None

    def is_first(self) -> bool:
        """Take the place if it is free."""
        if not self._lock.tryLock(100):
            return False
        QLocalServer.removeServer(self._name)  # what a program that was killed left behind
        self._server.newConnection.connect(self._came)
        return self._server.listen(self._name)

    def activate(self, link: str, hidden: bool = False) -> bool:
        """Tell the first one; False when it does not answer. One started with the system only looks whether it is there."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE):
            return False
        if not hidden:
            socket.write(json.dumps({"link": link}).encode() + b"\n")
            socket.waitForBytesWritten(_PATIENCE)
        socket.disconnectFromServer()
        return True

    def _came(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(calling(self._read, socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            said = json.loads(bytes(socket.readLine(_LONGEST).data()))
            link = said["link"]
        except (ValueError, KeyError, TypeError):
            return
        self.activated(link if isinstance(link, str) else "")
