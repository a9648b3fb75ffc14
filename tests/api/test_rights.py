"""Who may do what: role × method × object, for every route of the application. A route without a row fails (SECURITY.md, line 8).

A new route is one line in the table (tests/api/rights.py). Every id in the address is made fresh for each request that may change it
(tests/api/things.py), then swapped: for another project's, and for nonsense. What is not yours is not there.
"""

from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi.routing import APIRoute

from besedka.api.application import ROUTERS, make_api
from tests.api.acts import ACTS, SILENT
from tests.api.guests import PLACE, Guests, routes
from tests.api.rights import GUESTS, INSIDERS, OPERATOR, OWNER, TABLE, Row
from tests.api.things import MAKERS, NESTED
from tests.clients import browse
from tests.serving import Served

SWAPPED = ("0" * 32, "A" * 32, "1", "0", "..%2Fsession", "%00", "0" * 31 + "%0A")


def test_an_application_is_made_of_routes_that_are_there() -> None:
    """One that is included would be built anew at the first request that passes it, and be missing in the table below."""
    answered = make_api().routes
    strangers = {getattr(route, "path", None) for route in answered if not isinstance(route, APIRoute)}
    assert strangers == {"/openapi.json"}
    assert {id(route) for router in ROUTERS for route in router.routes} <= {id(route) for route in answered}


def test_every_route_has_a_row() -> None:
    listed = {(row.method, row.path) for row in TABLE}
    assert len(routes()) > 20
    assert routes() - listed == set()
    assert listed - routes() == set()


def test_every_way_to_change_something_leaves_a_line_or_says_why_not() -> None:
    doors = {(method, path) for method, path in routes() if path.startswith((OPERATOR, OWNER))}
    changing = {(method, path) for method, path in doors if method != "GET"}
    told = {(act.method, act.path) for act in ACTS}
    assert changing - told - SILENT.keys() == set()
    assert told & SILENT.keys() == set()
    assert told | SILENT.keys() <= doors


@pytest.fixture
async def guests(server: Served) -> AsyncIterator[Guests]:
    async with browse(server.url) as http:
        yield await Guests(server, http).arrive()


async def test_the_table(guests: Guests) -> None:
    """Things are made anew for whoever may touch them; all who are refused leave the same ones as they are."""
    wrong: list[str] = []
    for row in TABLE:
        untouched = await guests.path(row)
        for guest in GUESTS:
            answer = await guests.ask(guest, row, untouched if row.answers[guest] >= 400 else await guests.path(row))
            if answer.status_code != row.answers[guest]:
                wrong.append(_told(row, guest, row.answers[guest], answer))
            assert answer.status_code < 400 or row.method == "OPTIONS" or answer.json()["message"]
    assert wrong == []


def _told(row: Row, guest: str, expected: int | str, answer: httpx2.Response) -> str:
    return f"{row.method} {row.path} {row.on} as {guest}: {answer.status_code}, not {expected}: {answer.text[:120]}"


PLACED = [
    (row, name)
    for row in TABLE
    for word, name in PLACE.findall(row.path)
    if word in {*MAKERS, *NESTED} and row.on != "owner"
]


async def test_what_is_another_projects_is_not_there(guests: Guests) -> None:
    """Each id of an address by itself is swapped for a thing of another project."""
    wrong: list[str] = []
    for row, name in PLACED:
        for guest in (guest for guest in INSIDERS if row.answers[guest] < 400):
            answer = await guests.ask(guest, row, await guests.path(row, name))
            if answer.status_code != 404:
                wrong.append(_told(row, guest, f"404 for another's {name}", answer))
    assert len(PLACED) > 40
    assert wrong == []


async def test_an_id_that_is_nobodys_is_not_there(guests: Guests) -> None:
    wrong: list[str] = []
    for row, name in PLACED:
        guest = next((guest for guest in INSIDERS if row.answers[guest] < 400), None)
        path = await guests.path(row, name, "{nobodys}")
        for thing in SWAPPED if guest else ():
            answer = await guests.ask(guest or "", row, path.replace("{nobodys}", thing))
            if answer.status_code not in (404, 405, 422):
                wrong.append(_told(row, guest or "", f"404 for {thing}", answer))
    assert wrong == []


async def test_lists_hold_only_what_is_in_scope(server: Served, guests: Guests) -> None:
    conversation = await MAKERS["conversations"](server.house, server.shop, "anna")
    for guest, seen in (("anna", 1), ("igor", 0), ("stranger", 0)):
        async with browse(server.url, headers=guests.headers[guest]) as http:
            await http.post(f"{OPERATOR}/conversations/{conversation}/close")
            closed = await http.get(f"{OPERATOR}/conversations?list=closed")
            counts = (await http.get(f"{OPERATOR}/overview")).json()["counts"]
        assert (len(closed.json()["conversations"]), counts["closed"]) == (seen, seen)


@pytest.mark.parametrize("guest", ["owner", "member", "rival"])
async def test_the_home_shows_only_projects_within_reach(server: Served, guests: Guests, guest: str) -> None:
    async with browse(server.url, headers=guests.headers[guest]) as http:
        found = (await http.get(f"{OWNER}/home")).json()["projects"]
    own = guests.other if guest == "rival" else server.shop
    assert [(p["number"], p["standing"]) for p in found] == [(own.number, "member" if guest == "member" else "owner")]
