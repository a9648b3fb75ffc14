"""What the owner chooses for the project, by the cabinet's own address."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2

from tests.clients import browse
from tests.processes import ServerProcess


@asynccontextmanager
async def owner(server: ServerProcess) -> AsyncIterator[httpx2.AsyncClient]:
    """Ask the cabinet's door about the project, as its owner."""
    me, door = server.installed["owner"], f"{server.url}/api/owner/v1"
    assert isinstance(me, dict)
    async with browse(f"{door}/projects/{server.project}", timeout=30) as http:
        who = {"email": me["email"], "password": me["password"], "remember": False}
        assert (await http.post(f"{door}/session", json=who)).status_code == 200
        yield http
        await http.delete(f"{door}/session")


async def put_settings(server: ServerProcess, kind: str, **changes: object) -> None:
    """Change settings of this kind."""
    async with owner(server) as http:
        version = (await http.get(f"/settings/{kind}")).json()["version"]
        saved = await http.patch(f"/settings/{kind}", json={"version": version, "changes": changes})
        assert saved.status_code == 200, saved.text


async def change_settings(server: ServerProcess, **changes: int | bool | str) -> None:
    """Have the project work otherwise from now on."""
    await put_settings(server, "work", **changes)
