"""Signing in and out: nothing is told to who guesses, nobody is locked out by somebody else, and over is over."""

import asyncio
import time

import httpx2
import pytest
from argon2 import PasswordHasher

from besedka.actions.passwords import Passwords
from tests.clients import browse
from tests.people import ANNA, IGOR, MARINA
from tests.serving import Served

OPERATOR, OWNER = "/api/operator/v1/session", "/api/owner/v1/session"


def body(server: Served, **changed: object) -> dict[str, object]:
    """Return Anna's sign-in, with something changed."""
    right: dict[str, object] = {
        "project": server.shop.number,
        "email": ANNA.email,
        "password": ANNA.password,
        "remember": False,
    }
    return {**right, **changed}


async def test_any_spelling_of_the_email_signs_in(server: Served) -> None:
    async with server.http() as http:
        for email in (ANNA.email.upper(), f"  {ANNA.email} "):
            answer = await http.post(OPERATOR, json=body(server, email=email))
            assert answer.status_code == 200
            assert answer.json()["me"]["name"] == ANNA.name


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(server: Served) -> None:
    async with server.http() as http:
        short = (await http.post(OPERATOR, json=body(server))).headers.get_list("set-cookie")
        long = (await http.post(OPERATOR, json=body(server, remember=True))).headers.get_list("set-cookie")
    for cookie in map(str.lower, short + long):
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
    assert "max-age" not in short[0].lower(), "the session ends with the browser"
    assert 90 * 24 * 3600 - 60 <= int(long[0].lower().split("max-age=")[1].split(";")[0]) <= 90 * 24 * 3600
    assert short[1].startswith("besedka_operator_browser=")


@pytest.mark.parametrize(
    "changed",
    [
        {"password": "wrong"},
        {"email": "nobody@shop.example"},
        {"project": 999_999},
        {"email": "anna\x00@shop.example"},
        {"password": "\x00"},
    ],
)
async def test_whatever_was_wrong_the_answer_is_the_same(server: Served, changed: dict[str, object]) -> None:
    async with server.http() as http:
        answer = await http.post(OPERATOR, json=body(server, **changed))
    assert answer.status_code == 401
    assert answer.json() == {
        "code": "sign_in_failed",
        "params": {},
        "message": "Данные для входа не подходят. Проверьте все поля.",
    }
    assert "set-cookie" not in answer.headers


async def test_a_known_and_an_unknown_email_take_the_same_work(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in hashes, and timed with the real cost of one: a clock on a busy machine proves little by itself."""
    passwords = Passwords(PasswordHasher())
    stored = await passwords.hash("right")
    took: dict[str | None, list[float]] = {stored: [], None: []}
    await passwords.verify(None, "warm")
    for _ in range(5):
        for who, times in took.items():
            begun = time.thread_time()
            assert passwords._verify(who, "wrong") is False
            times.append(time.thread_time() - begun)
    known, unknown = min(took[stored]), min(took[None])
    assert 0.5 < known / unknown < 2
    passwords.close()


async def test_guessing_is_slowed_down_and_locks_nobody_else_out(server: Served) -> None:
    async with server.http() as http:
        answers = [await http.post(OPERATOR, json=body(server, password=f"guess {n}")) for n in range(10)]
        assert [a.status_code for a in answers] == [401] * 8 + [429] * 2
        refused = answers[-1]
        assert refused.json()["code"] == "too_many_attempts"
        assert 0 < int(refused.headers["retry-after"]) <= 300
        assert (await http.post(OPERATOR, json=body(server))).status_code == 429, "not even the right one, from here"
        assert (
            await http.post(OPERATOR, json=body(server, email=IGOR.email, password=IGOR.password))
        ).status_code == 200
    elsewhere = httpx2.AsyncHTTPTransport(local_address="127.0.0.2", verify=False)
    async with browse(server.url, transport=elsewhere, headers={"Origin": server.url}) as http:
        assert (await http.post(OPERATOR, json=body(server))).status_code == 200, "the person, at another address"


async def test_guessing_all_at_once_is_slowed_down_too(server: Served) -> None:
    async with server.http() as http:
        tries = [http.post(OPERATOR, json=body(server, password=f"guess {n}")) for n in range(30)]
        codes = [answer.status_code for answer in await asyncio.gather(*tries)]
    assert codes.count(401) <= 8
    assert set(codes) == {401, 429}


async def test_who_signed_in_from_here_before_is_held_up_by_no_guesser_beside(server: Served) -> None:
    """Guesses at many accounts, and at hers, from the address of her own office."""
    async with server.http() as anna, server.http() as guesser:
        assert (await anna.post(OPERATOR, json=body(server))).status_code == 200
        for n in range(8):
            await guesser.post(OPERATOR, json=body(server, password=f"guess {n}"))
        assert (await guesser.post(OPERATOR, json=body(server))).status_code == 429
        await flood(server)
        assert (await anna.post(OPERATOR, json=body(server))).status_code == 200
        mine = [(await anna.post(OPERATOR, json=body(server, password="x"))).status_code for _ in range(9)]
        assert mine == [401] * 8 + [429], "her own browser guesses no faster"


async def test_guessing_over_many_accounts_goes_on_in_drops_and_a_newcomer_may_have_one(server: Served) -> None:
    igor = body(server, email=IGOR.email, password=IGOR.password)
    async with server.http() as http:
        await flood(server)
        codes = [(await http.post(OPERATOR, json=body(server, email=f"l{n}@x.example"))).status_code for n in range(20)]
        assert 1 <= codes.count(401) <= 2
        refused = await http.post(OPERATOR, json=igor)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) <= 5
        await asyncio.sleep(5.2)
        assert (await http.post(OPERATOR, json=igor)).status_code == 200, "nobody waits for five minutes"


@pytest.mark.parametrize("mark", ["x", "x.y", ".", "é.é", "x" * 5_000, "{mark}"])
async def test_a_mark_is_worth_something_for_its_own_account_only(server: Served, mark: str) -> None:
    async with server.http() as http:
        signed_in = await http.post(OPERATOR, json=body(server, email=IGOR.email, password=IGOR.password))
        given = signed_in.cookies["besedka_operator_browser"]
    async with server.http() as http:
        assert (await http.get(OPERATOR, headers={"Cookie": f"besedka_operator={given}"})).status_code == 401
        headers = [(b"cookie", f"besedka_operator_browser={mark.format(mark=given)}".encode())]
        wrong = body(server, password="x")
        codes = [(await http.post(OPERATOR, json=wrong, headers=headers)).status_code for _ in range(9)]
        assert codes == [401] * 8 + [429]
        assert (await http.post(OPERATOR, json=body(server))).status_code == 429, (
            "it was counted with everybody else here"
        )


async def flood(server: Served) -> None:
    """Guess at sixty accounts from one address, without the work that sixty real guesses cost."""
    attempts = server.house.doorkeeper._attempts
    for n in range(60):
        await attempts.note_failure(attempts.attempt(f"operator:1:{n}@x.example", "127.0.0.1", None))


async def test_an_owner_signs_in_to_the_cabinet_only(server: Served) -> None:
    async with server.http() as http:
        good = {"email": MARINA.email, "password": MARINA.password, "remember": False}
        answer = await http.post(OWNER, json=good)
        assert answer.json()["me"]["email"] == MARINA.email
        assert (await http.post(OWNER, json={**good, "password": "x"})).status_code == 401
        assert (
            await http.post(OWNER, json={**good, "email": ANNA.email, "password": ANNA.password})
        ).status_code == 401
        assert (await http.get("/api/operator/v1/session")).status_code == 401


async def test_signed_out_is_out(server: Served) -> None:
    token = await server.sign_in(ANNA)
    async with server.http(token) as http:
        assert (await http.get(OPERATOR)).status_code == 200
        answer = await http.delete(OPERATOR)
        assert answer.status_code == 204
        assert 'besedka_operator=""' in answer.headers["set-cookie"]
        assert (await http.get(OPERATOR)).status_code == 401
        assert (await http.delete(OPERATOR)).status_code == 401


@pytest.mark.parametrize("token", ["x", "x" * 5_000, "%00", "é", "'; --"])
async def test_a_token_that_nobody_gave_opens_nothing(server: Served, token: str) -> None:
    async with server.http() as http:
        headers = [(b"cookie", f"besedka_operator={token}".encode())]
        answer = await http.get(OPERATOR, headers=headers)
    assert answer.status_code == 401


async def test_one_persons_token_is_no_other_kind_of_session(server: Served) -> None:
    operator, owner = await server.sign_in(ANNA), await server.sign_in_owner()
    async with server.http(operator, "besedka_owner") as http:
        assert (await http.get(OWNER)).status_code == 401
    async with server.http(owner) as http:
        assert (await http.get(OPERATOR)).status_code == 401
