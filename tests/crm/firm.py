"""A shop with a CRM: its visitors write, its operators ask for leads, and its people look into the CRM."""

import asyncio
from dataclasses import replace

from besedka.actions.contacts import EditContact, before
from besedka.actions.crm import connecting
from besedka.actions.crm.leads import AskLead
from besedka.app import House
from besedka.domain import crm_known
from besedka.domain.contact import Edit
from besedka.domain.crm_known import Known
from besedka.domain.ids import ConversationId, OperatorId
from besedka.domain.lead import Lead, Wanted
from besedka.domain.operator import Operator, fold_email
from besedka.store import leads, people
from besedka.store.crms import Connection
from tests.clock import FrozenClock
from tests.crm.world import World
from tests.people import Shop
from tests.units import Author, act, answer, read, submit

OLGA = Wanted("Заявка из чата", "Ольга Иванова", "+79161234567", "Olga@Example.com")


class Firm:
    """The shop, on one node, and its CRM."""

    def __init__(self, house: House, shop: Shop, world: World) -> None:
        self.house = house
        self.shop = shop
        self.world = world

    async def connect(self) -> connecting.Tried:
        """Connect the CRM as the owner does."""
        values, name = self.world.values, self.world.connector.name
        return await connecting.connect(self.house.deps, self.shop.owner, self.shop.number, name, values)

    async def conversation(self, *texts: str) -> ConversationId:
        """Have a visitor write, and Anna answer."""
        author = Author(self.house, self.shop)
        for text in texts or ("Здравствуйте! Лампа есть?",):
            await author.post(text)
        c = await author.conversation()
        await answer(self.house, self.shop, self.shop.anna, c, "Есть")
        return c

    async def known_as(self, c: ConversationId, name: str, phone: str, email: str) -> None:
        """Have Anna write down who the client is."""
        anna, now = await self.operator(self.shop.anna), self.house.deps.clock.now()
        of = await self.house.deps.database.read(before(anna, c))
        await submit(self.house, lambda done: EditContact(anna, c, now, done, Edit(name, phone, email), of))

    async def say(self, c: ConversationId, text: str) -> None:
        """Have Anna say something more."""
        await answer(self.house, self.shop, self.shop.anna, c, text)

    async def close(self, c: ConversationId) -> None:
        """Have Anna close it."""
        await act(self.house, self.shop, self.shop.anna, c, "close")

    async def reopen(self, c: ConversationId) -> None:
        """Have Anna take it up again."""
        await act(self.house, self.shop, self.shop.anna, c, "reopen")

    async def rename(self, id: OperatorId, email: str) -> None:
        """Give an operator another e-mail."""
        row = replace(await self.operator(id), email=email)
        await self.house.deps.committer.run(lambda: people.change_operator(row, fold_email(email)))

    async def pause(self) -> None:
        """Let the house work."""
        await asyncio.sleep(0.02)

    def known(self, row: Connection) -> Known:
        """Return what the CRM told of itself when it was connected."""
        return crm_known.read(row.known)

    async def operator(self, id: OperatorId) -> Operator:
        """Return an operator."""
        found = await self.house.deps.database.read(people.operator_by_id(id))
        assert found is not None
        return found

    async def ask(self, c: ConversationId, wanted: Wanted = OLGA, by: OperatorId | None = None) -> Lead:
        """Ask for the conversation's lead."""
        me, now = await self.operator(by or self.shop.anna), self.house.deps.clock.now()
        return await submit(self.house, lambda done: AskLead(me, c, now, done, wanted))

    async def lead(self, c: ConversationId) -> Lead | None:
        """Return the conversation's lead."""
        return await self.house.deps.database.read(leads.by_conversation(self.shop.number, c))

    async def sent(self, c: ConversationId, clock: FrozenClock) -> Lead:
        """Return the lead once it is in the CRM, letting the time pass that it waits."""
        return await self._settled(c, clock, "sent")

    async def failed(self, c: ConversationId, clock: FrozenClock) -> Lead:
        """Return the lead once it was refused."""
        return await self._settled(c, clock, "failed")

    async def begun(self, c: ConversationId, step: str) -> None:
        """Return once a step was asked of the CRM and its answer is waited for."""
        for _ in range(1_000):
            lead = await self.lead(c)
            if lead is not None and step in lead.begun:
                return
            await self.pause()
        raise AssertionError("it was never begun")

    async def wait_for(self, lead: Lead | None, clock: FrozenClock) -> None:
        """Let the time pass for which a lead waits, unless one is on its way just now."""
        [[held]] = await read(self.house, "SELECT count(*) FROM leads WHERE held_until > $1", clock.now())
        if lead is not None and not held and lead.due_at > clock.now():
            clock.advance((lead.due_at - clock.now()) / 1000)

    async def _settled(self, c: ConversationId, clock: FrozenClock, state: str) -> Lead:
        lead: Lead | None = None
        for _ in range(1_000):
            lead = await self.lead(c)
            if lead is not None and lead.state == state:
                return lead
            await self.wait_for(lead, clock)
            await self.pause()
        raise AssertionError(f"it never came to be {state}: {lead}")
