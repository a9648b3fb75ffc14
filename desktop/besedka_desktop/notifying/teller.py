"""Shows notes by the first way that can, for as long as the operator chose. What vanishes too early is shown on by our own windows."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer

from besedka_desktop.notifying.port import Heard, Way
from besedka_desktop.said import Note

NEARLY = 1.0
"""Seconds: what vanishes this much too early has stayed long enough."""


@dataclass(slots=True)
class _Shown:
    note: Note
    way: Way
    until: float
    """When it has stayed long enough, on the clock of `time.monotonic`; infinite where it stays until it is clicked."""
    timer: QTimer | None


class Teller(QObject):
    """Shows notes, one for each tag. `open` and `reply` are told what a person did."""

    def __init__(
        self, open_: Callable[[Note], None], reply: Callable[[Note, str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open, self._reply = open_, reply
        self._shown: dict[str, _Shown] = {}
        self.ways: Sequence[Way] = ()
        """In the order in which they are tried; the last one can show everything."""
        self.heard = Heard(self._clicked, self._replied, self._closed, self._vanished)

    def show(self, note: Note) -> None:
        """Show it, in place of an older one of the same tag."""
        self._show(note, self.ways)

    def withdraw(self, tag: str) -> None:
        """Take it away: it has been seen."""
        if shown := self._take(tag):
            shown.way.withdraw(tag)

    def withdraw_all(self, start: str) -> None:
        """Take away all whose tags begin so."""
        for tag in [tag for tag in self._shown if tag.startswith(start)]:
            self.withdraw(tag)

    def shown(self) -> list[tuple[str, str]]:
        """Return what is shown now: tags, and the names of the ways."""
        return [(tag, shown.way.name) for tag, shown in self._shown.items()]

    def _show(self, note: Note, ways: Sequence[Way]) -> None:
        before = self._take(note.tag)
        way = next((way for way in ways if way.can(note)), None)
        if before and before.way.is_busy(note.tag):
            way = before.way
        if before and before.way is not way:
            before.way.withdraw(note.tag)
        if way is None:
            return
        until = time.monotonic() + note.stay if note.stay else float("inf")
        self._shown[note.tag] = _Shown(note, way, until, self._timer(note))
        way.show(note)

    def _timer(self, note: Note) -> QTimer | None:
        if not note.stay:
            return None
        timer = QTimer(self, singleShot=True, interval=note.stay * 1_000)
        timer.timeout.connect(lambda: self._over(note.tag))
        timer.start()
        return timer

    def _over(self, tag: str) -> None:
        """It has stayed long enough, unless somebody is answering it: then it stays as long once more."""
        shown = self._shown.get(tag)
        if shown and shown.timer and shown.way.is_busy(tag):
            shown.timer.start()
        else:
            self.withdraw(tag)

    def _take(self, tag: str) -> _Shown | None:
        shown = self._shown.pop(tag, None)
        if shown and shown.timer:
            shown.timer.stop()
            shown.timer.deleteLater()
        return shown

    def _clicked(self, tag: str) -> None:
        if shown := self._take(tag):
            shown.way.withdraw(tag)
            self._open(shown.note)

    def _replied(self, tag: str, text: str) -> None:
        if (shown := self._take(tag)) and text.strip():
            shown.way.withdraw(tag)
            self._reply(shown.note, text.strip())

    def _closed(self, tag: str) -> None:
        self._take(tag)

    def _vanished(self, tag: str) -> None:
        """Show it for the rest of its time by the last way, which keeps what it shows."""
        shown = self._take(tag)
        left = shown.until - time.monotonic() if shown else 0.0
        if shown is None or left < NEARLY or shown.way is self.ways[-1]:
            return
        stay = 0 if left == float("inf") else max(1, round(left))
        self._show(replace(shown.note, stay=stay), self.ways[-1:])
