"""What is over by the time it could be told is not told. On both databases."""

from dataclasses import replace
from functools import partial

from besedka.actions.alerts import telling
from besedka.actions.alerts.telling import Later, Told
from besedka.app import House
from besedka.domain.delivery import Delivery
from besedka.domain.ids import Instant
from besedka.domain.schedule import Schedule, Span
from besedka.domain.settings import Settings as Work
from besedka.jobs import alerts as rounds
from besedka.ports.database import Script
from besedka.store import deliveries, projects
from tests.actions.alerts.test_watching import hours, look, rate, rated, sits, waits, watched
from tests.clock import FrozenClock
from tests.people import Shop
from tests.units import Author, answer, read


async def says(house: House, cause: str) -> Told | None:
    """Return what the last delivery of this cause says now; None: nothing any more."""
    now = Instant(house.deps.clock.now() + 365 * 86_400_000)
    due = await house.deps.committer.run(lambda: deliveries.take_due(now, Instant(0), 100, {}, 100))
    found = max((one for one in due if one.cause == cause), key=lambda one: one.created_at)
    told = await house.deps.database.read(telling.told(house.deps, found))
    assert not isinstance(told, Later)
    return told


async def arrives(house: House, cause: str) -> None:
    """Have what goes out for this cause be handed over, and the answer lost."""
    for (id,) in await read(house, "SELECT id FROM deliveries WHERE cause = $1", cause):
        await house.deps.committer.run(partial(deliveries.change, id, lambda d: replace(d, tries=1)))


async def test_a_wait_is_told_until_somebody_answers(house: House, shop: Shop, clock: FrozenClock) -> None:
    await watched(house, shop)
    c = await waits(house, shop, "Есть «Маяк» <b>?")
    clock.advance(300)
    await look(house, shop)
    told = await says(house, "waits_long")
    assert told is not None
    assert (told.notice.title, told.notice.text) == ("Клиент ждёт ответа 5 мин", "№ 1: Есть «Маяк» <b>?")
    await answer(house, shop, shop.igor, c, "Есть")
    assert await says(house, "waits_long") is None


async def test_that_they_are_back_waits_for_what_is_on_its_way(house: House, shop: Shop, clock: FrozenClock) -> None:
    await watched(house, shop)
    await look(house, shop)
    clock.advance(60)
    await look(house, shop)
    [(id,)] = await read(house, "SELECT id FROM deliveries WHERE cause = 'nobody_online'")
    await house.deps.committer.run(
        partial(deliveries.change, id, lambda d: replace(d, held_until=clock.now() + 60_000))
    )
    await sits(house, shop)
    await look(house, shop)
    [back] = [
        one
        for one in await house.deps.committer.run(lambda: deliveries.take_due(clock.now(), Instant(0), 100, {}, 100))
        if one.cause == "operators_back"
    ]
    assert isinstance(await house.deps.database.read(telling.told(house.deps, back)), Later)
    await arrives(house, "nobody_online")
    clock.advance(61)
    assert isinstance(await house.deps.database.read(telling.told(house.deps, back)), Told)


async def test_a_client_who_thinks_better_of_it_takes_the_rating_back(
    house: House, shop: Shop, clock: FrozenClock
) -> None:
    await watched(house, shop)
    author, c = await rated(house, shop, 2, "Долго")
    await rounds.follow(house.deps)
    told = await says(house, "rated_low")
    assert told is not None
    assert "Долго" in told.notice.text
    clock.advance(5)
    await rate(house, shop, author, c, 5)
    assert await says(house, "rated_low") is None


async def test_that_nobody_was_there_in_the_night_is_no_news_in_the_morning(
    house: House, shop: Shop, clock: FrozenClock
) -> None:
    await watched(house, shop)
    await look(house, shop)
    clock.advance(60)
    await look(house, shop)
    assert await says(house, "nobody_online") is not None
    await arrives(house, "nobody_online")
    await sits(house, shop)
    await look(house, shop)
    assert await says(house, "nobody_online") is None
    assert await says(house, "operators_back") is not None
    clock.advance(1_800)
    assert await says(house, "operators_back") is None


async def test_of_a_night_without_anybody_the_newest_is_told_alone(
    house: House, shop: Shop, clock: FrozenClock
) -> None:
    await watched(house, shop)
    for _ in range(5):
        await look(house, shop)
        clock.advance(1_800)
    every = await house.deps.committer.run(lambda: _waiting("nobody_online"))
    assert len(every) > 2
    says_now = [await house.deps.database.read(telling.told(house.deps, one)) for one in every]
    assert [one is not None for one in says_now] == [False] * (len(every) - 1) + [True]
    await hours(house, shop, Schedule(on=True, zone="UTC", days=((),) * 6 + ((Span(0, 1),),)))
    assert await says(house, "nobody_online") is None, "outside of the hours nobody is missed"


async def test_who_never_heard_that_nobody_was_there_need_not_hear_that_somebody_is(
    house: House, shop: Shop, clock: FrozenClock
) -> None:
    await watched(house, shop)
    await look(house, shop)
    clock.advance(60)
    await look(house, shop)
    await sits(house, shop)
    await look(house, shop)
    assert await says(house, "operators_back") is None
    await arrives(house, "nobody_online")
    assert await says(house, "operators_back") is not None
    clock.advance(61)
    await look(house, shop)
    assert await says(house, "operators_back") is None, "they have left again"


async def test_a_wait_that_is_told_late_is_told_as_it_is(house: House, shop: Shop, clock: FrozenClock) -> None:
    await house.deps.committer.run(lambda: projects.change_settings(shop.number, Work(tell_waiting_after=60)))
    await watched(house, shop)
    for _ in range(6):
        await waits(house, shop, "Есть тут кто?")
    clock.advance(60)
    await look(house, shop)
    clock.advance(3_600)
    out = await house.deps.committer.run(lambda: _waiting("waits_long"))
    told = [await house.deps.database.read(telling.told(house.deps, one)) for one in out]
    notices = [one.notice for one in told if isinstance(one, Told)]
    assert {one.title for one in notices} == {"Клиент ждёт ответа 61 мин"}
    assert sorted(one.text.endswith("Есть тут кто?\nЖдут ещё: 1") for one in notices) == [False] * 4 + [True]


async def test_another_wait_of_the_same_client_is_another(house: House, shop: Shop, clock: FrozenClock) -> None:
    await watched(house, shop)
    author = Author(house, shop)
    await author.post("Есть тут кто?")
    c = await author.conversation()
    clock.advance(300)
    await look(house, shop)
    clock.advance(10)
    await answer(house, shop, shop.igor, c, "Да")
    clock.advance(10)
    await author.post("А завтра?")
    assert await says(house, "waits_long") is None


def _waiting(cause: str) -> Script[list[Delivery]]:
    found = yield from deliveries.take_due(Instant(2**50), Instant(0), 100, {}, 100)
    return sorted((one for one in found if one.cause == cause), key=lambda one: one.created_at)
