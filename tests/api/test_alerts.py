"""The cabinet's notifications of problems over HTTP: what is typed wrong is said beside its field, secrets are shown once."""

import asyncio
import json

import httpx2
import pytest

from besedka.actions.alerts.raising import raise_
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.domain.signature import key
from besedka.domain.subscription import encoded
from tests.people import MARINA, PAVEL
from tests.serving import Served
from tests.units import read
from tests.waiting import eventually

WAY = {"carrier": "webhook", "address": "https://ops.example/besedka/s3cret", "events": ["rated_low"], "language": "ru"}


@pytest.fixture
async def cabinet(server: Served) -> httpx2.AsyncClient:
    return server.http(await server.sign_in_owner(MARINA), OWNER_COOKIE)


def at(server: Served, rest: str = "") -> str:
    return f"/api/owner/v1/projects/{server.shop.number}/alerts{rest}"


async def test_a_webhook_shows_its_secret_once_and_never_its_path(server: Served, cabinet: httpx2.AsyncClient) -> None:
    added = (await cabinet.post(at(server, "/ways"), json=WAY)).json()
    assert len(key(added["secret"])) == 32
    assert added["way"]["added_by"] == MARINA.name
    assert (added["way"]["name"], added["way"]["address"]) == ("ops.example", "ops.example/…")
    listed = await cabinet.get(at(server))
    assert added["secret"] not in listed.text
    assert "s3cret" not in listed.text
    assert [one["id"] for one in listed.json()["ways"]] == [added["way"]["id"]]
    [[sealed]] = await read(server.house, "SELECT sealed FROM ways")
    assert b"s3cret" not in sealed
    renewed = (await cabinet.post(at(server, f"/ways/{added['way']['id']}/secret"))).json()["secret"]
    assert renewed != added["secret"]


@pytest.mark.parametrize(
    ("wrong", "code", "field", "said"),
    [
        ({"address": "ftp://ops.example"}, "alert_url", "address", "https://"),
        ({"address": "https://user:pass@ops.example"}, "alert_url", "address", "пароля"),
        ({"address": "https://[::1"}, "alert_url", "address", "https://"),
        ({"carrier": "email", "address": "marina"}, "email_invalid", "address", "marina"),
        ({"events": ["everything"]}, "alert_event_unknown", "events", "everything"),
        ({"events": ["operators_back"]}, "alert_event_unknown", "events", "operators_back"),
        ({"quiet": [600, 600]}, "alert_quiet", "quiet", "различаться"),
        ({"quiet": [0, 1440]}, "alert_quiet", "quiet", "различаться"),
        ({"name": "x" * 1_000}, "name_too_long", "name", "длинн"),
    ],
)
async def test_what_is_typed_wrong_is_said_and_changes_nothing(
    server: Served, cabinet: httpx2.AsyncClient, wrong: dict[str, object], code: str, field: str, said: str
) -> None:
    cabinet.headers["Accept-Language"] = "ru"
    refused = await cabinet.post(at(server, "/ways"), json={**WAY, **wrong})
    told = refused.json()
    assert (refused.status_code, told["code"], told["params"]["field"]) == (422, code, field)
    assert said in told["message"]
    assert (await cabinet.get(at(server))).json()["ways"] == []


async def test_one_address_is_added_once_however_it_is_written(server: Served, cabinet: httpx2.AsyncClient) -> None:
    for address, status in (("Marina@Shop.example", 201), (" marina@shop.example", 409), ("anna@shop.example", 201)):
        added = await cabinet.post(at(server, "/ways"), json={**WAY, "carrier": "email", "address": address})
        assert added.status_code == status
    full = [await cabinet.post(at(server, "/ways"), json={**WAY, "address": f"https://{n}.example"}) for n in range(19)]
    assert [one.status_code for one in full] == [201] * 18 + [409]
    assert full[-1].json()["code"] == "ways_too_many"


async def test_what_is_chosen_stays_and_what_is_left_out_too(server: Served, cabinet: httpx2.AsyncClient) -> None:
    way = (await cabinet.post(at(server, "/ways"), json={**WAY, "quiet": [1320, 480]})).json()["way"]
    one = at(server, f"/ways/{way['id']}")
    assert (await cabinet.patch(one, json={"name": "Дежурный", "on": False})).json() == {
        **way, "name": "Дежурный", "on": False,
    }  # fmt: skip
    changed = (await cabinet.patch(one, json={"quiet": None, "events": ["disk_full", "nobody_online"]})).json()
    assert (changed["quiet"], changed["events"]) == (None, ["nobody_online", "disk_full"])
    assert (await cabinet.get(at(server))).json()["ways"] == [changed]
    assert (await cabinet.delete(one)).status_code == 204
    assert (await cabinet.get(at(server))).json()["ways"] == []


PUSH = {"endpoint": "https://push.example/one", "p256dh": "BA" + "A" * 85, "auth": "A" * 22}
HERE = "/api/owner/v1/push"


async def test_a_subscription_that_the_browser_has_changed_is_told_in_its_place(
    server: Served, cabinet: httpx2.AsyncClient
) -> None:
    fresh, elsewhere = {**PUSH, "endpoint": "https://other.example/two"}, await server.sign_in_owner(MARINA)
    nothing = (await cabinet.put(HERE, json=fresh)).json()
    assert (nothing["here"], (await cabinet.get(at(server))).json()["ways"]) == (False, [])
    body = {**PUSH, "events": ["rated_low"], "language": "en"}
    way = (await cabinet.put(at(server, "/push"), json=body)).json()
    await cabinet.patch(at(server, f"/ways/{way['id']}"), json={"on": False, "name": "Телефон"})
    assert (await cabinet.get(HERE)).json() == {**nothing, "here": True}
    async with server.http(elsewhere, OWNER_COOKIE) as other:
        assert (await other.put(HERE, json=fresh)).json()["here"] is False, "another browser's is not touched"
    assert (await cabinet.put(HERE, json=fresh)).json()["here"] is True
    (now,) = (await cabinet.get(at(server))).json()["ways"]
    assert now == {**way, "address": "other.example", "on": False, "name": "Телефон"}
    assert (await cabinet.put(HERE, json={**fresh, "auth": "short"})).json()["code"] == "push_wrong"


async def test_a_test_that_does_not_arrive_says_why_and_may_be_tried_again(
    server: Served, cabinet: httpx2.AsyncClient
) -> None:
    cabinet.headers["Accept-Language"] = "en"
    way = (await cabinet.post(at(server, "/ways"), json={**WAY, "address": "http://127.0.0.1:9/alerts"})).json()["way"]
    tried = (await cabinet.post(at(server, f"/ways/{way['id']}/test"))).json()

    async def failed() -> bool:
        found = (await cabinet.get(at(server, f"/ways/{way['id']}/deliveries"))).json()["deliveries"]
        assert [one["id"] for one in found] == [tried["id"]]
        return bool(found[0]["state"] == "failed" and "private network" in found[0]["why"])

    await eventually(failed)

    async def marked() -> bool:
        [listed] = (await cabinet.get(at(server))).json()["ways"]
        return "private network" in listed["fault"]

    await eventually(marked)
    again = at(server, f"/deliveries/{tried['id']}/again")
    [[before]] = await read(server.house, "SELECT created_at FROM deliveries")
    await asyncio.sleep(0.01)  # the clock there is the system's
    assert (await cabinet.post(again)).status_code == 204
    await eventually(failed)
    [[after, tries]] = await read(server.house, "SELECT created_at, tries FROM deliveries")
    assert (after > before, tries) == (True, 1)


async def test_a_long_address_names_its_way_as_far_as_names_go(server: Served, cabinet: httpx2.AsyncClient) -> None:
    host = f"{'alerts.' * 20}example"
    made = await cabinet.post(at(server, "/ways"), json={**WAY, "address": f"https://{host}/besedka"})
    assert (made.status_code, made.json()["way"]["name"]) == (201, host[:100])


async def test_tests_of_a_way_are_sent_one_after_another(server: Served, cabinet: httpx2.AsyncClient) -> None:
    """Its address may be anybody's."""
    ways = [
        (await cabinet.post(at(server, "/ways"), json={**WAY, "address": f"http://127.0.0.1:9/{n}"})).json()["way"]
        for n in "12"
    ]
    pressed = [await cabinet.post(at(server, f"/ways/{ways[0]['id']}/test")) for _ in range(3)]
    assert [one.status_code for one in pressed] == [200, 429, 429]
    assert pressed[1].json()["code"] == "tests_too_fast"
    assert (await cabinet.post(at(server, f"/ways/{ways[1]['id']}/test"))).status_code == 200


async def test_the_log_tells_what_happened_and_what_became_of_it(server: Served, cabinet: httpx2.AsyncClient) -> None:
    await cabinet.post(at(server, "/ways"), json=WAY)
    [[way]] = await read(server.house, "SELECT id FROM ways")
    await raised(server, 3)
    first = (await cabinet.get(at(server, "/log?limit=2"))).json()
    rest = (await cabinet.get(at(server, f"/log?limit=2&cursor={first['next']}"))).json()
    found = [*first["alerts"], *rest["alerts"]]
    assert (len(first["alerts"]), len(rest["alerts"]), rest["next"]) == (2, 1, None)
    assert {one["title"] for one in found} == {"Низкая оценка: 1 из 5"}
    assert all([sent["way"] for sent in one["deliveries"]] == [way.hex()] for one in found)
    assert json.dumps(found).count("s3cret") == 0


async def test_whoever_is_let_out_is_told_on_no_browser(server: Served, cabinet: httpx2.AsyncClient) -> None:
    keys = {"p256dh": encoded(b"\x04" + b"k" * 64), "auth": encoded(b"a" * 16)}
    for who, http in ((PAVEL, server.http(await server.sign_in_owner(PAVEL), OWNER_COOKIE)), (MARINA, cabinet)):
        push = {"endpoint": f"https://push.example/{who.email}", **keys, "events": ["rated_low"], "language": "ru"}
        assert (await http.put(at(server, "/push"), json=push)).status_code == 200
    gone = await cabinet.delete(f"/api/owner/v1/projects/{server.shop.number}/members/{server.shop.pavel.hex()}")
    assert gone.status_code == 204
    assert [one["added_by"] for one in (await cabinet.get(at(server))).json()["ways"]] == [MARINA.name]


async def test_a_browser_that_is_added_again_keeps_its_quiet_hours(server: Served, cabinet: httpx2.AsyncClient) -> None:
    keys = {"p256dh": encoded(b"\x04" + b"k" * 64), "auth": encoded(b"a" * 16)}
    push = {"endpoint": "https://push.example/1", **keys, "events": ["rated_low"], "language": "ru"}
    way = (await cabinet.put(at(server, "/push"), json=push)).json()
    await cabinet.patch(at(server, f"/ways/{way['id']}"), json={"quiet": [1320, 480], "name": "Планшет"})
    again = (await cabinet.put(at(server, "/push"), json=push)).json()
    assert (again["id"], again["quiet"], again["name"]) == (way["id"], [1320, 480], "Планшет")


async def raised(server: Served, count: int) -> None:
    now = server.house.deps.clock.now()
    for n in range(count):
        await server.house.deps.committer.run(
            lambda n=n: raise_(server.shop.number, "rated_low", f"test {n}", now, facts={"rating": 1})  # type: ignore[misc]
        )
