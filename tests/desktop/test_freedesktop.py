"""The pop-ups of Linux desktops when their service is slow, refuses, or is begun anew: none is lost, and none answers for another."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

import pytest
from besedka_desktop.notifying.freedesktop import Freedesktop
from besedka_desktop.notifying.port import Heard
from besedka_desktop.said import Note
from besedka_desktop.words import Say
from PySide6.QtWidgets import QApplication

from tests.desktop.surroundings import ALL, Environment, bus
from tests.waiting import until

ID = "0123456789abcdef" * 2
NOTE = Note("a", "Марина", "Когда замер?", ID, 10, True)
OTHER = replace(NOTE, tag="b", title="Олег")
Told: TypeAlias = list[tuple[str, ...]]


def way_to(address: str, told: Told, patch: pytest.MonkeyPatch) -> Freedesktop:
    """Speak with whoever shows notifications there, and write down what one hears."""

    def hears(what: str) -> Callable[..., None]:
        return lambda *about: told.append((what, *about))

    patch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    return Freedesktop(Say("ru"), Heard(hears("clicked"), hears("replied"), hears("closed"), hears("vanished")))


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def way(qt: QApplication, around: Environment, told: Told, monkeypatch: pytest.MonkeyPatch) -> Iterator[Freedesktop]:
    yield way_to(around.address, told, monkeypatch)
    around.answering.set()


async def comes(happened: Callable[[], bool]) -> None:
    """Wait until it has happened, and let Qt do what is due."""

    def has() -> bool:
        QApplication.processEvents()
        return happened()

    await until(has)


async def known(way: Freedesktop, around: Environment, popups: int) -> None:
    """Wait until so many have been asked for, and all have their numbers."""
    await comes(lambda: len(around.asked) == popups and not way._answers)


async def test_what_is_refused_is_shown_by_another_way(way: Freedesktop, around: Environment, told: Told) -> None:
    around.refuses = True
    way.show(NOTE)
    await comes(lambda: told == [("vanished", "a")])


async def test_when_the_service_goes_what_it_showed_is_shown_by_another_way(
    way: Freedesktop, around: Environment, told: Told
) -> None:
    way.show(NOTE)
    await known(way, around, 1)
    way.show(OTHER)
    way.withdraw("b")
    around.leave()
    await comes(lambda: told == [("vanished", "a")])
    way.show(OTHER)
    await comes(lambda: told == [("vanished", "a"), ("vanished", "b")])


async def test_when_the_bus_goes_nothing_is_lost(qt: QApplication, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    with bus() as address:
        around = Environment(address)
        way = way_to(address, told, monkeypatch)
        way.show(NOTE)
        await known(way, around, 1)
    way.show(OTHER)
    await comes(lambda: sorted(told) == [("vanished", "a"), ("vanished", "b")])
    assert not way.can(NOTE)


async def test_after_a_new_beginning_no_number_means_what_it_meant(
    way: Freedesktop, around: Environment, told: Told
) -> None:
    way.show(NOTE)
    await known(way, around, 1)
    around.leave()
    await comes(lambda: told == [("vanished", "a")])
    anew = Environment(around.address)
    way.show(OTHER)
    await known(way, anew, 1)
    assert (anew.asked[0].id, anew.asked[0].replaces) == (around.asked[0].id, 0)
    anew.answer(anew.asked[0], "Завтра")
    await comes(lambda: told[1:] == [("replied", "b", "Завтра")])
    way.show(NOTE)
    await known(way, anew, 2)
    assert anew.asked[1].replaces == 0
    anew.leave()


async def test_after_a_new_beginning_it_can_what_the_new_one_can(way: Freedesktop, around: Environment) -> None:
    around.leave()
    anew = Environment(around.address, capabilities=("body",))
    await comes(lambda: not way.can(NOTE))
    anew.leave()
    Environment(around.address)
    await comes(lambda: way.can(NOTE))


async def test_the_newest_waits_for_the_number_of_the_first(way: Freedesktop, around: Environment, told: Told) -> None:
    around.answering.clear()
    for text in ("Когда замер?", "Алло", "Вы тут?"):
        way.show(replace(NOTE, text=text))
    around.answering.set()
    await known(way, around, 2)
    assert [popup.text for popup in around.asked] == ["Когда замер?", "Вы тут?"]
    assert [popup.text for popup in around.shown.values()] == ["Вы тут?"]
    assert told == []


async def test_an_older_one_that_goes_takes_no_newer_with_it(way: Freedesktop, around: Environment, told: Told) -> None:
    way.show(NOTE)
    await known(way, around, 1)
    around.answering.clear()
    way.show(replace(NOTE, text="Алло"))
    around.shut(around.asked[0], 1)
    around.answering.set()
    await known(way, around, 2)
    around.click(around.asked[1])
    await comes(lambda: told == [("clicked", "a")])


async def test_what_is_taken_away_before_it_has_a_number_goes(
    way: Freedesktop, around: Environment, told: Told
) -> None:
    around.answering.clear()
    way.show(NOTE)
    way.show(replace(NOTE, text="Алло"))
    way.withdraw("a")
    around.answering.set()
    await known(way, around, 1)
    await comes(lambda: not around.shown)
    assert told == []


@pytest.mark.parametrize(("capabilities", "busy"), [(ALL, True), (("actions", "body"), False)])
async def test_where_there_is_a_field_somebody_may_be_writing(
    qt: QApplication,
    address: str,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
    capabilities: tuple[str, ...],
    busy: bool,
) -> None:
    around = Environment(address, capabilities=capabilities)
    way = way_to(address, told, monkeypatch)
    way.show(NOTE)
    way.show(replace(OTHER, reply=False))
    await known(way, around, 2)
    assert [way.is_busy(tag) for tag in ("a", "b")] == [busy, False]
    way.withdraw("a")
    assert not way.is_busy("a")
