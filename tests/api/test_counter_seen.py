"""Where the counter was seen: told at once for a new site, and written once a minute however many pages load it."""

import asyncio

import pytest

from besedka.actions import sightings
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.domain.sighting import MOST
from tests.clients import browse
from tests.people import SITE
from tests.serving import Served
from tests.units import read
from tests.waiting import until


async def load(server: Served, page: str) -> None:
    """Load the settings as a page of a site does."""
    async with browse(server.url, headers={"Referer": page}) as http:
        assert (await http.get(f"/c/{server.shop.key}.json")).status_code == 200


async def told(server: Served) -> list[dict[str, object]]:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        answer = (await http.get(f"/api/owner/v1/projects/{server.shop.number}/counter")).json()
    found: list[dict[str, object]] = answer["sightings"]
    return found


async def test_a_new_site_is_told_at_once_and_the_rest_by_the_minute(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sightings, "EVERY", 4.0)
    committer = server.house.deps.committer
    writes = committer.units
    for number in range(40):
        await load(server, f"{SITE}/page/{number}")
    await asyncio.sleep(0.1)
    assert committer.units - writes == 1, "no write for a page"
    assert [(one["site"], one["loads"], one["allowed"]) for one in await told(server)] == [(SITE, 1, True)]
    before = committer.units
    await until(lambda: committer.units > before)
    await asyncio.sleep(0.2)
    (one,) = await told(server)
    assert (one["loads"], one["url"]) == (40, f"{SITE}/page/39")
    await load(server, "https://other.example/")
    await asyncio.sleep(0.1)
    assert [(one["site"], one["allowed"]) for one in await told(server)] == [
        ("https://other.example", False),
        (SITE, True),
    ]


async def test_the_demo_and_what_is_no_page_prove_nothing(server: Served) -> None:
    for page in (f"{server.url}/demo/", "null", "file:///x.html", "https://[::1"):
        await load(server, page)
    await asyncio.sleep(0.1)
    assert await told(server) == []


async def test_made_up_sites_do_not_fill_the_disk(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sightings, "EVERY", 0.5)
    writes = server.house.deps.committer.units
    for number in range(MOST + 20):
        await load(server, f"https://s{number}.example/")
    await asyncio.sleep(0.8)
    assert len(await read(server.house, "SELECT site FROM sightings")) == MOST
    assert server.house.deps.committer.units - writes <= 10, "made-up sites make no write each"
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        home = (await http.get("/api/owner/v1/home")).json()
    assert home["projects"][0]["counter_seen_url"].startswith("https://s")
    await load(server, f"{SITE}/page")
    await asyncio.sleep(0.1)
    assert SITE in [one["site"] for one in await told(server)], "nor do they take the place of the owner's own"


async def test_a_look_at_a_private_address_is_refused(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        path = f"/api/owner/v1/projects/{server.shop.number}/site-check"
        refused = await http.post(path, json={"address": server.url})
        assert (refused.status_code, refused.json()["code"]) == (422, "page_private")
        assert "BESEDKA_OUTGOING" in refused.json()["message"]
        assert (await http.post(path, json={"address": "ftp://x.example"})).json()["code"] == "site_invalid"
