"""Who is responsible: given by an administrator, never to two, decided on what is true in the batch. On both databases."""

import asyncio

import pytest

from besedka.actions import operators
from besedka.actions.assign import Assign
from besedka.app import House
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Conflict, Forbidden, NotFound
from besedka.domain.ids import ConversationId, OperatorId
from besedka.domain.operator import Operator
from besedka.store import people
from tests.people import Shop, open_shop
from tests.units import Author, act, read, submit


async def who(house: House, id: OperatorId) -> Operator:
    """Return an operator as the database knows them."""
    found = await house.deps.database.read(people.operator_by_id(id))
    assert found is not None
    return found


async def assign(
    house: House, me: Operator, c: ConversationId, to: OperatorId | None, seen_with: OperatorId | None = None
) -> Conversation:
    """Assign as the app does."""
    now = house.deps.clock.now()
    return await submit(house, lambda done: Assign(me, c, now, done, to, seen_with))


async def begun(house: House, shop: Shop) -> ConversationId:
    """Return a conversation that nobody has."""
    author = Author(house, shop)
    await author.post("hello")
    return await author.conversation()


async def facts(house: House) -> list[str]:
    """Return the kinds of all facts about who is responsible."""
    rows = await read(house, "SELECT kind FROM journal ORDER BY position")
    return [row[0] for row in rows if row[0].startswith("conversation_") and row[0] != "conversation_started"]


async def test_an_administrator_gives_it_takes_it_away_and_puts_it_back(house: House, shop: Shop) -> None:
    anna, c = await who(house, shop.anna), await begun(house, shop)
    given = await assign(house, anna, c, shop.igor)
    assert (given.status, given.assignee) == ("open", shop.igor)
    assert given.assigned_at is not None
    moved = await assign(house, anna, c, shop.anna, shop.igor)
    assert (moved.status, moved.assignee) == ("open", shop.anna)
    back = await assign(house, anna, c, None, shop.anna)
    assert (back.status, back.assignee, back.assigned_at) == ("new", None, None)
    assert await facts(house) == ["conversation_assigned", "conversation_assigned", "conversation_returned"]


async def test_what_is_already_so_announces_nothing(house: House, shop: Shop) -> None:
    anna, c = await who(house, shop.anna), await begun(house, shop)
    for to in (None, shop.igor, shop.igor):
        await assign(house, anna, c, to)
    assert await facts(house) == ["conversation_assigned"]


async def test_every_line_is_written_with_its_fact(house: House, shop: Shop) -> None:
    anna, c = await who(house, shop.anna), await begun(house, shop)
    await assign(house, anna, c, shop.igor)
    await act(house, shop, shop.igor, c, "close")
    lines = await read(house, "SELECT kind, side, operator_id, target_id FROM activities ORDER BY position")
    assert lines == [
        ("conversation_assigned", "operator", shop.anna, shop.igor),
        ("conversation_closed", "operator", shop.igor, None),
    ]


async def test_a_plain_operator_hands_nothing_over(house: House, shop: Shop) -> None:
    igor, c = await who(house, shop.igor), await begun(house, shop)
    with pytest.raises(Forbidden, match="only_admins"):
        await assign(house, igor, c, shop.anna)
    await act(house, shop, shop.anna, c, "take")
    with pytest.raises(Forbidden, match="not_yours"):
        await assign(house, igor, c, shop.igor, shop.anna)
    assert await facts(house) == ["conversation_taken"]


async def test_nobody_disabled_gets_anything(house: House, shop: Shop) -> None:
    anna, c = await who(house, shop.anna), await begun(house, shop)
    await operators.disable(house.deps, shop.owner, shop.number, shop.igor)
    with pytest.raises(Conflict, match="operator_disabled"):
        await assign(house, anna, c, shop.igor)


async def test_another_projects_people_and_conversations_are_not_there(house: House, shop: Shop) -> None:
    other = await open_shop(house.deps, "Чужой", "6" * 32)
    anna, c, theirs = await who(house, shop.anna), await begun(house, shop), await begun(house, other)
    with pytest.raises(NotFound):
        await assign(house, anna, c, other.igor)
    with pytest.raises(NotFound):
        await assign(house, anna, theirs, shop.igor)


async def test_what_has_changed_meanwhile_is_told(house: House, shop: Shop) -> None:
    anna, c = await who(house, shop.anna), await begun(house, shop)
    await act(house, shop, shop.igor, c, "take")
    with pytest.raises(Conflict) as taken:
        await assign(house, anna, c, shop.anna, None)
    assert (taken.value.code, taken.value.params) == ("already_taken", {"operator": shop.igor.hex()})
    await assign(house, anna, c, None, shop.igor)
    with pytest.raises(Conflict, match="already_returned"):
        await assign(house, anna, c, shop.anna, shop.igor)
    await act(house, shop, shop.anna, c, "close")
    with pytest.raises(Conflict, match="already_closed"):
        await assign(house, anna, c, shop.igor, None)
    with pytest.raises(Conflict, match="already_closed"):
        await assign(house, anna, c, None, None)


async def test_two_who_assign_at_once_end_with_one_owner(house: House, shop: Shop) -> None:
    anna, c = await who(house, shop.anna), await begun(house, shop)
    outcomes = await asyncio.gather(
        assign(house, anna, c, shop.igor, None), assign(house, anna, c, shop.anna, None), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict", "Conversation"]
    assert await facts(house) == ["conversation_assigned"]
