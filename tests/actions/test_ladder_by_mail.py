"""A chat that does not take what the ladder writes: the letter goes at once, and once. On both databases."""

from dataclasses import replace

import pytest

from besedka.actions.sealing import seal
from besedka.app import House
from besedka.domain.delivery import Delivery
from besedka.jobs.deliveries import Deliveries
from besedka.jobs.ladders import Ladders
from besedka.ports.alerts import AlertFailed, Notice, Values
from besedka.ports.database import Script
from besedka.store import alerts, deliveries
from tests.actions.climbing import Climbing, Told, begun, reached_by, rest
from tests.clock import FrozenClock
from tests.people import Shop
from tests.units import act, answer, read


class Refuses:
    """Takes nothing."""

    def __init__(self, failed: AlertFailed) -> None:
        self.failed = failed
        self.asked = 0

    async def tell(self, values: Values, notice: Notice) -> None:
        self.asked += 1
        raise self.failed


@pytest.fixture
async def climbing(house: House, shop: Shop, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> Climbing:
    """Igor has a client who has waited for as long as it takes until he is written to."""
    rest(monkeypatch)
    told = Climbing(house, shop, clock, Ladders(house.deps), Told(), clock.now())
    _, c = await begun(house, shop)
    await act(house, shop, shop.igor, c, "take")
    await told.at(60)
    return told


async def chat_of(climbing: Climbing) -> None:
    """Connect a chat of Igor's."""
    house, shop = climbing.house, climbing.shop
    id = await reached_by(house, shop, shop.igor, "telegram")
    sealed = seal(house.deps.secret, shop.number, {"chat": "7"}, "way")

    def script() -> Script[None]:
        way = yield from alerts.way(shop.number, id)
        assert way is not None
        yield from alerts.keep_way(replace(way, sealed=sealed))

    await house.deps.committer.run(script)


async def rounds(climbing: Climbing, chat: Refuses, times: int = 3) -> list[tuple[object, ...]]:
    """Hand over what is due, some times in a row; return what became of what Igor is written."""
    outbox = Deliveries(replace(climbing.house.deps, alerters={"email": climbing.told, "telegram": chat}))
    for _ in range(times):
        await outbox.send_due()
        await outbox.stop()
        climbing.clock.advance(30)
    rows = await read(
        climbing.house, "SELECT carrier, state, step FROM deliveries WHERE step = 4 ORDER BY carrier, state"
    )
    return [*rows]


@pytest.mark.parametrize(
    ("failed", "state"),
    [(AlertFailed("alert_gone", permanent=True, gone=True), "failed"), (AlertFailed("alert_away"), "waiting")],
)
async def test_what_a_chat_does_not_take_goes_by_mail(climbing: Climbing, failed: AlertFailed, state: str) -> None:
    await chat_of(climbing)
    await climbing.at(180)
    chat = Refuses(failed)
    assert await rounds(climbing, chat) == [("email", "sent", 4), ("telegram", state, 4)]
    assert [values for values, _ in climbing.told.notices] == [{"address": "igor@shop.example"}]
    assert (chat.asked > 1) == (state == "waiting"), "the chat is tried on"


async def test_of_several_chats_one_that_takes_it_is_enough(climbing: Climbing) -> None:
    for _ in range(2):
        await chat_of(climbing)
    await climbing.at(180)
    chat = Refuses(AlertFailed("alert_gone", permanent=True))
    assert await rounds(climbing, chat) == [("email", "sent", 4), ("telegram", "failed", 4), ("telegram", "failed", 4)]


async def test_nobody_is_written_to_once_the_client_has_an_answer(climbing: Climbing) -> None:
    await chat_of(climbing)
    await climbing.at(180)
    [(c,)] = await read(climbing.house, "SELECT id FROM conversations")
    chat = Refuses(AlertFailed("alert_away"))
    await rounds(climbing, chat, 0)
    await answer(climbing.house, climbing.shop, climbing.shop.igor, c, "Есть")
    assert await rounds(climbing, chat) == [("telegram", "dropped", 4)]


async def test_letters_and_the_rest_hold_up_nobody_of_the_other(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    await reached_by(house, shop, shop.anna, "push")
    await climbing.at(180, 600)
    now, kept = climbing.clock.now(), list[list[Delivery]]()
    for box in (deliveries.OTHERS, deliveries.LETTERS):
        assert await house.deps.database.read(box.is_due(now, {}, 8))
        kept.append(await house.deps.committer.run(lambda box=box: box.take_due(now, now, 20, {}, 8)))  # type: ignore[misc]
    assert [{one.carrier for one in some} for some in kept] == [{"push"}, {"email"}]
