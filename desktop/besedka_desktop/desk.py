"""One project's window: its page, its session, and what it does when the page or the server fails."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer, QUrl
from PySide6.QtGui import QCloseEvent
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from besedka_desktop import addresses, bridge, looks, profile, said
from besedka_desktop.calm import CalmPage
from besedka_desktop.files import Saving
from besedka_desktop.page import AppPage, Surroundings
from besedka_desktop.settings import Account, Settings
from besedka_desktop.view import View
from besedka_desktop.words import Say

_SIZE = (1_280, 820)
_RESTARTS = (0, 500, 2_000, 10_000)
"""Milliseconds until a page that crashed is begun anew: at once, then ever later."""
_CALM_AFTER = 60_000
"""A page that lived so long has not crashed at once: the next time begins with no pause."""
_Killed = QWebEnginePage.RenderProcessTerminationStatus


@dataclass(frozen=True, slots=True)
class Hosts:
    """Whom a desk tells what happens in it."""

    said: Callable[["Desk", said.Word], None]
    cookies: Callable[["Desk", tuple[str, ...]], None]
    saved: Callable[["Desk", Path, bool], None]
    changed: Callable[[], None]
    """The settings have changed, and are to be kept."""
    closing: Callable[["Desk"], bool]
    """The window is to be closed: tells whether it only hides."""


class Desk(QMainWindow):
    """The operators' app of one account."""

    def __init__(
        self, account: Account, settings: Settings, folder: Path, downloads: Path, say: Say, hosts: Hosts
    ) -> None:
        super().__init__()
        self.account, self._settings, self._hosts = account, settings, hosts
        self._downloads = downloads
        self.waiting, self.operator = 0, ""
        self.conversation = ""
        self._crashes = 0
        self._quiet_life = QTimer(self, singleShot=True, interval=_CALM_AFTER)
        self._quiet_life.timeout.connect(self._has_lived)
        self._build(folder, say)
        self._place()

    def _build(self, folder: Path, say: Say) -> None:
        server = self.account.server
        self._profile = profile.make(self.account.id, folder, say.language, self)
        self.cookies = profile.Cookies(self._profile, server, lambda lines: self._hosts.cookies(self, lines))
        Saving(self._profile, self._folder, lambda path, there: self._hosts.saved(self, path, there))
        around = Surroundings(server, lambda: self._settings.authority, self._not_trusted)
        self.page = AppPage(self._profile, around, self)
        self.page.setBackgroundColor(looks.back())
        self.bridge = bridge.build(self.page, server)
        self.bridge.said.connect(self._heard)
        self.view = View(self.page, say, self._settings.zoom.get(self.account.id, 1.0), self._zoomed, self)
        self.calm = CalmPage(say, self.load, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.calm)
        self.setCentralWidget(self._stack)
        self._trusted = True
        self.page.loadStarted.connect(self.bridge.page_left)
        self.page.loadFinished.connect(self._loaded)
        self.page.renderProcessTerminated.connect(self._crashed)
        self.page.titleChanged.connect(self._titled)
        self.setWindowIcon(looks.icon())
        self.setStyleSheet(looks.style())
        self._titled("")

    def enter(self, cookies: tuple[str, ...]) -> None:
        """Come in with the session that was kept, or was just opened."""
        self.cookies.put(cookies)
        self.load()

    def load(self) -> None:
        """Begin the page anew; it finds its drafts and its place by itself."""
        self._trusted = True
        here = self.page.url()
        inside = addresses.where(here.toString(), self.account.server) == "app"
        self.page.load(here if inside else QUrl(self.account.server + addresses.APP))

    def open(self, conversation: str) -> None:
        """Come forward, with this conversation if there is one."""
        self.come_forward()
        if conversation:
            self.bridge.tell(said.open_(conversation))

    def come_forward(self) -> None:
        """Show the window and give it the keyboard."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus()

    def call_attention(self) -> None:
        """Let the taskbar show that something is to be done here."""
        QApplication.alert(self)

    @property
    def name(self) -> str:
        """What the account is called among others."""
        return self.page.title().split(" · ")[0] or f"{self.account.project} · {self.account.server.split('://')[1]}"

    def _heard(self, word: object) -> None:
        if isinstance(word, said.Word):
            self._hosts.said(self, word)

    def _loaded(self, well: bool) -> None:
        if not self._trusted:
            return
        if well:
            self.calm.over()
            self._stack.setCurrentWidget(self.view)
            self._quiet_life.start()
        elif addresses.where(self.page.requestedUrl().toString(), self.account.server) == "app":
            self._stack.setCurrentWidget(self.calm)
            self.calm.server_is_away(self.account.server)

    def _not_trusted(self, why: str) -> None:
        self._trusted = False
        self._stack.setCurrentWidget(self.calm)
        self.calm.not_trusted(self.account.server, why)

    def _crashed(self, how: QWebEnginePage.RenderProcessTerminationStatus, _code: int) -> None:
        """Begin anew, unless it ended because the program ends."""
        if how == _Killed.NormalTerminationStatus:
            return
        self._quiet_life.stop()
        pause = _RESTARTS[min(self._crashes, len(_RESTARTS) - 1)]
        self._crashes += 1
        QTimer.singleShot(pause, self, self.load)

    def _has_lived(self) -> None:
        self._crashes = 0

    def _titled(self, title: str) -> None:
        self.setWindowTitle(said.plain(title, 200) or "Besedka Chat")

    def _folder(self) -> Path:
        return Path(self._settings.downloads) if self._settings.downloads else self._downloads

    def _zoomed(self, zoom: float) -> None:
        self._settings.zoom[self.account.id] = zoom
        self._hosts.changed()

    def _place(self) -> None:
        """Where it was; a screen that is gone since is Qt's to notice."""
        kept = QByteArray.fromBase64(self._settings.windows.get(self.account.id, "").encode())
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(*_SIZE)

    def keep_place(self) -> None:
        """Note where the window is."""
        self._settings.windows[self.account.id] = bytes(self.saveGeometry().toBase64().data()).decode()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Hide, where there is a tray to come back from."""
        self.keep_place()
        self._hosts.changed()
        if self._hosts.closing(self):
            event.ignore()
            self.hide()
        else:
            event.accept()
