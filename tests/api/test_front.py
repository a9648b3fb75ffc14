"""The front: names that the server answers to, proxies that it believes (SECURITY.md, 23)."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from besedka.api.front import Front
from besedka.app import House
from besedka.config import Settings
from tests.api.raw import Raw
from tests.clients import browse
from tests.people import ANNA, SITE, Shop
from tests.processes import besedka
from tests.serving import serving

PUBLIC = "https://chat.example"
OURS = ["chat.example", "CHAT.example:443", "desk.example", "localhost:8000", "127.0.0.1", "[::1]:8"]
NOBODYS = ["evil.example", "chat.example.evil.example", "10.0.0.1", "chat.example@evil.example", "a b"]
NAMES = {**dict.fromkeys(OURS, 200), **dict.fromkeys(NOBODYS, 403)}


@pytest.fixture(params=["picows", "asgi"])
def settings(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    changed = {"public_url": PUBLIC, "hosts": "desk.example", "trusted_proxies": "127.0.0.1", "sockets": request.param}
    return Settings.model_validate({**settings.model_dump(), **changed})


@pytest.fixture
async def front(house: House, shop: Shop) -> AsyncIterator[str]:
    """The address of the door itself: behind it, the server only knows its public one."""
    async with serving(house, shop) as served:
        assert served.url == PUBLIC
        yield f"http://127.0.0.1:{served.port}"


async def test_only_a_request_for_a_known_name_is_answered(front: str) -> None:
    async with browse(front) as http:
        for name, status in NAMES.items():
            answer = await http.get("/operator/", headers={"Host": name})
            assert answer.status_code == status, name
        refused = await http.get("/c/x.js", headers={"Host": "evil.example", "Accept-Language": "ru"})
        assert refused.json() == {
            "code": "host_refused",
            "params": {"host": "evil.example"},
            "message": "Сервер не отвечает под именем «evil.example». Откройте его собственный адрес или добавьте имя в BESEDKA_HOSTS.",
        }
        assert (await http.get("/health/live", headers={"Host": "10.1.2.3:8000"})).status_code == 200, (
            "a probe knows no name"
        )


async def test_a_socket_for_a_foreign_name_is_turned_away(front: str) -> None:
    for name, status in (("evil.example", 403), ("chat.example", 101)):
        raw = await Raw.open(front)
        assert await raw.upgrade("/ws/visitor", {"Origin": SITE}, host=name) == status
        raw.hang_up()


async def test_what_a_proxy_says_is_believed_and_what_others_say_is_not(front: str, house: House, shop: Shop) -> None:
    body = {"project": shop.number, "email": ANNA.email, "password": ANNA.password, "remember": False}
    async with browse(front, headers={"Origin": PUBLIC}) as http:
        answer = await http.post("/api/operator/v1/session", json=body)
        assert "secure" in answer.headers["set-cookie"].lower()
    elsewhere = httpx2.AsyncHTTPTransport(local_address="127.0.0.2", verify=False)
    async with browse(front, transport=elsewhere, headers={"Origin": PUBLIC}) as http:
        for n in range(10):
            liar = {"X-Forwarded-For": f"192.0.2.{n}"}
            answer = await http.post("/api/operator/v1/session", json={**body, "password": "x"}, headers=liar)
        assert answer.status_code == 429, "a new address in the header makes no new guesser"


def test_an_address_that_is_none_is_said_before_anything_starts() -> None:
    for name, wrong in (("PUBLIC_URL", "chat.example/path"), ("HOSTS", "https://x"), ("TRUSTED_PROXIES", "nginx")):
        said = besedka("doctor", env={f"BESEDKA_{name}": wrong})
        assert said.returncode == 1
        assert f"BESEDKA_{name}: “{wrong}” is" in said.stderr
        assert "[settings_invalid]" in said.stderr


def test_a_bare_start_answers_to_any_name_that_is_one() -> None:
    front = Front()
    assert all(map(front.answers_to, ("", "evil.example", "10.0.0.1:8000", "[2001:db8::1]")))
    assert not any(map(front.answers_to, ("a b", "<script>", "x/y", "u@x")))
