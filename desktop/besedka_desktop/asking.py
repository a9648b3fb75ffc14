"""The small windows that ask: how the network is reached."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from besedka_desktop import looks
from besedka_desktop.calling import calling
from besedka_desktop.network import certificates_in, proxy_of
from besedka_desktop.words import Say


class NetworkWindow(QDialog):
    """Asks for the proxy and one's own certificate authority. `chosen` is told of both when they can be used."""

    def __init__(self, say: Say, proxy: str, authority: str, chosen: Callable[[str, str], None]) -> None:
        super().__init__()
        self._say, self._chosen = say, chosen
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("network"))
        self.setWindowIcon(looks.icon())
        self.setStyleSheet(looks.style())
        self.setMinimumWidth(460)
        self.proxy, self.authority = (
            looks.named(QLineEdit(proxy), "proxy"),
            looks.named(QLineEdit(authority), "authority"),
        )
        self.wrong = looks.named(QLabel(), "wrong")
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(8)
        column.addWidget(QLabel(self._say("proxy_label")))
        column.addWidget(self.proxy)
        hint = looks.named(QLabel(self._say("proxy_hint")), "hint")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addSpacing(8)
        column.addWidget(QLabel(self._say("authority_label")))
        column.addLayout(self._row(self.authority, self._button("choose", self._choose)))
        column.addWidget(self.wrong)
        column.addSpacing(8)
        save = self._button("save", self.save)
        save.setObjectName("main")
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._button("cancel", self.close))
        row.addWidget(save)
        column.addLayout(row)

    def _row(self, field: QLineEdit, button: QPushButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(field, 1)
        row.addWidget(button)
        return row

    def _button(self, key: str, wish: Callable[[], object]) -> QPushButton:
        button = QPushButton(self._say(key))
        button.clicked.connect(calling(wish))
        return button

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self._say("authority_label"), "", "PEM (*.pem *.crt *.cer)")
        if path:
            self.authority.setText(path)

    def save(self) -> None:
        """Tell what was chosen, or say what of it cannot be used."""
        proxy, authority = self.proxy.text().strip(), self.authority.text().strip()
        if proxy and proxy_of(proxy) is None:
            self.wrong.setText(self._say("proxy_wrong"))
        elif authority and not certificates_in(authority):
            self.wrong.setText(self._say("authority_wrong"))
        else:
            self._chosen(proxy, authority)
            self.close()
