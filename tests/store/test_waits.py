"""Who waits and how long it took, as the database tells it: the same as the rules say of every conversation by itself."""

import asyncio
import random

import pytest

from besedka.actions.messages import VisitorPost
from besedka.app import House
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Refusal
from besedka.domain.ids import Instant
from besedka.domain.request import Request
from besedka.domain.waiting import MOST_AHEAD, RECENT, Begun, queues
from besedka.store import conversations, waits
from tests.clock import FrozenClock
from tests.people import Shop
from tests.units import ORIGIN, Author, act, answer, submit


async def begin(author: Author, *, attended: bool, request: Request | None = None) -> None:
    """Begin a conversation, with somebody there or nobody."""
    shop, id, at = author.shop, author.new_id(), author.house.deps.clock.now()
    await submit(
        author.house,
        lambda done: VisitorPost(
            shop.number, author.key, id, "hello", at, ORIGIN, None, done, request=request, attended=attended
        ),
    )


async def found(author: Author) -> Conversation:
    """Return the author's conversation."""
    c = await author.conversation()
    row = await author.house.deps.database.read(conversations.by_id(author.shop.number, c))
    assert row is not None
    return row


@pytest.mark.parametrize("seed", range(4))
async def test_the_queue_is_whoever_waits_in_the_order_of_waiting(
    house: House, shop: Shop, clock: FrozenClock, seed: int
) -> None:
    dice = random.Random(seed)
    authors = [Author(house, shop) for _ in range(12)]
    for author in authors:
        left = dice.random() < 0.2
        request = Request("offline", "who?", {}, None) if left else None
        await begin(author, attended=dice.random() < 0.5, request=request)
        clock.advance(dice.choice([0, 1, 30]))
    for _ in range(40):
        author, who = dice.choice(authors), dice.choice([shop.anna, shop.igor])
        c = await author.conversation()
        try:
            if dice.random() < 0.4:
                await author.post("again")
            elif dice.random() < 0.4:
                await answer(house, shop, who, c, "answer")
            else:
                await act(house, shop, who, c, dice.choice(["take", "close", "reopen", "ask"]))
        except Refusal:
            pass
        clock.advance(dice.choice([0, 1, 30]))
    rows = [await found(author) for author in authors]
    waiting = sorted((c for c in rows if queues(c)), key=lambda c: (c.waiting_since or 0, c.ordinal))
    assert await house.deps.database.read(waits.queue(shop.number)) == [c.visitor for c in waiting]
    told = await house.deps.database.read(waits.begun(shop.number, Instant(0)))
    counted = [c for c in rows if c.attended and (c.first_answer_at is not None or c.status != "closed")]
    assert sorted(told, key=str) == sorted((Begun(c.created_at, c.first_answer_at) for c in counted), key=str)


async def test_only_the_newest_count_and_only_the_first_of_a_long_queue(
    house: House, shop: Shop, clock: FrozenClock
) -> None:
    authors = [Author(house, shop) for _ in range(MOST_AHEAD + 5)]
    for author in authors:
        clock.advance(1)
        await begin(author, attended=True)
    first = await house.deps.database.read(waits.queue(shop.number))
    assert first == [author.key.visitor for author in authors[: MOST_AHEAD + 1]]
    told = await house.deps.database.read(waits.begun(shop.number, Instant(0)))
    assert [b.at for b in told] == [Instant(clock.millis - 1000 * n) for n in range(RECENT)]
    assert await house.deps.database.read(waits.begun(shop.number, Instant(clock.millis + 1))) == []


async def test_what_was_left_by_a_form_says_nothing_of_how_long_answers_take(house: House, shop: Shop) -> None:
    author = Author(house, shop)
    await begin(author, attended=True, request=Request("callback", "call me", {}, None))
    assert (await found(author)).attended == 0
    await asyncio.gather(author.post("and more"))
    assert await house.deps.database.read(waits.begun(shop.number, Instant(0))) == []
