"""Tags: kept by administrators, set by whoever sees the conversation, counted and listed within scope. On both databases."""

import pytest

from besedka.actions import access, tags
from besedka.actions.tags import SetTag
from besedka.app import House
from besedka.domain.conversation import Conversation
from besedka.domain.errors import BadInput, Conflict, Forbidden, NotFound
from besedka.domain.ids import ConversationId, OperatorId, TagId
from besedka.domain.listing import Filter
from besedka.domain.operator import Operator
from besedka.domain.tag import MOST_ON_ONE
from besedka.store import people
from tests.people import Shop, open_shop
from tests.units import Author, act, submit


async def who(house: House, id: OperatorId) -> Operator:
    """Return the operator as they are now."""
    found = await house.deps.database.read(people.operator_by_id(id))
    assert found is not None
    return found


async def begun(house: House, shop: Shop) -> ConversationId:
    """Return a new conversation."""
    author = Author(house, shop)
    await author.post("Здравствуйте")
    return await author.conversation()


def tag_id(n: int) -> TagId:
    """Return the n-th id."""
    return TagId(n.to_bytes(16, "big"))


async def put(house: House, me: Operator, c: ConversationId, tag: TagId, *, on: bool = True) -> Conversation:
    """Set or unset a tag."""
    now = house.deps.clock.now()
    return await submit(house, lambda done: SetTag(me, c, now, done, tag, on))


async def test_any_operator_sets_a_tag_and_it_is_counted_and_listed(house: House, shop: Shop) -> None:
    anna, igor = await who(house, shop.anna), await who(house, shop.igor)
    await tags.add(house.deps, anna, tag_id(1), " Замер ", "amber")
    first, _ = await begun(house, shop), await begun(house, shop)
    assert (await put(house, igor, first, tag_id(1))).tags == tag_id(1).hex()
    again = await put(house, igor, first, tag_id(1))
    lists = await house.deps.database.read(access.lists(igor))
    assert [(t.name, t.color) for t in lists.tags] == [("Замер", "amber")]
    assert (lists.tagged, lists.counts["new"], lists.counts["all"]) == ({tag_id(1): 1}, 2, 2)
    position, found = await house.deps.database.read(
        access.page(igor, "all", "recent", None, 10, Filter(tag=tag_id(1)))
    )
    assert ([c.id for c in found], position) == ([first], again.last_position)
    assert (await put(house, igor, first, tag_id(1), on=False)).tags == ""
    assert (await house.deps.database.read(access.lists(igor))).tagged == {}


async def test_counts_and_tags_end_where_the_scope_does(house: House, shop: Shop) -> None:
    anna, igor = await who(house, shop.anna), await who(house, shop.igor)
    await tags.add(house.deps, anna, tag_id(1), "Замер", "amber")
    c = await begun(house, shop)
    await put(house, anna, c, tag_id(1))
    await act(house, shop, shop.anna, c, "take")
    with pytest.raises(Forbidden, match="not_yours"):
        await put(house, igor, c, tag_id(1), on=False)
    lists = await house.deps.database.read(access.lists(igor))
    assert (lists.tagged, lists.counts["all"], lists.counts["unanswered"]) == ({}, 0, 0)
    assert (await house.deps.database.read(access.lists(anna))).tagged == {tag_id(1): 1}


async def test_administrators_keep_tags_and_names_are_the_only_ones(house: House, shop: Shop) -> None:
    anna, igor = await who(house, shop.anna), await who(house, shop.igor)
    first = await tags.add(house.deps, anna, tag_id(1), "Договор", "violet")
    assert await tags.add(house.deps, anna, tag_id(1), "Договор", "violet") == first
    with pytest.raises(BadInput, match="id_taken"):
        await tags.add(house.deps, anna, tag_id(1), "Другая", "violet")
    with pytest.raises(Conflict, match="tag_taken"):
        await tags.add(house.deps, anna, tag_id(2), "ДОГОВОР", "blue")
    await tags.add(house.deps, anna, tag_id(2), "Замер", "blue")
    with pytest.raises(Conflict, match="tag_taken"):
        await tags.change(house.deps, anna, tag_id(2), "договор", "blue")
    assert (await tags.change(house.deps, anna, tag_id(1), "ДОГОВОР", "red")).name == "ДОГОВОР"
    with pytest.raises(Forbidden, match="admins_only"):
        await tags.remove(house.deps, igor, tag_id(1))


@pytest.mark.parametrize(
    ("name", "code"), [("", "tag_name_empty"), (" \u200b ", "tag_name_empty"), ("ы" * 41, "tag_name_long")]
)
async def test_a_name_that_is_none_is_refused(house: House, shop: Shop, name: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        await tags.add(house.deps, await who(house, shop.anna), tag_id(1), name, "amber")


async def test_another_projects_tag_is_not_there(house: House, shop: Shop) -> None:
    anna, other = await who(house, shop.anna), await open_shop(house.deps, "Чужой", "6" * 32)
    stranger = await who(house, other.anna)
    await tags.add(house.deps, stranger, tag_id(1), "Замер", "amber")
    with pytest.raises(NotFound):
        await put(house, anna, await begun(house, shop), tag_id(1))
    with pytest.raises(NotFound):
        await tags.change(house.deps, anna, tag_id(1), "Моя", "amber")


async def test_a_removed_tag_is_gone_from_everywhere(house: House, shop: Shop) -> None:
    anna, c = await who(house, shop.anna), await begun(house, shop)
    for n in range(1, MOST_ON_ONE + 2):
        await tags.add(house.deps, anna, tag_id(n), f"Метка {n}", "grey")
    for n in range(1, MOST_ON_ONE + 1):
        await put(house, anna, c, tag_id(n))
    with pytest.raises(BadInput, match="tags_too_many"):
        await put(house, anna, c, tag_id(MOST_ON_ONE + 1))
    await tags.remove(house.deps, anna, tag_id(1))
    assert tag_id(1) not in (await house.deps.database.read(access.lists(anna))).tagged
    now = await put(house, anna, c, tag_id(MOST_ON_ONE + 1))
    assert tag_id(1).hex() not in now.tags.split()
