"""The visitor's side: the widget's rules (web/widget/panel/{session,state,identity}.ts) without a screen."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from besedka.wire import visitor as words
from besedka.wire.shapes import PROTOCOL
from tests.faults.client import MARKS_AFTER, Client, Diary
from tests.faults.link import HURRY, Transport, open_way
from tests.faults.outbox import Shelf
from tests.faults.thread import Line, Thread
from tests.faults.ways import Way

_SAYS: TypeAdapter[words.ServerSays] = TypeAdapter(words.ServerSays)
PATHS = ("/ws/visitor", "/api/visitor/v1/poll")
KEY = "key"


class Visitor(Client):
    """One tab of a visitor. Tabs of one browser share a `shelf`; a returning visitor comes with the old one."""

    def __init__(
        self, url: str, project: str, transport: Transport = "socket", shelf: Shelf | None = None, diary: Diary | None = None,
        window: int = 1, hurry: float = HURRY,
    ) -> None:  # fmt: skip
        self.shelf: Shelf = {} if shelf is None else shelf
        super().__init__(diary or Diary(), self.shelf, window, hurry)
        self.url = url
        self.project = project
        self.transport: Transport = transport
        self.thread = Thread()
        self.position: str | None = None
        self.snapshots = 0
        self.more = False
        self.status = ""
        self._memory: str | None = None
        self._greeted_as: str | None = None

    @property
    def key(self) -> str | None:
        """The stored key, else the fresh one that is only in memory."""
        return self.shelf.get(KEY) or self._memory

    async def open_way(self) -> Way:
        return await open_way(self.transport, self.url, PATHS, {"Origin": self.url}, self._hello)

    def _hello(self) -> words.Hello:
        if self.key != self._greeted_as:  # another tab's key: what we knew was a stranger's
            self._greeted_as, self.position, self.thread = self.key, None, Thread()
        page: words.Page = {"url": f"{self.url}/lamp", "title": self.diary.page, "referrer": ""}
        return {
            "t": "hello", "v": PROTOCOL, "project": self.project, "key": self.key,
            "position": self.position, "language": "ru", "page": page,
        }  # fmt: skip

    async def say_post(self, id: str, text: str) -> bool:
        if self.key is None:
            return False
        self.shelf.setdefault(KEY, self.key)
        if self.shelf[KEY] != self._greeted_as:  # another tab was first: all tabs are one visitor
            self.soon("adopt", 0.0, self.link.reconnect)
            return False
        return await self.link.say({"t": "post", "id": id, "text": text})

    async def hear(self, data: bytes) -> bool:
        frame = _SAYS.validate_json(data)
        if frame["t"] == "welcome":
            await self._welcomed(frame)
        elif frame["t"] == "ack":
            await self._acked(frame)
        elif frame["t"] == "refused":
            await self.refused(frame["id"], frame["code"], frame["again"], frame["params"])
        else:
            self._apply(frame)
            await self.push()
        self.soon("marks", MARKS_AFTER, self._mark)
        return frame["t"] == "welcome"

    async def _welcomed(self, frame: words.Welcome) -> None:
        if frame["key"] is not None and self._memory is None:
            self._memory = self._greeted_as = frame["key"]
        if frame["snapshot"]:
            self.snapshots += 1
            self.thread, self.more = Thread(), frame["more"]
            conversation = frame["conversation"]
            if conversation is not None:
                self.status = conversation["status"]
                for name, seq in conversation["marks"].items():
                    assert isinstance(seq, int)
                    self.thread.mark(name, seq)
            self.put(frame["messages"])
        self.position = frame["position"] or self.position
        await self.opened()

    async def _acked(self, frame: words.Ack) -> None:
        text = self.diary.written[frame["id"]]
        self.thread.put(Line(frame["seq"], frame["id"], "visitor", text))
        self.position = frame["position"] or self.position
        await self.answered(frame["id"], frame["seq"])

    def put(self, messages: Sequence[words.Message]) -> None:
        """Merge messages into the thread; our own among them are stored."""
        for m in messages:
            self.thread.put(Line(m["seq"], m["id"], m["author"], m["text"]))
            if m["author"] == "visitor":
                self.outbox.stored(m["id"])

    def _apply(self, frame: words.ServerSays) -> None:
        if frame["t"] == "message_posted":
            self.put([frame["message"]])
        elif frame["t"] == "messages_delivered" or frame["t"] == "messages_read":
            self.thread.mark(f"{frame['by']}_delivered", frame["seq"])
            if frame["t"] == "messages_read":
                self.thread.mark(f"{frame['by']}_read", frame["seq"])
        elif frame["t"] == "conversation_closed":
            self.status = "closed"
        elif frame["t"] == "conversation_reopened":
            self.status = frame["status"]
        elif frame["t"] == "older":
            self.put(frame["messages"])
            self.more = frame["more"]
        position = frame.get("position")
        if isinstance(position, str):
            self.position = position

    async def _mark(self) -> None:
        seq = self.thread.newest("operator")
        if seq > self.thread.marks.get("visitor_read", 0):
            await self.link.say({"t": "read", "seq": seq})

    async def read_older(self) -> None:
        """Ask for the page before what is known, as scrolling up does."""
        await self.link.say({"t": "history", "before": min(self.thread.lines, default=0)})
