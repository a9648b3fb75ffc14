"""The house with its doors open: the real web server, in the test's own process, on a free port of this machine."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2

from besedka.api.sockets.gate import OPERATOR_COOKIE, OWNER_COOKIE
from besedka.app import House
from besedka.server import address, bind, make_server
from tests.clients import OperatorClient, VisitorClient, browse
from tests.people import MARINA, SITE, Person, Shop


class Brisk:
    """`asyncio` as uvicorn is given it: it looks ten times as often whether it is to end, and is waited for a tenth of the time."""

    def __getattr__(self, name: str) -> object:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        """Sleep, but not for long."""
        await asyncio.sleep(seconds / 10)


@dataclass(frozen=True, slots=True)
class Served:
    """A running node: its address, its house, and its shop."""

    url: str
    house: House
    shop: Shop
    port: int = 0

    def http(self, token: str | None = None, cookie: str = OPERATOR_COOKIE) -> httpx2.AsyncClient:
        """Return an HTTP client on this server's own pages, with a session's cookie if there is a token."""
        headers = {"Origin": self.url, "Accept-Language": "ru"}
        if token is not None:
            headers["Cookie"] = f"{cookie}={token}"
        return browse(self.url, headers=headers, timeout=20)

    async def sign_in(self, who: Person) -> str:
        """Sign an operator in through the door and return the session's token."""
        body = {"project": self.shop.number, "email": who.email, "password": who.password, "remember": False}
        async with self.http() as http:
            answer = await http.post("/api/operator/v1/session", json=body)
        assert answer.status_code == 200, answer.text
        return answer.cookies[OPERATOR_COOKIE]

    async def sign_in_owner(self, who: Person = MARINA) -> str:
        """Sign the owner in through the door and return the session's token."""
        body = {"email": who.email, "password": who.password, "remember": False}
        async with self.http() as http:
            answer = await http.post("/api/owner/v1/session", json=body)
        assert answer.status_code == 200, answer.text
        return answer.cookies[OWNER_COOKIE]

    async def visitor(
        self, key: str | None = None, position: str | None = None, origin: str | None = SITE
    ) -> VisitorClient:
        """Return a visitor who has been welcomed."""
        client = await VisitorClient.knock(self.url, self.shop.key, origin)
        await client.hello(key, position)
        return client

    async def operator(self, who: Person, position: int = 0, token: str | None = None) -> OperatorClient:
        """Return an operator who is signed in and has been welcomed."""
        client = await OperatorClient.knock(self.url, token or await self.sign_in(who))
        await client.hello(position)
        return client


@asynccontextmanager
async def serving(house: House, shop: Shop) -> AsyncIterator[Served]:
    """Serve the house until the block ends. Without uvicorn's own handling of signals, which belong to the tests."""
    listener = bind("127.0.0.1", house.settings.port)
    started = asyncio.Event()

    async def ready(house: House, url: str) -> None:
        started.set()

    with contextlib.closing(listener):
        server = make_server(house.settings, listener, house, ready)
        task = asyncio.create_task(server._serve([listener]))
        await asyncio.wait({task, waiting := asyncio.create_task(started.wait())}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        try:
            yield Served(address(house.settings, listener), house, shop, listener.getsockname()[1])
        finally:
            server.should_exit = True
            await task
