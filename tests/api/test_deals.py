"""The leads of the built-in CRM through both doors: a lead from the chat to the board, who hears of it, and who is told what."""

import asyncio

import httpx2
import pytest

from besedka.actions.crm.builtin import BuiltinCrm
from besedka.domain.lead import ORIGIN
from besedka.ports.crm import Client, Draft
from besedka.wire.operator import DealsChanged
from tests.clients import make_id
from tests.people import ANNA, IGOR
from tests.serving import Served

BASE = "/api/operator/v1"
LEAD = {
    "title": "Балкон",
    "name": "Марина",
    "phone": "8 916 204-18-77",
    "email": "",
    "stage": "",
    "sum": 21_250_000,
    "note": "",
}


async def add(http: httpx2.AsyncClient, **more: object) -> str:
    """Make a lead; return its id."""
    answer = await http.post(f"{BASE}/deals", json={**LEAD, "id": make_id(), **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["deal"]["id"])


async def test_a_change_reaches_every_app(server: Served) -> None:
    igor = await server.operator(IGOR)
    async with server.http(await server.sign_in(ANNA)) as http:
        id = await add(http)
        await igor.expect(DealsChanged)
        await http.patch(f"{BASE}/deals/{id}", json={"title": "Лоджия"})
        await igor.expect(DealsChanged)


async def test_a_board_counts_what_one_may_see(server: Served) -> None:
    async with (
        server.http(await server.sign_in(ANNA)) as anna,
        server.http(await server.sign_in(IGOR)) as igor,
    ):
        first = (await anna.get(f"{BASE}/pipelines")).json()
        assert first["on"] is True
        pipeline = first["pipelines"][0]
        await add(anna)
        await add(igor, title="Дверь", sum=None)
        for http, count, amount in ((anna, 2, 21_250_000), (igor, 1, 0)):
            board = (await http.get(f"{BASE}/pipelines/{pipeline['id']}/board")).json()["columns"]
            assert [one["stage"] for one in board] == [stage["id"] for stage in pipeline["stages"]]
            assert (board[0]["count"], board[0]["sum"], len(board[0]["deals"])) == (count, amount, count)
            assert board[1] == {"stage": pipeline["stages"][1]["id"], "count": 0, "sum": 0, "deals": [], "next": None}


async def test_the_list_goes_on_where_it_ended(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        for number in range(5):
            await add(http, title=f"{number}", phone="")
            await asyncio.sleep(0.002)  # ids that a client makes go by its clock
        seen, cursor = list[str](), ""
        while True:
            page = (await http.get(f"{BASE}/deals?limit=2{cursor}")).json()
            seen += [one["title"] for one in page["deals"]]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert seen == ["4", "3", "2", "1", "0"]
        nobodys = (await http.get(f"{BASE}/deals?responsible=nobody")).json()
        assert nobodys["deals"] == []


async def test_a_colleagues_conversation_is_not_named(server: Served) -> None:
    """Igor answers for the lead, Anna has the conversation: the lead is his, the way into the conversation is not."""
    olga = await server.visitor()
    await olga.post("hello")
    async with (
        server.http(await server.sign_in(ANNA)) as anna,
        server.http(await server.sign_in(IGOR)) as igor,
    ):
        c = (await anna.get(f"{BASE}/conversations?list=new")).json()["conversations"][0]["id"]
        crm = BuiltinCrm(server.house.deps, server.shop.number)
        placed = await crm.add_lead(Draft(f"{ORIGIN}{c}", "Из чата", Client(), responsible=server.shop.igor.hex()))
        assert (await igor.get(f"{BASE}/deals/{placed.id}")).json()["deal"]["conversation"] == c
        assert (await anna.post(f"{BASE}/conversations/{c}/take")).status_code == 200
        for http, told in ((anna, c), (igor, None)):
            assert (await http.get(f"{BASE}/deals/{placed.id}")).json()["deal"]["conversation"] == told


@pytest.mark.parametrize(
    ("edit", "status", "code"),
    [
        ({"title": ""}, 422, "lead_title_empty"),
        ({"sum": 10**15 + 1}, 422, "deal_sum"),
        ({"stage": "7" * 32}, 422, "deal_stage"),
        ({"responsible": "7" * 32}, 404, "not_found"),
        ({"note": "x" * 10_001}, 422, "text_too_long"),
    ],
)
async def test_what_is_refused_changes_nothing(server: Served, edit: dict[str, object], status: int, code: str) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        id = await add(http)
        answer = await http.patch(f"{BASE}/deals/{id}", json={"title": "Другая", **edit})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert (await http.get(f"{BASE}/deals/{id}")).json()["deal"]["title"] == "Балкон"
