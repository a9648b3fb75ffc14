"""Where the counter was seen: told at once for a new site, and written once a minute however many pages load it."""

import asyncio

import pytest

from besedka.actions import sightings
from besedka.adapters.pages.guarded import GuardedPages
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.domain.project import snippet
from besedka.domain.sighting import MOST
from besedka.ports.pages import Page
from tests.api import test_forms, test_multiwidget, test_targeting
from tests.clients import browse
from tests.clock import FrozenClock
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


async def test_a_page_whose_code_is_well_may_hide_the_chat_by_filter_hours_or_because_nobody_is_there(
    server: Served, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    async def opened(pages: GuardedPages, url: str) -> Page:
        return Page(url, 200, (), snippet(server.url, server.shop.key), 7)

    monkeypatch.setattr(GuardedPages, "open", opened)
    clock.millis = test_targeting.SATURDAY_NOON
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:

        async def showing(address: str) -> dict[str, object]:
            path = f"/api/owner/v1/projects/{server.shop.number}/site-check"
            answer = (await http.post(path, json={"address": address})).json()
            assert answer["found"] == "ours"
            told: dict[str, object] = answer["showing"]
            return told

        assert (await showing(f"{SITE}/cart"))["decided"] is None
        office = test_targeting.hours()
        rules = {"on": True, "mode": "clear", "text": "!/cart"}
        assert (await test_targeting.save(http, server, filter=rules, schedule=office)).status_code == 200
        cart, lamp = await showing(f"{SITE}/cart"), await showing(f"{SITE}/lamp")
        assert (cart["decided"], cart["page"]) == (
            "page", {"shown": False, "compared": "shop.example/cart", "line": 1, "entry": "!/cart"},
        )  # fmt: skip
        assert (lamp["decided"], lamp["until"], lamp["online"]) == ("time", "2026-11-30T09:00", 0)
        assert (await test_targeting.save(http, server, schedule={**office, "on": False})).status_code == 200
        assert (await test_forms.save(http, server, away="hide")).status_code == 200
        assert (await showing(f"{SITE}/lamp"))["decided"] == "people"
        assert (await test_multiwidget.save(http, server, entries=[test_multiwidget.OFF])).status_code == 200
        assert (await showing(f"{SITE}/lamp"))["decided"] == "off"
