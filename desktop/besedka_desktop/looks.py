"""How the shell looks: the tokens of the web in Qt's words, the mark, and the icon with a number in its corner."""

from functools import cache
from typing import TypeVar

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

Named = TypeVar("Named", bound=QWidget)

_MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#00724f"/>'
    '<g transform="translate(4 4)" fill="none" stroke="#fff" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M2.16 10.32C6.72 9.6 10.56 7.44 12 3.36c1.44 4.08 5.28 6.24 9.84 6.96zM5.04 10.56v9.6M18.96 10.56v9.6M3.12 20.4h17.76"/>'
    '<path d="M9.36 13.2h5.28a1.2 1.2 0 0 1 1.2 1.2v1.2a1.2 1.2 0 0 1-1.2 1.2h-2.28L10.32 18.48V16.8h-.96a1.2 1.2 0 0 1-1.2-1.2v-1.2'
    'a1.2 1.2 0 0 1 1.2-1.2z" fill="#fff" stroke="none"/></g></svg>'
)
_LIGHT = {
    "back": "#f7f6f3", "pane": "#ffffff", "field": "#ffffff", "hover": "#e8e7e4", "text": "#1b1e24", "quiet": "#565b64",
    "line": "#dfddd9", "edge": "#94928e", "accent": "#00724f", "strong": "#005f41", "on": "#ffffff", "danger": "#bf2f2a",
}  # fmt: skip
_DARK = {
    "back": "#0d0f12", "pane": "#15181c", "field": "#15181c", "hover": "#2b2e34", "text": "#efeeea", "quiet": "#a9acb1",
    "line": "#303338", "edge": "#6a6e75", "accent": "#44c795", "strong": "#63d9aa", "on": "#03150d", "danger": "#f0837a",
}  # fmt: skip
_STYLE = """
QWidget {{ font-family: "Inter", "Segoe UI Variable", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans"; font-size: 14px; color: {text}; }}
QMainWindow, QDialog, #calm, #door {{ background: {back}; }}
#title {{ font-size: 20px; font-weight: 600; }}
#text, #when, #hint {{ color: {quiet}; }}
#hint {{ font-size: 12px; }}
#wrong {{ color: {danger}; font-size: 12px; }}
QLineEdit {{ background: {field}; border: 1px solid {edge}; border-radius: 10px; padding: 7px 10px; selection-background-color: {accent};
  selection-color: {on}; }}
QLineEdit:focus {{ border: 2px solid {accent}; padding: 6px 9px; }}
QLineEdit[wrong="true"] {{ border: 2px solid {danger}; padding: 6px 9px; }}
QPushButton {{ background: {pane}; border: 1px solid {line}; border-radius: 10px; padding: 8px 14px; }}
QPushButton:hover, QPushButton:focus {{ background: {hover}; }}
QPushButton#main {{ background: {accent}; color: {on}; border: none; font-weight: 600; padding: 9px 18px; }}
QPushButton#main:hover, QPushButton#main:focus {{ background: {strong}; }}
#card {{ background: {pane}; border: 1px solid {line}; border-radius: 16px; }}
#card #name {{ font-weight: 600; }}
#card QPushButton {{ padding: 6px 12px; }}
#card QPushButton#shut {{ border: none; background: transparent; color: {quiet}; padding: 0; font-size: 16px; }}
"""


def is_dark() -> bool:
    """Tell whether the system is dark."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def style() -> str:
    """Return the style sheet for how the system looks now."""
    return _STYLE.format(**(_DARK if is_dark() else _LIGHT))


def back() -> QColor:
    """Return what is behind everything: a page not yet drawn flashes in no other colour."""
    return QColor((_DARK if is_dark() else _LIGHT)["back"])


@cache
def mark(size: int) -> QPixmap:
    """Return the mark: a speech bubble under a gazebo's roof."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_MARK.encode())).render(painter)
    painter.end()
    return pixmap


@cache
def icon(count: int = 0) -> QIcon:
    """Return the icon; with a number in its corner where somebody waits."""
    found = QIcon()
    for size in (16, 22, 24, 32, 48, 64, 128, 256):
        found.addPixmap(_numbered(size, count) if count else mark(size))
    return found


def _numbered(size: int, count: int) -> QPixmap:
    pixmap = QPixmap(mark(size))
    text = str(count) if count < 100 else "99"
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#d03a2f"))
    side = size * 0.6
    spot = QRectF(size - side, 0, side, side)
    painter.drawEllipse(spot)
    painter.setPen(QColor("#ffffff"))
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(7, round(side * (0.72 if len(text) == 1 else 0.56))))
    painter.setFont(font)
    painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap


def named(widget: Named, name: str) -> Named:
    """Return the widget under the name by which the style and the tests know it."""
    widget.setObjectName(name)
    return widget


def initials(name: str) -> str:
    """Return the first letters of the first two words."""
    return "".join(word[0] for word in name.split()[:2] if word[0].isalnum()).upper() or "?"
