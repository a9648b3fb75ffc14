"""What a page says of its visitor: kept as a claim, on both databases."""

from besedka.actions import access, claims, contacts
from besedka.actions.claims import Claim
from besedka.actions.contacts import EditContact, Recognise
from besedka.actions.messages import Origin, VisitorPost
from besedka.actions.profiles import Told
from besedka.app import House
from besedka.domain.contact import Contact, Edit
from besedka.domain.ids import ConversationId
from besedka.domain.operator import Operator
from besedka.store import people
from tests.people import Shop
from tests.units import Author, read, submit


async def anna(house: House, shop: Shop) -> Operator:
    """Return Anna."""
    found = await house.deps.database.read(people.operator_by_id(shop.anna))
    assert found is not None
    return found


async def contact(house: House, me: Operator, c: ConversationId) -> Contact:
    """Return who the client is."""
    found = (await house.deps.database.read(contacts.card(me, c))).contact
    assert found is not None
    return found


async def claim(house: House, me: Operator, c: ConversationId, told: dict[str, str]) -> None:
    """Say it of the visitor of this conversation."""
    view = await house.deps.database.read(access.view(me, c))
    known = await house.deps.database.read(claims.before(me.project, view.conversation))
    now, visitor = house.deps.clock.now(), view.conversation.visitor
    await submit(house, lambda done: Claim(me.project, c, visitor, now, done, told, known))


async def test_the_first_message_brings_the_claims_with_it(house: House, shop: Shop) -> None:
    me, author = await anna(house, shop), Author(house, shop)
    told = Told(claims={"name": "Ольга", "email": "Olga@Shop.example"})
    origin, now, id = Origin("", "", "", "ru", "", told), house.deps.clock.now(), author.new_id()
    await submit(house, lambda done: VisitorPost(shop.number, author.key, id, "hello", now, origin, None, done))
    known = await contact(house, me, await author.conversation())
    assert (known.name, known.email, known.email_folded) == ("Ольга", "Olga@Shop.example", "olga@shop.example")
    assert known.claimed == "name email"


async def test_a_claim_fills_what_is_empty_and_follows_itself(house: House, shop: Shop) -> None:
    me, author = await anna(house, shop), Author(house, shop)
    await author.post("hello")
    c = await author.conversation()
    await claim(house, me, c, {"name": "Ольга"})
    await claim(house, me, c, {"name": "Ольга Ким", "phone": "+79162041877"})
    await claim(house, me, c, {"name": "Ольга Ким"})
    known = await contact(house, me, c)
    assert (known.name, known.phone, known.claimed) == ("Ольга Ким", "+79162041877", "name phone")
    facts = await read(house, "SELECT position FROM journal WHERE kind = 'contact_changed'")
    assert len(facts) == 2, "what is known announces nothing"


async def test_a_claim_never_overrules_an_operator(house: House, shop: Shop) -> None:
    me, author = await anna(house, shop), Author(house, shop)
    await author.post("hello")
    c = await author.conversation()
    await claim(house, me, c, {"name": "Кто-то", "phone": "+79162041877"})
    before, now = await house.deps.database.read(contacts.before(me, c)), house.deps.clock.now()
    await submit(house, lambda done: EditContact(me, c, now, done, Edit(name="Ольга"), before))
    await claim(house, me, c, {"name": "Мошенник", "phone": "+79160000000"})
    known = await contact(house, me, c)
    assert (known.name, known.phone, known.claimed) == ("Ольга", "+79160000000", "phone")


async def test_a_claim_renames_every_conversation_of_the_same_contact(house: House, shop: Shop) -> None:
    me, one, two = await anna(house, shop), Author(house, shop), Author(house, shop)
    await one.post("first")
    await two.post("second")
    first, second = await one.conversation(), await two.conversation()
    await claim(house, me, first, {"name": "Ольга"})
    known, now = await contact(house, me, first), house.deps.clock.now()
    await submit(house, lambda done: Recognise(me, second, now, done, known))
    await claim(house, me, second, {"name": "Ольга Ким"})
    names = await read(house, "SELECT visitor_name FROM conversations")
    assert [row[0] for row in names] == ["Ольга Ким", "Ольга Ким"]
