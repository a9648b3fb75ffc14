"""Alerts by web push: what the service sees, what the browser opens, and what every answer means (RFC 8030, 8188, 8291, 8292)."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from besedka.adapters.alerts.webpush import CURVE, MOST, Sender, WebPush, new_key, public_key, sealed, told, topic
from besedka.adapters.http.guarded import GuardedHttp
from besedka.domain.ids import Instant
from besedka.domain.subscription import decoded, encoded
from besedka.ports.alerts import AlertFailed, Notice
from tests.clock import FrozenClock
from tests.crm.vendor import Said
from tests.pushing import Browser, PushService, Served, claims, push_service
from tests.strangers import HERE

NOTICE = Notice(
    "0a" * 16, "waits_long", Instant(1_795_000_000_000), 7, "Лампы", "ru", "Клиент ждёт ответа 6 мин", "Ольга: <b>когда?</b>",
    conversation="0b" * 16, tag="0b" * 16, badge=3, operator="0c" * 16,
)  # fmt: skip
CONTACT = "https://chat.example"


@dataclass(frozen=True)
class World:
    """A push service, a browser at it, and who tells it."""

    service: PushService
    browser: Browser
    tells: WebPush
    key: str

    async def fails(self, said: Said) -> AlertFailed:
        """Return what it means when the service says that."""
        self.service.said = said
        with pytest.raises(AlertFailed) as failed:
            await self.tells.tell(self.browser.values, NOTICE)
        return failed.value


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with push_service(tmp_path) as served:
        yield served


@pytest.fixture
async def world(served: Served) -> AsyncIterator[World]:
    http, key = GuardedHttp(HERE, served.trust), new_key()
    tells = WebPush(http, FrozenClock(), Sender(key, CONTACT))
    yield World(served.service, Browser(served.service), tells, public_key(key))
    await http.close()


async def test_the_browser_opens_what_it_is_told(world: World) -> None:
    await world.tells.tell(world.browser.values, NOTICE)
    (asked,) = world.service.asked
    assert world.browser.opens(asked) == {
        "id": NOTICE.id, "kind": "waits_long", "at": 1_795_000_000_000, "project": 7, "language": "ru",
        "title": "Клиент ждёт ответа 6 мин", "text": "Ольга: <b>когда?</b>", "link": "", "conversation": "0b" * 16, "tag": "0b" * 16,
        "operator": "0c" * 16, "badge": 3,
    }  # fmt: skip


async def test_the_service_sees_who_sends_and_nothing_of_what(world: World) -> None:
    await world.tells.tell(world.browser.values, NOTICE)
    (asked,) = world.service.asked
    assert claims(asked, world.key) == {"aud": world.service.url, "exp": 1_795_000_000 + 12 * 3_600, "sub": CONTACT}
    seen = {name: asked.headers[name] for name in ("ttl", "urgency", "topic")}
    assert seen == {"ttl": "86400", "urgency": "high", "topic": topic("0b" * 16)}
    assert not any(
        secret in json.dumps(asked.headers) for secret in ("0b" * 16, "0a" * 16, world.browser.values["auth"])
    )


async def test_what_is_not_urgent_waits_for_a_phone_that_is_awake(world: World) -> None:
    await world.tells.tell(world.browser.values, replace(NOTICE, kind="lead_failed"))
    await world.tells.tell(world.browser.values, replace(NOTICE, kind="test"))
    assert [(one.headers["urgency"], one.headers["ttl"]) for one in world.service.asked] == [
        ("normal", "86400"),
        ("high", "300"),
    ]


async def test_two_pushes_have_nothing_in_common(world: World) -> None:
    for _ in range(2):
        await world.tells.tell(world.browser.values, NOTICE)
    one, other = (asked.body for asked in world.service.asked)
    assert one[:16] != other[:16]
    assert one[21:86] != other[21:86]


@pytest.mark.parametrize("status", [200, 201, 202])
async def test_what_the_service_takes_is_handed_over(world: World, status: int) -> None:
    world.service.said = Said(status)
    await world.tells.tell(world.browser.values, NOTICE)


@pytest.mark.parametrize("status", [404, 410])
async def test_a_subscription_that_has_ended_is_gone(world: World, status: int) -> None:
    failed = await world.fails(Said(status, "unsubscribed"))
    assert (failed.code, failed.gone, failed.permanent) == ("alert_gone", True, True)


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [
        (400, "alert_refused", True), (401, "alert_no_access", True), (403, "alert_no_access", True), (413, "alert_refused", True),
        (429, "alert_busy", False), (500, "alert_strange", False), (503, "alert_busy", False), (302, "alert_address", True),
    ],
)  # fmt: skip
async def test_what_a_refusal_means(world: World, status: int, code: str, permanent: bool) -> None:
    failed = await world.fails(Said(status, "no"))
    assert (failed.code, failed.permanent, failed.gone) == (code, permanent, False)


async def test_the_service_says_when_to_come_again(world: World) -> None:
    assert (await world.fails(Said(429, "", {"Retry-After": "90"}))).wait == 90
    assert (await world.fails(Said(503, "", {"Retry-After": "soon"}))).wait == 0


async def test_a_private_address_is_never_asked(world: World, served: Served) -> None:
    guarded = WebPush(GuardedHttp((), served.trust), FrozenClock(), Sender(new_key(), CONTACT))
    with pytest.raises(AlertFailed) as failed:
        await guarded.tell(world.browser.values, NOTICE)
    assert (failed.value.code, failed.value.permanent, world.service.asked) == ("alert_private", True, [])


async def test_a_certificate_that_nobody_vouches_for(world: World) -> None:
    http = GuardedHttp(HERE)
    with pytest.raises(AlertFailed) as failed:
        await WebPush(http, FrozenClock(), Sender(new_key(), CONTACT)).tell(world.browser.values, NOTICE)
    await http.close()
    assert failed.value.code == "alert_unsafe"


async def test_a_key_that_is_none_is_refused(world: World) -> None:
    for broken in ("", "AA", encoded(b"\x04" + b"\x01" * 64)):
        with pytest.raises(AlertFailed) as failed:
            await world.tells.tell({**world.browser.values, "p256dh": broken}, NOTICE)
        assert (failed.value.code, failed.value.permanent) == ("alert_address", True)


def test_the_example_of_the_standard() -> None:
    """RFC 8291, appendix A."""
    once = ec.derive_private_key(int.from_bytes(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), CURVE)
    browser = decoded("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
    body = sealed(
        b"When I grow up, I want to be a watermelon", browser, decoded("BTBZMqHH6r4Tts7J_aSIgg"), once=once,
        salt=decoded("DGv6ra1nlYgDCS1FRnbzlw"),
    )  # fmt: skip
    assert encoded(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6c"
        "VPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@given(title=st.text(max_size=300), text=st.text(max_size=6_000))
def test_whatever_is_said_fits_and_begins_as_it_was_said(title: str, text: str) -> None:
    body = told(replace(NOTICE, title=title, text=text))
    said = json.loads(body)
    assert len(body) <= MOST
    assert title.startswith(said["title"])
    assert said["text"] == text or text.startswith(said["text"].removesuffix("…"))


def test_a_topic_is_one_that_services_take() -> None:
    assert all(len(topic(tag)) == 32 and decoded(topic(tag)) for tag in ("", "0b" * 16, "канал не работает"))
