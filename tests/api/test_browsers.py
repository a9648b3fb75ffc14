"""The browsers that somebody is signed in with: seen, and signed out one by one or all others at once."""

import pytest

from besedka.actions.sessions import SEEN_EVERY, hash_token
from besedka.api.sockets.gate import OPERATOR_COOKIE, OWNER_COOKIE
from besedka.domain.errors import Unavailable
from besedka.domain.ids import Instant
from besedka.ports.database import Query, Script
from besedka.realtime.link import SIGNED_OUT
from besedka.store import sessions
from besedka.wire.staff import SignedInBrowser
from tests.clients import browse
from tests.people import IGOR, PAVEL
from tests.serving import Served

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"
OPERATOR, OWNER = "/api/operator/v1", "/api/owner/v1"


async def by_phone(server: Served) -> str:
    """Sign Igor in with a phone; return the token."""
    body = {
        "project": server.shop.number, "email": IGOR.email, "password": IGOR.password, "remember": True,
    }  # fmt: skip
    async with browse(server.url, headers={"Origin": server.url, "User-Agent": PHONE}) as http:
        answer = await http.post(f"{OPERATOR}/session", json=body)
    assert answer.status_code == 200, answer.text
    return str(answer.cookies[OPERATOR_COOKIE])


async def listed(
    server: Served, token: str, path: str = f"{OPERATOR}/sessions", cookie: str = OPERATOR_COOKIE
) -> list[SignedInBrowser]:
    """Return where somebody is signed in."""
    async with server.http(token, cookie) as http:
        answer = await http.get(path)
    assert answer.status_code == 200, answer.text
    found: list[SignedInBrowser] = answer.json()["sessions"]
    return found


async def test_one_sees_where_one_is_signed_in(server: Served) -> None:
    desk, phone = await server.sign_in(IGOR), await by_phone(server)
    seen = await listed(server, desk)
    assert sorted((one["user_agent"] == PHONE, one["this"]) for one in seen) == [(False, True), (True, False)]
    assert {one["this"]: one["id"] for one in seen}[False] == hash_token(phone)[:16].hex()
    assert all(len(one["id"]) == 32 and one["seen"] >= one["since"] > 0 for one in seen)


async def test_one_other_ends_at_once_and_this_one_goes_on(server: Served) -> None:
    desk, phone = await server.sign_in(IGOR), await by_phone(server)
    there = await server.operator(IGOR, token=phone)
    here = await server.operator(IGOR, token=desk)
    other = next(one for one in await listed(server, desk) if not one["this"])
    async with server.http(desk, OPERATOR_COOKIE) as http:
        left = await http.delete(f"{OPERATOR}/sessions/{other['id']}")
        again = await http.delete(f"{OPERATOR}/sessions/{other['id']}")
    assert ([one["this"] for one in left.json()["sessions"]], again.status_code) == ([True], 404)
    assert await there.closed() == SIGNED_OUT
    async with server.http(phone, OPERATOR_COOKIE) as http:
        assert (await http.get(f"{OPERATOR}/session")).status_code == 401
    await here.ping()


async def test_all_others_end_at_once(server: Served) -> None:
    desk = await server.sign_in(IGOR)
    others = [await by_phone(server), await server.sign_in(IGOR)]
    async with server.http(desk, OPERATOR_COOKIE) as http:
        assert len((await http.delete(f"{OPERATOR}/sessions")).json()["sessions"]) == 1
        assert (await http.get(f"{OPERATOR}/session")).status_code == 200
    for token in others:
        async with server.http(token, OPERATOR_COOKIE) as http:
            assert (await http.get(f"{OPERATOR}/session")).status_code == 401


async def test_the_owner_ends_one_session_of_an_operator(server: Served) -> None:
    desk, phone = await server.sign_in(IGOR), await by_phone(server)
    there = await server.operator(IGOR, token=phone)
    path = f"{OWNER}/projects/{server.shop.number}/operators/{server.shop.igor.hex()}/sessions"
    marina = await server.sign_in_owner()
    phones = next(one for one in await listed(server, marina, path, OWNER_COOKIE) if one["user_agent"] == PHONE)
    async with server.http(marina, OWNER_COOKIE) as http:
        left = (await http.delete(f"{path}/{phones['id']}")).json()["sessions"]
    assert [one["id"] for one in left] == [hash_token(desk)[:16].hex()]
    assert await there.closed() == SIGNED_OUT


async def test_the_people_of_the_cabinet_too(server: Served) -> None:
    marina, elsewhere = await server.sign_in_owner(), await server.sign_in_owner()
    pavel = await server.sign_in_owner(PAVEL)
    path = f"{OWNER}/projects/{server.shop.number}/members/{server.shop.pavel.hex()}/sessions"
    async with server.http(marina, OWNER_COOKIE) as http:
        assert len((await http.get(path)).json()["sessions"]) == 1
        assert (await http.delete(path)).json()["sessions"] == []
        assert len((await http.get(f"{OWNER}/sessions")).json()["sessions"]) == 2
        assert len((await http.delete(f"{OWNER}/sessions")).json()["sessions"]) == 1
    for token in (elsewhere, pavel):
        async with server.http(token, OWNER_COOKIE) as http:
            assert (await http.get(f"{OWNER}/session")).status_code == 401


@pytest.mark.parametrize("by", ["request", "window"])
async def test_when_a_browser_was_seen_is_kept_to_a_few_minutes(server: Served, by: str) -> None:
    token = await server.sign_in(IGOR)
    if by == "window":
        await server.operator(IGOR, token=token)
    deps = server.house.deps
    for age, moves in ((SEEN_EVERY // 2, False), (SEEN_EVERY + 60_000, True)):
        before = Instant(deps.clock.now() - age)

        def long_ago(before: Instant = before) -> Script[None]:
            yield Query("UPDATE sessions SET seen_at = $1 WHERE token_hash = $2", (before, hash_token(token)))

        await deps.committer.run(long_ago)
        if by == "window":
            await server.house.hub.beat()
        else:
            await listed(server, token)
        found = await deps.database.read(sessions.by_token(hash_token(token), "operator", deps.clock.now()))
        assert found is not None
        assert (found.seen_at > before) == moves


async def test_who_only_looks_goes_on_while_nothing_can_be_written(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await server.sign_in(IGOR)
    igor = await server.operator(IGOR, token=token)
    deps = server.house.deps

    def long_ago() -> Script[None]:
        yield Query("UPDATE sessions SET seen_at = 0")

    async def refuse(_: object) -> None:
        raise Unavailable("disk_full")

    await deps.committer.run(long_ago)
    monkeypatch.setattr(deps.committer, "run", refuse)
    await server.house.hub.beat()
    assert len(await listed(server, token)) == 1
    await igor.ping()
