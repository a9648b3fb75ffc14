"""Lists: what each holds, in every order, page by page, narrowed by every filter. On both databases."""

import pytest

from besedka.actions import access, tags
from besedka.app import House
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Forbidden
from besedka.domain.ids import ConversationId, Instant
from besedka.domain.listing import EVERYTHING, Filter, ListName, Order
from besedka.domain.operator import Operator
from besedka.store.lists import place
from tests.actions.test_tags import begun, put, tag_id, who
from tests.clock import FrozenClock
from tests.people import Shop
from tests.units import act, answer


async def paged(
    house: House, me: Operator, name: ListName, order: Order, by: Filter = EVERYTHING
) -> list[ConversationId]:
    """Return the whole list, read one row a page."""
    found: list[Conversation] = []
    while True:
        after = place(found[-1], order) if found else None
        _, rows = await house.deps.database.read(access.page(me, name, order, after, 1, by))
        if not rows:
            return [c.id for c in found]
        found += rows


async def test_who_waits_longest_is_first_among_the_unanswered(house: House, shop: Shop, clock: FrozenClock) -> None:
    igor = await who(house, shop.igor)
    talks = []
    for _ in range(4):
        talks.append(await begun(house, shop))
        clock.advance(60)
    await answer(house, shop, shop.igor, talks[0], "Да")
    await act(house, shop, shop.anna, talks[3], "take")
    assert await paged(house, igor, "unanswered", "waiting") == talks[1:3]
    assert await paged(house, igor, "new", "recent") == [talks[2], talks[1]]
    assert await paged(house, igor, "mine", "waiting") == [talks[0]]
    anna = await who(house, shop.anna)
    assert await paged(house, anna, "all", "recent") == [talks[0], talks[3], talks[2], talks[1]]
    assert await paged(house, anna, "all", "waiting") == [*talks[1:], talks[0]]
    assert await paged(house, anna, "unanswered", "waiting") == talks[1:]
    counts = (await house.deps.database.read(access.lists(anna))).counts
    assert counts == {"new": 2, "mine": 1, "unanswered": 3, "all": 4, "closed": 0}


async def test_all_is_the_administrators_and_a_tags_list_is_within_scope(house: House, shop: Shop) -> None:
    anna, igor = await who(house, shop.anna), await who(house, shop.igor)
    mine, hers = await begun(house, shop), await begun(house, shop)
    await tags.add(house.deps, anna, tag_id(1), "Замер", "blue")
    for c in (mine, hers):
        await put(house, anna, c, tag_id(1))
    await act(house, shop, shop.anna, hers, "take")
    for by in (EVERYTHING, Filter(channel="site"), Filter(operator=shop.igor)):
        with pytest.raises(Forbidden):
            await paged(house, igor, "all", "recent", by)
    assert await paged(house, igor, "all", "recent", Filter(tag=tag_id(1))) == [mine]
    assert len(await paged(house, anna, "all", "recent")) == 2


async def test_filters_narrow_a_list(house: House, shop: Shop, clock: FrozenClock) -> None:
    anna = await who(house, shop.anna)
    first = await begun(house, shop)
    clock.advance(60)
    then = clock.now()
    second = await begun(house, shop)
    await act(house, shop, shop.igor, second, "take")
    for by, found in (
        (Filter(channel="site"), [second, first]),
        (Filter(operator=shop.igor), [second]),
        (Filter(since=then), [second]),
        (Filter(until=then), [first]),
        (Filter(since=then, until=Instant(then + 1)), [second]),
        (Filter(rating=5), []),
    ):
        assert await paged(house, anna, "all", "recent", by) == found
