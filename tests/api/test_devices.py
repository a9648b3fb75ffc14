"""The browsers on which an operator is told though the app is closed: subscribed, named, tried, revoked, and gone with their session."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from besedka.api.sockets.gate import OPERATOR_COOKIE
from besedka.config import Settings
from besedka.jobs import periodic
from besedka.ports.database import Query, Script
from besedka.wire.operator import Device, Devices
from tests.crm.vendor import Asked, Said
from tests.people import ANNA, IGOR
from tests.pushing import Browser, PushService, claims, push_service
from tests.serving import Served
from tests.units import read
from tests.waiting import eventually, until

DEVICES = "/api/operator/v1/devices"


@pytest.fixture
def settings(sqlite_data: Path) -> Settings:
    return Settings(data=sqlite_data, port=0, outgoing="127.0.0.0/8", public_url="")


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """A push service whose certificate this machine trusts."""
    monkeypatch.setattr(periodic, "TELL", 0.02)
    with push_service(tmp_path) as served:
        monkeypatch.setenv("SSL_CERT_FILE", str(served.certificate))
        yield served.service


async def ask(server: Served, token: str, method: str, path: str = DEVICES, body: object = None) -> Devices:
    """Ask as whoever has this session; return the devices."""
    async with server.http(token, OPERATOR_COOKIE) as http:
        answer = await http.request(method, path, json=body)
    assert answer.status_code in (200, 204), answer.text
    found: Devices = answer.json() if answer.content else {"key": "", "devices": []}
    return found


async def subscribe(server: Served, token: str, browser: Browser) -> Device:
    """Have whoever has this session told on this browser."""
    found = await ask(server, token, "PUT", DEVICES, {**browser.values, "language": "ru"})
    return next(one for one in found["devices"] if one["this"])


async def names(server: Served, token: str) -> list[str]:
    """Return what the operator's devices are called."""
    return [one["name"] for one in (await ask(server, token, "GET"))["devices"]]


async def test_a_test_reaches_the_browser_and_shows_that_it_did(service: PushService, server: Served) -> None:
    token, browser = await server.sign_in(IGOR), Browser(service)
    device = await subscribe(server, token, browser)
    assert (device["service"], device["used"], device["fault"]) == ("127.0.0.1", None, "")
    await ask(server, token, "POST", f"{DEVICES}/{device['id']}/test")
    await until(lambda: bool(service.asked))
    said = browser.opens(service.asked[0])
    assert (said["kind"], said["title"]) == ("test", "Проверка уведомлений")
    assert said["operator"] == server.shop.igor.hex(), "whoever else signs in there is not shown it"
    key = (await ask(server, token, "GET"))["key"]
    assert claims(service.asked[0], key)["sub"] == "mailto:nobody@localhost"

    async def used() -> bool:
        (one,) = (await ask(server, token, "GET"))["devices"]
        return one["used"] is not None and one["fault"] == ""

    await eventually(used)


async def test_a_browser_that_has_unsubscribed_is_forgotten(service: PushService, server: Served) -> None:
    service.said = Said(410)
    token = await server.sign_in(IGOR)
    device = await subscribe(server, token, Browser(service))
    await ask(server, token, "POST", f"{DEVICES}/{device['id']}/test")

    async def gone() -> bool:
        return await names(server, token) == []

    await eventually(gone)
    assert len(service.asked) == 1


async def test_a_subscription_that_is_over_ends_none_that_the_browser_has_made_meanwhile_and_that_one_is_told(
    service: PushService, server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, fresh, answering = await server.sign_in(IGOR), Browser(service), Event()
    device = await subscribe(server, token, Browser(service))

    answers = [Said(410), Said(201)]

    def late(_: Asked) -> Said:
        assert answering.wait(10)
        return answers.pop(0)

    monkeypatch.setattr(service, "answer", late)
    await ask(server, token, "POST", f"{DEVICES}/{device['id']}/test")
    await until(lambda: bool(service.asked))
    assert (await subscribe(server, token, fresh))["id"] == device["id"]
    answering.set()

    async def sent() -> bool:
        return bool(await read(server.house, "SELECT 1 FROM deliveries WHERE state = 'sent'"))

    await eventually(sent)
    before, now = service.asked
    assert before.path != now.path
    (left,) = (await ask(server, token, "GET"))["devices"]
    assert left["fault"] == "", "it is the address before that is gone"


async def test_a_service_that_refuses_shows_as_a_fault(service: PushService, server: Served) -> None:
    service.said = Said(403)
    token = await server.sign_in(IGOR)
    device = await subscribe(server, token, Browser(service))
    await ask(server, token, "POST", f"{DEVICES}/{device['id']}/test")

    async def told() -> bool:
        return (await ask(server, token, "GET"))["devices"][0]["fault"] == "alert_no_access"

    await eventually(told)


async def test_a_device_is_named_and_keeps_its_name(service: PushService, server: Served) -> None:
    token, browser = await server.sign_in(IGOR), Browser(service)
    device = await subscribe(server, token, browser)
    await ask(server, token, "PATCH", f"{DEVICES}/{device['id']}", {"name": "  Телефон\nв мастерской "})
    assert await names(server, token) == ["Телефон в мастерской"]
    again = await subscribe(server, token, Browser(service))
    assert (again["id"], again["name"]) == (device["id"], "Телефон в мастерской")
    async with server.http(token) as http:
        for name in (" ", "я" * 61):
            assert (await http.patch(f"{DEVICES}/{device['id']}", json={"name": name})).status_code == 422


async def test_a_browser_tells_only_who_uses_it_now(service: PushService, server: Served) -> None:
    igor, anna, browser = await server.sign_in(IGOR), await server.sign_in(ANNA), Browser(service)
    await subscribe(server, igor, browser)
    await subscribe(server, anna, browser)
    assert (len(await names(server, igor)), len(await names(server, anna))) == (0, 1)


async def test_a_revoked_device_is_told_nothing_more(service: PushService, server: Served) -> None:
    token = await server.sign_in(IGOR)
    device = await subscribe(server, token, Browser(service))
    assert (await ask(server, token, "DELETE", f"{DEVICES}/{device['id']}"))["devices"] == []
    async with server.http(token) as http:
        assert (await http.post(f"{DEVICES}/{device['id']}/test")).status_code == 404


async def test_tests_come_one_after_the_other(service: PushService, server: Served) -> None:
    token = await server.sign_in(IGOR)
    device = await subscribe(server, token, Browser(service))
    async with server.http(token) as http:
        answers = [(await http.post(f"{DEVICES}/{device['id']}/test")).status_code for _ in range(2)]
    assert answers == [204, 429]


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example/x"}, {"endpoint": "https://"}, {"endpoint": "https://a b.example/"},
        {"endpoint": "https://me:pass@push.example/"}, {"endpoint": "https://push.example:99999/"}, {"endpoint": "ftp://push.example"},
        {"p256dh": "AAAA"}, {"p256dh": "не ключ"}, {"auth": "AAAA"}, {"auth": ""},
    ],
)  # fmt: skip
async def test_what_is_no_subscription_is_refused(server: Served, wrong: dict[str, str]) -> None:
    token = await server.sign_in(IGOR)
    good = {"endpoint": "https://push.example/x", "p256dh": "BA" + "A" * 85, "auth": "A" * 22, "language": "ru"}
    async with server.http(token) as http:
        answer = await http.put(DEVICES, json={**good, **wrong})
    assert (answer.status_code, answer.json()["code"]) == (422, "push_wrong")
    assert await names(server, token) == []


# ── it ends with its session (SECURITY.md, 14) ───────────────────────────────────────────────────────────────────


async def left(server: Served) -> int:
    """Return how many devices there are."""
    return len(await read(server.house, "SELECT id FROM ways"))


async def test_signing_out_ends_it(service: PushService, server: Served) -> None:
    token, other = await server.sign_in(IGOR), await server.sign_in(IGOR)
    for one in (token, other):
        await subscribe(server, one, Browser(service))
    async with server.http(token) as http:
        assert (await http.delete("/api/operator/v1/session")).status_code == 204
    assert await left(server) == 1


async def test_another_operator_who_signs_in_on_the_browser_ends_it(service: PushService, server: Served) -> None:
    igor = await server.sign_in(IGOR)
    await subscribe(server, igor, Browser(service))
    async with server.http(igor) as http:
        again = {"project": server.shop.number, "email": IGOR.email, "password": IGOR.password, "remember": True}
        assert (await http.post("/api/operator/v1/session", json=again)).status_code == 200
    assert await left(server) == 1, "it is theirs yet"
    async with server.http(igor) as http:
        body = {**again, "email": ANNA.email, "password": ANNA.password}
        assert (await http.post("/api/operator/v1/session", json=body)).status_code == 200
    assert await left(server) == 0, "nobody else is told there of what is Igor's"
    async with server.http(igor) as http:
        assert (await http.get("/api/operator/v1/session")).status_code == 401


async def test_ending_the_session_from_elsewhere_ends_it(service: PushService, server: Served) -> None:
    token, other = await server.sign_in(IGOR), await server.sign_in(IGOR)
    await subscribe(server, other, Browser(service))
    async with server.http(token) as http:
        await http.delete("/api/operator/v1/sessions")
    assert await left(server) == 0


async def test_a_new_password_ends_all(service: PushService, server: Served) -> None:
    token = await server.sign_in(IGOR)
    await subscribe(server, token, Browser(service))
    async with server.http(token) as http:
        answer = await http.put("/api/operator/v1/password", json={"old": IGOR.password, "new": "another one"})
    assert (answer.status_code, await left(server)) == (204, 0)


async def test_disabling_the_operator_ends_all(service: PushService, server: Served) -> None:
    await subscribe(server, await server.sign_in(IGOR), Browser(service))
    marina = await server.sign_in_owner()
    path = f"/api/owner/v1/projects/{server.shop.number}/operators/{server.shop.igor.hex()}"
    async with server.http(marina, "besedka_owner") as http:
        assert (await http.post(f"{path}/disable")).status_code == 200
    assert await left(server) == 0


def run_out() -> Script[None]:
    """Let every operator's session run out."""
    yield Query("UPDATE sessions SET expires_at = 1 WHERE kind = 'operator'")


async def test_a_session_that_has_run_out_is_told_nothing(service: PushService, server: Served) -> None:
    token = await server.sign_in(IGOR)
    device = await subscribe(server, token, Browser(service))
    await server.house.deps.committer.run(run_out)
    anew = await server.sign_in(IGOR)
    await ask(server, anew, "POST", f"{DEVICES}/{device['id']}/test")

    async def dropped() -> bool:
        return bool(await read(server.house, "SELECT 1 FROM deliveries WHERE state = 'dropped'"))

    await eventually(dropped)
    assert service.asked == []
