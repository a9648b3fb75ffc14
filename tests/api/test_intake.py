"""Leads from elsewhere: forms of the sites' own pages, and programs that post to the original's proxy address."""

import httpx2
import pytest

from tests.clients import browse
from tests.people import SITE
from tests.serving import Served
from tests.units import read

LEFT = {"leadName": "Лампа", "name": "Ольга", "phone": "8 916 123-45-67", "text": "Есть?"}


async def leads(server: Served) -> list[tuple[str, str, str, str]]:
    rows = await read(
        server.house,
        "SELECT l.title, l.phone, l.cause, c.left_by FROM leads l JOIN conversations c ON c.id = l.conversation_id",
    )
    return [tuple(row) for row in rows]


def page(server: Served, origin: str = SITE) -> httpx2.AsyncClient:
    return browse(server.url, headers={"Origin": origin})


async def test_a_form_of_a_site_leaves_a_lead_that_its_page_may_read_of(server: Served) -> None:
    async with page(server) as http:
        answer = await http.post(f"/api/visitor/v1/leads?project={server.shop.key}", json=LEFT)
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.headers["access-control-allow-origin"] == SITE
    assert await leads(server) == [("Лампа", "+79161234567", "form", "offline")]


async def test_another_site_leaves_none(server: Served) -> None:
    async with page(server, "https://evil.example") as http:
        answer = await http.post(f"/api/visitor/v1/leads?project={server.shop.key}", json=LEFT)
        may = await http.request("OPTIONS", f"/api/visitor/v1/leads?project={server.shop.key}")
    assert (answer.status_code, may.status_code) == (403, 403)
    assert "access-control-allow-origin" not in answer.headers
    assert not await leads(server)


@pytest.mark.parametrize("way", ["query", "form", "json"])
async def test_a_program_that_posts_to_the_proxy_keeps_working(server: Served, way: str) -> None:
    told = {"key": server.shop.key, "title": "Звонок", "name": "Ольга", "phone": "89161234567", "roistat": "184203"}
    async with browse(server.url) as http:
        path = "/api/proxy/1.0/leads/add"
        if way == "query":
            answer = await http.get(path, params=told)
        elif way == "form":
            answer = await http.post(path, data={**told, "fields[Цвет]": "белый"})
        else:
            answer = await http.post(path, json={**told, "is_need_callback": 1})
    assert (answer.status_code, answer.json()["status"]) == (200, "success")
    left = "callback" if way == "json" else "offline"
    assert await leads(server) == [("Звонок", "+79161234567", "form", left)]
    [[params]] = await read(server.house, "SELECT params FROM profiles")
    assert "184203" in params


@pytest.mark.parametrize(
    ("key", "body", "status", "code"),
    [
        ("0" * 32, b"{}", 404, "project_unknown"),
        ("not a key", b"{}", 404, "project_unknown"),
        ("", b"{}", 422, "lead_empty"),
        ("", b"[1]", 422, "bad_input"),
        ("", b"{", 422, "bad_input"),
        ("", b'{"text": "' + b"x" * 70_000 + b'"}', 422, "bad_input"),
        ("", b'{"price": ' + b"9" * 5_000 + b"}", 422, "bad_input"),
    ],
)
async def test_what_is_no_lead_is_refused(server: Served, key: str, body: bytes, status: int, code: str) -> None:
    async with page(server) as http:
        answer = await http.post(f"/api/visitor/v1/leads?project={key or server.shop.key}", content=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (answer.json()["status"], answer.json()["error"]) == ("error", code), "as the original's scripts read it"
    assert not await leads(server)


async def test_a_form_of_too_many_fields_is_refused(server: Served) -> None:
    body, kind = b"&".join(b"a%d=1" % n for n in range(501)), "application/x-www-form-urlencoded"
    async with browse(server.url) as http:
        answer = await http.post("/api/proxy/1.0/leads/add", content=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_input")
    assert not await leads(server)
