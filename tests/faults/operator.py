"""The operator's side: the app's rules (web/operator/net/desk.ts, web/operator/state) without a screen."""

import asyncio
from collections.abc import Sequence

import httpx2
from pydantic import TypeAdapter

from besedka.wire import operator as words
from besedka.wire.shapes import PROTOCOL
from tests.clients import browse
from tests.faults.client import MARKS_AFTER, Client, Diary
from tests.faults.link import HURRY, Transport, open_way
from tests.faults.outbox import Shelf
from tests.faults.thread import Line, Thread
from tests.faults.ways import Way

_SAYS: TypeAdapter[words.ServerSays] = TypeAdapter(words.ServerSays)
_PAGE: TypeAdapter[words.MessagePage] = TypeAdapter(words.MessagePage)
PATHS = ("/ws/operator", "/api/operator/v1/poll")
API = "/api/operator/v1"
SEPARATOR = "\n"


class Operator(Client):
    """One operators' app. Follows every conversation in its scope from the facts alone, and fetches only what facts cannot tell."""

    def __init__(
        self, url: str, token: str, transport: Transport = "socket", shelf: Shelf | None = None, diary: Diary | None = None,
        window: int = 1, hurry: float = HURRY, marks: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(diary or Diary(), {} if shelf is None else shelf, window, hurry)
        self.url = url
        self.transport: Transport = transport
        self.threads: dict[str, Thread] = {}
        self.position = 0
        self.resyncs = 0
        self.marks = marks
        self._headers = {"Origin": url, "Cookie": f"besedka_operator={token}"}

    async def start(self) -> None:
        """Fetch once with a position, then follow."""
        self.position = await self._overview()
        await super().start()

    async def _overview(self) -> int:
        answer = await self._get("/overview")
        return int(answer.json()["position"])

    async def _get(self, path: str) -> httpx2.Response:
        async with browse(headers=self._headers, timeout=10) as http:
            for _ in range(100):
                try:
                    answer = await http.get(self.url + API + path)
                    if answer.status_code < 500:
                        return answer
                except httpx2.HTTPError:
                    pass
                await asyncio.sleep(0.1)
        raise AssertionError(f"{path} cannot be fetched")

    async def open(self, conversation: str) -> None:
        """Fetch a conversation's whole thread, page by page."""
        after, more = 0, True
        while more:
            answer = await self._get(f"/conversations/{conversation}/messages?after={after}&limit=500")
            page = _PAGE.validate_json(answer.content)
            self._put(conversation, page["messages"])
            after, more = max((m["seq"] for m in page["messages"]), default=after), page["more"]

    async def answer(self, conversation: str, text: str) -> str:
        """Compose an answer."""
        return await self.write(conversation + SEPARATOR + text)

    async def open_way(self) -> Way:
        return await open_way(self.transport, self.url, PATHS, self._headers, self._hello)

    def _hello(self) -> words.Hello:
        return {"t": "hello", "v": PROTOCOL, "position": self.position, "language": "ru"}

    async def say_post(self, id: str, text: str) -> bool:
        conversation, _, said = text.partition(SEPARATOR)
        return await self.link.say({"t": "post", "id": id, "conversation": conversation, "text": said})

    async def hear(self, data: bytes) -> bool:
        frame = _SAYS.validate_json(data)
        if frame["t"] == "welcome":
            await self._welcomed(frame)
        elif frame["t"] == "ack":
            conversation, _, said = self.diary.written[frame["id"]].partition(SEPARATOR)
            self._thread(conversation).put(Line(frame["seq"], frame["id"], "operator", said))
            await self.answered(frame["id"], frame["seq"])
        elif frame["t"] == "refused":
            await self.refused(frame["id"], frame["code"], frame["again"], frame["params"])
        else:
            self._fact(frame)
            await self.push()
        return frame["t"] == "welcome"

    async def _welcomed(self, frame: words.Welcome) -> None:
        if frame["resync"]:
            self.resyncs += 1
            self.position = frame["position"]
            for conversation in list(self.threads):
                self.soon(f"fetch {conversation}", 0.0, lambda it=conversation: self.open(it))  # type: ignore[misc]
        await self.opened()
        for conversation in self.threads:
            self._mark_soon(conversation)

    def _fact(self, frame: words.ServerSays) -> None:
        position = frame.get("position")
        if not isinstance(position, int) or position <= self.position:
            return
        self.position = position
        if frame["t"] == "conversation_started":
            self._thread(frame["conversation"]["id"])
        elif frame["t"] == "message_posted":
            self._put(frame["conversation"], [frame["message"]])
        elif frame["t"] == "messages_delivered" or frame["t"] == "messages_read":
            thread = self._thread(frame["conversation"])
            thread.mark(f"{frame['by']}_delivered", frame["seq"])
            if frame["t"] == "messages_read":
                thread.mark(f"{frame['by']}_read", frame["seq"])

    def _thread(self, conversation: str) -> Thread:
        return self.threads.setdefault(conversation, Thread())

    def _put(self, conversation: str, messages: Sequence[words.Message]) -> None:
        thread = self._thread(conversation)
        for m in messages:
            thread.put(Line(m["seq"], m["id"], m["author"], m["text"]))
            if m["author"] == "operator":
                self.outbox.stored(m["id"])
        self._mark_soon(conversation)

    def _mark_soon(self, conversation: str) -> None:
        if self.marks:
            self.soon(f"marks {conversation}", MARKS_AFTER, lambda: self._mark(conversation))

    async def _mark(self, conversation: str) -> None:
        thread = self.threads[conversation]
        seq = thread.newest("visitor")
        if seq > thread.marks.get("operator_read", 0):
            await self.link.say({"t": "read", "conversation": conversation, "seq": seq})
