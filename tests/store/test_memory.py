"""What a node remembers between two batches: as good as what is stored, and never better."""

from dataclasses import fields, replace

import pytest

from besedka.app import House
from besedka.domain.conversation import Conversation
from besedka.domain.ids import ConversationId
from besedka.store import conversations, memory
from besedka.store.commits import Committer
from besedka.store.schema import CONVERSATIONS
from tests.domain.samples import a_conversation
from tests.people import Shop
from tests.units import Author, act, answer, mark, read


def another_node(house: House) -> House:
    """Return a house on the same database that remembers for itself."""
    committer = Committer(house.deps.database, house.deps.clock, lambda _, __: None)
    return replace(house, deps=replace(house.deps, committer=committer))


async def stored(house: House, shop: Shop, c: ConversationId) -> tuple[object, ...]:
    found = await house.deps.database.read(conversations.by_id(shop.number, c))
    assert found is not None
    row = memory.as_row(found)
    assert isinstance(row, tuple)
    return row


def test_a_row_is_the_fields_in_the_order_of_the_columns() -> None:
    c = a_conversation()
    assert memory.as_row(c) == tuple(getattr(c, field.name) for field in fields(c))
    assert len(memory.as_row(c)) == len(CONVERSATIONS.columns)
    assert Conversation(*memory.as_row(c)) == c


async def test_what_another_node_wrote_is_not_overlooked(house: House, shop: Shop) -> None:
    elena, other = Author(house, shop), another_node(house)
    answers = [
        await elena.post(str(n), house=node) for n, node in enumerate([house, house, other, other, house, other, house])
    ]
    assert [a.seq for a in answers] == [1, 2, 3, 4, 5, 6, 7]
    c = await elena.conversation()
    await act(other, shop, shop.igor, c, "take")
    await answer(house, shop, shop.igor, c, "ours")
    assert await read(house, "SELECT last_seq, unread_operator, unread_visitor, status FROM conversations") == [
        (8, 7, 1, "open")
    ]


async def test_what_is_remembered_is_what_is_stored(house: House, shop: Shop) -> None:
    """Every kind of change in one conversation, on one node: another, which remembers nothing, finds each as it was meant."""
    elena = Author(house, shop)
    await elena.post("first")
    c = await elena.conversation()
    await answer(house, shop, shop.anna, c, "second")
    mark(house, shop, None, c, "read", 2)
    await elena.post("third")
    await act(house, shop, shop.anna, c, "close")
    closed = await stored(house, shop, c)
    assert {"closed", "third"} <= set(closed)
    await elena.post("fourth")
    last = await answer(house, shop, shop.anna, c, "fifth")
    assert (last.seq, last.position) == (5, 10)
    found = await stored(house, shop, c)
    assert {"open", "fifth"} <= set(found)
    assert (await elena.post("sixth", house=another_node(house))).seq == 6


async def test_nothing_is_remembered_of_a_batch_that_failed(house: House, shop: Shop) -> None:
    elena, ivan = Author(house, shop), Author(house, shop)
    first = await elena.post("first")
    taken = [
        elena.post("second"),
        elena.post("third", id=first.id),
        ivan.post("first", id=first.id),
        elena.post("fourth"),
    ]
    assert (await taken[0]).seq == 2
    assert (await taken[1]).seq == 1
    assert (await taken[3]).seq == 3
    assert isinstance(taken[2].exception() if taken[2].done() else None, Exception)
    assert (await elena.post("fifth")).seq == 4
    assert await read(house, "SELECT text FROM messages ORDER BY seq") == [
        ("first",),
        ("second",),
        ("fourth",),
        ("fifth",),
    ]


async def test_forgetting_costs_a_read_and_nothing_else(
    house: House, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "AT_MOST", 2)
    authors = [Author(house, shop) for _ in range(5)]
    for n in range(1, 4):
        assert [(await author.post(str(n))).seq for author in authors] == [n] * 5
