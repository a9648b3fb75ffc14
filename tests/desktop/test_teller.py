"""Who shows a note, for how long, and what becomes of what a person does with it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from besedka_desktop.notifying.teller import Teller
from besedka_desktop.said import Note
from PySide6.QtWidgets import QApplication

from tests.waiting import until

ID = "0123456789abcdef" * 2
NOTE = Note("a", "Марина", "Когда замер?", ID, 10, True)


class Way:
    """Shows what it can, in memory."""

    def __init__(self, name: str, *, can: bool = True) -> None:
        self.name, self.able, self.busy = name, can, False
        self.shown: dict[str, Note] = {}

    def can(self, note: Note) -> bool:
        return self.able

    def show(self, note: Note) -> None:
        self.shown[note.tag] = note

    def withdraw(self, tag: str) -> None:
        self.shown.pop(tag, None)

    def is_busy(self, tag: str) -> bool:
        return self.busy


class Scene:
    """A teller with two ways, and what it told."""

    def __init__(self) -> None:
        self.opened: list[Note] = []
        self.replies: list[tuple[Note, str]] = []
        self.first, self.last = Way("system"), Way("own")
        self.teller = Teller(self.opened.append, lambda note, text: self.replies.append((note, text)))
        self.teller.ways = [self.first, self.last]


@pytest.fixture
def scene(qt: QApplication) -> Iterator[Scene]:
    yield Scene()
    qt.processEvents()


def turned() -> bool:
    """Let Qt do what is due."""
    QApplication.processEvents()
    return True


def test_the_first_that_can(scene: Scene) -> None:
    scene.teller.show(NOTE)
    scene.first.able = False
    scene.teller.show(replace(NOTE, tag="b"))
    assert (list(scene.first.shown), list(scene.last.shown)) == (["a"], ["b"])
    scene.teller.show(replace(NOTE, text="Алло"))
    assert (list(scene.first.shown), list(scene.last.shown)) == ([], ["b", "a"])
    scene.teller.withdraw("a")
    scene.teller.withdraw("a")
    assert list(scene.last.shown) == ["b"]


def test_what_a_person_does(scene: Scene) -> None:
    scene.teller.show(NOTE)
    scene.teller.heard.clicked("a")
    scene.teller.heard.clicked("a")
    scene.teller.show(NOTE)
    scene.teller.heard.replied("a", "  Завтра ")
    scene.teller.heard.replied("a", "ещё раз")
    scene.teller.show(NOTE)
    scene.teller.heard.closed("a")
    scene.teller.heard.clicked("a")
    assert (scene.opened, scene.replies, scene.first.shown) == ([NOTE], [(NOTE, "Завтра")], {"a": NOTE})
    assert scene.teller.shown() == []


def test_what_vanishes_early_is_shown_on_for_the_rest(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("besedka_desktop.notifying.teller.time.monotonic", lambda: now)
    scene.teller.show(NOTE)
    scene.teller.show(replace(NOTE, tag="b", stay=0))
    now = 104.0
    scene.teller.heard.vanished("a")
    scene.teller.heard.vanished("b")
    assert scene.last.shown == {"a": replace(NOTE, stay=6), "b": replace(NOTE, tag="b", stay=0)}
    scene.teller.heard.vanished("a")
    scene.teller.show(replace(NOTE, tag="c"))
    now = 113.5
    scene.teller.heard.vanished("c")
    assert "c" not in scene.last.shown


def test_what_is_being_answered_stays_where_it_is(scene: Scene) -> None:
    newer = replace(NOTE, text="Алло")
    scene.first.able = False
    scene.teller.show(NOTE)
    scene.first.able = scene.last.busy = True
    scene.teller.show(newer)
    assert (scene.first.shown, scene.last.shown) == ({}, {"a": newer})
    scene.last.busy = False
    scene.teller.show(newer)
    assert (scene.first.shown, scene.last.shown) == ({"a": newer}, {})


async def test_it_goes_when_its_time_is_over_unless_somebody_answers_it(scene: Scene) -> None:
    scene.first.busy = True
    scene.teller.show(replace(NOTE, stay=1))
    late = [False]
    timer = scene.teller._shown["a"].timer
    assert timer is not None
    timer.timeout.connect(lambda: late.__setitem__(0, True))
    await until(lambda: turned() and late[0])
    assert list(scene.first.shown) == ["a"]
    scene.first.busy = False
    await until(lambda: turned() and not scene.first.shown)
    assert scene.teller.shown() == []
