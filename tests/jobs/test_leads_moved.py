"""Leads of a project whose CRM is changed for another, or connected anew, while they are on their way and afterwards."""

import asyncio

import pytest

from besedka.adapters.crm.espocrm.crm import EspoCrm
from besedka.app import House
from besedka.ports.crm import CrmFailed
from besedka.store import crms
from tests.clock import FrozenClock
from tests.crm.espocrm.world import espocrm
from tests.crm.firm import Firm
from tests.crm.odoo.world import odoo
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA
from tests.people import Shop


class Held:
    """A question of a connector that is answered only when the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, says: CrmFailed | None) -> None:
        self.begun, self.go = asyncio.Event(), asyncio.Event()
        self._says, self._first, self._real = says, True, getattr(EspoCrm, name)
        held = self

        async def ask(crm: EspoCrm, *args: object) -> object:
            return await held.asked(crm, *args)

        monkeypatch.setattr(EspoCrm, name, ask)

    async def asked(self, crm: EspoCrm, *args: object) -> object:
        """Ask; the first time when it may, and as the test wants it."""
        first, self._first = self._first, False
        self.begun.set()
        if first:
            await self.go.wait()
            if self._says is not None:
                raise self._says
        return await self._real(crm, *args)


async def fault(firm: Firm) -> str:
    row = await firm.house.deps.database.read(crms.of_project(firm.shop.number))
    assert row is not None
    return row.fault


async def test_what_a_crm_refuses_that_is_there_no_more_is_no_fault_of_the_new_one(
    firm: Firm, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, "add_lead", CrmFailed("crm_no_access", permanent=True))
    c = await firm.conversation()
    await firm.ask(c)
    await held.begun.wait()
    with espocrm() as elsewhere:
        clock.advance(1)
        moved = Firm(firm.house, firm.shop, elsewhere)
        assert (await moved.connect()).well
        held.go.set()
        await moved.sent(c, clock)
        assert (await fault(firm), len(elsewhere.leads())) == ("", 1)


async def test_what_the_old_one_took_clears_no_fault_of_the_new_one(
    firm: Firm, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, deps = Held(monkeypatch, "assign", None), firm.house.deps
    c = await firm.conversation()
    await firm.rename(firm.shop.anna, "nobody@shop.example")
    await firm.ask(c)
    await firm.sent(c, clock)
    await firm.rename(firm.shop.anna, ANNA)
    await firm.ask(c)
    await held.begun.wait()
    clock.advance(1)
    assert (await firm.connect()).well
    row = await deps.database.read(crms.of_project(firm.shop.number))
    assert row is not None
    await deps.committer.run(lambda: crms.went(crms.connected(row), "crm_no_right"))
    held.go.set()
    for _ in range(20):
        await firm.pause()
    assert await fault(firm) == "crm_no_right"


async def test_a_crm_that_comes_back_is_told_nothing_twice(firm: Firm, clock: FrozenClock) -> None:
    c = await firm.conversation("Лампа есть?")
    await firm.ask(c)
    await firm.sent(c, clock)
    with espocrm() as elsewhere:
        moved = Firm(firm.house, firm.shop, elsewhere)
        for at, said in ((moved, "Привезём завтра"), (firm, "Или сегодня"), (moved, "Лучше сегодня")):
            await firm.say(c, said)
            clock.advance(1)
            assert (await at.connect()).well
            await at.ask(c)
            await at.sent(c, clock)
        theirs = "\n".join("\n".join(one.comments) for one in elsewhere.leads())
        assert len(elsewhere.leads()) == 1
    ours = "\n".join(firm.world.leads()[-1].comments)
    assert len(firm.world.leads()) == 1
    assert [ours.count(text) for text in ("Лампа есть?", "Привезём завтра", "Или сегодня", "Лучше сегодня")] == [
        1,
        1,
        1,
        0,
    ]
    assert [theirs.count(text) for text in ("Лампа есть?", "Привезём завтра", "Или сегодня", "Лучше сегодня")] == [
        1,
        1,
        1,
        1,
    ]


async def test_a_contact_that_was_deleted_there_is_made_anew(house: House, shop: Shop, clock: FrozenClock) -> None:
    with odoo() as world:
        firm = Firm(house, shop, world)
        assert (await firm.connect()).well
        world.server.faults.append(Fault("/json/2/crm.lead/create", "said", Said(503, "")))
        c = await firm.conversation()
        await firm.ask(c)
        lead = await firm.lead(c)
        while lead is None or not lead.code:
            await firm.pause()
            lead = await firm.lead(c)
        for _ in range(2):
            world.remove_contact(lead.contact)
            if lead.placed:
                await firm.ask(c)
            lead = await firm.sent(c, clock)
            assert lead.contact in [one.id for one in world.contacts()]
        assert len(world.leads()) == 1
