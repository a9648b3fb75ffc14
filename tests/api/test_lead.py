"""An operator's lead by its door: the form, what was typed into it, and what it comes to; in our own CRM."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from besedka.config import Settings
from besedka.jobs import periodic
from tests.crm.espocrm.world import EspoWorld, espocrm
from tests.crm.firm import Firm
from tests.people import ANNA
from tests.serving import Served


@pytest.fixture
def settings(tmp_path: Path, sqlite_data: Path) -> Settings:
    return Settings(data=tmp_path, port=0, outgoing="127.0.0.0/8", posts_burst=10_000, posts_per_second=10_000)


@pytest.fixture(autouse=True)
def brisk_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "LEADS", 0.02)


@pytest.fixture
def world() -> Iterator[EspoWorld]:
    with espocrm() as world:
        yield world


async def test_our_own_crm_offers_its_stages_and_people_from_the_first_lead_on(
    server: Served, world: EspoWorld
) -> None:
    firm = Firm(server.house, server.shop, world)
    c = await firm.conversation()
    async with server.http(await server.sign_in(ANNA)) as anna:
        form = (await anna.get(f"/api/operator/v1/conversations/{c.hex()}/lead")).json()
    assert (form["crm"]["name"], form["unmatched"]) == ("builtin", "")
    assert form["stages"]
    assert form["manager"] in {one["id"] for one in form["managers"]}


async def test_what_an_operator_typed_into_a_lead_stands_there_the_next_time(server: Served, world: EspoWorld) -> None:
    firm = Firm(server.house, server.shop, world)
    one = f"/api/operator/v1/conversations/{(await firm.conversation()).hex()}"
    async with server.http(await server.sign_in(ANNA)) as anna:
        wanted = {"title": "Лампа", "name": "Ольга", "phone": "+79161234567", "email": "", "stage": "", "manager": ""}
        assert (await anna.put(f"{one}/lead", json=wanted)).status_code == 200
        await sent(anna, one)
        form = (await anna.get(f"{one}/lead")).json()
    assert (form["title"], form["phone"]) == ("Лампа", "+79161234567")


async def test_a_lead_has_a_sum_and_what_managers_make_of_it_afterwards_stays(server: Served, world: EspoWorld) -> None:
    firm = Firm(server.house, server.shop, world)
    c, own = await firm.conversation(), "/api/operator/v1/deals"
    one = f"/api/operator/v1/conversations/{c.hex()}/lead"
    wanted: dict[str, object] = dict.fromkeys(("name", "phone", "email", "stage", "manager"), "")
    wanted["title"] = "Лампа"
    async with server.http(await server.sign_in(ANNA)) as anna:
        form = (await anna.get(one)).json()
        assert (form["sums"], form["sum"], form["currency"]) == (True, None, "USD")
        refused = await anna.put(one, json={**wanted, "sum": 10**15 + 1})
        assert (refused.status_code, refused.json()["code"], refused.json()["params"]) == (
            422,
            "deal_sum",
            {"field": "sum"},
        )
        assert (await anna.put(one, json={**wanted, "sum": 150_050})).json()["lead"]["sum"] == 150_050
        deal = f"{own}/{(await sent(anna, one.removesuffix('/lead')))['id']}"
        assert (await anna.get(deal)).json()["deal"]["sum"] == 150_050
        await anna.patch(deal, json={"sum": 200_000})
        form = (await anna.put(one, json={**wanted, "sum": 150_050})).json()
        await sent(anna, one.removesuffix("/lead"))
        assert (form["sum"], (await anna.get(deal)).json()["deal"]["sum"]) == (150_050, 200_000)
        await anna.put(one, json={**wanted, "sum": 175_000})
        await sent(anna, one.removesuffix("/lead"))
        assert (await anna.get(deal)).json()["deal"]["sum"] == 175_000


async def sent(anna: httpx2.AsyncClient, one: str) -> dict[str, object]:
    lead: dict[str, object] = {}
    for _ in range(500):
        lead = (await anna.get(f"{one}/lead")).json()["lead"]
        if lead["state"] == "sent":
            return lead
        await asyncio.sleep(0.02)
    raise AssertionError(lead)
