"""What a change of people or settings does at once to whoever is connected."""

import pytest

from besedka.api.sockets.gate import OPERATOR_COOKIE, OWNER_COOKIE
from besedka.realtime.link import SIGNED_OUT
from besedka.wire.operator import People, ProjectChanged
from besedka.wire.visitor import TeamChanged
from tests.people import ANNA, IGOR, MARINA
from tests.serving import Served

ENDING: list[tuple[str, str, dict[str, object] | None]] = [
    ("POST", "/disable", None),
    ("DELETE", "/sessions", None),
    ("PATCH", "", {"password": "another password"}),
    ("PATCH", "", {"role": "admin"}),
]


def igors(server: Served) -> str:
    """Return Igor's address in the cabinet."""
    return f"/api/owner/v1/projects/{server.shop.number}/operators/{server.shop.igor.hex()}"


@pytest.mark.parametrize(("method", "verb", "body"), ENDING)
async def test_sockets_and_sessions_end_at_once(
    server: Served, method: str, verb: str, body: dict[str, object] | None
) -> None:
    token = await server.sign_in(IGOR)
    first, second, anna = (
        await server.operator(IGOR, token=token),
        await server.operator(IGOR),
        await server.operator(ANNA),
    )
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        answer = await http.request(method, igors(server) + verb, json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["sessions"] == 0
    assert [await first.closed(), await second.closed()] == [SIGNED_OUT, SIGNED_OUT]
    async with server.http(token) as http:
        assert (await http.get("/api/operator/v1/session")).status_code == 401
    await anna.ping()


async def test_a_new_name_reaches_apps_and_widgets_at_once(server: Served) -> None:
    igor, anna, elena = await server.operator(IGOR), await server.operator(ANNA), await server.visitor()
    for desk in (igor, anna):
        await desk.ping()
        desk.heard.clear()
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        assert (await http.patch(igors(server), json={"name": "Игорь Беляев"})).status_code == 200
    for desk in (igor, anna):
        told = await desk.expect(People)
        assert "Игорь Беляев" in {o["name"] for o in told["operators"]}
    while True:
        team = (await elena.expect(TeamChanged))["team"]
        if "Игорь Беляев" in {p["name"] for p in team["people"]}:
            break
    assert all({"email", "role", "stance"}.isdisjoint(p) for p in team["people"]), "no word for it"


async def test_new_settings_reach_open_apps_at_once(server: Served) -> None:
    anna = await server.operator(ANNA)
    path = f"/api/owner/v1/projects/{server.shop.number}/settings/work"
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        seen = (await http.get(path)).json()
        answer = await http.patch(path, json={"version": seen["version"], "changes": {"edit_limit": 60}})
        assert answer.json()["settings"] == {**seen["settings"], "edit_limit": 60}
        again = await http.patch(path, json={"version": seen["version"], "changes": {"edit_limit": 70}})
    assert (again.status_code, again.json()["code"]) == (409, "settings_changed")
    limits = [(await anna.expect(ProjectChanged))["project"]["settings"]["edit_limit"] for _ in range(2)]
    assert limits == [900, 60], "as it was when she came, and as it is now"
    channel = await server.house.hub.channel(server.shop.number)
    assert channel.project.settings.edit_limit == 60


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "may be from 0 to 86400"), ("ru", "может быть от 0 до 86400")]
)
@pytest.mark.parametrize("seconds", [-1, 86_401, 2**40, -(10**30)])
async def test_a_number_beyond_its_limits_is_told_them(
    server: Served, seconds: int, language: str, sentence: str
) -> None:
    path = f"/api/owner/v1/projects/{server.shop.number}/settings/work"
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        http.headers["Accept-Language"] = language
        version = (await http.get(path)).json()["version"]
        refused = await http.patch(path, json={"version": version, "changes": {"pass_on_after": seconds}})
    told = refused.json()
    assert (refused.status_code, told["code"]) == (422, "setting_out_of_range")
    assert told["params"] == {"field": "pass_on_after", "least": 0, "most": 86_400}
    assert sentence in told["message"]


async def test_a_step_of_the_ladder_before_an_earlier_one_is_refused_beside_its_field(server: Served) -> None:
    path = f"/api/owner/v1/projects/{server.shop.number}/settings/work"
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        version = (await http.get(path)).json()["version"]
        refused = await http.patch(path, json={"version": version, "changes": {"ladder_popup": 60, "ladder_push": -1}})
        assert (refused.status_code, refused.json()["code"]) == (422, "ladder_order")
        assert refused.json()["params"] == {"field": "ladder_sound", "least": 60}
        taken = await http.patch(path, json={"version": version, "changes": {"ladder_popup": 0, "ladder_push": -1}})
        told = taken.json()["settings"]
    assert (told["ladder_popup"], told["ladder_sound"], told["ladder_push"]) == (0, 30, -1)


async def test_ones_own_password_needs_the_old_one_and_ends_every_other_session(server: Served) -> None:
    mine, elsewhere = await server.sign_in(IGOR), await server.operator(IGOR)
    path = "/api/operator/v1/password"
    async with server.http(mine) as http:
        wrong = await http.put(path, json={"old": "a guess", "new": "igor's new password"})
        assert (wrong.status_code, wrong.json()["code"]) == (422, "password_wrong")
        short = await http.put(path, json={"old": IGOR.password, "new": "short"})
        assert short.json()["code"] == "password_short"
        answer = await http.put(path, json={"old": IGOR.password, "new": "igor's new password"})
        assert answer.status_code == 204
        assert (await http.get("/api/operator/v1/session")).status_code == 401, "the old session is over too"
    assert await elsewhere.closed() == SIGNED_OUT
    async with server.http(answer.cookies[OPERATOR_COOKIE]) as http:
        assert (await http.get("/api/operator/v1/session")).json()["me"]["email"] == IGOR.email


async def test_the_owners_own_password_too(server: Served) -> None:
    mine, elsewhere = await server.sign_in_owner(), await server.sign_in_owner()
    async with server.http(mine, OWNER_COOKIE) as http:
        body = {"old": MARINA.password, "new": "marina's new password"}
        answer = await http.put("/api/owner/v1/password", json=body)
    for token, status in ((mine, 401), (elsewhere, 401), (answer.cookies[OWNER_COOKIE], 200)):
        async with server.http(token, OWNER_COOKIE) as http:
            assert (await http.get("/api/owner/v1/session")).status_code == status


async def test_guessing_the_old_password_is_slowed_down(server: Served) -> None:
    async with server.http(await server.sign_in(IGOR)) as http:
        body = {"old": "a guess", "new": "igor's new password"}
        codes = [(await http.put("/api/operator/v1/password", json=body)).status_code for _ in range(10)]
    assert codes == [422] * 8 + [429] * 2
