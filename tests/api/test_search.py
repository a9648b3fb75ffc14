"""Search by HTTP: whatever is typed, it is refused by name or answered, and never understood as anything but words."""

from urllib.parse import quote

import pytest

from besedka.jobs import indexing
from tests.people import ANNA
from tests.serving import Served

SEARCH = "/api/operator/v1/search"


@pytest.mark.parametrize(
    "q", ["'; DROP TABLE messages; --", '" OR 1=1', "\0", "🙂🙂", "NEAR(a b)", "a:*b & !c", "х" * 200, "ё'\\"]
)
async def test_whatever_is_typed_is_answered(server: Served, q: str) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        answer = await http.get(f"{SEARCH}?q={quote(q)}")
    assert (answer.status_code, answer.json()) == (200, {"hits": [], "next": None})


async def test_a_query_of_ten_thousand_characters_is_refused_by_name(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        answer = await http.get(f"{SEARCH}?q={'a' * 10_000}")
    assert (answer.status_code, answer.json()["code"]) == (422, "query_long")


async def test_a_hit_tells_where_it_is(server: Served) -> None:
    visitor = await server.visitor()
    await visitor.post("Привезите ёлку")
    await indexing.catch_up(server.house.deps)
    async with server.http(await server.sign_in(ANNA)) as http:
        (hit,) = (await http.get(f"{SEARCH}?q={quote('ЕЛКА')}")).json()["hits"]
    assert (hit["kind"], hit["seq"], hit["conversation"]["status"]) == ("message", 1, "new")
    assert hit["parts"] == [{"text": "Привезите ", "hit": False}, {"text": "ёлку", "hit": True}]


async def test_what_is_found_is_narrowed_by_the_filters_of_lists(server: Served) -> None:
    visitor = await server.visitor()
    await visitor.post("Привезите ёлку")
    await indexing.catch_up(server.house.deps)
    async with server.http(await server.sign_in(ANNA)) as http:
        found = {
            by: len((await http.get(f"{SEARCH}?q={quote('ёлка')}&{by}")).json()["hits"])
            for by in ("channel=site", "rating=1", f"operator={server.shop.igor.hex()}", "since=1", "until=1")
        }
        refused = await http.get(f"{SEARCH}?q={quote('ёлка')}&rating=6")
    assert list(found.values()) == [1, 0, 0, 1, 0]
    assert refused.status_code == 422


@pytest.mark.parametrize("typed", ["8 916 204-18-77", "+7 (916) 204-18-77", "89162041877", "916 204", "204-18-77"])
async def test_a_client_is_found_by_their_number_however_it_is_typed(server: Served, typed: str) -> None:
    visitor = await server.visitor()
    await visitor.post("Мой номер 8 (916) 204 18 77, жду звонка")
    async with server.http(await server.sign_in(ANNA)) as http:
        (id,) = [c["id"] for c in (await http.get("/api/operator/v1/conversations?list=new")).json()["conversations"]]
        contact = {"name": "Марина", "phone": "+7 916 204-18-77"}
        assert (await http.put(f"/api/operator/v1/conversations/{id}/contact", json=contact)).status_code == 200
        await indexing.catch_up(server.house.deps)
        hits = (await http.get(SEARCH, params={"q": typed})).json()["hits"]
    marked = [(hit["kind"], [part["text"] for part in hit["parts"] if part["hit"]]) for hit in hits]
    assert marked == [("message", ["8 (916) 204 18 77"]), ("client", ["+79162041877"])]
