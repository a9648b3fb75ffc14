"""What the owner chooses for the project, by the cabinet's own address."""

import httpx2

from tests.processes import ServerProcess


async def change_settings(server: ServerProcess, **changes: int | bool | str) -> None:
    """Have the project work otherwise from now on."""
    owner, project = server.installed["owner"], server.installed["project"]
    assert isinstance(owner, dict)
    assert isinstance(project, dict)
    who = {"email": owner["email"], "password": owner["password"], "remember": False}
    async with httpx2.AsyncClient(base_url=f"{server.url}/api/owner/v1", timeout=30) as http:
        assert (await http.post("/session", json=who)).status_code == 200
        address = f"/projects/{project['number']}/settings/work"
        version = (await http.get(address)).json()["version"]
        changed = await http.patch(address, json={"version": version, "changes": changes})
        assert changed.status_code == 200, changed.text
        await http.delete("/session")
