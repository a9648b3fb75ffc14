"""The first window: where the server is, which project, and who comes in. A refusal stands beside its field and erases nothing."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from besedka_desktop import looks
from besedka_desktop.addresses import AddressWrong, Invitation, invitation
from besedka_desktop.network import Door, LetIn, Refused
from besedka_desktop.words import Say

_FIELDS = ("server", "project", "email", "password")
_MOST_PROJECT = 2**31
_WIDTH = 440


class DoorWindow(QWidget):
    """Asks and signs in. `entered` is told of server, project, e-mail and cookies; `shut` when the window was closed instead."""

    def __init__(
        self,
        say: Say,
        safe: bool,
        entered: Callable[[str, int, str, tuple[str, ...]], str | None],
        shut: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setObjectName("door")
        self._say, self._entered, self._shut = say, entered, shut
        self._door = Door(self)
        self.setWindowTitle(f"{say('app')} · {say('sign_in')}")
        self.setWindowIcon(looks.icon())
        self.setStyleSheet(looks.style())
        self.setFixedWidth(_WIDTH)
        self.fields = {name: looks.named(QLineEdit(), name) for name in _FIELDS}
        self.wrong = {name: looks.named(QLabel(), "wrong") for name in _FIELDS}
        self.button = looks.named(QPushButton(say("enter")), "main")
        self._build(safe)

    def _build(self, safe: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 32, 36, 32)
        column.setSpacing(14)
        mark = QLabel()
        mark.setPixmap(looks.mark(48))
        column.addWidget(mark)
        column.addWidget(looks.named(QLabel(self._say("sign_in")), "title"))
        for name in _FIELDS:
            column.addLayout(self._field(name))
        column.addWidget(self.button)
        hint = looks.named(QLabel(self._say("keys_in_system" if safe else "keys_in_file")), "hint")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addStretch()
        self.button.clicked.connect(self.submit)
        self.button.setAutoDefault(True)

    def _field(self, name: str) -> QVBoxLayout:
        field, wrong = self.fields[name], self.wrong[name]
        label = looks.named(QLabel(self._say(name)), "hint")
        label.setBuddy(field)
        field.setMaxLength(2_000)
        field.textEdited.connect(lambda: self._clear(name))
        field.returnPressed.connect(self.submit)
        if name == "password":
            field.setEchoMode(QLineEdit.EchoMode.Password)
        if name == "server":
            field.editingFinished.connect(self._take_number)
        wrong.setTextFormat(Qt.TextFormat.PlainText)
        wrong.setWordWrap(True)
        wrong.hide()
        box = QVBoxLayout()
        box.setSpacing(4)
        for widget in (label, field, wrong):
            box.addWidget(widget)
        return box

    def fill(self, server: str, project: str, email: str) -> None:
        """Write what is known already."""
        for name, text in (("server", server), ("project", project), ("email", email)):
            self.fields[name].setText(text)

    def submit(self) -> None:
        """Ask the server, unless something cannot be sent as it is."""
        asked = self._asked()
        if asked is None or not self.button.isEnabled():
            return
        self._busy(True)
        server, project = asked
        email, password = self.fields["email"].text().strip(), self.fields["password"].text()
        self._door.sign_in(
            server,
            project,
            email,
            password,
            self._say.language,
            lambda answer: self._answered(server, project, email, answer),
        )

    def _asked(self) -> tuple[str, int] | None:
        """Return server and project, or say what is wrong with what was typed."""
        self._take_number()
        wrong = {name: f"{name}_needed" for name in ("email", "password") if not self.fields[name].text().strip()}
        number = re.sub(r"[\s№#]", "", self.fields["project"].text())
        if not re.fullmatch(r"[1-9]\d{0,9}", number) or int(number) > _MOST_PROJECT:
            wrong["project"] = "project_wrong"
        found: Invitation | None = None
        try:
            found = invitation(self.fields["server"].text())
        except AddressWrong as error:
            wrong["server"] = str(error)
        for name in _FIELDS:
            self._say_wrong(name, self._say(wrong[name]) if name in wrong else "")
        self._focus(wrong)
        return (found.server, int(number)) if found and not wrong else None

    def _answered(self, server: str, project: int, email: str, answer: LetIn | Refused) -> None:
        self._busy(False)
        if isinstance(answer, LetIn):
            self.fields["password"].clear()
            refused = self._entered(server, project, email, answer.cookies)
            if refused:
                self._say_wrong("project", self._say(refused))
            return
        words = self._say(answer.key, why=answer.words) if answer.key else answer.words
        name = answer.field or "server"
        self._say_wrong(name, words)
        self._focus({name: words})

    def _take_number(self) -> None:
        """A link to a project names its number."""
        try:
            found = invitation(self.fields["server"].text())
        except AddressWrong:
            return
        if found.project and not self.fields["project"].text().strip():
            self.fields["project"].setText(str(found.project))

    def _say_wrong(self, name: str, words: str) -> None:
        field, label = self.fields[name], self.wrong[name]
        label.setText(words)
        label.setVisible(bool(words))
        field.setAccessibleDescription(words)
        field.setProperty("wrong", bool(words))
        field.style().polish(field)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words want: they wrap."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(_WIDTH, max(self.minimumSizeHint().height(), layout.totalHeightForWidth(_WIDTH)))

    def _clear(self, name: str) -> None:
        if self.wrong[name].text():
            self._say_wrong(name, "")

    def _focus(self, wrong: dict[str, str]) -> None:
        first = next((name for name in _FIELDS if name in wrong), None)
        if first:
            self.fields[first].setFocus()

    def _busy(self, yes: bool) -> None:
        self.button.setEnabled(not yes)
        self.button.setText(self._say("entering" if yes else "enter"))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Closed without coming in."""
        super().closeEvent(event)
        self._shut()
