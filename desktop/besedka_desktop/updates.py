"""News of newer versions: a letter that the server passes on, signed by whoever publishes the app. It is read and told, never installed."""

import base64
import json
import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from besedka_desktop.release_key import PUBLIC_KEY

FEED = "/desktop/releases.json"
EVERY = 6 * 3_600 * 1_000
_MARK = b"besedka desktop release\n"
_LONGEST = 64 * 1024
_VERSION = re.compile(r"\d{1,5}(\.\d{1,5}){1,3}")


def newer(letter: bytes, than: str, key: str = PUBLIC_KEY) -> str | None:
    """Return the version that a letter announces, when the letter is signed by the publisher and the version is newer; else None."""
    if len(letter) > _LONGEST:
        return None
    try:
        said = json.loads(letter)
        text = said["release"].encode()
        is_theirs = _is_signed(
            text, base64.b64decode(said["signature"], validate=True), base64.b64decode(key, validate=True)
        )
        release = json.loads(text)
        version = release["version"] if is_theirs and release["v"] == 1 else ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    is_newer = isinstance(version, str) and _VERSION.fullmatch(version) and _numbers(version) > _numbers(than)
    return version if is_newer else None


def _is_signed(text: bytes, signature: bytes, key: bytes) -> bool:
    """Tell whether the publisher signed it. Not before there is a letter is this library loaded: the start is to be quick."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, _MARK + text)
    except InvalidSignature:
        return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    parts = [int(number) for number in version.split(".")]
    return tuple(parts + [0] * (4 - len(parts)))


class Updates(QObject):
    """Looks from time to time, and tells of each newer version once."""

    def __init__(self, server: str, than: str, told: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._server, self._version, self._told = server, than, told
        self._network = QNetworkAccessManager(self)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Ask now."""
        request = QNetworkRequest(QUrl(self._server + FEED))
        request.setTransferTimeout(30_000)
        reply = self._network.get(request)
        reply.finished.connect(lambda: self._answered(reply))

    def _answered(self, reply: QNetworkReply) -> None:
        reply.deleteLater()
        if reply.error() != QNetworkReply.NetworkError.NoError:
            return
        version = newer(bytes(reply.read(_LONGEST + 1).data()), self._version)
        if version:
            self._version = version
            self._told(version)
