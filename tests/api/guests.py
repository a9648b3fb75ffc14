"""Everybody who asks: the guests of the table of rights (tests/api/rights.py), each with a session of their own."""

import re

import httpx2
from fastapi.routing import APIRoute

from besedka.api.application import make_api
from besedka.api.sockets.gate import OPERATOR_COOKIE, OWNER_COOKIE
from tests.api.bodies import BODIES
from tests.api.rights import GUESTS, Row
from tests.api.things import MAKERS, NESTED
from tests.people import ANNA, IGOR, MARINA, PAVEL, SITE, Person, open_shop
from tests.serving import Served

PLACE = re.compile(r"/(\w+)/\{(\w+)\}")


def routes() -> set[tuple[str, str]]:
    """Return every method and path that the application answers."""
    found = [route for route in make_api().routes if isinstance(route, APIRoute)]
    return {(method, route.path) for route in found for method in (route.methods or set()) - {"HEAD"}}


class Guests:
    """Everybody's requests, and the things they ask for."""

    def __init__(self, server: Served, http: httpx2.AsyncClient) -> None:
        self.server = server
        self.other = server.shop
        self.headers: dict[str, dict[str, str]] = {}
        self.http = http
        """The client of them all, which keeps nothing: whose a request is, only its headers say."""

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
        path, made, inside, home = row.path, "", "", self.server.shop
        for word, name in PLACE.findall(row.path):
            shop = self.other if name == swapped else self.server.shop
            if word in NESTED and inside not in ("", "projects"):
                parent = made if shop is home else await MAKERS[inside](self.server.house, shop, row.on)
                made = await NESTED[word](self.server.house, shop, row.on, parent)
            elif word in MAKERS:
                made, home = await MAKERS[word](self.server.house, shop, row.on), shop
            else:
                continue
            inside = word
            path = path.replace(f"{{{name}}}", thing if thing is not None and name == swapped else made)
        path = path.replace("{name}", "nothing").replace("{name:path}", "").replace("{path:path}", "")
        return path + row.query.format(key=self.server.shop.key)

    async def ask(self, guest: str, row: Row, path: str | None = None) -> httpx2.Response:
        """Send the row's request as this guest."""
        body = BODIES[row.body](self.server.shop) if isinstance(row.body, str) else row.body
        asked = path or await self.path(row)
        answer = await self.http.request(row.method, asked, json=body, headers=self.headers[guest])
        self.http.cookies.clear()
        if (row.method, row.path.rpartition("/")[2]) == ("DELETE", "session"):
            await self.sign_in(guest)
        return answer
