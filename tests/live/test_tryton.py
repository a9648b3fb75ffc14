"""Tryton, live: the whole contract of a CRM, what is Tryton's own, and a conversation's whole way there and back."""

import asyncio
import base64
from dataclasses import replace

import pytest
from httpx2 import AsyncClient

from besedka.adapters.crm.tryton import connector
from besedka.adapters.crm.tryton.connector import CONNECTOR
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.ports.crm import Client, Comment, Crm, CrmFailed
from besedka.ports.http import Http
from besedka.wire.operator import LeadSent
from tests import people
from tests.clients import OperatorClient
from tests.crm.suite import by_id, draft
from tests.crm.tryton.world import TrytonWorld, tryton
from tests.crm.world import Purse
from tests.crm.worlds import LIVE
from tests.ports.test_crm import *  # noqa: F403
from tests.ports.test_crm_clients import *  # noqa: F403
from tests.ports.test_crm_faults import *  # noqa: F403
from tests.serving import Served

WORLDS = LIVE
DESK = "/api/operator/v1"
OLGA = {"phone": "+79161112233", "email": "svetlova@example.com"}
OPEN, OTHER = "opportunity", "another-пароль"


def opened(world: TrytonWorld, http: Http, **values: str) -> Crm:
    return CONNECTOR.open(Purse({**world.values, **values}), http)


async def failed(crm: Crm) -> CrmFailed:
    with pytest.raises(CrmFailed) as caught:
        await crm.check()
    return caught.value


async def test_a_session_that_ends_in_the_middle_is_begun_again(http: Http) -> None:
    with tryton() as world:
        crm, before = opened(world, http), len(world.leads())
        await crm.check()
        world.live.leave(world.server.asked[-1].headers["authorization"])
        placed = await crm.add_lead(draft("Сессия кончилась"))
        assert len(world.leads()) == before + 1
        assert by_id(world, placed.id).title == "Сессия кончилась"
        asked = [world.server.place(one) for one in world.server.asked]
        assert asked.count("common.db.login") == 2


async def test_a_session_serves_many_questions_at_once(http: Http) -> None:
    with tryton() as world:
        crm = opened(world, http)
        await asyncio.gather(*(crm.find_lead(f"besedka-{n}") for n in range(8)))
        asked = [world.server.place(one) for one in world.server.asked]
        assert asked.count("common.db.login") == 1


async def test_the_check_names_every_right_that_is_missing(http: Http) -> None:
    with tryton() as world:
        group = world.live.group("Sale Opportunity")
        world.live.ask("res.user.write", [world.user], {"groups": [["remove", [group]]], "employee": None})
        crm = opened(world, http)
        missing = [(one.code, one.detail) for one in (await crm.check()).missing]
        assert missing == [("crm_no_right", "sale.opportunity: read, create, write")]
        with pytest.raises(CrmFailed) as caught:
            await crm.add_lead(draft("Нельзя"))
        assert (caught.value.code, caught.value.permanent) == ("crm_no_right", True)


async def test_a_user_of_no_company_is_told_to_have_one(http: Http) -> None:
    with tryton() as world:
        nobodys = {"employee": None, "employees": [["remove", [world.live.employee]]], "company": None}
        world.live.ask("res.user.write", [world.user], nobodys)
        missing = [(one.code, one.detail) for one in (await opened(world, http).check()).missing]
        assert ("crm_no_right", "company") in missing


async def test_what_was_typed_wrong_is_told_apart(http: Http) -> None:
    with tryton() as world:
        for values, code in (
            ({"password": OTHER}, "crm_no_access"), ({"user": "никто"}, "crm_no_access"), ({"database": "нет"}, "crm_address"),
            ({"address": f"{world.server.url}/elsewhere"}, "crm_address"),
        ):  # fmt: skip
            why = await failed(opened(world, http, **values))
            assert (why.code, why.permanent) == (code, True), values
            assert OTHER not in str(why)


async def test_managers_fill_as_many_pages_as_there_are(http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    with tryton() as world:
        whole = await opened(world, http).managers()
        monkeypatch.setattr(connector, "PAGE", 2)
        assert await opened(world, http).managers() == whole
        assert len(whole) > 2 * connector.PAGE


async def test_a_manager_who_is_nobody_is_gone(http: Http) -> None:
    with tryton() as world:
        crm = opened(world, http)
        placed = await crm.add_lead(draft("Чья?"))
        with pytest.raises(CrmFailed) as caught:
            await crm.assign(placed.id, "999999")
        assert (caught.value.code, caught.value.permanent) == ("crm_manager_gone", True)


async def test_what_tryton_would_refuse_is_refused_before_anything_is_stored(http: Http) -> None:
    with tryton() as world:
        world.live.ask("res.user.write", [world.user], {"employee": None})
        crm, before = opened(world, http), len(world.contacts())
        for stage, code in ((OPEN, "crm_nobodys"), ("won", "crm_stage_late")):
            lead = draft("Рано", stage=stage)
            with pytest.raises(CrmFailed) as caught:
                await crm.add_lead(lead)
            assert (caught.value.code, caught.value.permanent) == (code, True)
            assert await crm.find_lead(lead.origin) is None
        assert len(world.contacts()) == before


async def test_an_opportunity_that_is_over_keeps_its_title_and_takes_words(http: Http) -> None:
    with tryton() as world:
        crm, lead = opened(world, http), draft("Была")
        placed = await crm.add_lead(lead)
        world.live.ask("sale.opportunity.lost", [int(placed.id)])
        await crm.change_lead(placed.id, replace(lead, title="Стала"))
        await crm.comment(placed.id, Comment("№ 1", "№ 1\nОльга: передумала"))
        kept = by_id(world, placed.id)
        assert (kept.title, kept.comments) == ("Была", ("№ 1\nОльга: передумала",))
        (seen,) = [one for one in await crm.leads_of(kept.contact) if one.id == placed.id]
        assert (seen.stage, seen.outcome) == ("Lost", "lost")


async def test_a_phone_is_found_however_it_was_written_there(http: Http) -> None:
    with tryton() as world:
        id = world.add_contact("Формат", "8 (495) 765-43-21", "format@example.com")
        found = await opened(world, http).find_contacts(Client(phone="+74957654321"))
        assert [(one.id, one.phones) for one in found] == [(id, ("8 (495) 765-43-21",))]


async def test_a_name_that_is_unknown_is_how_they_are_reached(http: Http) -> None:
    with tryton() as world:
        id = await opened(world, http).add_contact(Client(phone="+74957654300"), "besedka-x", "")
        assert next(one.name for one in world.contacts() if one.id == id) == "+74957654300"


async def test_a_conversation_goes_there_and_back(server: Served) -> None:
    """Through all of the house: connected in the cabinet, sent by an operator, worked on in Tryton, seen in the card, sent again."""
    with tryton() as world:
        await connect(server, world)
        olga, anna = await server.visitor(), await server.operator(people.ANNA)
        await olga.post("Здравствуйте! Есть ли лампа «Маяк»?\n<b>Жёлтая</b> & тёплая")
        token = await server.sign_in(people.ANNA)
        async with server.http(token) as http:
            id = (await http.get(f"{DESK}/conversations?list=new")).json()["conversations"][0]["id"]
            await anna.post(id, "Есть, 1 500 ₽.")
            noted = await http.put(f"{DESK}/conversations/{id}/contact", json=OLGA | {"name": "Ольга Светлова"})
            assert noted.status_code == 200, noted.text
            first = await sent(http, anna, id, "Лампа «Маяк»")
            lead = by_id(world, first["id"])
            assert (lead.title, lead.responsible.casefold(), lead.stage) == ("Лампа «Маяк»", people.ANNA.email, "Lead")
            client = next(one for one in world.contacts() if one.id == lead.contact)
            assert (client.name, client.phone, client.email) == ("Ольга Светлова", OLGA["phone"], OLGA["email"])
            assert [line in lead.comments[0] for line in ("<b>Жёлтая</b> & тёплая", "Есть, 1 500 ₽.")] == [True, True]

            worked = {"amount": {"__class__": "Decimal", "decimal": "1500.00"}}
            world.live.ask("sale.opportunity.write", [int(lead.id)], worked)
            world.live.ask("sale.opportunity.opportunity", [int(lead.id)])
            card = (await http.get(f"{DESK}/conversations/{id}/crm?anew=true")).json()
            assert [one["name"] for one in card["contacts"]] == ["Ольга Светлова"], card
            shown = [
                (one["title"], one["stage"], one["sum"], one["currency"], one["responsible"]) for one in card["leads"]
            ]
            assert shown == [("Лампа «Маяк»", "Opportunity", "1500.00", "RUB", "Анна Петрова")]

            before = len(world.leads())
            await olga.post("Беру две!")
            second = await sent(http, anna, id, "Две лампы «Маяк»")
            again = by_id(world, lead.id)
            assert (second["id"], len(world.leads())) == (lead.id, before)
            assert (again.title, again.stage, again.contact) == ("Две лампы «Маяк»", "Opportunity", lead.contact)
            assert again.comments[0] == lead.comments[0]
            assert ["Беру две!" in one for one in again.comments] == [False, True]
        await nothing_secret_is_in_the_log(server, world)


async def connect(server: Served, world: TrytonWorld) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        body = {"name": "tryton", "values": dict(world.values)}
        tried = (await http.put(f"/api/owner/v1/projects/{server.shop.number}/crm/connection", json=body)).json()
    assert (tried["well"], tried["account"]) == (True, "Магазин ламп"), tried


async def sent(http: AsyncClient, anna: OperatorClient, id: str, title: str) -> dict[str, str]:
    """Send the lead with this title, and return it once it is there."""
    form = (await http.get(f"{DESK}/conversations/{id}/lead")).json()
    wanted = {name: form[name] for name in ("name", "phone", "email", "stage")} | {"title": title, "manager": ""}
    asked = await http.put(f"{DESK}/conversations/{id}/lead", json=wanted)
    assert asked.status_code == 200, asked.text
    await anna.expect(LeadSent)
    lead = (await http.get(f"{DESK}/conversations/{id}/lead")).json()["lead"]
    assert (lead["state"], lead["responsible"], lead["unmatched"]) == ("sent", "Анна Петрова", ""), lead
    return dict(lead)


async def nothing_secret_is_in_the_log(server: Served, world: TrytonWorld) -> None:
    sessions = {base64.b64decode(word.split()[1]).decode().rpartition(":")[2] for word in words_of(world)}
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        calls = (await http.get(f"/api/owner/v1/projects/{server.shop.number}/crm/calls")).text
    assert sessions
    assert "sale.opportunity.create" in calls
    assert not [secret for secret in (world.values["password"], *sessions) if secret in calls]


def words_of(world: TrytonWorld) -> list[str]:
    return [one.headers["authorization"] for one in world.server.asked if "authorization" in one.headers]
