"""The files of one client on both databases: over all conversations, newest first, page by page, as far as one's rights go."""

import itertools

import pytest

from besedka.actions import contacts, files
from besedka.actions.attach import Attachments
from besedka.actions.contacts import Recognise
from besedka.actions.conversations import OperatorVerb
from besedka.actions.edits import Changed, DeleteMessage
from besedka.actions.files import Uploader
from besedka.actions.messages import VisitorPost
from besedka.actions.notes import AddNote, Noted
from besedka.app import House
from besedka.domain.card import CardFile
from besedka.domain.contact import Edit
from besedka.domain.conversation import Conversation
from besedka.domain.errors import NotFound
from besedka.domain.ids import ConversationId, FileId, Instant, MessageId, NoteId, OperatorId, new_id
from besedka.domain.operator import Operator
from besedka.store import people
from besedka.store.card_files import place
from tests.actions.test_contacts import edit
from tests.clock import FrozenClock
from tests.people import Shop, open_shop
from tests.pictures import PDF
from tests.units import ORIGIN, Author, answer, submit


class Desk:
    """The shop's people at work with files."""

    def __init__(self, house: House, shop: Shop) -> None:
        self.house, self.shop, self.names = house, shop, itertools.count(1)

    async def who(self, id: OperatorId) -> Operator:
        """Return an operator."""
        found = await self.house.deps.database.read(people.operator_by_id(id))
        assert found is not None
        return found

    async def upload(self, by: Uploader) -> FileId:
        """Upload a file, named by its turn."""
        id = FileId(new_id(self.house.deps.clock.now()))
        await files.begin(self.house.deps, by, id, f"{next(self.names)}.pdf", len(PDF))
        await files.append(self.house.deps, by, id, 0, PDF)
        return id

    async def sent(self, by: Author, count: int = 1) -> None:
        """Have a visitor send files, with one message."""
        who = Uploader(self.shop.number, "visitor", by.key.visitor)
        ids = tuple([await self.upload(who) for _ in range(count)])
        now, id = self.house.deps.clock.now(), by.new_id()
        await submit(
            self.house, lambda done: VisitorPost(self.shop.number, by.key, id, "", now, ORIGIN, None, done, ids)
        )

    async def answered(self, c: ConversationId) -> MessageId:
        """Have Anna answer with a file."""
        now = self.house.deps.clock.now()
        id, file = MessageId(new_id(now)), await self.upload(Uploader.operator(await self.who(self.shop.anna)))
        await answer(self.house, self.shop, self.shop.anna, c, "", id, (file,))
        return id

    async def noted(self, c: ConversationId) -> None:
        """Have Anna write a note with a file."""
        anna, now = await self.who(self.shop.anna), self.house.deps.clock.now()
        wanted = Attachments(anna.id, (await self.upload(Uploader.operator(anna)),))
        noted: Noted = await submit(
            self.house, lambda done: AddNote(anna, c, now, done, NoteId(new_id(now)), "", wanted)
        )
        assert noted.attached

    async def act(self, c: ConversationId, by: OperatorId) -> None:
        """Have somebody take a conversation."""
        now = self.house.deps.clock.now()
        taken: Conversation = await submit(
            self.house, lambda done: OperatorVerb(self.shop.number, by, True, c, "take", now, done)
        )
        assert taken.assignee == by

    async def list(self, me: OperatorId, c: ConversationId, limit: int = 100) -> list[CardFile]:
        """Return all pages of so many."""
        who, found = await self.who(me), list[CardFile]()
        while True:
            after = place(found[-1]) if found else None
            _, page = await self.house.deps.database.read(contacts.files(who, c, after, limit))
            if not page:
                return found
            found += page


def names(found: list[CardFile]) -> str:
    """Return the files' numbers."""
    return " ".join(one.file.name.removesuffix(".pdf") for one in found)


async def test_both_sides_and_notes_newest_first_on_pages_of_any_size(
    house: House, shop: Shop, clock: FrozenClock
) -> None:
    desk, olga = Desk(house, shop), Author(house, shop)
    await desk.sent(olga, 3)
    c = await olga.conversation()
    assert {one.at for one in await desk.list(shop.anna, c)} == {clock.now()}, "all of one moment"
    clock.advance(1)
    await desk.answered(c)
    clock.advance(1)
    await desk.noted(c)
    whole = await desk.list(shop.anna, c)
    assert sorted(names(whole).split()) == ["1", "2", "3", "4", "5"]
    assert names(whole).startswith("5 4 ")
    assert [(one.file.use, one.file.side, one.seq) for one in whole] == [
        ("note", "operator", 2), ("message", "operator", 2), *[("message", "visitor", 1)] * 3,
    ]  # fmt: skip
    for limit in (1, 2, 3, 4):
        assert await desk.list(shop.anna, c, limit) == whole


async def test_what_was_taken_back_or_never_sent_is_not_there(house: House, shop: Shop) -> None:
    desk, olga = Desk(house, shop), Author(house, shop)
    await desk.sent(olga)
    c, anna = await olga.conversation(), await desk.who(shop.anna)
    message = await desk.answered(c)
    await desk.upload(Uploader.operator(anna))
    now = house.deps.clock.now()
    changed: Changed = await submit(house, lambda done: DeleteMessage(anna, c, Instant(now + 1), done, message, 900))
    assert changed.message.deleted_at
    assert names(await desk.list(shop.anna, c)) == "1"


async def test_over_a_contacts_conversations_as_far_as_ones_rights_go(house: House, shop: Shop) -> None:
    desk, first, second, other = Desk(house, shop), *(Author(house, shop) for _ in range(3))
    for author in (first, second, other):
        await desk.sent(author)
    a, b = await first.conversation(), await second.conversation()
    anna = await desk.who(shop.anna)
    await edit(house, anna, a, Edit(name="Марина"))
    card = await house.deps.database.read(contacts.card(anna, a))
    known, now = card.contact, house.deps.clock.now()
    assert known is not None
    assert names(await desk.list(shop.igor, b)) == "2", "nobody knows yet that it is the same person"
    await submit(house, lambda done: Recognise(anna, b, now, done, known))
    for c in (a, b):
        assert sorted(names(await desk.list(shop.igor, c)).split()) == ["1", "2"]
    await desk.act(a, shop.anna)
    await desk.noted(a)
    assert names(await desk.list(shop.igor, b)) == "2", "what is Anna's is not told of"
    assert sorted(names(await desk.list(shop.anna, b)).split()) == ["1", "2", "4"]
    with pytest.raises(NotFound):
        await desk.list(shop.igor, a)


async def test_another_project_reaches_nothing(house: House, shop: Shop) -> None:
    stranger = await open_shop(house.deps, "Чужой", "6" * 32)
    desk, olga = Desk(house, shop), Author(house, shop)
    await desk.sent(olga)
    with pytest.raises(NotFound):
        await desk.list(stranger.anna, await olga.conversation())
