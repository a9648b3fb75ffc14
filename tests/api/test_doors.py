"""Who may do what: role × method × object, for every route of the application. A route without a row fails.

Each line says what every guest gets. Ids of others' things are swapped in: what is not yours is not there.
"""

import itertools
from dataclasses import dataclass

import httpx2
from fastapi.routing import APIRoute

from besedka.api.application import make_api
from besedka.api.sockets.gate import OPERATOR_COOKIE, OWNER_COOKIE
from besedka.wire.operator import MessagePosted
from tests.clients import hello, make_id
from tests.people import ANNA, IGOR, MARINA, SITE, Person, Shop, open_shop
from tests.serving import Served

GUESTS = ("nobody", "visitor", "owner", "igor", "anna", "stranger")
"""Without a cookie; a page of the shop; the owner's session; Igor's; Anna's (admin); an administrator of another project."""
PUBLIC = dict.fromkeys(GUESTS, 200)
OPERATORS_ONLY = {"nobody": 401, "visitor": 403, "owner": 401, "igor": 200, "anna": 200, "stranger": 200}
OWNER_ONLY = {"nobody": 401, "visitor": 403, "owner": 200, "igor": 401, "anna": 401, "stranger": 401}
ANNAS = {**OPERATORS_ONLY, "igor": 404, "stranger": 404}
"""Reading what Anna has: to Igor and to another project it is not there."""
OPERATOR = "/api/operator/v1"
SWAPPED = ("0" * 32, "A" * 32, "1", "..%2Fsession", "%00", "0" * 31 + "%0A")
VERBS = (("", "GET"), ("/messages", "GET"), ("/take", "POST"), ("/close", "POST"), ("/reopen", "POST"))
ONE = f"{OPERATOR}/conversations/{{id}}"


@dataclass(frozen=True)
class Row:
    """A request, and what each guest is answered."""

    method: str
    path: str
    answers: dict[str, int]
    body: object = None
    query: str = ""


OWNERS = "/api/owner/v1"
POLL = {"hello": {"t": "hello", "v": 1, "position": 0, "language": "ru"}, "frames": [], "wait": 0}
SIGN_IN = {"project": 1, "email": "nobody@shop.example", "password": "guess", "remember": False}
REFUSED_SIGN_IN = {**dict.fromkeys(GUESTS, 401), "visitor": 403}

TABLE = [
    Row("GET", "/", dict.fromkeys(GUESTS, 302)),
    Row("GET", "/health/live", PUBLIC),
    Row("GET", "/health/ready", PUBLIC),
    Row("GET", "/metrics", PUBLIC),
    Row("GET", "/assets/{name}", dict.fromkeys(GUESTS, 404)),
    Row("GET", "/operator", dict.fromkeys(GUESTS, 302)),
    Row("GET", "/cabinet", dict.fromkeys(GUESTS, 302)),
    Row("GET", "/demo", dict.fromkeys(GUESTS, 302)),
    Row("GET", "/operator/{path:path}", PUBLIC),
    Row("GET", "/cabinet/{path:path}", PUBLIC),
    Row("GET", "/demo/{name:path}", PUBLIC),
    Row("POST", "/api/visitor/v1/poll", PUBLIC, "visitor poll"),
    Row("OPTIONS", "/api/visitor/v1/poll", {**dict.fromkeys(GUESTS, 204), "nobody": 403}, query="?project={key}"),
    Row("POST", f"{OPERATOR}/session", REFUSED_SIGN_IN, SIGN_IN),
    Row("GET", f"{OPERATOR}/session", OPERATORS_ONLY),
    Row("GET", f"{OPERATOR}/overview", OPERATORS_ONLY),
    Row("GET", f"{OPERATOR}/conversations", OPERATORS_ONLY, query="?list=mine"),
    Row("GET", ONE, ANNAS),
    Row("GET", f"{ONE}/messages", ANNAS),
    Row("POST", f"{ONE}/take", {**ANNAS, "igor": 409}),
    Row("POST", f"{ONE}/close", {**ANNAS, "igor": 403}),
    Row("POST", f"{ONE}/reopen", {**ANNAS, "igor": 403}),
    Row("POST", f"{ONE}/messages", {**ANNAS, "igor": 403}, "message"),
    Row("POST", f"{OPERATOR}/poll", OPERATORS_ONLY, POLL),
    Row("DELETE", f"{OPERATOR}/session", {**OPERATORS_ONLY, "igor": 204, "anna": 204, "stranger": 204}),
    Row("POST", f"{OWNERS}/session", REFUSED_SIGN_IN, {k: v for k, v in SIGN_IN.items() if k != "project"}),
    Row("GET", f"{OWNERS}/session", OWNER_ONLY),
    Row("GET", f"{OWNERS}/home", OWNER_ONLY),
    Row("DELETE", f"{OWNERS}/session", {**OWNER_ONLY, "owner": 204}),
]  # fmt: skip


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
    """Everybody's HTTP client, and the conversation that is Anna's."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.conversation = ""
        self.headers: dict[str, dict[str, str]] = {}

    async def arrive(self) -> None:
        """Sign everybody in, and have Anna take a conversation."""
        other = await open_shop(self.server.house.deps, "Чужой", "6" * 32)
        own = {"Origin": self.server.url}
        self.headers = {
            "nobody": {},
            "visitor": {"Origin": SITE},
            "owner": {**own, "Cookie": await self._cookie(OWNER_COOKIE)},
        }
        for name, who, shop in (
            ("igor", IGOR, self.server.shop),
            ("anna", ANNA, self.server.shop),
            ("stranger", ANNA, other),
        ):
            self.headers[name] = {**own, "Cookie": await self._cookie(OPERATOR_COOKIE, who, shop)}
        anna, elena = await self.server.operator(ANNA), await self.server.visitor()
        await elena.post("hello")
        self.conversation = (await anna.expect(MessagePosted))["conversation"]
        await anna.post(self.conversation, "here")

    async def _cookie(self, cookie: str, who: Person = MARINA, shop: Shop | None = None) -> str:
        if shop is None:
            return f"{cookie}={await self.server.sign_in_owner()}"
        served = Served(self.server.url, self.server.house, shop)
        return f"{cookie}={await served.sign_in(who)}"

    async def ask(self, guest: str, row: Row) -> httpx2.Response:
        """Send the row's request as this guest."""
        path = (
            row.path.replace("{id}", self.conversation)
            .replace("{name}", "nothing")
            .replace("{name:path}", "")
            .replace("{path:path}", "")
        )
        bodies: dict[str, object] = {
            "visitor poll": {"hello": hello(self.server.shop.key), "frames": [], "wait": 0},
            "message": {"id": make_id(), "text": "by HTTP"},
        }
        body = bodies[row.body] if isinstance(row.body, str) else row.body
        async with httpx2.AsyncClient(base_url=self.server.url, headers=self.headers[guest]) as http:
            return await http.request(row.method, path + row.query.format(key=self.server.shop.key), json=body)


async def test_the_table(server: Served) -> None:
    guests = Guests(server)
    await guests.arrive()
    wrong: list[str] = []
    for row in TABLE:
        for guest in GUESTS:
            answer = await guests.ask(guest, row)
            if answer.status_code != row.answers[guest]:
                wrong.append(
                    f"{row.method} {row.path} as {guest}: {answer.status_code}, not {row.answers[guest]}: {answer.text[:120]}"
                )
            assert answer.status_code < 400 or row.method == "OPTIONS" or answer.json()["message"]
    assert wrong == []


async def test_an_id_that_is_nobodys_is_not_there(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        for swapped, (path, method) in itertools.product(SWAPPED, VERBS):
            answer = await http.request(method, f"{OPERATOR}/conversations/{swapped}{path}")
            assert answer.status_code in (404, 405, 422)


async def test_lists_hold_only_what_is_in_scope(server: Served) -> None:
    guests = Guests(server)
    await guests.arrive()
    for guest, seen in (("anna", 1), ("igor", 0), ("stranger", 0)):
        async with httpx2.AsyncClient(base_url=server.url, headers=guests.headers[guest]) as http:
            await http.post(f"{OPERATOR}/conversations/{guests.conversation}/close")
            closed = await http.get(f"{OPERATOR}/conversations?list=closed")
            counts = (await http.get(f"{OPERATOR}/overview")).json()["counts"]
        assert (len(closed.json()["conversations"]), counts["closed"]) == (seen, seen)
