"""The owner chooses what visitors get when nobody is there; operators come and go."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2

from tests.browser.conftest import at_the_desk
from tests.clients import browse
from tests.processes import ServerProcess

FIELDS = {"name": "optional", "phone": "optional", "email": "optional", "message": "required", "contact": True}
NO_WORDS = {"ru": "", "en": ""}
NO_CONSENT = {"in_forms": False, "in_chat": False, "text": NO_WORDS, "url": ""}
CONSENT = {**NO_CONSENT, "in_forms": True, "url": "https://shop.example/privacy"}
UNTOUCHED: dict[str, object] = {"away": "chat", "fields": FIELDS, "intro": NO_WORDS, "consent": NO_CONSENT}


@asynccontextmanager
async def in_the_cabinet(server: ServerProcess) -> AsyncIterator[httpx2.AsyncClient]:
    """Ask the cabinet's door as the owner."""
    owner = server.installed["owner"]
    assert isinstance(owner, dict)
    async with browse(f"{server.url}/api/owner/v1", headers={"Origin": server.url}, timeout=30) as http:
        who = {"email": owner["email"], "password": owner["password"], "remember": False}
        assert (await http.post("/session", json=who)).status_code == 200
        yield http


async def choose(server: ServerProcess, **changes: object) -> None:
    """Choose the project's forms."""
    path = f"/projects/{server.project}/settings/forms"
    async with in_the_cabinet(server) as http:
        seen = (await http.get(path)).json()
        answer = await http.patch(path, json={"version": seen["version"], "changes": changes})
        assert answer.status_code == 200, answer.text


async def stands(server: ServerProcess, stance: str | None) -> None:
    """Have the administrator say where they are: `away`, `offline`, or None for whatever the windows tell."""
    async with at_the_desk(server) as http:
        assert (await http.put("/stance", json={"stance": stance})).status_code == 200


async def nobody_is_there(server: ServerProcess) -> None:
    """Wait until the server sees nobody any more: who has just left is believed to be there for a while."""
    await _is_there(server, anybody=False)


async def somebody_is_there(server: ServerProcess) -> None:
    """Wait until the server sees an operator: a window that has just opened has not said so yet."""
    await _is_there(server, anybody=True)


async def _is_there(server: ServerProcess, *, anybody: bool) -> None:
    async with in_the_cabinet(server) as http:
        for _ in range(300):
            if bool((await http.get(f"/projects/{server.project}/settings/forms")).json()["online"]) == anybody:
                return
            await asyncio.sleep(0.2)
    raise AssertionError("nobody has come" if anybody else "somebody is still there")


async def agreed(server: ServerProcess) -> int:
    """Return how many consents the project's journal has."""
    async with in_the_cabinet(server) as http:
        total: int = (await http.get(f"/projects/{server.project}/consents")).json()["total"]
        return total
