"""Pop-ups of our own: cards in the corner of the screen, which stay exactly as long as they are to, and can be answered."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from besedka_desktop import looks
from besedka_desktop.calling import calling
from besedka_desktop.notifying.port import Heard
from besedka_desktop.said import Note
from besedka_desktop.words import Say

WIDTH, GAP, EDGE = 380, 12, 16
MOST = 5
"""Cards at once: of more, the oldest wait unseen until there is room."""
_LINES = 3
_FACE = 40
_FACES = ("#cfe8d8", "#f3d9d4", "#f5e6c4", "#d5e3f5", "#e4dcf3", "#d3ece8")


class Card(QWidget):
    """One note. Whoever clicks it opens it; the field answers."""

    def __init__(self, note: Note, say: Say, heard: Heard) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        self.note, self._heard = note, heard
        self.setObjectName("popup")
        self.setWindowTitle(note.title)
        self.setAccessibleName(f"{note.title}: {note.text}")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setStyleSheet(looks.style())
        self.setFixedWidth(WIDTH)
        self._build(say)

    def _build(self, say: Say) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        body = looks.named(QWidget(), "card")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer.addWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        column.addLayout(self._head(say))
        if self.note.reply:
            column.addLayout(self._answer(say))

    def _head(self, say: Say) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        face = QLabel()
        face.setPixmap(_face(self.note.title))
        row.addWidget(face, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, name, lines in ((self.note.title, "name", 1), (self.note.text, "words", _LINES)):
            words.addWidget(_plain(text, name, lines, WIDTH - _FACE - 90))
        words.addStretch()
        row.addLayout(words, 1)
        shut = looks.named(QPushButton("✕"), "shut")
        shut.setFixedSize(28, 28)
        shut.setAccessibleName(say("close"))
        shut.clicked.connect(calling(self._shut))
        row.addWidget(shut, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _answer(self, say: Say) -> QHBoxLayout:
        row = QHBoxLayout()
        self.field = looks.named(QLineEdit(placeholderText=say("reply_here")), "answer")
        self.field.setMaxLength(4_000)
        send = looks.named(QPushButton("↑"), "main")
        send.setFixedSize(38, 38)
        send.setStyleSheet("padding: 0")
        send.setAccessibleName(say("reply"))
        self.field.returnPressed.connect(self._send)
        send.clicked.connect(self._send)
        row.addWidget(self.field, 1)
        row.addWidget(send)
        return row

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A click opens it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._heard.clicked(self.note.tag)

    def is_being_answered(self) -> bool:
        """Tell whether somebody has begun to write: then it does not go away under their hands."""
        return self.note.reply and bool(self.field.text().strip())

    def _send(self) -> None:
        if self.is_being_answered():
            self._heard.replied(self.note.tag, self.field.text())

    def _shut(self) -> None:
        self.note_gone()
        self._heard.closed(self.note.tag)

    def note_gone(self) -> None:
        """Take it off the screen."""
        self.hide()
        self.deleteLater()


class Cards:
    """Shows any note, in a column in the corner of the screen."""

    name = "own"

    def __init__(self, say: Say, heard: Heard) -> None:
        self._say = say
        self._told = heard
        self._heard = Heard(heard.clicked, heard.replied, self._closed, heard.vanished)
        self.cards: dict[str, Card] = {}

    def can(self, note: Note) -> bool:
        """Always."""
        return True

    def show(self, note: Note) -> None:
        """Show it on top; what was being written into an older one is in the newer."""
        before = self.cards.pop(note.tag, None)
        card = Card(note, self._say, self._heard)
        if before:
            if before.note.reply and note.reply:
                card.field.setText(before.field.text())
            before.note_gone()
        self.cards[note.tag] = card
        self._place()

    def withdraw(self, tag: str) -> None:
        """Take it away."""
        if card := self.cards.pop(tag, None):
            card.note_gone()
            self._place()

    def is_busy(self, tag: str) -> bool:
        """Somebody has begun to write."""
        card = self.cards.get(tag)
        return card is not None and card.is_being_answered()

    def _closed(self, tag: str) -> None:
        self.cards.pop(tag, None)
        self._place()
        self._told.closed(tag)

    def _place(self) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        top = screen.top() + EDGE
        for at, card in enumerate(reversed(self.cards.values())):
            card.setVisible(at < MOST)
            card.adjustSize()
            card.move(QPoint(screen.right() - EDGE - WIDTH, top))
            top += card.height() + GAP


def _plain(text: str, name: str, lines: int, width: int) -> QLabel:
    """Return a label that takes no markup and at most so many lines."""
    label = looks.named(QLabel(), name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(lines > 1)
    font = QFont(label.font())
    font.setPixelSize(14)
    label.setText(QFontMetrics(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width * lines))
    return label


def _face(name: str) -> QPixmap:
    """Return a round of the name's own colour with its first letters."""
    pixmap = QPixmap(_FACE, _FACE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_FACES[sum(name.encode()) % len(_FACES)]))
    painter.drawEllipse(0, 0, _FACE, _FACE)
    painter.setPen(QColor("#24453a"))
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, looks.initials(name))
    painter.end()
    return pixmap
