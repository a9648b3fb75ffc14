"""Who may do what: role × method × object, for every route of the application. A route without a row fails (SECURITY.md, line 8).

A new route is one line in TABLE: what each guest is answered. `who(401, igor=200)` says 401 to everybody but Igor; the usual rows have
names (OPERATORS, CABINET, …). Every id in the address is made fresh for each request (tests/api/things.py), then swapped: for another
project's, and for nonsense. What is not yours is not there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import httpx2
import pytest
from fastapi.routing import APIRoute

from besedka.api.application import make_api
from besedka.api.sockets.gate import OPERATOR_COOKIE, OWNER_COOKIE
from tests.api.things import MAKERS
from tests.clients import hello, make_id
from tests.people import ANNA, IGOR, MARINA, PAVEL, SITE, Person, Shop, open_shop
from tests.serving import Served

GUESTS = ("nobody", "visitor", "owner", "member", "igor", "anna", "stranger", "rival")
"""Without a cookie; a page of the shop; Marina; Pavel, whom she let into the cabinet; Igor; Anna (admin); an administrator of another
project; its owner."""
INSIDERS = ("owner", "member", "igor", "anna")
OPERATOR, OWNER = "/api/operator/v1", "/api/owner/v1"
ONE = f"{OPERATOR}/conversations/{{id}}"
A_FILE = f"{OPERATOR}/files/{{id}}"
VISITORS_FILE = "/api/visitor/v1/files/{id}"
"""Without the visitor's key in a header: see tests/api/test_files.py."""
PROJECT = f"{OWNER}/projects/{{number}}"
SWAPPED = ("0" * 32, "A" * 32, "1", "0", "..%2Fsession", "%00", "0" * 31 + "%0A")
PLACE = re.compile(r"/(\w+)/\{(\w+)\}")


def who(everybody: int, **others: int) -> dict[str, int]:
    """Return what each guest is answered: the same for everybody but these."""
    return {**dict.fromkeys(GUESTS, everybody), **others}


PUBLIC = who(200)
ELSEWHERE = who(302)
OPERATORS = who(401, visitor=403, igor=200, anna=200, stranger=200)
"""Any operator, each in their own project."""
ANNAS = {**OPERATORS, "igor": 404, "stranger": 404}
"""What Anna has: to Igor and to another project it is not there."""
IGORS = {**OPERATORS, "stranger": 404}
"""What Igor or nobody has: within reach of both, and of no other project."""
PEOPLE = who(401, visitor=403, owner=200, member=200, rival=200)
"""Anybody of the cabinet, each with their own projects."""
CABINET = {**PEOPLE, "rival": 404}
"""The owner and the members of the project."""
OWNERS = {**CABINET, "member": 403}
"""The owner alone."""


def done(answers: dict[str, int], status: int) -> dict[str, int]:
    """Return the same answers with another status for whoever may."""
    return {guest: status if code == 200 else code for guest, code in answers.items()}


@dataclass(frozen=True)
class Row:
    """A request, and what each guest is answered. `on` says which thing is meant: see tests/api/things.py."""

    method: str
    path: str
    answers: dict[str, int]
    body: object = None
    query: str = ""
    on: str = ""


POLL = {"hello": {"t": "hello", "v": 1, "position": 0, "language": "ru"}, "frames": [], "wait": 0}
SIGN_IN = {"project": 1, "email": "nobody@shop.example", "password": "guess", "remember": False}
REFUSED_SIGN_IN = who(401, visitor=403)
PASSWORDS = {"old": "a guess", "new": "long enough"}

TABLE = [
    Row("GET", "/", ELSEWHERE),
    Row("GET", "/health/live", PUBLIC),
    Row("GET", "/health/ready", PUBLIC),
    Row("GET", "/metrics", PUBLIC),
    Row("GET", "/assets/{name}", who(404)),
    Row("GET", "/operator", ELSEWHERE),
    Row("GET", "/cabinet", ELSEWHERE),
    Row("GET", "/demo", ELSEWHERE),
    Row("GET", "/operator/{path:path}", PUBLIC),
    Row("GET", "/cabinet/{path:path}", PUBLIC),
    Row("GET", "/demo/{name:path}", PUBLIC),
    Row("POST", "/api/visitor/v1/poll", PUBLIC, "visitor poll"),
    Row("OPTIONS", "/api/visitor/v1/poll", who(204, nobody=403), query="?project={key}"),
    # ── the operators' door ──────────────────────────────────────────────────────────────────────────────────────
    Row("POST", f"{OPERATOR}/session", REFUSED_SIGN_IN, SIGN_IN),
    Row("GET", f"{OPERATOR}/session", OPERATORS),
    Row("DELETE", f"{OPERATOR}/session", done(OPERATORS, 204)),
    Row("PUT", f"{OPERATOR}/password", done(OPERATORS, 422), PASSWORDS),
    Row("PUT", f"{OPERATOR}/stance", OPERATORS, {"stance": None}),
    Row("GET", f"{OPERATOR}/overview", OPERATORS),
    Row("POST", f"{OPERATOR}/poll", OPERATORS, POLL),
    Row("GET", f"{OPERATOR}/conversations", OPERATORS, query="?list=mine"),
    Row("GET", ONE, ANNAS),
    Row("GET", ONE, IGORS, on="igor"),
    Row("GET", ONE, IGORS, on="nobody"),
    Row("GET", f"{ONE}/messages", ANNAS),
    Row("GET", f"{ONE}/messages", IGORS, on="igor"),
    Row("GET", f"{ONE}/messages", IGORS, on="nobody"),
    Row("POST", f"{ONE}/messages", {**ANNAS, "igor": 403}, "message"),
    Row("POST", f"{ONE}/messages", IGORS, "message", on="igor"),
    Row("POST", f"{ONE}/messages", IGORS, "message", on="nobody"),
    Row("POST", f"{ONE}/take", {**ANNAS, "igor": 409}),
    Row("POST", f"{ONE}/take", {**IGORS, "anna": 409}, on="igor"),
    Row("POST", f"{ONE}/take", IGORS, on="nobody"),
    Row("POST", f"{ONE}/close", {**ANNAS, "igor": 403}),
    Row("POST", f"{ONE}/close", IGORS, on="igor"),
    Row("POST", f"{ONE}/close", IGORS, on="nobody"),
    Row("POST", f"{ONE}/reopen", {**ANNAS, "igor": 403}),
    Row("POST", f"{ONE}/reopen", IGORS, on="igor"),
    Row("POST", f"{ONE}/reopen", IGORS, on="nobody"),
    # ── files ────────────────────────────────────────────────────────────────────────────────────────────────────
    Row("PUT", A_FILE, ANNAS, {"name": "a.txt", "size": 1}, on="upload"),
    Row("GET", A_FILE, ANNAS, on="upload"),
    Row("PATCH", A_FILE, ANNAS, query="?offset=0", on="upload"),
    Row("DELETE", A_FILE, done(ANNAS, 204), on="upload"),
    Row("GET", f"{A_FILE}/content", ANNAS),
    Row("GET", f"{A_FILE}/content", ANNAS, on="upload"),
    Row("GET", f"{A_FILE}/preview", ANNAS),
    Row("PUT", VISITORS_FILE, who(422), {"name": "a.txt", "size": 1}, "?project={key}"),
    Row("GET", VISITORS_FILE, who(422), query="?project={key}"),
    Row("GET", f"{VISITORS_FILE}/link", who(422), query="?project={key}"),
    Row("PATCH", VISITORS_FILE, who(422), query="?project={key}&offset=0"),
    Row("DELETE", VISITORS_FILE, who(422), query="?project={key}"),
    Row("OPTIONS", "/api/visitor/v1/files/{path:path}", who(204, nobody=403), query="?project={key}"),
    Row("GET", "/api/visitor/v1/file/{token}", who(404)),
    Row("GET", "/api/visitor/v1/file/{token}/preview", who(404)),
    # ── the cabinet ──────────────────────────────────────────────────────────────────────────────────────────────
    Row("POST", f"{OWNER}/session", REFUSED_SIGN_IN, {k: v for k, v in SIGN_IN.items() if k != "project"}),
    Row("GET", f"{OWNER}/session", PEOPLE),
    Row("DELETE", f"{OWNER}/session", done(PEOPLE, 204)),
    Row("PUT", f"{OWNER}/password", done(PEOPLE, 422), PASSWORDS),
    Row("GET", f"{OWNER}/home", PEOPLE),
    Row("GET", f"{PROJECT}/operators", CABINET),
    Row("POST", f"{PROJECT}/operators", done(CABINET, 201), "operator"),
    Row("POST", f"{PROJECT}/operators", done(OWNERS, 201), "administrator"),
    Row("PATCH", f"{PROJECT}/operators/{{id}}", CABINET, {"name": "Олег", "password": "another password"}),
    Row("PATCH", f"{PROJECT}/operators/{{id}}", OWNERS, {"role": "admin"}),
    Row("PATCH", f"{PROJECT}/operators/{{id}}", OWNERS, {"name": "Олег"}, on="admin"),
    Row("PATCH", f"{PROJECT}/operators/{{id}}", OWNERS, {"password": "another password"}, on="admin"),
    Row("PATCH", f"{PROJECT}/operators/{{id}}", OWNERS, {"role": "operator"}, on="admin"),
    Row("POST", f"{PROJECT}/operators/{{id}}/disable", CABINET),
    Row("POST", f"{PROJECT}/operators/{{id}}/disable", OWNERS, on="admin"),
    Row("POST", f"{PROJECT}/operators/{{id}}/enable", CABINET),
    Row("POST", f"{PROJECT}/operators/{{id}}/enable", OWNERS, on="admin"),
    Row("DELETE", f"{PROJECT}/operators/{{id}}/sessions", CABINET),
    Row("DELETE", f"{PROJECT}/operators/{{id}}/sessions", OWNERS, on="admin"),
    Row("GET", f"{PROJECT}/members", CABINET),
    Row("POST", f"{PROJECT}/members", done(OWNERS, 201), "member"),
    Row("DELETE", f"{PROJECT}/members/{{id}}", done(OWNERS, 204)),
    Row("DELETE", f"{PROJECT}/members/{{id}}", {**OWNERS, "owner": 403}, on="owner"),
    Row("GET", f"{PROJECT}/settings/work", CABINET),
    Row("PATCH", f"{PROJECT}/settings/work", CABINET, {"version": "", "changes": {}}),
]  # fmt: skip

BODIES: dict[str, Callable[[Shop], object]] = {
    "visitor poll": lambda shop: {"hello": hello(shop.key), "frames": [], "wait": 0},
    "message": lambda _: {"id": make_id(), "text": "by HTTP"},
    "operator": lambda _: {**_person(), "title": None, "role": "operator"},
    "administrator": lambda _: {**_person(), "title": None, "role": "admin"},
    "member": lambda _: _person(),
}
"""Bodies that are made anew for each request."""


def _person() -> dict[str, object]:
    id = make_id()
    return {"id": id, "name": "Новый", "email": f"{id}@shop.example", "password": "long enough"}


def routes() -> set[tuple[str, str]]:
    """Return every method and path that the application answers."""
    app = make_api()
    found: set[tuple[str, str]] = set()
    todo = list(app.router.routes)
    for route in todo:
        if isinstance(route, APIRoute):
            found |= {(method, route.path) for method in (route.methods or set()) - {"HEAD"}}
        for nested in getattr(getattr(route, "original_router", None), "routes", ()):
            assert isinstance(nested, APIRoute)
            prefix = getattr(getattr(route, "include_context", None), "prefix", "")
            found |= {(method, prefix + nested.path) for method in (nested.methods or set()) - {"HEAD"}}
    return found


def test_every_route_has_a_row() -> None:
    listed = {(row.method, row.path) for row in TABLE}
    assert len(routes()) > 20
    assert routes() - listed == set()
    assert listed - routes() == set()


class Guests:
    """Everybody's HTTP client, and the things they ask for."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.other = server.shop
        self.headers: dict[str, dict[str, str]] = {}

    async def arrive(self) -> "Guests":
        """Sign everybody in."""
        self.other = await open_shop(self.server.house.deps, "Чужой", "6" * 32)
        for guest in GUESTS:
            await self.sign_in(guest)
        return self

    async def sign_in(self, guest: str) -> None:
        """Give a guest a session of their own."""
        own, other = {"Origin": self.server.url}, self.other
        operators = {"igor": (IGOR, self.server.shop), "anna": (ANNA, self.server.shop), "stranger": (ANNA, other)}
        owners = {"owner": MARINA, "member": PAVEL, "rival": Person("", other.owner_email, MARINA.password)}
        if guest in operators:
            who, shop = operators[guest]
            token = await Served(self.server.url, self.server.house, shop).sign_in(who)
            self.headers[guest] = {**own, "Cookie": f"{OPERATOR_COOKIE}={token}"}
        elif guest in owners:
            token = await self.server.sign_in_owner(owners[guest])
            self.headers[guest] = {**own, "Cookie": f"{OWNER_COOKIE}={token}"}
        else:
            self.headers[guest] = {"Origin": SITE} if guest == "visitor" else {}

    async def path(self, row: Row, swapped: str = "", thing: str | None = None) -> str:
        """Return the address with fresh things in it; in place of `swapped`, `thing` or another project's."""
        path = row.path
        for word, name in PLACE.findall(row.path):
            if word not in MAKERS:
                continue
            shop = self.other if name == swapped else self.server.shop
            made = await MAKERS[word](self.server.house, shop, row.on)
            path = path.replace(f"{{{name}}}", thing if thing is not None and name == swapped else made)
        path = path.replace("{name}", "nothing").replace("{name:path}", "").replace("{path:path}", "")
        return path + row.query.format(key=self.server.shop.key)

    async def ask(self, guest: str, row: Row, path: str | None = None) -> httpx2.Response:
        """Send the row's request as this guest."""
        body = BODIES[row.body](self.server.shop) if isinstance(row.body, str) else row.body
        async with httpx2.AsyncClient(base_url=self.server.url, headers=self.headers[guest]) as http:
            answer = await http.request(row.method, path or await self.path(row), json=body)
        if (row.method, row.path.rpartition("/")[2]) == ("DELETE", "session"):
            await self.sign_in(guest)
        return answer


async def test_the_table(server: Served) -> None:
    guests = await Guests(server).arrive()
    wrong: list[str] = []
    for row in TABLE:
        for guest in GUESTS:
            answer = await guests.ask(guest, row)
            if answer.status_code != row.answers[guest]:
                wrong.append(_told(row, guest, row.answers[guest], answer))
            assert answer.status_code < 400 or row.method == "OPTIONS" or answer.json()["message"]
    assert wrong == []


def _told(row: Row, guest: str, expected: int | str, answer: httpx2.Response) -> str:
    return f"{row.method} {row.path} {row.on} as {guest}: {answer.status_code}, not {expected}: {answer.text[:120]}"


PLACED = [
    (row, name) for row in TABLE for word, name in PLACE.findall(row.path) if word in MAKERS and row.on != "owner"
]


async def test_what_is_another_projects_is_not_there(server: Served) -> None:
    """Each id of an address by itself is swapped for a thing of another project."""
    guests = await Guests(server).arrive()
    wrong: list[str] = []
    for row, name in PLACED:
        for guest in (guest for guest in INSIDERS if row.answers[guest] < 400):
            answer = await guests.ask(guest, row, await guests.path(row, name))
            if answer.status_code != 404:
                wrong.append(_told(row, guest, f"404 for another's {name}", answer))
    assert len(PLACED) > 40
    assert wrong == []


async def test_an_id_that_is_nobodys_is_not_there(server: Served) -> None:
    guests = await Guests(server).arrive()
    wrong: list[str] = []
    for row, name in PLACED:
        guest = next((guest for guest in INSIDERS if row.answers[guest] < 400), None)
        for thing in SWAPPED if guest else ():
            answer = await guests.ask(guest or "", row, await guests.path(row, name, thing))
            if answer.status_code not in (404, 405, 422):
                wrong.append(_told(row, guest or "", f"404 for {thing}", answer))
    assert wrong == []


async def test_lists_hold_only_what_is_in_scope(server: Served) -> None:
    guests = await Guests(server).arrive()
    conversation = await MAKERS["conversations"](server.house, server.shop, "anna")
    for guest, seen in (("anna", 1), ("igor", 0), ("stranger", 0)):
        async with httpx2.AsyncClient(base_url=server.url, headers=guests.headers[guest]) as http:
            await http.post(f"{OPERATOR}/conversations/{conversation}/close")
            closed = await http.get(f"{OPERATOR}/conversations?list=closed")
            counts = (await http.get(f"{OPERATOR}/overview")).json()["counts"]
        assert (len(closed.json()["conversations"]), counts["closed"]) == (seen, seen)


@pytest.mark.parametrize("guest", ["owner", "member", "rival"])
async def test_the_home_shows_only_projects_within_reach(server: Served, guest: str) -> None:
    guests = await Guests(server).arrive()
    async with httpx2.AsyncClient(base_url=server.url, headers=guests.headers[guest]) as http:
        found = (await http.get(f"{OWNER}/home")).json()["projects"]
    own = guests.other if guest == "rival" else server.shop
    assert [(p["number"], p["standing"]) for p in found] == [(own.number, "member" if guest == "member" else "owner")]
