"""Canned responses through both doors: made, changed, removed; every open app hears of it."""

import httpx2
import pytest

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.wire.operator import CannedChanged
from tests.clients import make_id
from tests.people import ANNA, IGOR
from tests.serving import Served

OPERATOR = "/api/operator/v1"


def new(
    title: str = "Доставка", text: str = "Доставим завтра, {client_name}", folder: str | None = None
) -> dict[str, object]:
    """Return a body that makes a canned response."""
    return {"id": make_id(), "title": title, "text": text, "folder": folder}


async def titles(http: httpx2.AsyncClient) -> list[str]:
    """Return the titles that are there."""
    return [c["title"] for c in (await http.get(f"{OPERATOR}/canned")).json()["responses"]]


async def test_made_changed_and_removed(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        folder = (await http.post(f"{OPERATOR}/folders", json={"id": make_id(), "name": "Продажи"})).json()
        body = new(folder=folder["id"])
        made = await http.post(f"{OPERATOR}/canned", json=body)
        assert made.status_code == 201
        again = await http.post(f"{OPERATOR}/canned", json=body)
        assert again.json() == made.json(), "the same again is answered the same"
        other = await http.post(f"{OPERATOR}/canned", json={**body, "title": "Иное"})
        assert (other.status_code, other.json()["code"]) == (422, "id_taken")
        before = (await http.get(f"{OPERATOR}/canned")).json()
        change = {"title": "Срок", "text": "Завтра", "folder": folder["id"], "seen": made.json()["updated_at"]}
        one = f"{OPERATOR}/canned/{body['id']}"
        changed = await http.put(one, json=change)
        assert (changed.json()["title"], changed.json()["updated_by"]) == ("Срок", server.shop.anna.hex())
        assert (await http.put(one, json=change)).json() == changed.json(), "what is so already changes nothing"
        late = await http.put(one, json={**change, "title": "Поздно"})
        assert (late.status_code, late.json()["code"]) == (409, "canned_changed")
        after = (await http.get(f"{OPERATOR}/canned")).json()
        assert before["version"] != after["version"]
        assert (await http.delete(f"{OPERATOR}/folders/{folder['id']}")).status_code == 204
        left = (await http.get(f"{OPERATOR}/canned")).json()
        assert [(c["title"], c["folder"]) for c in left["responses"]] == [("Срок", None)], "it stays, in no folder"
        assert (await http.delete(one)).status_code == 204
        assert await titles(http) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("я" * 100_000, "canned_text_long"), ("{price}", "variable_unknown"), ("  ", "canned_text_empty")],
)
async def test_a_refusal_says_what_is_wrong_and_changes_nothing(server: Served, text: str, code: str) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        refused = await http.post(f"{OPERATOR}/canned", json=new(text=text))
        assert (refused.status_code, refused.json()["code"], refused.json()["params"]["field"]) == (422, code, "text")
        assert await titles(http) == []


async def test_every_open_app_hears_of_a_change(server: Served) -> None:
    anna, igor, olga = await server.operator(ANNA), await server.operator(IGOR), await server.visitor()
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        answer = await http.post(f"/api/owner/v1/projects/{server.shop.number}/canned", json=new())
        assert answer.status_code == 201, answer.text
    await anna.expect(CannedChanged)
    await igor.expect(CannedChanged)
    await olga.ping()
    assert "canned" not in {frame["t"] for frame in olga.heard}, "visitors have no word for it"
    async with server.http(await server.sign_in(IGOR)) as http:
        assert await titles(http) == ["Доставка"]


async def test_a_folder_that_is_not_there(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        refused = await http.post(f"{OPERATOR}/canned", json=new(folder=make_id()))
        assert refused.status_code == 404
