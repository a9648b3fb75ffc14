"""Contacts and profiles on both databases: what is kept, what is found, what a first message writes."""

from besedka.actions import contacts
from besedka.actions.contacts import EditContact, Recognise
from besedka.actions.messages import Origin, VisitorPost
from besedka.actions.profiles import Told, tell
from besedka.app import House
from besedka.domain.card import Card
from besedka.domain.contact import Edit
from besedka.domain.conversation import Conversation
from besedka.domain.ids import ConversationId, Instant
from besedka.domain.operator import Operator
from besedka.domain.profile import PATH, Page
from besedka.store import people
from tests.people import Shop
from tests.units import Author, read, submit


async def operator(house: House, shop: Shop) -> Operator:
    """Return Igor."""
    found = await house.deps.database.read(people.operator_by_id(shop.igor))
    assert found is not None
    return found


async def edit(house: House, me: Operator, c: ConversationId, change: Edit) -> Conversation:
    """Change the contact of a conversation."""
    before = await house.deps.database.read(contacts.before(me, c))
    now = house.deps.clock.now()
    return await submit(house, lambda done: EditContact(me, c, now, done, change, before))


async def card(house: House, me: Operator, c: ConversationId) -> Card:
    """Return the card."""
    return await house.deps.database.read(contacts.card(me, c))


async def test_a_contact_of_two_conversations(house: House, shop: Shop) -> None:
    me, first, second = await operator(house, shop), Author(house, shop), Author(house, shop)
    await first.post("first")
    await second.post("second")
    one, two = await first.conversation(), await second.conversation()
    await edit(house, me, one, Edit(name="Марина", phone="8 916 204-18-77", email="M@yandex.ru"))
    await edit(house, me, two, Edit(email="m@YANDEX.ru"))
    shown = await card(house, me, two)
    assert [c.phone for c in shown.alike] == ["+79162041877"]
    known = shown.alike[0]
    now = house.deps.clock.now()
    same = await submit(house, lambda done: Recognise(me, two, now, done, known))
    assert (same.contact, same.visitor_name) == (known.id, "Марина")
    await edit(house, me, two, Edit(name="Марина Ветрова", phone=""))
    shown = await card(house, me, two)
    assert [c.visitor_name for c in shown.earlier] == ["Марина Ветрова"]
    assert shown.contact is not None
    assert (shown.contact.phone, shown.contact.email) == (None, "M@yandex.ru")
    facts = await read(house, "SELECT conversation_id FROM journal WHERE kind = 'contact_changed' ORDER BY position")
    assert [row[0] for row in facts] == [one, two, two, two, one]


async def test_a_path_keeps_its_last_pages(house: House, shop: Shop) -> None:
    author = Author(house, shop)
    pages = tuple(Page(Instant(n), f"https://shop.example/{n}", "") for n in range(1, 4))
    now, id = house.deps.clock.now(), author.new_id()
    origin = Origin("https://shop.example/3", "", "", "ru", "", Told(pages, "https://ya.ru", {"Товар": "Окно"}))
    await submit(house, lambda done: VisitorPost(shop.number, author.key, id, "hello", now, origin, None, done))
    me, c = await operator(house, shop), await author.conversation()
    assert [page.at for page in (await card(house, me, c)).path] == [3, 2, 1]
    for n in range(4, PATH + 10):
        fresh = await tell(house.deps, shop.number, author.key.visitor, Told((Page(Instant(n), f"/{n}", "т"),)))
        assert fresh is not None
        assert fresh.page_url == f"/{n}"
    shown = await card(house, me, c)
    assert [page.at for page in shown.path] == list(range(PATH + 9, 9, -1))
    assert (shown.profile.params, shown.profile.referrer) == ({"Товар": "Окно"}, "https://ya.ru")
    again = await tell(house.deps, shop.number, author.key.visitor, Told((Page(Instant(999), f"/{PATH + 9}", "т"),)))
    assert again is None, "a page that is loaded again is the same page"
