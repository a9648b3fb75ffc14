"""The pop-ups of Linux and BSD desktops: org.freedesktop.Notifications on the session's bus, without ever waiting for it."""

import html
from collections.abc import Callable
from typing import TypeAlias

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_call
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QObject, QSocketNotifier

from besedka_desktop.notifying.port import Heard
from besedka_desktop.said import Note
from besedka_desktop.words import Say

_NAME = "org.freedesktop.Notifications"
_PLACE = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
_BY_PERSON, _BY_US = 2, 3
_CALL, _URGENT = 1, 2
_REPLY = "inline-reply"
_DESKTOP = "besedka-chat"
Answer: TypeAlias = Callable[[tuple[object, ...]], None]


class Freedesktop(QObject):
    """Shows notes as the desktop does. Where its service stops answering, `can` says no."""

    name = "system"

    def __init__(self, say: Say, heard: Heard, parent: QObject | None = None) -> None:
        """Connect. Raises OSError, KeyError where there is no bus, and jeepney's own errors where nobody shows notifications."""
        super().__init__(parent)
        self._say, self._heard = say, heard
        self._bus: DBusConnection | None = open_dbus_connection("SESSION")
        self._capabilities = _capabilities(self._bus)
        self._bus.send_and_get_reply(
            message_bus.AddMatch(MatchRule(type="signal", interface=_NAME, path=_PLACE.object_path)), timeout=2
        )
        self._answers: dict[int, Answer] = {}
        self._ids: dict[str, int] = {}
        self._early: set[str] = set()
        """Tags that were withdrawn before the service said which number they have."""
        self._socket = QSocketNotifier(self._bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._socket.activated.connect(self._readable)

    def can(self, note: Note) -> bool:
        """Without actions it cannot be clicked, and without persistence it does not stay."""
        return self._bus is not None and "actions" in self._capabilities

    def show(self, note: Note) -> None:
        """Show it; a newer one takes the older's number, and its place."""
        self._early.discard(note.tag)
        self._send("Notify", "susssasa{sv}i", self._words(note), lambda said: self._numbered(note.tag, said))

    def _words(self, note: Note) -> tuple[object, ...]:
        body = html.escape(note.text) if "body-markup" in self._capabilities else note.text
        actions = ["default", self._say("open")]
        if note.reply and _REPLY in self._capabilities:
            actions += [_REPLY, self._say("reply")]
        hints = {
            "urgency": ("y", _CALL if note.stay else _URGENT), "desktop-entry": ("s", _DESKTOP), "category": ("s", "im.received"),
            "suppress-sound": ("b", True), "x-kde-reply-placeholder-text": ("s", self._say("reply_here")),
        }  # fmt: skip
        stay = note.stay * 1_000
        return (self._say("app"), self._ids.get(note.tag, 0), _DESKTOP, note.title, body, actions, hints, stay)

    def withdraw(self, tag: str) -> None:
        """Close it."""
        number = self._ids.pop(tag, None)
        if number is None:
            self._early.add(tag)
        else:
            self._send("CloseNotification", "u", (number,))

    def is_busy(self, tag: str) -> bool:
        """What a person does with it is the desktop's to know."""
        return False

    def _numbered(self, tag: str, said: tuple[object, ...]) -> None:
        number = said[0] if said else None
        if not isinstance(number, int):
            return
        self._ids[tag] = number
        if tag in self._early:
            self._early.discard(tag)
            self.withdraw(tag)

    def _send(self, method: str, signature: str, body: tuple[object, ...], answer: Answer | None = None) -> None:
        if self._bus is None:
            return
        message = new_method_call(_PLACE, method, signature, body)
        serial = next(self._bus.outgoing_serial)
        if answer:
            self._answers[serial] = answer
        try:
            self._bus.send(message, serial=serial)
        except OSError:
            self._lost()

    def _readable(self) -> None:
        while self._bus is not None:
            try:
                message = self._bus.receive(timeout=0)
            except TimeoutError:
                return
            except OSError:
                self._lost()
                return
            self._take(message)

    def _lost(self) -> None:
        """The bus is gone: what is to be shown from now on is shown by another way."""
        self._socket.setEnabled(False)
        self._bus = None

    def _take(self, message: Message) -> None:
        kind, fields = message.header.message_type, message.header.fields
        if kind is MessageType.method_return:
            answer = self._answers.pop(fields.get(HeaderFields.reply_serial, 0), None)
            if answer:
                answer(message.body)
        elif kind is MessageType.signal:
            self._signal(str(fields.get(HeaderFields.member)), message.body)

    def _signal(self, member: str, body: tuple[object, ...]) -> None:
        tag = next((tag for tag, number in self._ids.items() if body and number == body[0]), None)
        if tag is None or len(body) < 2:
            return
        if member == "ActionInvoked" and body[1] == "default":
            self._heard.clicked(tag)
        elif member == "NotificationReplied":
            self._heard.replied(tag, str(body[1]))
        elif member == "NotificationClosed":
            self._closed(tag, body[1])

    def _closed(self, tag: str, reason: object) -> None:
        del self._ids[tag]
        if reason == _BY_PERSON:
            self._heard.closed(tag)
        elif reason != _BY_US:
            self._heard.vanished(tag)


def _capabilities(bus: DBusConnection) -> frozenset[str]:
    """Ask what it can; raises where nobody answers."""
    answer = bus.send_and_get_reply(new_method_call(_PLACE, "GetCapabilities"), timeout=2)
    return frozenset(answer.body[0]) if answer.header.message_type is MessageType.method_return else frozenset()
