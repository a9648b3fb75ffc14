"""The icon over a day: its menu grows by nothing, is not taken from under the hand, and shows what is; its messages are the system's."""

import gc
import sys
from dataclasses import replace
from typing import cast

import pytest
from besedka_desktop.notifying.port import Heard
from besedka_desktop.notifying.tray import TrayMessages
from besedka_desktop.notifying.ways import ways
from besedka_desktop.said import Note
from besedka_desktop.tray import Shows, Tray, Wishes
from besedka_desktop.words import Say
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
from shiboken6 import isValid

SHOWS = Shows(signed=True, accounts=(("a1", "Окна"), ("a2", "Двери")))


def nothing(*_: object) -> None:
    """Be told, and do nothing."""


@pytest.fixture
def tray(qt: QApplication) -> Tray:
    tray = Tray(Say("ru"), Wishes(*[nothing] * 10))
    shown(tray, SHOWS)
    return tray


def shown(tray: Tray, shows: Shows) -> None:
    tray.shows = replace(shows)
    tray.refresh()
    QApplication.processEvents()


def action(tray: Tray, name: str) -> QAction:
    menus = [cast("QMenu | None", one.menu()) for one in tray.menu.actions()]
    return next(one for menu in menus if menu for one in menu.actions() if one.objectName() == name)


def done() -> None:
    """Let Qt do what is due, and delete what is to be deleted."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def a_day(tray: Tray, words: int) -> tuple[int, int, int]:
    """Show so many changes; return how many menus there are then, for Qt and for Python, and how often Python knows its None."""
    for n in range(words):
        shown(tray, replace(SHOWS, popups=("own", "system")[n % 2], waiting=n % 3))
    done()
    known = sum(isinstance(one, QMenu) for one in gc.get_objects())
    return len(tray.menu.findChildren(QMenu)), known, sys.getrefcount(None)


def test_a_day_of_news_leaves_nothing_behind(tray: Tray) -> None:
    menus, known, nones = a_day(tray, 10)
    later = a_day(tray, 1_000)
    assert later[:2] == (menus, known)
    assert abs(later[2] - nones) < 100, "each refresh keeps or takes some of Python's None"


def test_what_shows_it_already_is_left_alone(tray: Tray) -> None:
    before = tray.menu.actions()
    shown(tray, SHOWS)
    shown(tray, replace(SHOWS, waiting=7))
    assert all(isValid(one) for one in before)
    assert tray.icon.toolTip() == "Беседка · Ждут ответа: 7"


def test_an_open_menu_is_not_emptied_under_the_hand(tray: Tray) -> None:
    before = tray.menu.actions()
    tray.menu.popup(QPoint(10, 10))
    shown(tray, replace(SHOWS, presence="away"))
    assert all(isValid(one) for one in before)
    tray.menu.close()
    done()
    assert action(tray, "away").isChecked()


def test_a_wish_that_was_refused_does_not_stay_in_the_menu(tray: Tray) -> None:
    action(tray, "away").trigger()
    shown(tray, SHOWS)
    assert [action(tray, name).isChecked() for name in ("online", "away")] == [True, False]


class Icon(QSystemTrayIcon):
    """An icon whose system shows its messages."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def isVisible(self) -> bool:  # noqa: N802  # Qt's name
        return True

    def supportsMessages(self) -> bool:  # type: ignore[override] # noqa: N802  # Qt's name; there it is of the class
        return True

    def showMessage(self, title: str, *_: object) -> None:  # noqa: N802  # Qt's name
        self.told.append(title)


NOTE = Note("a", "Марина", "Когда замер?", "0123456789abcdef" * 2, 10, True)


def test_the_systems_messages_take_what_is_answered_after_a_click(qt: QApplication) -> None:
    icon, clicked = Icon(), list[str]()
    way = TrayMessages(icon, Heard(clicked.append, nothing, nothing, nothing))
    assert [way.can(replace(NOTE, stay=stay)) for stay in (0, 10, 11)] == [False, True, False]
    way.show(NOTE)
    icon.messageClicked.emit()
    assert (icon.told, clicked) == (["Марина"], ["a"])


def test_a_click_means_the_one_message_that_is_there(qt: QApplication) -> None:
    way, other = TrayMessages(Icon(), Heard(nothing, nothing, nothing, nothing)), replace(NOTE, tag="b")
    way.show(NOTE)
    assert [way.can(note) for note in (NOTE, other)] == [True, False]
    way.withdraw("b")
    assert not way.can(other)
    way.withdraw("a")
    assert way.can(other)


@pytest.mark.parametrize(
    ("system", "names"), [("win32", ["tray", "own"]), ("darwin", ["tray", "own"]), ("linux", ["own"])]
)
def test_the_ways_of_each_system(
    qt: QApplication, monkeypatch: pytest.MonkeyPatch, system: str, names: list[str]
) -> None:
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    found = ways(Say("ru"), Icon(), Heard(nothing, nothing, nothing, nothing), qt)
    assert [way.name for way in found] == names
