"""Routing: new conversations find whoever is there, once, within the limit; who does not answer in time loses them. On both databases."""

import asyncio
from dataclasses import replace

import pytest

from besedka.actions import operators
from besedka.actions.assign import Assign
from besedka.actions.routing import Route, route_all
from besedka.app import House
from besedka.domain.ids import ConversationId, Instant, OperatorId
from besedka.domain.presence import State
from besedka.domain.settings import Settings
from besedka.store import people, projects
from tests.clock import FrozenClock
from tests.people import Shop
from tests.units import Author, act, answer, read, submit

NODE = b"n" * 16
EVENLY = Settings(routing="evenly")


async def work_so(house: House, shop: Shop, settings: Settings) -> None:
    """Choose how the project works."""
    await house.deps.committer.run(lambda: projects.change_settings(shop.number, settings))


async def are_there(house: House, shop: Shop, *who: OperatorId, state: State = "online") -> None:
    """Have a node see these operators."""
    now = house.deps.clock.now()
    seen = [(id, shop.number, state) for id in who]
    await house.deps.committer.run(lambda: projects.refresh_presence(NODE, seen, now, Instant(0)))


async def begun(house: House, shop: Shop, count: int = 1) -> list[ConversationId]:
    """Return conversations that nobody has."""
    authors = [Author(house, shop) for _ in range(count)]
    for author in authors:
        await author.post("hello")
    return [await author.conversation() for author in authors]


async def routed(house: House) -> int:
    """Run a round."""
    return await route_all(house.deps, Instant(house.deps.clock.now() - 60_000))


async def holders(house: House) -> list[OperatorId | None]:
    """Return who has each conversation, the oldest first."""
    return [row[0] for row in await read(house, "SELECT assignee_id FROM conversations ORDER BY ordinal")]


async def test_by_hand_nobody_is_given_anything(house: House, shop: Shop) -> None:
    await are_there(house, shop, shop.igor)
    await begun(house, shop)
    assert await routed(house) == 0
    assert await holders(house) == [None]


async def test_evenly_and_told_like_an_assignment_by_nobody(house: House, shop: Shop) -> None:
    await work_so(house, shop, EVENLY)
    await are_there(house, shop, shop.igor, shop.anna)
    await begun(house, shop, 4)
    assert await routed(house) == 4
    held = await holders(house)
    assert sorted(held, key=str) == sorted([shop.anna, shop.anna, shop.igor, shop.igor], key=str)
    facts = await read(
        house, "SELECT operator_id, ref FROM journal WHERE kind = 'conversation_assigned' ORDER BY position"
    )
    assert facts == [(None, who) for who in held]
    lines = await read(house, "SELECT operator_id, target_id FROM activities ORDER BY position")
    assert sorted(lines, key=str) == sorted(facts, key=str)
    assert await routed(house) == 0, "once"


async def test_the_longest_waiting_first_and_who_writes_again_keeps_the_place(house: House, shop: Shop) -> None:
    await work_so(house, shop, EVENLY)
    await are_there(house, shop, shop.igor)
    first, second = Author(house, shop), Author(house, shop)
    for author in (first, second, first):
        await author.post("hello")
    assert await routed(house) == 2
    told = await read(
        house, "SELECT conversation_id FROM journal WHERE kind = 'conversation_assigned' ORDER BY position"
    )
    assert told == [(await first.conversation(),), (await second.conversation(),)]


async def test_nobody_who_is_away_offline_or_disabled(house: House, shop: Shop) -> None:
    await work_so(house, shop, EVENLY)
    await begun(house, shop)
    assert await routed(house) == 0, "nobody is there"
    await are_there(house, shop, shop.igor, state="away")
    assert await routed(house) == 0, "nobody is active"
    await are_there(house, shop, shop.igor)
    await house.deps.committer.run(lambda: people.set_stance(shop.igor, "away"))
    assert await routed(house) == 0, "away by hand"
    await house.deps.committer.run(lambda: people.set_stance(shop.igor, None))
    await operators.disable(house.deps, shop.owner, shop.number, shop.igor)
    assert await routed(house) == 0, "disabled"
    await are_there(house, shop, shop.igor, shop.anna)
    assert await routed(house) == 1
    assert await holders(house) == [shop.anna]


async def test_the_limit_holds_however_many_come_at_once(house: House, shop: Shop) -> None:
    await work_so(house, shop, replace(EVENLY, load_limit=2))
    await are_there(house, shop, shop.igor)
    ids = await begun(house, shop, 5)
    await asyncio.gather(routed(house), routed(house), routed(house))
    assert (await holders(house)).count(shop.igor) == 2
    mine = next(id for id, who in zip(ids, await holders(house), strict=True) if who == shop.igor)
    await act(house, shop, shop.igor, mine, "close")
    assert await routed(house) == 1, "there is room again"


async def test_the_limit_counts_what_was_taken_in_the_same_batch(house: House, shop: Shop) -> None:
    await work_so(house, shop, replace(EVENLY, load_limit=1))
    await are_there(house, shop, shop.igor)
    first, second = await begun(house, shop, 2)
    now, since = house.deps.clock.now(), Instant(house.deps.clock.now() - 60_000)
    taken = act(house, shop, shop.igor, first, "take")
    given = submit(house, lambda done: Route(shop.number, {second: None}, now, since, done))
    await taken
    assert await given == 0
    assert await holders(house) == [shop.igor, None]


async def test_a_round_gives_nothing_that_somebody_has_taken_meanwhile(house: House, shop: Shop) -> None:
    await work_so(house, shop, EVENLY)
    await are_there(house, shop, shop.igor)
    (id,) = await begun(house, shop)
    await act(house, shop, shop.anna, id, "take")
    now, since = house.deps.clock.now(), Instant(house.deps.clock.now() - 60_000)
    assert await submit(house, lambda done: Route(shop.number, {id: None}, now, since, done)) == 0
    assert await holders(house) == [shop.anna]


async def test_back_to_who_had_it(house: House, shop: Shop) -> None:
    await work_so(house, shop, Settings(routing="last"))
    (id,) = await begun(house, shop)
    await act(house, shop, shop.anna, id, "take")
    anna = await house.deps.database.read(people.operator_by_id(shop.anna))
    assert anna is not None
    now = house.deps.clock.now()
    await submit(house, lambda done: Assign(anna, id, now, done, None, shop.anna))
    await are_there(house, shop, shop.igor, shop.anna)
    assert await routed(house) == 1
    assert await holders(house) == [shop.anna]


@pytest.mark.parametrize("answers", [False, True])
async def test_who_does_not_answer_in_time_loses_it(
    house: House, shop: Shop, clock: FrozenClock, answers: bool
) -> None:
    await work_so(house, shop, replace(EVENLY, pass_on_after=30))
    await are_there(house, shop, shop.igor)
    (id,) = await begun(house, shop)
    await routed(house)
    if answers:
        await answer(house, shop, shop.igor, id, "here")
    clock.advance(29)
    await are_there(house, shop, shop.igor, shop.anna)
    assert await routed(house) == 0
    clock.advance(1)
    await asyncio.gather(routed(house), routed(house))
    assert await holders(house) == [shop.igor if answers else shop.anna]
    facts = await read(house, "SELECT ref FROM journal WHERE kind = 'conversation_assigned' ORDER BY position")
    assert facts == [(shop.igor,)] if answers else [(shop.igor,), (shop.anna,)]


async def test_with_nobody_else_there_it_stays(house: House, shop: Shop, clock: FrozenClock) -> None:
    await work_so(house, shop, replace(EVENLY, pass_on_after=30))
    await are_there(house, shop, shop.igor)
    await begun(house, shop)
    await routed(house)
    clock.advance(31)
    await are_there(house, shop, shop.igor)
    assert await routed(house) == 0
    assert await holders(house) == [shop.igor]
