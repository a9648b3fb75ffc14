"""What a disabled operator had in work is among the new ones again, and everybody may hear of it. On both databases."""

from besedka.actions import operators, returns
from besedka.app import House
from besedka.domain.conversation import Conversation
from besedka.domain.ids import ConversationId, Position
from besedka.store import conversations, journal
from tests.api.things import conversation
from tests.people import Shop, open_shop


async def stored(house: House, shop: Shop, id: str) -> Conversation:
    """Return a conversation as the database has it."""
    found = await house.deps.database.read(conversations.by_id(shop.number, ConversationId(bytes.fromhex(id))))
    assert found is not None
    return found


async def test_open_conversations_are_new_again(house: House, shop: Shop) -> None:
    igors, annas = [await conversation(house, shop, "igor") for _ in range(3)], await conversation(house, shop, "anna")
    await operators.disable(house.deps, shop.owner, shop.number, shop.igor)
    assert await returns.from_disabled(house.deps, shop.number) == 3
    for id in igors:
        c = await stored(house, shop, id)
        assert (c.status, c.assignee, c.assigned_at) == ("new", None, None)
        assert c.waiting_since is not None, "the client still waits"
    assert (await stored(house, shop, annas)).assignee == shop.anna
    assert await returns.from_disabled(house.deps) == 0, "once"


async def test_it_is_told_in_the_journal(house: House, shop: Shop) -> None:
    id = await conversation(house, shop, "igor")
    await operators.disable(house.deps, shop.owner, shop.number, shop.igor)
    await returns.from_disabled(house.deps, shop.number)
    last = (await house.deps.database.read(journal.after(shop.number, Position(0), 100)))[-1]
    assert (last.kind, last.conversation.id.hex(), last.ref) == ("conversation_returned", id, shop.igor)


async def test_nothing_comes_back_from_who_may_still_answer(house: House, shop: Shop) -> None:
    other = await open_shop(house.deps, "Чужой", "6" * 32)
    id, others = await conversation(house, shop, "igor"), await conversation(house, other, "igor")
    await operators.disable(house.deps, other.owner, other.number, other.igor)
    assert await returns.from_disabled(house.deps, shop.number) == 0
    assert (await stored(house, shop, id)).assignee == shop.igor
    assert await returns.from_disabled(house.deps) == 1, "in all projects"
    assert (await stored(house, other, others)).status == "new"


async def test_what_was_decided_meanwhile_stays(house: House, shop: Shop) -> None:
    """The list of what to give back may be old by the time it is acted on."""
    annas = ConversationId(bytes.fromhex(await conversation(house, shop, "anna")))
    nobodys = ConversationId(bytes.fromhex(await conversation(house, shop, "nobody")))
    assert await returns._give_back(house.deps, shop.number, shop.igor, [annas, nobodys]) == 0
    assert (await stored(house, shop, annas.hex())).assignee == shop.anna
