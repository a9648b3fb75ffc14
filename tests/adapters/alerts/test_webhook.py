"""The signed webhook's own ways: what is sent, how it is signed, and where nobody is followed."""

from collections.abc import Iterator

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from besedka.ports.alerts import AlertFailed
from tests.alerts.by_webhook import DOOR, SECRET, WebhookWorld, by_webhook
from tests.alerts.notices import LINK, notice
from tests.crm.vendor import Fault, Said

OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


@pytest.fixture
def world() -> Iterator[WebhookWorld]:
    with by_webhook() as world:
        yield world


async def failed(world: WebhookWorld, **values: str) -> AlertFailed:
    with pytest.raises(AlertFailed) as caught:
        await world.alerter.tell({**world.values, **values}, notice())
    return caught.value


async def test_what_is_sent(world: WebhookWorld) -> None:
    told = notice()
    await world.alerter.tell(world.values, told)
    assert world.server.events == [
        {
            "id": f"msg_{told.id}", "type": "alert.rated_low", "version": 1, "created_at": "2026-11-18T11:06:40.000+00:00",
            "data": {
                "kind": "rated_low", "project": {"number": 7, "name": "Тихий дом"}, "language": "ru", "title": "Низкая оценка: 2 из 5",
                "text": "Ольга · Анна\nДолго ждала", "link": LINK, "conversation": "0190aa", "facts": {"rating": 2},
            },
        }
    ]  # fmt: skip
    assert world.server.asked[-1].headers["content-type"] == "application/json"


async def test_what_was_changed_on_its_way_is_not_believed(world: WebhookWorld) -> None:
    await world.alerter.tell(world.values, notice())
    asked = world.server.asked[-1]
    Webhook(SECRET).verify(asked.body, asked.headers)
    for body, headers in ((asked.body + b" ", {}), (asked.body, {"webhook-id": "msg_0"})):
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify(body, asked.headers | headers)


async def test_during_a_rotation_a_receiver_of_either_secret_believes(world: WebhookWorld) -> None:
    for known in (SECRET, OTHER):
        world.server.secrets = [known]
        await world.alerter.tell({**world.values, "secret": OTHER, "old_secret": SECRET}, notice())
    world.server.secrets = [SECRET]
    assert (await failed(world, secret=OTHER)).code == "alert_no_access"


@pytest.mark.parametrize("secret", ["", "пароль", "whsec_", "whsec_c2hvcnQ="])
async def test_with_a_secret_that_is_none_nothing_is_sent(world: WebhookWorld, secret: str) -> None:
    why = await failed(world, secret=secret)
    assert (why.code, why.permanent) == ("alert_no_access", True)
    assert not world.server.asked


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [
        (301, "alert_address", True), (307, "alert_address", True), (400, "alert_refused", True), (403, "alert_no_access", True),
        (404, "alert_refused", True), (408, "alert_busy", False), (425, "alert_busy", False), (502, "alert_strange", False),
        (503, "alert_busy", False),
    ],
)  # fmt: skip
async def test_a_status_says_whether_it_is_tried_again(
    world: WebhookWorld, status: int, code: str, permanent: bool
) -> None:
    headers = {"Location": f"{world.server.url}/elsewhere", "Retry-After": "90"}
    world.server.faults.append(Fault("", "said", Said(status, "нет", headers)))
    why = await failed(world)
    assert (why.code, why.permanent, why.wait) == (code, permanent, 90 if status >= 408 else 0)
    assert len(world.server.asked) == 1, "nobody is followed elsewhere"


@pytest.mark.parametrize(
    "url", ["", "shop.example", "ftp://shop.example/", "https://", "https://[", "https://пример.рф/"]
)
async def test_an_address_that_is_none_is_said_to_be_so(world: WebhookWorld, url: str) -> None:
    assert (await failed(world, url=url)).code == "alert_address"


async def test_what_a_receiver_repeats_of_the_address_is_masked(world: WebhookWorld) -> None:
    door = DOOR.removeprefix("/hooks/")
    why = await failed(world, url=f"{world.server.url}/elsewhere/{door}?key=and-the-key")
    assert why.detail == "HTTP 404 Cannot POST •••"


@pytest.mark.parametrize(
    ("query", "repeated"),
    [
        ("key=an-open-door&n=1", "wrong key an-open-door"),
        ("key=%D1%81%D0%B5%D0%BA%D1%80%D0%B5%D1%82", "wrong key секрет"),
        ("an-open-door", "x" * 190 + " an-open-door"),
        ("a=b", "y" * 195 + SECRET),
    ],
)
async def test_neither_a_piece_nor_the_beginning_of_a_secret_is_shown(
    world: WebhookWorld, query: str, repeated: str
) -> None:
    world.server.faults.append(Fault("", "said", Said(422, repeated)))
    why = await failed(world, url=f"{world.server.url}/{DOOR}?{query}")
    assert not any(piece in why.detail for piece in ("open", "секр", "whs"))
    assert "•" in why.detail
    assert len(why.detail) <= 210
