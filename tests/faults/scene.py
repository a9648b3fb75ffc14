"""A scene: one running server, a proxy before each client, and the question that every fault test ends with: do all agree?"""

from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TypeVar

from tests.clients import browse
from tests.faults.client import Client, Diary, until
from tests.faults.link import HURRY, Transport
from tests.faults.operator import API, SEPARATOR, Operator
from tests.faults.outbox import Shelf
from tests.faults.proxy import FaultProxy
from tests.faults.thread import Line
from tests.faults.visitor import Visitor
from tests.processes import ServerProcess

C = TypeVar("C", bound=Client)
GENEROUS = {"BESEDKA_POSTS_BURST": "100000", "BESEDKA_POSTS_PER_SECOND": "100000"}


@dataclass
class Scene:
    """Where a test happens."""

    server: ServerProcess
    token: str = ""
    transport: Transport = "socket"
    tally: dict[str, int] = field(default_factory=dict)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _clients: list[Client] = field(default_factory=list)

    async def __aenter__(self) -> "Scene":
        self.token = self.token or await sign_in(self.server)
        return self

    async def __aexit__(self, *_: object) -> None:
        try:
            for client in self._clients:
                await client.crash()
        finally:
            await self._stack.aclose()

    @property
    def project(self) -> str:
        """The counter's key."""
        project = self.server.installed["project"]
        assert isinstance(project, dict)
        return str(project["key"])

    async def proxy(self, *upstreams: str) -> FaultProxy:
        """Put up a faulty network before the server."""
        return await self._stack.enter_async_context(FaultProxy(*(upstreams or (self.server.url,))))

    async def visitor(
        self, url: str | FaultProxy | None = None, transport: Transport | None = None, shelf: Shelf | None = None,
        diary: Diary | None = None, window: int = 1, hurry: float = HURRY,
    ) -> Visitor:  # fmt: skip
        """Have a visitor connect, without waiting for it."""
        visitor = Visitor(self._address(url), self.project, transport or self.transport, shelf, diary, window, hurry)
        return await self._started(visitor)

    async def operator(
        self, url: str | FaultProxy | None = None, transport: Transport | None = None, shelf: Shelf | None = None,
        diary: Diary | None = None, window: int = 1, hurry: float = HURRY, marks: bool = True,
    ) -> Operator:  # fmt: skip
        """Have Anna connect, without waiting for it."""
        operator = Operator(
            self._address(url), self.token, transport or self.transport, shelf, diary, window, hurry, marks
        )
        return await self._started(operator)

    async def _started(self, client: C) -> C:
        self._clients.append(client)
        await client.start()
        return client

    def _address(self, url: str | FaultProxy | None) -> str:
        if isinstance(url, FaultProxy):
            return url.url
        return url or self.server.url

    async def crash(self, client: Client) -> None:
        """Close the client's tab without a word."""
        self._clients.remove(client)
        await client.crash()

    # ── do all agree? ────────────────────────────────────────────────────────────────────────────────────────────

    async def agree(
        self, visitor: Visitor, *operators: Operator, within: float = 20.0, ordered: bool = True
    ) -> list[Line]:
        """Check that visitor, operators and a fresh fetch know the same thread, with all that was promised in it exactly once.

        Returns the thread. Without `ordered` its order may be another one than that of the writing, as long as all see the same.
        """
        for client in (visitor, *operators):
            await client.settled(within)
        conversation = await self.conversation_of(visitor)
        truth = await self.fetch(conversation)
        must_be_whole(truth)
        for diary in (visitor.diary, *(o.diary for o in operators)):
            must_be_kept(diary, truth, conversation, ordered)

        def known(client: Client) -> list[Line]:
            if isinstance(client, Operator):
                return client.threads[conversation].in_order() if conversation in client.threads else []
            return visitor.thread.in_order()

        for client in (visitor, *operators):
            await until(lambda c=client: known(c) == truth, within, lambda c=client: differ(known(c), truth))  # type: ignore[misc]
        self.count("messages", len(truth))
        return truth

    async def conversation_of(self, visitor: Visitor) -> str:
        """Return the id of the visitor's conversation, found by the page that it wrote from."""
        async with browse(headers=self._headers(), timeout=30) as http:
            for box in ("new", "mine", "closed"):
                page = (await http.get(f"{self.server.url}{API}/conversations?list={box}&limit=500")).json()
                for row in page["conversations"]:
                    if row["page_title"] == visitor.diary.page:
                        return str(row["id"])
        raise AssertionError("the visitor's conversation is in no list")

    async def fetch(self, conversation: str) -> list[Line]:
        """Return the whole thread as a newcomer would be told it."""
        lines: list[Line] = []
        async with browse(headers=self._headers(), timeout=30) as http:
            while True:
                after = lines[-1].seq if lines else 0
                answer = await http.get(
                    f"{self.server.url}{API}/conversations/{conversation}/messages?after={after}&limit=500"
                )
                page = answer.json()
                lines += [Line(m["seq"], m["id"], m["author"], m["text"]) for m in page["messages"]]
                if not page["more"]:
                    return lines

    def _headers(self) -> dict[str, str]:
        return {"Origin": self.server.url, "Cookie": f"besedka_operator={self.token}"}

    def count(self, what: str, many: int = 1) -> None:
        """Add to the figures that the long run prints."""
        self.tally[what] = self.tally.get(what, 0) + many


def must_be_whole(truth: list[Line]) -> None:
    """Check that a thread is numbered without gaps and holds nothing twice."""
    assert [line.seq for line in truth] == list(range(1, len(truth) + 1))
    assert len({line.id for line in truth}) == len(truth)
    assert len({line.text for line in truth}) == len(truth), (
        "the same words twice: a message was doubled under another id"
    )


def must_be_kept(diary: Diary, truth: list[Line], conversation: str, ordered: bool) -> None:
    """Check that every promise to this writer stands in the thread, and the messages in the order of their writing."""
    stored = {line.id: line for line in truth}
    written = {id: text for id, text in diary.written.items() if SEPARATOR not in text or text.startswith(conversation)}
    for id, seq in diary.acked.items():
        assert id not in written or stored[id].seq == seq, f"acknowledged as {seq}, stored as {stored.get(id)}"
    own = [line for line in truth if line.id in written]
    assert [line.text for line in own] == [written[line.id].partition(SEPARATOR)[2] or written[line.id] for line in own]
    assert {line.id for line in own} == written.keys() - diary.failed, "neither delivered nor shown as failed"
    if ordered:
        assert [line.id for line in own] == [id for id in written if id in stored], "the order of writing was not kept"


def differ(known: list[Line], truth: list[Line]) -> str:
    """Return where two threads part."""
    lost = [line for line in truth if line not in known]
    more = [line for line in known if line not in truth]
    return f"{len(known)} of {len(truth)} are known; lost: {lost[:5]}; invented: {more[:5]}"


async def sign_in(server: ServerProcess) -> str:
    """Sign Anna in and return her session's token."""
    operator, project = server.installed["operator"], server.installed["project"]
    assert isinstance(operator, dict)
    assert isinstance(project, dict)
    body = {
        "project": project["number"],
        "email": operator["email"],
        "password": operator["password"],
        "remember": True,
    }
    async with browse(headers={"Origin": server.url}, timeout=30) as http:
        answer = await http.post(f"{server.url}{API}/session", json=body)
    assert answer.status_code == 200, answer.text
    return answer.cookies["besedka_operator"]


def cuts(proxies: Iterable[FaultProxy]) -> int:
    """Return how often these networks were cut."""
    return sum(proxy.cuts for proxy in proxies)
