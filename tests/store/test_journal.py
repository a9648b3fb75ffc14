"""The journal, whoever writes it: positions without gaps, visible in order, and rows that agree with what was told."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from besedka.adapters.bus.memory import MemoryBus
from besedka.app import House, open_house
from besedka.config import Settings
from besedka.domain.errors import Refusal
from besedka.domain.ids import Position
from besedka.store import journal
from tests.people import Shop, open_shop
from tests.units import Author, act, answer, mark, read


@pytest.fixture
async def nodes(settings: Settings) -> AsyncIterator[list[House]]:
    """Two equal nodes on PostgreSQL; on SQLite, one node twice over."""
    async with AsyncExitStack() as stack:
        houses = [
            await stack.enter_async_context(open_house(settings, bus=MemoryBus()))
            for _ in range(2 if settings.database else 1)
        ]
        yield houses * (3 - len(houses))


async def _live(house: House, shop: Shop, author: Author, dice: random.Random, steps: int) -> None:
    """Do what people do, in any order; refusals are part of it."""
    await author.post("begin")
    c = await author.conversation()
    for _ in range(steps):
        who = dice.choice([shop.anna, shop.igor])
        seq = dice.randrange(1, 12)
        choice = dice.randrange(10)
        try:
            if choice < 4:
                await asyncio.gather(*(author.post(f"{n}", house=house) for n in range(dice.randrange(1, 4))))
            elif choice < 6:
                await answer(house, shop, who, c, "answer")
            elif choice < 8:
                await act(house, shop, who, c, dice.choice(["take", "close", "reopen"]))
            else:
                mark(house, shop, dice.choice([who, None]), c, dice.choice(["delivered", "read"]), seq)
        except Refusal:
            pass


async def _follow(house: House, shop: Shop, seen: list[int], stop: asyncio.Event) -> None:
    """Read the journal as another node does: always after the last position that was seen."""
    last = False
    while not last:
        last = stop.is_set()
        events = await house.deps.database.read(journal.after(shop.number, Position(seen[-1] if seen else 0), 50))
        seen += [event.position for event in events]
        last = last and not events
        await asyncio.sleep(0)


@pytest.mark.parametrize("seed", range(3))
async def test_whoever_writes_positions_have_no_gaps_and_no_reader_skips_one(nodes: list[House], seed: int) -> None:
    shop, dice = await open_shop(nodes[0].deps), random.Random(seed)
    stop, seen = asyncio.Event(), list[list[int]]([[], []])
    followers = [asyncio.create_task(_follow(nodes[n], shop, seen[n], stop)) for n in range(2)]
    lives = []
    for n in range(8):
        author = Author(nodes[n % 2], shop)
        lives.append(_live(dice.choice(nodes), shop, author, random.Random(seed * 100 + n), 12))
    await asyncio.gather(*lives)
    for node in nodes:
        await node.deps.committer.drain()
    stop.set()
    await asyncio.gather(*followers)
    [(position,)] = await read(nodes[0], "SELECT position FROM projects")
    assert seen == [list(range(1, position + 1))] * 2
    await _rows_agree(nodes[0])


async def _rows_agree(house: House) -> None:
    """Counters in the rows are what counting gives."""
    c = "FROM conversations c"
    assert (
        await read(
            house, f"SELECT id {c} WHERE last_seq <> (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id)"
        )
        == []
    )
    assert (
        await read(
            house, f"SELECT id {c} WHERE last_seq <> (SELECT max(seq) FROM messages m WHERE m.conversation_id = c.id)"
        )
        == []
    )
    for side, read_mark, unread in (
        ("visitor", "operator_read", "unread_operator"),
        ("operator", "visitor_read", "unread_visitor"),
    ):
        counted = f"(SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.side = '{side}' AND m.seq > c.{read_mark})"
        assert await read(house, f"SELECT {unread}, {counted} {c} WHERE {unread} <> {counted}") == [], side
    last = "(SELECT max(position) FROM journal j WHERE j.conversation_id = c.id)"
    assert await read(house, f"SELECT id {c} WHERE last_position <> {last}") == []
    posted = "SELECT count(*) FROM journal WHERE kind = 'message_posted'"
    assert await read(house, posted) == await read(house, "SELECT count(*) FROM messages")
    ordinals = [row[0] for row in await read(house, f"SELECT ordinal {c} ORDER BY ordinal")]
    assert ordinals == list(range(1, len(ordinals) + 1))


async def test_projects_made_at_once_get_numbers_of_their_own(nodes: list[House]) -> None:
    shops = await asyncio.gather(*(open_shop(nodes[n % 2].deps, f"Shop {n}", f"{n:x}" * 32) for n in range(8)))
    assert sorted(shop.number for shop in shops) == list(range(1001, 1009))


async def test_two_projects_do_not_share_a_journal(house: House, shop: Shop) -> None:
    other = await open_shop(house.deps, "Другой дом", "7" * 32)
    a, b = Author(house, shop), Author(house, other)
    await asyncio.gather(*(author.post(f"{n}") for n in range(5) for author in (a, b)))
    for number in (shop.number, other.number):
        events = await house.deps.database.read(journal.after(number, Position(0), 100))
        assert [e.position for e in events] == [1, 2, 3, 4, 5, 6]
        assert {e.conversation.project for e in events} == {number}


async def test_the_journal_is_read_back_with_todays_texts(house: House, shop: Shop) -> None:
    elena = Author(house, shop)
    for text in ("один", "два", "три"):
        await elena.post(text)
    events = await house.deps.database.read(journal.after(shop.number, Position(1), 2))
    assert [(e.position, e.kind, e.seq, e.message and e.message.text) for e in events] == [
        (2, "message_posted", 1, "один"),
        (3, "message_posted", 2, "два"),
    ]
