"""Canned responses through both doors: made, changed, removed; every open app hears of it."""

import httpx2
import pytest

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.wire.operator import CannedChanged
from tests.clients import make_id
from tests.people import ANNA, IGOR, PAVEL
from tests.pictures import PDF, picture
from tests.serving import Served
from tests.uploading import Hand, operators

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


async def test_files_go_with_a_canned_response(server: Served) -> None:
    token = await server.sign_in(ANNA)
    hers, igors = operators(server, token), operators(server, await server.sign_in(IGOR))
    plan, price = await hers.upload("План.pdf", PDF), await hers.upload("Цены.jpg", picture(300, 200))
    foreign = await igors.upload("чужой.pdf", PDF)
    async with server.http(token) as http:
        body = {**new(), "files": [plan]}
        made = (await http.post(f"{OPERATOR}/canned", json=body)).json()
        assert [file["name"] for file in made["files"]] == ["План.pdf"]
        assert (await http.post(f"{OPERATOR}/canned", json=body)).json() == made, "the same again is answered the same"
        one, change = f"{OPERATOR}/canned/{body['id']}", {**new(), "seen": made["updated_at"]}
        del change["id"]
        before = (await http.get(f"{OPERATOR}/canned")).json()["version"]
        for wanted, code in (
            ([foreign], "file_unknown"),
            ([make_id()], "file_unknown"),
            ([plan] * 11, "too_many_files"),
        ):
            refused = await http.put(one, json={**change, "files": wanted})
            assert (refused.status_code, refused.json()["code"]) == (422, code)
        changed = (await http.put(one, json={**change, "files": [price, plan]})).json()
        assert [file["name"] for file in changed["files"]] == ["Цены.jpg", "План.pdf"]
        assert (await http.get(f"{OPERATOR}/canned")).json()["version"] != before
        taken = await http.post(f"{OPERATOR}/canned", json={**new("Ещё"), "files": [plan]})
        assert (taken.status_code, taken.json()["code"]) == (422, "file_taken"), "a file belongs to one"
        kept = (await http.put(one, json={**change, "title": "Иначе", "seen": changed["updated_at"]})).json()
        assert len(kept["files"]) == 2, "who does not speak of files changes none"
        assert (await igors.http.get(f"{OPERATOR}/files/{plan}/content")).content == PDF, "every operator may insert it"
        less = (await http.put(one, json={**change, "files": [price], "seen": kept["updated_at"]})).json()
        assert [file["id"] for file in less["files"]] == [price]
        assert (await http.get(f"{OPERATOR}/files/{plan}/content")).status_code == 404
        assert (await http.delete(one)).status_code == 204
        assert (await http.get(f"{OPERATOR}/files/{price}/content")).status_code == 404


async def test_the_cabinet_keeps_the_files_that_an_administrator_gave(server: Served) -> None:
    token = await server.sign_in(ANNA)
    plan = await operators(server, token).upload("План.pdf", PDF)
    body = {**new(), "files": [plan]}
    async with server.http(token) as http:
        made = (await http.post(f"{OPERATOR}/canned", json=body)).json()
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        one = f"/api/owner/v1/projects/{server.shop.number}/canned/{body['id']}"
        change = {"title": "Срок", "text": "Завтра", "folder": None, "seen": made["updated_at"], "files": [plan]}
        changed = (await http.put(one, json=change)).json()
        assert [file["id"] for file in changed["files"]] == [plan]


async def test_a_folder_that_is_not_there(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        refused = await http.post(f"{OPERATOR}/canned", json=new(folder=make_id()))
        assert refused.status_code == 404


async def test_the_cabinet_gives_a_response_its_files(server: Served) -> None:
    base = f"/api/owner/v1/projects/{server.shop.number}"
    cabinet = Hand(server.http(await server.sign_in_owner(PAVEL), OWNER_COOKIE), base)
    plan = await cabinet.upload("план.txt", b"a plan")
    made = (await cabinet.http.post(f"{base}/canned", json={**new(), "files": [plan]})).json()
    assert [file["name"] for file in made["files"]] == ["план.txt"]
    again = await cabinet.http.post(f"{base}/canned", json={**new(), "files": [plan]})
    assert (again.status_code, again.json()["code"]) == (422, "file_taken")
    async with server.http(await server.sign_in(ANNA)) as anna:
        assert (await anna.get(f"{OPERATOR}/files/{plan}/content")).content == b"a plan"
    others = Hand(server.http(await server.sign_in_owner(), OWNER_COOKIE), base)
    begun = await others.upload("чужой.txt", b"x")
    taken = await cabinet.http.put(
        f"{base}/canned/{made['id']}",
        json={"title": "Срок", "text": "Завтра", "folder": None, "seen": made["updated_at"], "files": [begun]},
    )
    assert (taken.status_code, taken.json()["code"]) == (422, "file_unknown"), "one's own uploads only"
