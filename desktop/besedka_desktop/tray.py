"""The icon in the tray: how many wait, and what one may want without opening the window."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from besedka_desktop import looks
from besedka_desktop.calling import calling
from besedka_desktop.said import STATUSES, Status
from besedka_desktop.words import Say

_MORNING = 8
ALWAYS, NEVER = -1, 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """Whom the menu tells what was chosen."""

    open: Callable[[str], None]
    """An account; empty: whichever was used last."""
    presence: Callable[[Status], None]
    mute: Callable[[int], None]
    popups: Callable[[str], None]
    autostart: Callable[[bool], None]
    downloads: Callable[[], None]
    network: Callable[[], None]
    add: Callable[[], None]
    forget: Callable[[str], None]
    """An account."""
    quit: Callable[[], None]


@dataclass(slots=True)
class Shows:
    """What the icon and its menu show."""

    waiting: int = 0
    presence: Status = "online"
    quiet: int = NEVER
    popups: str = "system"
    autostart: bool = False
    signed: bool = False
    accounts: Sequence[tuple[str, str]] = ()
    """Accounts and their names."""


def mute_until(how: str, now: float) -> int:
    """Return when a choice of the menu ends, in milliseconds; ALWAYS and NEVER are moments too."""
    if how in ("mute_on", "mute_off"):
        return ALWAYS if how == "mute_on" else NEVER
    if how == "mute_tomorrow":
        morning = datetime.fromtimestamp(now).astimezone() + timedelta(days=1)
        return int(morning.replace(hour=_MORNING, minute=0, second=0, microsecond=0).timestamp() * 1_000)
    return int((now + (4 if how == "mute_4" else 1) * 3_600) * 1_000)


def is_quiet(until: int, now: float) -> bool:
    """Tell whether one is not to be disturbed now."""
    return until == ALWAYS or until > now * 1_000


class Tray(QObject):
    """The icon; `menu` is built anew when what it shows changes, but never while it is open."""

    def __init__(self, say: Say, wishes: Wishes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say, self._wishes = say, wishes
        self.shows = Shows()
        self._counted = -1
        self._built: Shows | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._renew)
        self.icon = QSystemTrayIcon(looks.icon(), self)
        self.menu = QMenu()
        self._inner: dict[str, tuple[QMenu, QActionGroup]] = {}
        self.menu.triggered.connect(self._chosen)
        self.menu.aboutToHide.connect(self._soon.start)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._clicked)
        self.refresh()
        self.icon.show()

    def is_there(self) -> bool:
        """Tell whether the system has a tray at all."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def refresh(self) -> None:
        """Show what has changed, and leave alone what has not: the menu a moment later, when whatever was chosen in it is done."""
        self._soon.start()
        if self._counted == self.shows.waiting:
            return
        self._counted = self.shows.waiting
        self.icon.setIcon(looks.icon(min(self.shows.waiting, 100)))
        told = self._say("waiting", n=self.shows.waiting) if self.shows.waiting else self._say("nobody_waits")
        self.icon.setToolTip(f"{self._say('app')} · {told}")
        QGuiApplication.instance().setBadgeNumber(self.shows.waiting)  # type: ignore[union-attr] # there is one

    def _renew(self) -> None:
        wanted = replace(self.shows, waiting=0)
        if wanted != self._built and not self.menu.isVisible():
            self._built = wanted
            self._build()

    def _chosen(self) -> None:
        """What was chosen is ticked at once, and may yet be refused: the next word decides."""
        self._built = None

    def _build(self) -> None:
        self.menu.clear()
        accounts = self.shows.accounts
        self._add("open", lambda: self._wishes.open("")) if len(accounts) < 2 else None
        for id, name in accounts if len(accounts) > 1 else ():
            self.menu.addAction(name, calling(self._wishes.open, id))
        if self.shows.signed:
            self.menu.addSeparator()
            self._presence()
            self._mute()
        self.menu.addSeparator()
        self._popups()
        self._add("downloads", self._wishes.downloads)
        self._add("proxy", self._wishes.network)
        starts = self._add("autostart", None)
        starts.setCheckable(True)
        starts.setChecked(self.shows.autostart)
        starts.triggered.connect(self._wishes.autostart)
        self._add("add_project", self._wishes.add)
        self._forget()
        self.menu.addSeparator()
        self._add("quit", self._wishes.quit)

    def _forget(self) -> None:
        """Which project, is always said: nobody is to lose another one."""
        if not self.shows.accounts:
            return
        menu, _ = self._within("forget")
        for id, name in self.shows.accounts:
            menu.addAction(name, calling(self._wishes.forget, id)).setObjectName(f"forget {id}")

    def _within(self, title: str) -> tuple[QMenu, QActionGroup]:
        """Return the menu of this title inside, empty: there is one of each, for Qt keeps them all."""
        if title not in self._inner:
            menu = QMenu(self._say(title), self.menu)
            menu.menuAction().setObjectName(title)
            self._inner[title] = menu, QActionGroup(menu)
        menu, group = self._inner[title]
        menu.clear()
        self.menu.addMenu(menu)
        return menu, group

    def _add(self, key: str, wish: Callable[[], None] | None, menu: QMenu | None = None) -> QAction:
        action = (menu or self.menu).addAction(self._say(key))
        action.setObjectName(key)
        if wish:
            action.triggered.connect(calling(wish))
        return action

    def _choices(self, title: str, choices: Sequence[tuple[str, bool, Callable[[], None]]]) -> None:
        menu, group = self._within(title)
        for key, chosen, wish in choices:
            action = self._add(key, wish, menu)
            action.setCheckable(True)
            action.setChecked(chosen)
            group.addAction(action)

    def _presence(self) -> None:
        self._choices(
            "presence",
            [(one, one == self.shows.presence, calling(self._wishes.presence, one)) for one in STATUSES],
        )

    def _mute(self) -> None:
        muted = is_quiet(self.shows.quiet, time.time())
        keys = ("mute_hour", "mute_4", "mute_tomorrow", "mute_on") + (("mute_off",) if muted else ())
        always = muted and self.shows.quiet == ALWAYS
        self._choices("mute", [(key, always and key == "mute_on", calling(self._muted, key)) for key in keys])

    def _muted(self, key: str) -> None:
        self._wishes.mute(mute_until(key, time.time()))

    def _popups(self) -> None:
        kinds = ("system", "own")
        self._choices(
            "popups",
            [(f"popups_{one}", one == self.shows.popups, calling(self._wishes.popups, one)) for one in kinds],
        )

    def _clicked(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self._wishes.open("")
