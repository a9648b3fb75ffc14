"""Problems are noticed once, whatever restarts and however many nodes look. On both databases."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from besedka.actions.alerts import watching, ways
from besedka.actions.closing import Rate
from besedka.app import House, open_house
from besedka.domain import multiwidget
from besedka.domain.alert import KINDS, Kind, Way
from besedka.domain.ids import ConversationId, Instant, Position
from besedka.domain.multiwidget import Entry
from besedka.domain.schedule import Schedule
from besedka.domain.settings import Settings as Work
from besedka.jobs import alerts as rounds
from besedka.ports.database import Script
from besedka.store import alerts, conversations, projects
from tests.clock import FrozenClock
from tests.people import Shop, open_shop
from tests.units import Author, act, answer, read, submit

Told = tuple[str, ConversationId | None, Mapping[str, str | int]]


async def watched(house: House, shop: Shop, *events: Kind) -> Way:
    """Have the shop's people told of problems, by a webhook that nobody hears."""
    values = {"url": "https://ops.example", "secret": "whsec_" + "A" * 44}
    draft = ways.new_way(house.deps, shop.number, None, "webhook", "Дежурный", "m", values, "ru")
    way = replace(draft, events=" ".join(events or KINDS))
    await house.deps.committer.run(lambda: alerts.keep_way(way))
    position = await house.deps.database.read(conversations.position(shop.number))
    await house.deps.committer.run(lambda: alerts.begin_watch(shop.number, position))
    return way


async def told(house: House, kind: Kind) -> list[Told]:
    """Return the alerts of a kind, the oldest first; each has its delivery."""
    rows = await read(house, "SELECT id, conversation_id, facts FROM alerts WHERE kind = $1 ORDER BY id", kind)
    sent = await read(house, "SELECT alert_id FROM deliveries WHERE cause = $1 ORDER BY id", kind)
    assert sorted(row[0] for row in rows) == sorted(row[0] for row in sent)
    return [(kind, row[1], json.loads(row[2])) for row in rows]


async def look(house: House, shop: Shop) -> None:
    """Run a round of looks."""
    await rounds.look(house.deps, Instant(house.deps.clock.now() - 60_000))


async def sits(house: House, shop: Shop) -> None:
    """Have Igor sit before his window."""
    now, seen = house.deps.clock.now(), [(shop.igor, shop.number, "online")]
    await house.deps.committer.run(lambda: projects.refresh_presence(b"n" * 16, seen, now, Instant(0)))  # type: ignore[arg-type]


async def waits(house: House, shop: Shop, text: str = "Есть тут кто?") -> ConversationId:
    author = Author(house, shop)
    await author.post(text)
    return await author.conversation()


async def rated(house: House, shop: Shop, stars: int, comment: str = "") -> tuple[Author, ConversationId]:
    """Return a conversation that was closed and rated."""
    author = Author(house, shop)
    await author.post("Где заказ?")
    c = await author.conversation()
    await answer(house, shop, shop.igor, c, "В пути")
    await act(house, shop, shop.igor, c, "close")
    await rate(house, shop, author, c, stars, comment)
    return author, c


async def rate(house: House, shop: Shop, author: Author, c: ConversationId, stars: int, comment: str = "") -> None:
    now = house.deps.clock.now()
    await submit(house, lambda done: Rate(shop.number, c, author.key.visitor, now, done, stars, comment))


async def test_a_low_rating_is_told_and_no_other(house: House, shop: Shop, clock: FrozenClock) -> None:
    await rated(house, shop, 1)
    await watched(house, shop)
    await rated(house, shop, 4)
    _, c = await rated(house, shop, 3, "Долго")
    for _ in range(2):
        await rounds.follow(house.deps)
    assert await told(house, "rated_low") == [("rated_low", c, {"rating": 3})], "what was before is nobody's news"


async def test_two_nodes_and_a_restart_neither_repeat_nor_swallow(house: House, shop: Shop, clock: FrozenClock) -> None:
    await watched(house, shop)
    found = [c for _, c in [await rated(house, shop, 2) for _ in range(3)]]
    async with open_house(house.settings, clock) as other:
        await asyncio.gather(*(rounds.follow(deps) for deps in [house.deps, other.deps] * 4))
        await look(house, shop)
        clock.advance(61)
        await asyncio.gather(*(look(one, shop) for one in [house, other] * 4))
    start = Position(0)
    await watching.follow(
        house.deps, shop.number, start
    )  # as a node does that died before it wrote down how far it was
    assert sorted(str(one[1]) for one in await told(house, "rated_low")) == sorted(map(str, found))
    assert len(await told(house, "nobody_online")) == 1
    async with open_house(house.settings, clock) as fresh:
        await rounds.follow(fresh.deps)
        await look(fresh, shop)
        await sits(fresh, shop)
        await asyncio.gather(*(look(one, shop) for one in [house, fresh] * 4))
    assert sorted(str(one[1]) for one in await told(house, "rated_low")) == sorted(map(str, found))
    assert len(await told(house, "nobody_online")) == 1
    assert len(await told(house, "operators_back")) == 1


@pytest.mark.parametrize(("offered", "missed"), [((), 0), (("phone",), 0), (("callback",), 1), (("chat", "phone"), 1)])
async def test_nobody_is_missed_where_there_is_nothing_to_answer(
    house: House, shop: Shop, clock: FrozenClock, offered: tuple[multiwidget.Kind, ...], missed: int
) -> None:
    entries = tuple(Entry(kind, kind, kind in offered, "+79161234567") for kind in multiwidget.STANDARD)
    await house.deps.committer.run(
        lambda: projects.change_multiwidget(shop.number, multiwidget.Multiwidget(entries), 0)
    )
    await watched(house, shop)
    await look(house, shop)
    clock.advance(61)
    await look(house, shop)
    assert len(await told(house, "nobody_online")) == missed


async def test_who_listens_for_nobody_hears_of_both_ends(house: House, shop: Shop, clock: FrozenClock) -> None:
    await watched(house, shop, "nobody_online")
    await look(house, shop)
    clock.advance(60)
    await look(house, shop)
    await sits(house, shop)
    await look(house, shop)
    assert len(await told(house, "nobody_online")) == len(await told(house, "operators_back")) == 1


async def test_a_wait_is_told_once_with_its_minutes(house: House, shop: Shop, clock: FrozenClock) -> None:
    await watched(house, shop)
    c = await waits(house, shop)
    clock.advance(299)
    await look(house, shop)
    assert await told(house, "waits_long") == []
    clock.advance(1)
    for _ in range(3):
        await look(house, shop)
    assert await told(house, "waits_long") == [("waits_long", c, {"minutes": 5, "more": 0})]
    clock.advance(10)
    await answer(house, shop, shop.igor, c, "Здесь!")
    clock.advance(600)
    await look(house, shop)
    assert len(await told(house, "waits_long")) == 1, "who was answered does not wait"


async def test_a_wait_begins_with_the_working_day(house: House, shop: Shop, clock: FrozenClock) -> None:
    clock.millis = round(datetime(2026, 11, 23, 21, tzinfo=UTC).timestamp() * 1000)
    await watched(house, shop)
    await hours(house, shop, Schedule(on=True, zone="UTC"))
    c = await waits(house, shop)
    for passes in (600, 12 * 3_600 - 600, 299):
        clock.advance(passes)
        await look(house, shop)
        assert await told(house, "waits_long") == []
    clock.advance(1)
    await look(house, shop)
    assert await told(house, "waits_long") == [("waits_long", c, {"minutes": 725, "more": 0})]


async def hours(house: House, shop: Shop, schedule: Schedule) -> None:
    def script() -> Script[None]:
        of = yield from projects.project_by_number(shop.number)
        assert of is not None
        yield from projects.change_targeting(shop.number, replace(of.targeting, schedule=schedule))

    await house.deps.committer.run(script)


async def test_a_crowd_that_waits_is_counted_and_not_told_one_by_one(
    house: House, shop: Shop, clock: FrozenClock
) -> None:
    await house.deps.committer.run(lambda: projects.change_settings(shop.number, Work(tell_waiting_after=60)))
    await watched(house, shop)
    found = []
    for _ in range(9):
        found.append(await waits(house, shop))
        clock.advance(1)
    clock.advance(60)
    for _ in range(3):
        await look(house, shop)
    first = await told(house, "waits_long")
    assert {one[1]: one[2]["more"] for one in first} == dict(zip(found, (0, 0, 0, 0, 4), strict=False))
    clock.advance(601)
    await look(house, shop)
    assert {one[1] for one in await told(house, "waits_long")} == {*found}


async def test_one_projects_trouble_is_not_anothers(house: House, shop: Shop, clock: FrozenClock) -> None:
    other = await open_shop(house.deps, "Чужая", "7" * 32)
    await watched(house, shop)
    await rated(house, other, 1)
    await waits(house, other)
    clock.advance(400)
    await rounds.follow(house.deps)
    await look(house, shop)
    assert await told(house, "rated_low") == await told(house, "waits_long") == []


async def test_a_client_who_cannot_decide_is_told_of_once_for_each_rating(
    house: House, shop: Shop, clock: FrozenClock
) -> None:
    await watched(house, shop)
    clock.millis -= clock.millis % watching.RATED_WITHIN
    author, c = await rated(house, shop, 1)
    for stars in (2, 1, 2, 5, 1, 2) * 5:
        clock.advance(1)
        await rate(house, shop, author, c, stars)
    await rounds.follow(house.deps)
    assert sorted(one[2]["rating"] for one in await told(house, "rated_low")) == [1, 2]
