"""People who upload through the doors: an operator by cookie, a visitor by key."""

from dataclasses import dataclass, field

import httpx2

from tests.clients import browse, make_id
from tests.people import SITE
from tests.serving import Served

PIECE = 100_000


@dataclass
class Hand:
    """Somebody's way of uploading. `http` carries who they are."""

    http: httpx2.AsyncClient
    base: str
    query: dict[str, str] = field(default_factory=dict)

    async def begin(self, name: str, size: int, id: str | None = None) -> httpx2.Response:
        """Begin an upload."""
        id = id or make_id()
        return await self.http.put(f"{self.base}/files/{id}", params=self.query, json={"name": name, "size": size})

    async def append(self, id: str, offset: int, data: bytes) -> httpx2.Response:
        """Add a piece."""
        params = {**self.query, "offset": str(offset)}
        return await self.http.patch(f"{self.base}/files/{id}", params=params, content=data)

    async def look(self, id: str) -> httpx2.Response:
        """Ask how far it is."""
        return await self.http.get(f"{self.base}/files/{id}", params=self.query)

    async def cancel(self, id: str) -> httpx2.Response:
        """Give it up."""
        return await self.http.delete(f"{self.base}/files/{id}", params=self.query)

    async def upload(self, name: str, data: bytes) -> str:
        """Upload the whole; returns its id."""
        begun = await self.begin(name, len(data))
        assert begun.status_code == 200, begun.text
        id, answer = str(begun.json()["id"]), begun
        for offset in range(0, len(data), PIECE):
            answer = await self.append(id, offset, data[offset : offset + PIECE])
            assert answer.status_code == 200, answer.text
        assert answer.json()["ready"], answer.text
        return id


def operators(server: Served, token: str) -> Hand:
    """Return an operator's hand."""
    return Hand(server.http(token), "/api/operator/v1")


def visitors(server: Served, key: str | None, origin: str = SITE) -> Hand:
    """Return a visitor's hand."""
    headers = {"Origin": origin, "Besedka-Visitor": key or "", "Accept-Language": "ru"}
    http = browse(server.url, headers=headers, timeout=20)
    return Hand(http, "/api/visitor/v1", {"project": server.shop.key})
