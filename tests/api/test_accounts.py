"""Accounts through the doors: made by a ticket, given a new password by mail, and nothing tells who has one (SECURITY.md, 13 and 14)."""

import asyncio
from collections.abc import Iterator

import httpx2
import pytest

from besedka.actions import accounts, letters
from besedka.actions.asking import PER_EMAIL
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.config import Settings
from besedka.ports.database import Query, Script
from tests.clients import make_id
from tests.clock import FrozenClock
from tests.mail import Mailbox, free_port, mail_server
from tests.people import MARINA, PAVEL
from tests.serving import Served
from tests.units import read
from tests.waiting import until

API = "/api/owner/v1"
NEW = {"name": "Ольга Ким", "email": "olga@new.example", "password": "olga's password"}


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(box: Mailbox) -> Iterator[int]:
    with mail_server(box) as port:
        yield port


@pytest.fixture
def settings(settings: Settings, port: int) -> Settings:
    here = free_port()
    mail = {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": "none",
        "mail_from": "Chat <chat@shop.example>",
    }
    return settings.model_copy(
        update={**mail, "public_url": f"http://127.0.0.1:{here}", "port": here, "registration": "open"}
    )


async def ask(server: Served, kind: str, email: str) -> httpx2.Response:
    """Ask for a letter, and wait until none is on its way."""
    async with server.http() as http:
        answer = await http.post(f"{API}/letters", json={"kind": kind, "email": email})
    await sent(server)
    return answer


async def waiting(server: Served) -> int:
    """Return how many letters are still to go out."""
    return len(await read(server.house, "SELECT id FROM mails"))


async def sent(server: Served) -> None:
    """Wait until no letter waits."""
    for _ in range(500):
        if not await waiting(server):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("a letter still waits")


async def refused(box: Mailbox, times: int) -> None:
    """Wait until the mail server has refused so many letters."""
    await until(lambda: box.refused >= times)
    await asyncio.sleep(0.1)


async def post(server: Served, path: str, body: dict[str, object], method: str = "POST") -> httpx2.Response:
    async with server.http() as http:
        return await http.request(method, API + path, json=body)


async def test_a_new_password_by_mail_ends_every_session_and_works_once(server: Served, box: Mailbox) -> None:
    here, there = await server.sign_in_owner(), await server.sign_in_owner()
    assert (await ask(server, "reset", MARINA.email.upper())).status_code == 204
    (letter,), (ticket,) = box.letters, box.tickets
    assert letter["To"] == MARINA.email, "as she gave it, not as it was typed"
    assert f"{server.url}/cabinet/reset#{ticket}" in letter.get_content()
    assert (await post(server, "/tickets", {"ticket": ticket})).json() == {"kind": "reset", "email": MARINA.email}
    short = await post(server, "/passwords", {"ticket": ticket, "password": "short"}, "PUT")
    assert (short.status_code, short.json()["code"]) == (422, "password_short")
    body: dict[str, object] = {"ticket": ticket, "password": "marina's new password"}
    assert (await post(server, "/passwords", body, "PUT")).status_code == 204
    for token in (here, there):
        async with server.http(token, OWNER_COOKIE) as http:
            assert (await http.get(f"{API}/home")).status_code == 401
    again = await post(server, "/passwords", body, "PUT")
    assert (again.status_code, again.json()["code"]) == (404, "ticket_over")
    assert (await post(server, "/tickets", {"ticket": ticket})).status_code == 404
    await server.sign_in_owner(type(MARINA)(MARINA.name, MARINA.email, "marina's new password"))


async def test_one_use_closes_every_letter_that_went_out(server: Served, box: Mailbox) -> None:
    for _ in range(2):
        await ask(server, "reset", MARINA.email)
    first, second = box.tickets
    assert (await post(server, "/passwords", {"ticket": second, "password": "long enough"}, "PUT")).status_code == 204
    assert (await post(server, "/passwords", {"ticket": first, "password": "long enough"}, "PUT")).status_code == 404


async def test_nobody_can_tell_who_has_an_account(server: Served, box: Mailbox) -> None:
    known, unknown = await ask(server, "reset", MARINA.email), await ask(server, "reset", "nobody@shop.example")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (204, b"")
    assert [letter["To"] for letter in box.letters] == [MARINA.email]
    known, unknown = await ask(server, "join", PAVEL.email), await ask(server, "join", "new@shop.example")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (204, b"")
    has, new = box.letters[1:]
    assert (has["To"], new["To"]) == (PAVEL.email, "new@shop.example")
    assert "/cabinet/start#" in new.get_content()
    assert "#" not in has.get_content(), "whoever has one is sent no ticket"


async def test_an_account_by_mail_and_a_project_of_its_own(server: Served, box: Mailbox) -> None:
    await ask(server, "join", NEW["email"])
    (ticket,) = box.tickets
    refused = await post(server, "/accounts", {**NEW, "ticket": ticket, "name": " "})
    assert (refused.status_code, refused.json()["code"]) == (422, "name_empty")
    made = await post(server, "/accounts", {**NEW, "ticket": ticket, "email": "somebody@else.example"})
    assert made.status_code == 201
    assert made.json()["me"]["email"] == NEW["email"], "the address that the letter proved, whatever was sent"
    assert (made.json()["projects"], made.json()["founder"]) == ([], True)
    assert (await post(server, "/accounts", {**NEW, "ticket": ticket})).json()["code"] == "ticket_over"
    async with server.http(made.cookies[OWNER_COOKIE], OWNER_COOKIE) as http:
        body = {
            "id": make_id(),
            "name": "Лавка",
            "site": "Lavka.example/page",
            "language": "ru",
            "hue": 250,
            "zone": "Asia/Novosibirsk",
        }
        project = (await http.post(f"{API}/projects", json=body)).json()
        assert (project["sites"], project["standing"], project["hue"]) == (["https://lavka.example"], "owner", 250)
        hours = (await http.get(f"/api/owner/v1/projects/{project['number']}/settings/targeting")).json()
        assert hours["rules"]["schedule"]["zone"] == "Asia/Novosibirsk"
        nowhere = await http.post("/api/owner/v1/projects", json={**body, "id": make_id(), "zone": "Europe/Atlantis"})
        assert (nowhere.status_code, nowhere.json()["code"]) == (422, "zone_unknown")
        assert project["key"] in project["snippet"]
        assert (await http.post(f"{API}/projects", json=body)).json() == project, (
            "the same id again is the same project"
        )
        other = await http.post(f"{API}/projects", json={**body, "id": make_id()})
        assert other.json()["number"] == project["number"] + 1


async def test_a_ticket_of_one_kind_opens_no_other_door(server: Served, box: Mailbox) -> None:
    await ask(server, "reset", MARINA.email)
    await ask(server, "join", NEW["email"])
    reset, join = box.tickets
    assert (await post(server, "/accounts", {**NEW, "ticket": reset})).json()["code"] == "ticket_over"
    answer = await post(server, "/passwords", {"ticket": join, "password": "long enough"}, "PUT")
    assert answer.json()["code"] == "ticket_over"


async def test_an_invitation_is_for_one(server: Served) -> None:
    token = await accounts.invite(server.house.deps)
    taken = await post(server, "/accounts", {**NEW, "ticket": token, "email": MARINA.email})
    assert (taken.status_code, taken.json()["code"]) == (409, "account_taken")
    both = await asyncio.gather(
        post(server, "/accounts", {**NEW, "ticket": token}), post(server, "/accounts", {**NEW, "ticket": token, "email": "b@b.example"})
    )  # fmt: skip
    assert sorted(answer.status_code for answer in both) == [201, 404]


async def test_one_invitation_leaves_the_others(server: Served) -> None:
    first, second = [await accounts.invite(server.house.deps) for _ in range(2)]
    async with server.http() as http:
        for token, email in ((first, "one@new.example"), (second, "two@new.example")):
            made = await http.post(f"{API}/accounts", json={**NEW, "email": email, "ticket": token})
            assert made.status_code == 201, email
        assert (await http.post(f"{API}/tickets", json={"ticket": first})).status_code == 404


def _nobody() -> Script[None]:
    """Leave the installation as it was before its first account."""
    for table in ("sessions", "projects", "owners"):
        yield Query(f"DELETE FROM {table}")


async def test_the_first_account_shuts_every_link_that_starts_have_shown(server: Served) -> None:
    first, second = [await accounts.invite(server.house.deps) for _ in range(2)]
    await server.house.deps.committer.run(_nobody)
    async with server.http() as http:
        assert (await http.post(f"{API}/accounts", json={**NEW, "ticket": first})).status_code == 201
        assert (await http.post(f"{API}/tickets", json={"ticket": second})).status_code == 404


async def test_a_ticket_ends(clock: FrozenClock, server: Served, box: Mailbox) -> None:
    await ask(server, "reset", MARINA.email)
    clock.advance(3_601)
    (ticket,) = box.tickets
    assert (await post(server, "/tickets", {"ticket": ticket})).json()["code"] == "ticket_over"
    assert (await post(server, "/passwords", {"ticket": ticket, "password": "long enough"}, "PUT")).status_code == 404


async def test_a_letter_outlives_a_mail_server_that_is_away(clock: FrozenClock, server: Served, box: Mailbox) -> None:
    box.refuse = "451 come back later"
    async with server.http() as http:
        await http.post(f"{API}/letters", json={"kind": "reset", "email": MARINA.email})
    deps = server.house.deps
    await refused(box, 1)
    await letters.send_due(deps)
    assert box.letters == [], "its time has not come again"
    box.refuse = ""
    clock.advance(200)
    await letters.send_due(deps)
    assert len(box.tickets) == 1
    assert await waiting(server) == 0
    assert (await post(server, "/tickets", {"ticket": box.tickets[0]})).status_code == 200


async def test_a_letter_that_nobody_will_take_is_given_up(clock: FrozenClock, server: Served, box: Mailbox) -> None:
    box.refuse = "550 no such person"
    assert (await ask(server, "reset", MARINA.email)).status_code == 204
    box.refuse = "451 later"
    async with server.http() as http:
        await http.post(f"{API}/letters", json={"kind": "reset", "email": MARINA.email})
    await refused(box, 2)
    clock.advance(25 * 3_600)
    await letters.send_due(server.house.deps)
    assert await waiting(server) == 0


async def test_nobodys_mailbox_is_filled(clock: FrozenClock, server: Served, box: Mailbox) -> None:
    for email in (MARINA.email, "nobody@shop.example"):
        answers = [await ask(server, "reset", email) for _ in range(PER_EMAIL.amount + 1)]
        assert [answer.status_code for answer in answers] == [204] * PER_EMAIL.amount + [429]
        assert answers[-1].json()["code"] == "too_many_attempts"
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 3_600
    assert len(box.letters) == PER_EMAIL.amount


async def test_the_outbox_holds_nothing_that_opens_a_door(server: Served, box: Mailbox) -> None:
    await ask(server, "reset", MARINA.email)
    rows = await read(server.house, "SELECT token_hash, email FROM tickets")
    assert [email for _, email in rows] == [MARINA.email]
    assert box.tickets[0].encode() not in rows[0][0]


async def test_what_is_no_address_is_said(server: Served) -> None:
    answer = await ask(server, "reset", "not an address")
    assert (answer.status_code, answer.json()["code"]) == (422, "email_invalid")


async def test_what_the_door_offers(server: Served) -> None:
    async with server.http() as http:
        assert (await http.get(f"{API}/ways")).json() == {"registration": True, "mail": True}


class TestSites:
    """The sites of a project, from the cabinet."""

    async def test_added_and_taken_off_again(self, server: Served) -> None:
        async with server.http(await server.sign_in_owner(PAVEL), OWNER_COOKIE) as http:
            path = f"{API}/projects/{server.shop.number}/sites"
            added = await http.post(path, json={"site": "Блог.example/page"})
            assert added.json()["sites"][-1].startswith("https://xn--")
            wrong = await http.post(path, json={"site": "javascript:alert(1)"})
            assert (wrong.status_code, wrong.json()["code"]) == (422, "site_invalid")
            left = await http.delete(path, params={"site": added.json()["sites"][-1]})
            assert left.json()["sites"] == added.json()["sites"][:-1]

    async def test_a_page_of_a_new_site_may_talk_at_once(self, server: Served) -> None:
        await server.visitor()
        async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
            path = f"{API}/projects/{server.shop.number}/sites"
            assert (await http.post(path, json={"site": "https://new.example"})).status_code == 200
        await asyncio.sleep(0.2)
        await server.visitor(origin="https://new.example")

    async def test_a_project_is_called_otherwise(self, server: Served) -> None:
        async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
            path = f"{API}/projects/{server.shop.number}"
            changed = (await http.patch(path, json={"name": " Новое  имя ", "hue": 20})).json()
            assert (changed["name"], changed["hue"], changed["language"]) == ("Новое имя", 20, "auto")
            assert (await http.patch(path, json={"hue": 360})).status_code == 422
            assert (await http.patch(path, json={"name": " "})).json()["code"] == "name_empty"
