"""Goals and visits in the cabinet: chosen, refused beside the field, never over another's head, and told to pages."""

from typing import Any

import httpx2

from besedka.api.sockets.gate import OWNER_COOKIE
from tests.people import SITE
from tests.serving import Served


def path(server: Served) -> str:
    return f"/api/owner/v1/projects/{server.shop.number}/settings/counting"


async def told(server: Served) -> dict[str, Any]:
    """Return what a page of the shop is told."""
    async with server.http() as http:
        settings: dict[str, Any] = (await http.get(f"/c/{server.shop.key}.json", headers={"Origin": SITE})).json()
    return settings


async def save(http: httpx2.AsyncClient, server: Served, version: str, **changes: object) -> httpx2.Response:
    return await http.patch(path(server), json={"version": version, "changes": changes})


async def test_what_is_chosen_reaches_the_page(server: Served) -> None:
    assert {"goals", "visits"}.isdisjoint(await told(server))
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        before = (await http.get(path(server))).json()
        saved = await save(http, server, before["version"], analytics="g-ab12cd34ef", metrika=" 1234 ", visits=True)
        assert saved.status_code == 200, saved.text
        assert saved.json() == (await http.get(path(server))).json()
    settings = await told(server)
    assert settings["goals"] == {"analytics": "G-AB12CD34EF", "metrika": "1234"}
    assert settings["visits"] is True
    assert settings["shown"]["look"], "open pages hear of it"


async def test_what_cannot_be_is_refused_beside_its_field(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        before = (await http.get(path(server))).json()
        for field, text in (("analytics", "UA-1-2"), ("metrika", "12x")):
            refused = await save(http, server, before["version"], **{field: text}, visits=True)
            assert (refused.status_code, refused.json()["params"]["field"]) == (422, field)
        assert (await http.get(path(server))).json() == before
        assert (await save(http, server, before["version"], analytics="G" * 201)).status_code == 422
        assert (await save(http, server, before["version"], other=1)).status_code == 422


async def test_the_second_of_two_is_told(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        seen = (await http.get(path(server))).json()["version"]
        assert (await save(http, server, seen, metrika="1")).status_code == 200
        second = await save(http, server, seen, metrika="2")
        assert (second.status_code, second.json()["code"]) == (409, "settings_changed")
        assert (await save(http, server, seen, metrika="1")).status_code == 200, "the same again changes nothing"
