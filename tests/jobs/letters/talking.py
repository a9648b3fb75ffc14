"""A conversation of a client who left: their e-mail is known, an operator answers, and time passes."""

import asyncio
from collections.abc import Callable
from email.message import EmailMessage

from besedka.actions.contacts import EditContact, before
from besedka.actions.notes import AddNote
from besedka.app import House
from besedka.domain.contact import Edit
from besedka.domain.follow_up import FollowUp
from besedka.domain.ids import ConversationId, NoteId, new_id
from besedka.domain.operator import Operator
from besedka.store import follow_ups, people
from tests.clock import FrozenClock
from tests.people import Shop
from tests.units import Author, answer, read, submit

OLGA = "Olga@Example.com"
WAIT = 180.0


class Talk:
    """A conversation of a client whose e-mail is known, and who has left."""

    def __init__(self, house: House, shop: Shop, clock: FrozenClock) -> None:
        self.house, self.shop, self.clock = house, shop, clock
        self.id = ConversationId(b"")
        self.client = Author(house, shop)

    async def begins(self, email: str = OLGA) -> "Talk":
        await self.client.post("Здравствуйте! Лампа <b>есть</b>?")
        self.id = await self.client.conversation()
        await self.known_as(email)
        return self

    async def anna(self) -> Operator:
        found = await self.house.deps.database.read(people.operator_by_id(self.shop.anna))
        assert found is not None
        return found

    async def known_as(self, email: str) -> None:
        deps, anna = self.house.deps, await self.anna()
        of = await deps.database.read(before(anna, self.id))
        edit = Edit("Ольга", None, email)
        await submit(self.house, lambda done: EditContact(anna, self.id, deps.clock.now(), done, edit, of))

    async def says(self, text: str) -> None:
        await answer(self.house, self.shop, self.shop.anna, self.id, text)

    async def row(self) -> FollowUp | None:
        return await self.house.deps.database.read(follow_ups.by_conversation(self.shop.number, self.id))

    async def becomes(self, state: str) -> FollowUp:
        """Return the letters once they are in this state."""
        return await self.stands(lambda row: row.state == state)

    async def stands(self, so: Callable[[FollowUp], bool]) -> FollowUp:
        """Return the letters once this is so."""
        for _ in range(1_000):
            row = await self.row()
            if row is not None and so(row):
                return row
            await asyncio.sleep(0.01)
        raise AssertionError(f"it did not happen: {await self.row()} at {self.clock.now()}")

    async def notes(self, text: str) -> None:
        now, anna = self.house.deps.clock.now(), await self.anna()
        await submit(self.house, lambda done: AddNote(anna, self.id, now, done, NoteId(new_id(now)), text))

    async def passes(self, seconds: float = WAIT) -> None:
        self.clock.advance(seconds)

    async def kinds(self) -> list[str]:
        rows = await read(
            self.house, "SELECT kind FROM activities WHERE conversation_id = $1 ORDER BY position", self.id
        )
        return [row[0] for row in rows if row[0].startswith("letter")]


def texts(letter: EmailMessage) -> tuple[str, str]:
    """Return what a letter says, as plain text and as markup."""
    plain, markup = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert markup is not None
    return str(plain.get_content()), str(markup.get_content())
