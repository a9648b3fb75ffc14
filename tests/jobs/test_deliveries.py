"""The outbox of what people are told, over real sockets: each once when nothing breaks, and kept for who does not take it."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from besedka.actions.sealing import seal
from besedka.adapters.alerts.webhook import WebhookAlerter
from besedka.app import open_house
from besedka.config import Settings
from besedka.domain.delivery import AGAIN, KEEP
from tests.alerts.by_email import EmailWorld, by_email
from tests.alerts.by_telegram import TelegramWorld, by_telegram
from tests.alerts.by_webhook import DOOR, Receiver
from tests.clock import FrozenClock
from tests.crm.vendor import Fault, Said
from tests.people import open_shop
from tests.telegram.server import TOKEN
from tests.units import Author
from tests.ways import Alarm

ALWAYS = 10_000


# ── when nothing breaks ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def readers() -> Iterator[tuple[EmailWorld, TelegramWorld]]:
    with ExitStack() as stack:
        yield stack.enter_context(by_email()), stack.enter_context(by_telegram())


async def test_each_way_is_told_once_by_whatever_carries_it(
    settings: Settings, clock: FrozenClock, receiver: Receiver, readers: tuple[EmailWorld, TelegramWorld]
) -> None:
    email, telegram = readers
    told = settings.model_copy(
        update={
            "smtp_host": "127.0.0.1", "smtp_port": email.port, "smtp_security": "none", "mail_from": "chat@shop.example",
            "telegram_bot": TOKEN, "telegram_api": telegram.server.url,
        }
    )  # fmt: skip
    async with open_house(told, clock) as house:
        alarm = Alarm(house, await open_shop(house.deps))
        ways = [
            await alarm.way("email", email.values), await alarm.way("telegram", telegram.values),
            await alarm.way("webhook", receiver.values),
        ]  # fmt: skip
        await alarm.tell("1", "1", "2", minutes=7)
        for way in ways:
            assert [one.state for one in await alarm.over(way)] == ["sent", "sent"]
            now = await alarm.now(way)
            assert now is not None
            assert (now.fault, now.used_at) == ("", clock.now())
    for world in (email, telegram):
        seen = [one for one in world.seen() if one.link]  # the bot answers who has let it in, too
        assert len(seen) == 2
        assert all("Клиент ждёт ответа 7 мин" in one.text for one in seen)
        assert {one.link for one in seen} == {"https://chat.example/cabinet/"}
    assert len(set(receiver.ids)) == 2


async def test_many_go_each_once_and_with_what_is_so_today(alarm: Alarm, receiver: Receiver) -> None:
    way = await alarm.way("webhook", receiver.values)
    author = Author(alarm.house, alarm.shop)
    await author.post("Здравствуйте!")
    c = await author.conversation()
    await alarm.tell(*(str(n) for n in range(50)), conversation=c)
    assert {one.state for one in await alarm.over(way)} == {"sent"}
    assert len(set(receiver.ids)) == len(receiver.events) == 50
    assert {event["data"]["conversation"] for event in receiver.events} == {c.hex()}
    assert "Здравствуйте!" in receiver.events[0]["data"]["text"]


async def test_two_nodes_tell_nothing_twice(
    alarm: Alarm, receiver: Receiver, settings: Settings, clock: FrozenClock
) -> None:
    way = await alarm.way("webhook", receiver.values)
    async with open_house(settings, clock) as other:
        for n in range(10):
            await alarm.tell(*(f"{n} {one}" for one in range(6)))
            await Alarm(other, alarm.shop).tell(f"{n} 0", f"{n} other")
        await alarm.over(way)
    assert len(set(receiver.ids)) == len(receiver.events) == 70


# ── when the other side does not take it ─────────────────────────────────────────────────────────────────────────


async def test_who_was_away_is_told_when_they_are_back(alarm: Alarm, receiver: Receiver, clock: FrozenClock) -> None:
    way = await alarm.way("webhook", receiver.values)
    away = Fault("", "cut_before", times=ALWAYS)
    receiver.faults.append(away)
    await alarm.tell("1")
    for times in range(1, 6):
        one = await alarm.tried(way, times)
        assert (one.state, one.code) == ("waiting", "alert_away")
        now = await alarm.now(way)
        assert now is not None
        assert now.fault == "alert_away"
        clock.advance(AGAIN[times - 1] * 1.5 / 1000)
    away.times = 0
    await alarm.over(way)
    assert len(receiver.events) == 1
    now = await alarm.now(way)
    assert now is not None
    assert now.fault == ""


async def test_who_is_busy_is_left_alone_as_long_as_they_ask(
    alarm: Alarm, receiver: Receiver, clock: FrozenClock
) -> None:
    way = await alarm.way("webhook", receiver.values)
    receiver.faults.append(Fault("", "said", Said(429, "", {"Retry-After": "600"})))
    await alarm.tell("1")
    one = await alarm.tried(way)
    assert one.due_at == clock.now() + 600_000
    clock.advance(600)
    await alarm.over(way)
    assert len(receiver.events) == 1


async def test_an_answer_that_was_lost_is_told_again_under_its_id(
    alarm: Alarm, receiver: Receiver, clock: FrozenClock
) -> None:
    way = await alarm.way("webhook", receiver.values)
    receiver.faults.append(Fault("", "cut_after"))
    await alarm.tell("1")
    await alarm.tried(way)
    clock.advance(10)
    await alarm.over(way)
    assert len(receiver.ids) == 2
    assert len(set(receiver.ids)) == 1


async def test_who_has_taken_it_has_taken_it_however_much_they_say(alarm: Alarm, receiver: Receiver) -> None:
    way = await alarm.way("webhook", receiver.values)
    receiver.faults.append(Fault("", "said", Said(200, "thank you " * 1_000_000)))
    await alarm.tell("1")
    assert [(one.state, one.tries) for one in await alarm.over(way)] == [("sent", 0)]
    assert len(receiver.asked) == 1


async def test_what_is_refused_is_kept_and_shown_and_not_tried_again(
    alarm: Alarm, receiver: Receiver, clock: FrozenClock
) -> None:
    way = await alarm.way("webhook", receiver.values)
    receiver.faults.append(Fault("", "said", Said(422, b"no such \0 thing at " + DOOR.encode())))
    await alarm.tell("1")
    [one] = await alarm.over(way)
    assert (one.state, one.code, one.detail) == ("failed", "alert_refused", "HTTP 422 no such  thing at •••")
    now = await alarm.now(way)
    assert now is not None
    assert now.fault == "alert_refused"
    clock.advance(KEEP / 1000)
    await alarm.tell("2")
    await alarm.over(way)
    assert len(receiver.asked) == 2, "the one that was refused stays as it is"


async def test_after_a_day_in_vain_it_has_failed(alarm: Alarm, receiver: Receiver, clock: FrozenClock) -> None:
    way = await alarm.way("webhook", receiver.values)
    receiver.faults.append(Fault("", "said", Said(503), times=ALWAYS))
    await alarm.tell("1")
    await alarm.tried(way)
    clock.advance(KEEP / 1000 + 1)
    [one] = await alarm.over(way)
    assert (one.state, one.code, one.tries) == ("failed", "alert_busy", 2)


async def test_a_way_that_is_gone_is_kept_and_says_so(alarm: Alarm, receiver: Receiver) -> None:
    """A browser's is forgotten: tests/jobs/test_devices.py."""
    way = await alarm.way("webhook", receiver.values)
    receiver.faults.append(Fault("", "said", Said(410)))
    await alarm.tell("1")
    assert [one.state for one in await alarm.over(way)] == ["failed"]
    now = await alarm.now(way)
    assert now is not None
    assert now.fault == "alert_gone"


async def test_what_this_server_is_not_set_up_for_is_said(alarm: Alarm) -> None:
    way = await alarm.way("telegram", {"chat": "1"})
    await alarm.tell("1")
    [one] = await alarm.over(way)
    assert (one.state, one.code) == ("failed", "alert_unset")


async def test_a_way_that_cannot_be_opened_any_more_is_said(alarm: Alarm, receiver: Receiver) -> None:
    way = await alarm.way("webhook", receiver.values)
    await alarm.keep(replace(way, sealed=seal(b"another secret" * 3, way.project, receiver.values, "way")))
    await alarm.tell("1")
    [one] = await alarm.over(way)
    assert (one.state, one.code) == ("failed", "way_sealed")


async def test_what_nobody_thought_of_is_tried_again(
    alarm: Alarm, receiver: Receiver, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = await alarm.way("webhook", receiver.values)
    with monkeypatch.context() as broken:
        broken.setattr(WebhookAlerter, "tell", _unforeseen)
        await alarm.tell("1")
        assert (await alarm.tried(way)).code == "alert_strange"
    clock.advance(10)
    assert [one.state for one in await alarm.over(way)] == ["sent"]


async def _unforeseen(*_: object) -> None:
    raise KeyError("what nobody thought of")
