"""A link that continues a conversation: for one browser, once, within a week; and the page that opens it, wherever the chat hides."""

import json
import re

import httpx2

from besedka.actions import continuing
from besedka.ports.database import Query, Script
from besedka.realtime.link import TOO_SLOW
from besedka.wire.shapes import Refused
from besedka.wire.visitor import MessagePosted
from tests.api.test_cards import CONVERSATIONS, newest
from tests.clients import VisitorClient, hello
from tests.clock import FrozenClock
from tests.people import ANNA
from tests.serving import Served
from tests.units import read

OPEN = "/api/visitor/v1/continue"
PHONE, LAPTOP = "the phone's own secret", "the laptop's own secret"
WEEK = 7 * 24 * 3_600


async def link(server: Served) -> tuple[str, str]:
    """Return the token of a link to the newest conversation, and the conversation."""
    id = await newest(server)
    async with server.http(await server.sign_in(ANNA)) as http:
        made = (await http.post(f"{CONVERSATIONS}/{id}/link")).json()
    found = re.fullmatch(r"http://127\.0\.0\.1:\d+/continue#([\w-]{32})", made["url"])
    assert found is not None, made
    return found[1], id


async def opened(server: Served, token: str, browser: str) -> httpx2.Response:
    async with server.http() as http:
        return await http.post(OPEN, json={"token": token, "browser": browser})


async def test_a_link_opens_the_conversation_in_one_browser(server: Served) -> None:
    olga = await server.visitor()
    await olga.post("Доедет?")
    token, _ = await link(server)
    first, again = await opened(server, token, PHONE), await opened(server, token, PHONE)
    assert first.json() == again.json() == {"project": server.shop.key, "key": first.json()["key"]}
    other = await opened(server, token, LAPTOP)
    assert (other.status_code, other.json()["code"]) == (404, "link_over")
    assert other.json()["params"] == {"project": server.shop.key}, "what can be written to anew"
    phone = await VisitorClient.knock(server.url, server.shop.key)
    welcome = await phone.hello(first.json()["key"])
    assert [m["text"] for m in welcome["messages"]] == ["Доедет?"]
    await phone.post("Да, это я")
    heard = await olga.expect(MessagePosted)
    assert heard["message"]["text"] == "Да, это я"
    rows = await read(server.house, "SELECT count(*) FROM conversations")
    assert rows == [(1,)], "no other conversation was begun"
    position = welcome["position"]
    await phone.close()
    back = await VisitorClient.knock(server.url, server.shop.key)
    assert not (await back.hello(first.json()["key"], position))["snapshot"], "it goes on where it was"
    assert (await back.expect(MessagePosted))["message"]["text"] == "Да, это я"


async def test_a_key_that_was_revoked_opens_nothing(server: Served) -> None:
    olga = await server.visitor()
    await olga.post("Доедет?")
    token, _ = await link(server)
    key = (await opened(server, token, PHONE)).json()["key"]
    sql = "SELECT v.id FROM visitors v JOIN continuations c ON c.visitor_id = v.id"
    [[visitor]] = await read(server.house, sql)

    def revoke() -> Script[None]:
        yield Query("UPDATE visitors SET revoked_at = 1 WHERE id = $1", (visitor,))

    await server.house.deps.committer.run(revoke)
    phone = await VisitorClient.knock(server.url, server.shop.key)
    await phone.say(hello(server.shop.key, key, None))
    assert (await phone.expect(Refused))["code"] == "key_refused"
    await olga.post("Я ещё здесь")


async def test_a_link_ends_after_a_week_and_what_never_was_opens_nothing(clock: FrozenClock, server: Served) -> None:
    olga = await server.visitor()
    await olga.post("Доедет?")
    token, _ = await link(server)
    clock.advance(WEEK)
    late, guess = await opened(server, token, PHONE), await opened(server, "a guess" * 4, PHONE)
    assert (late.status_code, late.json()["params"]) == (404, {"project": server.shop.key})
    assert (guess.status_code, guess.json()["params"]) == (404, {})
    kept = await read(server.house, "SELECT token_hash FROM continuations")
    assert token.encode() not in bytes(kept[0][0]), "the token itself is kept nowhere"


async def test_the_pages_settings_hold_no_rule_of_showing(server: Served) -> None:
    number = server.shop.number
    async with server.http(await server.sign_in_owner(), "besedka_owner") as http:
        path = f"/api/owner/v1/projects/{number}/settings/targeting"
        version = (await http.get(path)).json()["version"]
        changes = {"filter": {"on": True, "mode": "clear", "text": "nowhere.example/*"}, "devices": ["tablet"]}
        await http.patch(path, json={"version": version, "changes": changes})
    async with server.http() as http:
        told = (await http.get(f"/c/{server.shop.key}/alone.json")).json()
        script = await http.get(f"/c/{server.shop.key}/alone.js")
        page = await http.get("/continue")
        nobody = await http.get(f"/c/{'0' * 32}/alone.js")
    assert set(told["shown"]) == {"version", "look"}
    assert told["chat"] is True
    assert json.dumps(told["shown"]["version"]) in script.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"
    assert nobody.status_code == 404


async def test_letters_are_told_and_refused_with_the_reason(server: Served) -> None:
    olga = await server.visitor()
    await olga.post("Доедет?")
    id = await newest(server)
    async with server.http(await server.sign_in(ANNA)) as http:
        told = (await http.get(f"{CONVERSATIONS}/{id}/letters")).json()
        refused = await http.post(f"{CONVERSATIONS}/{id}/letters")
    assert (told["on"], told["email"], told["state"]) == (False, "", "idle")
    assert (refused.status_code, refused.json()["code"]) == (409, "letters_off")


async def test_revoked_links_let_nobody_in_and_put_out_who_came_in_by_one(server: Served) -> None:
    olga = await server.visitor()
    await olga.post("Доедет?")
    used, id = await link(server)
    unused, _ = await link(server)
    key = (await opened(server, used, PHONE)).json()["key"]
    phone = await VisitorClient.knock(server.url, server.shop.key)
    await phone.hello(key)
    async with server.http(await server.sign_in(ANNA)) as http:
        told = (await http.get(f"{CONVERSATIONS}/{id}/letters")).json()
        revoked = (await http.delete(f"{CONVERSATIONS}/{id}/link")).json()
    assert (told["links"], revoked["links"]) == (2, 0)
    assert await phone.closed() == TOO_SLOW, "it is to come again"
    for token, browser in ((used, PHONE), (unused, LAPTOP)):
        over = await opened(server, token, browser)
        assert (over.status_code, over.json()["params"]) == (404, {"project": server.shop.key})
    again = await VisitorClient.knock(server.url, server.shop.key)
    await again.say(hello(server.shop.key, key, None))
    assert (await again.expect(Refused))["code"] == "key_refused"
    await olga.post("Я ещё здесь")
    rows = await read(server.house, "SELECT kind FROM activities ORDER BY position")
    assert [kind for (kind,) in rows] == ["link_made", "link_made", "links_revoked"]


async def test_a_link_that_let_somebody_in_can_be_revoked_years_later(clock: FrozenClock, server: Served) -> None:
    olga = await server.visitor()
    await olga.post("Доедет?")
    used, id = await link(server)
    await link(server)
    key = (await opened(server, used, PHONE)).json()["key"]
    clock.advance(60 * WEEK)
    await continuing.forget(server.house.deps)
    async with server.http(await server.sign_in(ANNA)) as http:
        told = (await http.get(f"{CONVERSATIONS}/{id}/letters")).json()
        await http.delete(f"{CONVERSATIONS}/{id}/link")
    assert told["links"] == 1, "one that nobody opened is forgotten"
    phone = await VisitorClient.knock(server.url, server.shop.key)
    await phone.say(hello(server.shop.key, key, None))
    assert (await phone.expect(Refused))["code"] == "key_refused"
