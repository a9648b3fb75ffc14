"""The calm page: what stands in the window while the server is away or not to be trusted. It tries again by itself, ever more rarely."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from besedka_desktop import looks
from besedka_desktop.words import Say

FIRST, LAST = 2, 30
"""Seconds until the next attempt: doubled each time."""


class CalmPage(QWidget):
    """Says what is wrong and calls `again`, after a while or at once when it is asked to."""

    def __init__(self, say: Say, again: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._say, self._again = say, again
        self._pause, self._left = FIRST, 0
        self.setObjectName("calm")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title, self._text, self._when = (
            looks.named(QLabel(), "title"),
            looks.named(QLabel(), "text"),
            looks.named(QLabel(), "when"),
        )
        self._button = looks.named(QPushButton(say("try_now")), "main")
        self._button.clicked.connect(self._try)
        self._timer = QTimer(self, interval=1_000)
        self._timer.timeout.connect(self._tick)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        mark = QLabel()
        mark.setPixmap(looks.mark(64))
        for label in (mark, self._title, self._text, self._when):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is self._text)
            column.addWidget(label)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)

    def server_is_away(self, server: str) -> None:
        """Say so, and count down to the next attempt."""
        self._title.setText(self._say("away_title"))
        self._text.setText(self._say("away_text", server=server))
        self._left, self._pause = self._pause, min(LAST, self._pause * 2)
        self._timer.start()
        self._show_left()

    def not_trusted(self, server: str, why: str) -> None:
        """Say why nothing was sent; nobody tries again without being asked."""
        self._timer.stop()
        self._title.setText(self._say("untrusted_title"))
        self._text.setText(self._say("untrusted_text", server=server, why=why))
        self._when.clear()

    def over(self) -> None:
        """The server is back: the next time begins with short pauses."""
        self._timer.stop()
        self._pause = FIRST

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._try()
        else:
            self._show_left()

    def _show_left(self) -> None:
        self._when.setText(self._say("away_in", n=self._left))

    def _try(self) -> None:
        self._timer.stop()
        self._again()
