"""The desktop around the app, for tests: a screen, a bus of our own, and on it whoever shows notifications and holds the tray."""

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusAddress

NOTIFICATIONS = "org.freedesktop.Notifications"
WATCHER = "org.kde.StatusNotifierWatcher"
_PLACE = DBusAddress("/org/freedesktop/Notifications", interface=NOTIFICATIONS)
ALL = ("actions", "body", "body-markup", "inline-reply", "persistence")


@contextmanager
def screen(size: str = "1440x900") -> Iterator[str]:
    """Lend a screen of one's own; returns its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        try:
            yield f":{number}"
        finally:
            process.terminate()  # killed, it leaves its lock, and of two screens that find one both take the same number


@contextmanager
def bus() -> Iterator[str]:
    """Lend a session's bus; returns its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address, "dbus-daemon did not start"
        try:
            yield address
        finally:
            process.kill()


@dataclass(frozen=True, slots=True)
class Popup:
    """A notification as the desktop was asked to show it."""

    id: int
    replaces: int
    title: str
    text: str
    actions: tuple[str, ...]
    urgency: int
    timeout: int


@dataclass
class Environment:
    """Shows notifications, to those who ask, and says that it has a tray."""

    address: str
    capabilities: tuple[str, ...] = ALL
    asked: list[Popup] = field(default_factory=list)
    shown: dict[int, Popup] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    """Icons in the tray."""
    refuses: bool = False
    answering: threading.Event = field(default_factory=threading.Event)
    """Cleared, it lets everybody wait for an answer."""

    def __post_init__(self) -> None:
        self._bus: DBusConnection = open_dbus_connection(self.address)
        for name in (NOTIFICATIONS, WATCHER):
            self._bus.send_and_get_reply(message_bus.RequestName(name))
        self._sending = threading.RLock()
        self.answering.set()
        self._next = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def click(self, popup: Popup) -> None:
        """The person clicks it."""
        self._say("ActionInvoked", "us", (popup.id, "default"))

    def answer(self, popup: Popup, text: str) -> None:
        """The person answers it right there."""
        self._say("NotificationReplied", "us", (popup.id, text))

    def shut(self, popup: Popup, reason: int = 2) -> None:
        """It goes: 1, by itself; 2, the person closed it."""
        self._takes_away(popup.id)
        self._say("NotificationClosed", "uu", (popup.id, reason))

    def leave(self) -> None:
        """Be there no more."""
        self._bus.close()

    def _say(self, member: str, signature: str, body: tuple[object, ...]) -> None:
        with self._sending:
            self._bus.send(new_signal(_PLACE, member, signature, body))

    def _serve(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # the bus has ended, or we have left it
            while True:
                message = self._bus.receive()
                if message.header.message_type is MessageType.method_call:
                    self.answering.wait()
                    with self._sending:  # who sees it among `asked`, and clicks, is heard after its number
                        self._bus.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        member = str(message.header.fields.get(HeaderFields.member))
        does = getattr(self, f"_{member.lower()}", None)
        if does is None or self.refuses:
            return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
        signature, body = does(*message.body)
        return new_method_return(message, signature, body)

    def _getcapabilities(self) -> tuple[str, tuple[object, ...]]:
        return "as", (list(self.capabilities),)

    def _getserverinformation(self) -> tuple[str, tuple[object, ...]]:
        return "ssss", ("tests", "besedka", "1", "1.2")

    def _notify(
        self, _app: str, replaces: int, _icon: str, title: str, text: str, actions: list[str],
        hints: dict[str, tuple[str, int]], timeout: int,
    ) -> tuple[str, tuple[object, ...]]:  # fmt: skip
        self._next += 1
        id = replaces or self._next
        popup = Popup(id, replaces, title, text, tuple(actions), hints["urgency"][1], timeout)
        self.shown = {**self.shown, id: popup}
        self.asked.append(popup)
        return "u", (id,)

    def _closenotification(self, id: int) -> tuple[None, tuple[object, ...]]:
        if self._takes_away(id):
            self._say("NotificationClosed", "uu", (id, 3))
        return None, ()

    def _takes_away(self, id: int) -> bool:
        with self._sending:
            was, self.shown = self.shown, {number: popup for number, popup in self.shown.items() if number != id}
        return len(was) > len(self.shown)

    def _registerstatusnotifieritem(self, service: str) -> tuple[None, tuple[object, ...]]:
        self.items.append(service)
        return None, ()

    def _registerstatusnotifierhost(self, _service: str) -> tuple[None, tuple[object, ...]]:
        return None, ()

    def _get(self, _interface: str, name: str) -> tuple[str, tuple[object, ...]]:
        values = {
            "IsStatusNotifierHostRegistered": ("b", True), "ProtocolVersion": ("i", 0), "RegisteredStatusNotifierItems": ("as", self.items),
        }  # fmt: skip
        return "v", (values[name],)
