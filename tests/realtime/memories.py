"""What a widget and an app remember of what they were told, whatever happened to their connections."""

from dataclasses import dataclass, field

from tests.people import ANNA, Person
from tests.realtime.stage import Desk, FakeLink, Frame, Widget

SPOKEN = ("message_posted", "message_edited", "message_deleted")
"""Facts that bear a message as it is now."""


def _dict(value: object) -> Frame:
    assert isinstance(value, dict)
    return value


@dataclass
class Visitor:
    """A widget's memory: what it has been told, whatever happened to its connections."""

    name: str = ""
    key: str | None = None
    position: str | None = None
    widget: Widget | None = None
    messages: dict[str, tuple[int, str]] = field(default_factory=dict)
    acked: dict[str, int] = field(default_factory=dict)
    outbox: dict[str, str] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    status: str | None = None
    rating: int | None = None
    links: list[FakeLink] = field(default_factory=list)

    def apply(self, frame: Frame) -> None:
        """Apply one frame as the widget does."""
        kind = frame["t"]
        if kind == "ack":
            id, seq = str(frame["id"]), int(str(frame["seq"]))
            assert self.acked.setdefault(id, seq) == seq, "an acknowledgement never changes"
            text = self.outbox.pop(id, None)
            self.messages.setdefault(id, (seq, text or self.messages[id][1]))
        if kind in SPOKEN:
            self._message(_dict(frame["message"]))
        if kind == "welcome" and frame["snapshot"]:
            self._snapshot(frame)
        self._live(frame)
        if kind in ("messages_read", "messages_delivered"):
            self._mark(str(frame["by"]), str(kind).removeprefix("messages_"), int(str(frame["seq"])))
        if isinstance(frame.get("position"), str):
            self.position = str(frame["position"])

    def _live(self, frame: Frame) -> None:
        kind = str(frame["t"])
        if kind in ("conversation_taken", "conversation_reopened", "conversation_unsolved"):
            self.status = str(frame["status"])
        if kind in ("conversation_closed", "conversation_confirming"):
            self.status = kind.removeprefix("conversation_")
        if kind in ("conversation_closed", "conversation_reopened", "conversation_unsolved"):
            self.rating = None
        if kind == "conversation_rated":
            self.rating = int(str(frame["rating"]))

    def _message(self, message: Frame) -> None:
        self.messages[str(message["id"])] = (int(str(message["seq"])), str(message["text"]))
        self.outbox.pop(str(message["id"]), None)

    def _mark(self, by: str, verb: str, seq: int) -> None:
        for name in ("read", "delivered") if verb == "read" else ("delivered",):
            self.marks[f"{by}_{name}"] = max(seq, self.marks.get(f"{by}_{name}", 0))

    def _snapshot(self, welcome: Frame) -> None:
        self.messages = {}
        messages = welcome["messages"]
        assert isinstance(messages, list)
        for message in messages:
            self._message(message)
        if welcome["conversation"] is not None:
            conversation = _dict(welcome["conversation"])
            self.status = str(conversation["status"])
            self.rating = None if conversation["rating"] is None else int(str(conversation["rating"]))
            self.marks = {str(k): int(str(v)) for k, v in _dict(conversation["marks"]).items()}

    def shown(self) -> list[tuple[int, str]]:
        """Return the thread as the widget shows it, without what waits."""
        return sorted(self.messages.values())


@dataclass
class Operators:
    """An app's memory: every conversation in scope, and the position it is true as of."""

    who: Person
    position: int = 0
    desk: Desk | None = None
    messages: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    rows: dict[str, Frame] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)
    heard: list[tuple[int, str]] = field(default_factory=list)
    me: str = ""
    links: list[FakeLink] = field(default_factory=list)

    def apply(self, frame: Frame) -> None:
        """Apply one frame as the app does."""
        position = frame.get("position")
        if frame["t"] == "welcome" or not isinstance(position, int):
            return
        assert position > self.position, "facts come in order, and once"
        self.position = position
        about = frame["conversation"]
        id = str(about["id"]) if isinstance(about, dict) else str(about)
        if frame["t"] != "conversation_taken":
            self.heard.append((position, id))
        if isinstance(about, dict):
            self._whole(id, about, started=frame["t"] == "conversation_started")
        elif id in self.rows:
            self._changed(id, frame)
        elif frame["t"] == "conversation_taken":
            self.partial.add(id)
        if frame["t"] in SPOKEN:
            message = _dict(frame["message"])
            thread = self.messages.setdefault(id, {})
            thread[str(message["id"])] = (int(str(message["seq"])), str(message["text"]))

    def _whole(self, id: str, row: Frame, *, started: bool) -> None:
        if id not in self.rows and not started:
            self.partial.add(id)
        self.rows[id] = {name: row[name] for name in ("status", "assignee", "rating")}

    def _changed(self, id: str, frame: Frame) -> None:
        row, kind = self.rows[id], frame["t"]
        if kind == "conversation_taken":
            self._taken(id, str(frame["operator"]))
        if kind in ("conversation_closed", "conversation_confirming"):
            row["status"] = str(kind).removeprefix("conversation_")
        if kind in ("conversation_reopened", "conversation_unsolved"):
            row["status"] = frame["status"]
        if kind == "conversation_rated":
            row["rating"] = frame["rating"]

    def _taken(self, id: str, operator: str) -> None:
        row = self.rows[id]
        row["assignee"], row["status"] = operator, "open" if row["status"] == "new" else row["status"]
        if operator != self.me and self.who is not ANNA:
            del self.rows[id]
            self.messages.pop(id, None)
            self.partial.add(id)
