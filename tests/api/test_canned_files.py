"""Canned responses into the cabinet from a file, and out of it: all or nothing, with a report."""

import json

import httpx2
import pytest

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.wire.operator import CannedChanged
from tests.people import ANNA, PAVEL
from tests.serving import Served


@pytest.fixture
async def cabinet(server: Served) -> httpx2.AsyncClient:
    return server.http(await server.sign_in_owner(PAVEL), OWNER_COOKIE)


def at(server: Served, verb: str = "") -> str:
    return f"/api/owner/v1/projects/{server.shop.number}/canned{verb}"


def table(*rows: tuple[str, str, str]) -> str:
    return json.dumps([{"folder": folder, "title": title, "text": text} for folder, title, text in rows])


async def bring(cabinet: httpx2.AsyncClient, server: Served, content: str, anyway: bool = False) -> dict[str, object]:
    answer = await cabinet.post(at(server, "/import"), json={"format": "json", "content": content, "anyway": anyway})
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


async def test_a_file_comes_in_whole_and_out_again(server: Served, cabinet: httpx2.AsyncClient) -> None:
    anna = await server.operator(ANNA)
    rows = [("Доставка", "Срок", "Завтра, {client_name}"), ("Доставка", "Цена", "=500"), ("", "Привет", "Здравствуйте")]
    report = await bring(cabinet, server, table(*rows))
    assert report == {"done": True, "added": 3, "changed": 0, "same": 0, "refused": []}
    await anna.expect(CannedChanged)
    library = (await cabinet.get(at(server))).json()
    assert [folder["name"] for folder in library["folders"]] == ["Доставка"]
    out = await cabinet.get(at(server, "/export?format=csv"))
    assert "attachment" in out.headers["Content-Disposition"]
    assert out.content.startswith(b"\xef\xbb\xbf")
    again = await cabinet.post(at(server, "/import"), json={"format": "csv", "content": out.text, "anyway": False})
    assert again.json() == {"done": True, "added": 0, "changed": 0, "same": 3, "refused": []}
    changed = await bring(cabinet, server, table(("Доставка", "Срок", "Послезавтра")))
    assert (changed["changed"], changed["added"]) == (1, 0)
    assert len((await cabinet.get(at(server))).json()["responses"]) == 3


async def test_one_refused_row_and_nothing_is_changed(server: Served, cabinet: httpx2.AsyncClient) -> None:
    content = table(("Новая", "Срок", "Завтра"), ("Новая", "Имя", "{surname}, здравствуйте"), ("Новая", " ", "x"))
    before = (await cabinet.get(at(server))).json()
    report = await bring(cabinet, server, content)
    assert not report["done"]
    refused = report["refused"]
    assert isinstance(refused, list)
    assert [(one["row"], one["code"]) for one in refused] == [(2, "variable_unknown"), (3, "canned_title_empty")]
    assert "{surname}" in refused[0]["message"]
    assert (await cabinet.get(at(server))).json() == before, "not even the folder"
    kept = await bring(cabinet, server, content, anyway=True)
    assert (kept["done"], kept["added"]) == (True, 1)


async def test_limits_hold_and_a_full_project_says_so(server: Served, cabinet: httpx2.AsyncClient) -> None:
    rows = [("", f"Шаблон {n}", "x") for n in range(1_001)]
    report = await bring(cabinet, server, table(*rows))
    refused = report["refused"]
    assert isinstance(refused, list)
    assert [(one["row"], one["code"]) for one in refused] == [(1_001, "canned_too_many")]
    folders = [(f"Папка {n}", "Шаблон", "x") for n in range(101)]
    report = await bring(cabinet, server, table(*folders))
    refused = report["refused"]
    assert isinstance(refused, list)
    assert [one["code"] for one in refused] == ["folders_too_many"]
    broken = await cabinet.post(at(server, "/import"), json={"format": "csv", "content": "a;b", "anyway": True})
    assert (broken.status_code, broken.json()["code"]) == (422, "table_columns")


async def test_two_rows_of_one_title_are_one_response(server: Served, cabinet: httpx2.AsyncClient) -> None:
    report = await bring(cabinet, server, table(("", "Срок", "Завтра"), ("", "Срок", "Послезавтра")))
    assert (report["added"], report["changed"]) == (1, 1)
    assert [one["text"] for one in (await cabinet.get(at(server))).json()["responses"]] == ["Послезавтра"]
