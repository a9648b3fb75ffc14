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
"""Takes what was answered: nothing, where it was refused."""
_SIGNALS = MatchRule(type="signal", interface=_NAME, path=_PLACE.object_path)
_OWNER = MatchRule(
    type="signal", sender=message_bus.bus_name, interface=message_bus.interface, member="NameOwnerChanged"
)
_OWNER.add_arg_condition(0, _NAME)


class Freedesktop(QObject):
    """Shows notes as the desktop does. Where its service stops answering, `can` says no."""

    name = "system"

    def __init__(self, say: Say, heard: Heard, parent: QObject | None = None) -> None:
        """Connect. Raises OSError, KeyError where there is no bus, and jeepney's own errors where nobody shows notifications."""
        super().__init__(parent)
        self._say, self._heard = say, heard
        self._bus: DBusConnection | None = open_dbus_connection("SESSION")
        self._capabilities = _capabilities(self._bus)
        for rule in (_SIGNALS, _OWNER):
            self._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=2)
        self._answers: dict[int, Answer] = {}
        self._ids: dict[str, int] = {}
        self._asked: dict[str, Note | None] = {}
        """Tags whose number the service has yet to say, with what is to be shown by then: the newest note, or nothing."""
        self._fields: set[str] = set()
        """Tags of what can be answered where it is shown."""
        self._socket = QSocketNotifier(self._bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._socket.activated.connect(self._readable)

    def can(self, note: Note) -> bool:
        """Without actions it cannot be clicked, and without persistence it does not stay."""
        return self._bus is not None and "actions" in self._capabilities

    def show(self, note: Note) -> None:
        """Show it; a newer one takes the older's number, and its place, and waits until that is known."""
        if note.tag in self._asked:
            self._asked[note.tag] = note
        else:
            self._notify(note)

    def _notify(self, note: Note) -> None:
        self._asked[note.tag] = note
        has_field = note.reply and _REPLY in self._capabilities
        (self._fields.add if has_field else self._fields.discard)(note.tag)
        self._send("Notify", "susssasa{sv}i", self._words(note, has_field), lambda said: self._numbered(note, said))

    def _words(self, note: Note, has_field: bool) -> tuple[object, ...]:
        body = html.escape(note.text) if "body-markup" in self._capabilities else note.text
        actions = ["default", self._say("open")]
        if has_field:
            actions += [_REPLY, self._say("reply")]
        hints = {
            "urgency": ("y", _CALL if note.stay else _URGENT), "desktop-entry": ("s", _DESKTOP), "category": ("s", "im.received"),
            "suppress-sound": ("b", True), "x-kde-reply-placeholder-text": ("s", self._say("reply_here")),
        }  # fmt: skip
        stay = note.stay * 1_000
        return (self._say("app"), self._ids.get(note.tag, 0), _DESKTOP, note.title, body, actions, hints, stay)

    def withdraw(self, tag: str) -> None:
        """Close it."""
        number = self._drop(tag)
        if tag in self._asked:
            self._asked[tag] = None
        elif number is not None:
            self._send("CloseNotification", "u", (number,))

    def is_busy(self, tag: str) -> bool:
        """What a person does with it is the desktop's to know: where there is a field, somebody may be writing."""
        return tag in self._fields

    def _numbered(self, note: Note, said: tuple[object, ...]) -> None:
        wanted, number = self._asked.pop(note.tag), said[0] if said else None
        if isinstance(number, int):
            self._ids[note.tag] = number
            self._stands(note, wanted)
        else:
            self._drop(note.tag)
            if wanted:
                self._heard.vanished(note.tag)

    def _stands(self, note: Note, wanted: Note | None) -> None:
        if wanted is None:
            self.withdraw(note.tag)
        elif wanted is not note:
            self._notify(wanted)

    def _drop(self, tag: str) -> int | None:
        self._fields.discard(tag)
        return self._ids.pop(tag, None)

    def _send(self, method: str, signature: str | None, body: tuple[object, ...], answer: Answer | None = None) -> None:
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
        self._gone()

    def _gone(self) -> None:
        """Whoever showed them is no more: their numbers are nobody's, and they are shown by another way."""
        tags = dict.fromkeys([*self._ids, *(tag for tag, note in self._asked.items() if note)])
        self._answers, self._ids, self._asked, self._fields = {}, {}, {}, set()
        for tag in tags:
            self._heard.vanished(tag)

    def _owned(self, before: object, now: object) -> None:
        """The service went, or came, and may be another one."""
        if before:
            self._gone()
        if now:
            self._send("GetCapabilities", None, (), self._able)

    def _able(self, said: tuple[object, ...]) -> None:
        able = said[0] if said else None
        self._capabilities = frozenset(map(str, able)) if isinstance(able, list) else frozenset()

    def _take(self, message: Message) -> None:
        kind, fields = message.header.message_type, message.header.fields
        answer = self._answers.pop(fields.get(HeaderFields.reply_serial, 0), None)
        if answer:
            answer(message.body if kind is MessageType.method_return else ())
        elif kind is MessageType.signal:
            self._signal(str(fields.get(HeaderFields.member)), message.body)

    def _signal(self, member: str, body: tuple[object, ...]) -> None:
        if member == "NameOwnerChanged" and len(body) == 3:
            self._owned(*body[1:])
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
        if tag in self._asked:
            return  # a newer one is on its way
        self._drop(tag)
        if reason == _BY_PERSON:
            self._heard.closed(tag)
        elif reason != _BY_US:
            self._heard.vanished(tag)


def _capabilities(bus: DBusConnection) -> frozenset[str]:
    """Ask what it can; raises where nobody answers."""
    answer = bus.send_and_get_reply(new_method_call(_PLACE, "GetCapabilities"), timeout=2)
    return frozenset(answer.body[0]) if answer.header.message_type is MessageType.method_return else frozenset()
