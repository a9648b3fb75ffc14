"""Search: by word forms, within scope, over what messages and notes say now; two nodes do not index twice. On both databases."""

import pytest

from besedka.actions import access
from besedka.actions.edits import EditMessage
from besedka.actions.notes import AddNote
from besedka.app import House
from besedka.domain.ids import MessageId, NoteId, new_id
from besedka.domain.operator import Operator
from besedka.domain.search import terms
from besedka.jobs import indexing
from besedka.store import indexing as index
from tests.actions.test_tags import who
from tests.people import Shop
from tests.units import Author, act, answer, read, submit


async def found(house: House, me: Operator, query: str) -> list[str]:
    """Return the texts that are found, when everything is indexed."""
    await indexing.catch_up(house.deps)
    hits = await house.deps.database.read(access.search(me, terms(query), None, 20))
    return [hit.text for hit in hits.hits]


async def test_messages_are_found_by_any_form_and_by_a_beginning(house: House, shop: Shop) -> None:
    anna = await who(house, shop.anna)
    await Author(house, shop).post("Можно перенести замер ёлки?")
    await Author(house, shop).post("The contracts were signed")
    for query in ("ЗАМЕРЫ", "елка", "пере", "замер перенес", "перенести замеры"):
        assert await found(house, anna, query) == ["Можно перенести замер ёлки?"], query
    assert await found(house, anna, "contract signing") == ["The contracts were signed"]
    assert await found(house, anna, "замер contracts") == []


@pytest.mark.parametrize("query", ["", "🙂", "\0", "'", '"', "') | ('", '" OR "', "*", "замер* NOT", "{}:&!<->"])
async def test_whatever_is_typed_is_only_words(house: House, shop: Shop, query: str) -> None:
    await Author(house, shop).post("Здравствуйте")
    assert await found(house, await who(house, shop.anna), query) == []


async def test_nothing_is_found_beyond_the_scope(house: House, shop: Shop) -> None:
    anna, igor, author = await who(house, shop.anna), await who(house, shop.igor), Author(house, shop)
    await author.post("Секретный заказ")
    c, now = await author.conversation(), house.deps.clock.now()
    await submit(house, lambda done: AddNote(anna, c, now, done, NoteId(new_id(now)), "секрет для своих"))
    assert await found(house, igor, "секрет") == ["секрет для своих", "Секретный заказ"]
    assert await found(house, igor, "секреты") == ["секрет для своих"]
    await act(house, shop, shop.anna, c, "take")
    assert await found(house, igor, "секрет") == []
    assert await found(house, anna, "заказы") == ["Секретный заказ"]


async def test_a_changed_message_is_found_by_what_it_says_now(house: House, shop: Shop) -> None:
    anna, author = await who(house, shop.anna), Author(house, shop)
    await author.post("Здравствуйте")
    c, now = await author.conversation(), house.deps.clock.now()
    id = MessageId(new_id(now))
    await answer(house, shop, shop.anna, c, "Приедем утром", id)
    assert await found(house, anna, "утро") == ["Приедем утром"]
    await submit(house, lambda done: EditMessage(anna, c, now, done, id, 900, "Приедем вечером"))
    assert await found(house, anna, "утро") == []
    assert await found(house, anna, "вечер") == ["Приедем вечером"]


async def test_what_bears_the_same_id_is_not_taken_for_another(house: House, shop: Shop) -> None:
    """Clients make the ids: a message under a foreign note's id, and a note under a conversation's, hide nothing, find but themselves."""
    anna, igor, hers = await who(house, shop.anna), await who(house, shop.igor), Author(house, shop)
    theirs, id = Author(house, shop), hers.new_id()
    await theirs.post("Здравствуйте")
    await hers.post("Здравствуйте")
    c, other = await hers.conversation(), await theirs.conversation()
    now = house.deps.clock.now()
    for taken in (id, c):
        await submit(house, lambda done, taken=taken: AddNote(igor, other, now, done, NoteId(taken), "лампа"))  # type: ignore[misc]
    await hers.post("Секретный заказ", id)
    await act(house, shop, shop.anna, c, "take")
    assert await found(house, igor, "лампа") == ["лампа", "лампа"]
    assert await found(house, igor, "заказ") == []
    assert await found(house, anna, "заказ") == ["Секретный заказ"]


async def test_pages_follow_each_other_without_a_gap(house: House, shop: Shop) -> None:
    anna, author = await who(house, shop.anna), Author(house, shop)
    for n in range(5):
        await author.post(f"слово {n}")
    await indexing.catch_up(house.deps)
    texts, before = list[str](), None
    while True:
        page = await house.deps.database.read(access.search(anna, terms("слова"), before, 2))
        texts += [hit.text for hit in page.hits]
        before = page.next
        if before is None:
            break
    assert texts == [f"слово {n}" for n in (4, 3, 2, 1, 0)]


async def test_of_two_nodes_one_indexes(house: House, shop: Shop) -> None:
    await Author(house, shop).post("однажды")
    ((project, after),) = await house.deps.database.read(index.behind(5))
    work = await house.deps.database.read(index.batch(project, after, 200))
    words = index.words_of(work)
    first = await house.deps.committer.run(lambda: index.record(work, words))
    again = await house.deps.committer.run(lambda: index.record(work, words))
    assert (first, again) == (True, False)
    assert [row[0] for row in await read(house, "SELECT count(*) FROM search_docs WHERE kind = 'message'")] == [1]
