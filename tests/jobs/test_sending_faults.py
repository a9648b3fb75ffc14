"""Leads on their way while the network, the CRM or a node breaks: each arrives once, and whole (issue: "exactly one lead, complete")."""

import asyncio
from dataclasses import replace

import pytest

from besedka.actions.crm.leads import Tell
from besedka.app import open_house
from besedka.config import Settings
from besedka.domain import lead as rules
from besedka.domain.outbox import ours
from tests.clock import FrozenClock
from tests.crm.espocrm.world import EspoWorld
from tests.crm.firm import OLGA, Firm
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA
from tests.people import open_shop
from tests.units import read


@pytest.mark.parametrize("step", ["contact", "lead", "comment"])
@pytest.mark.parametrize("times", [1, 3])
async def test_a_connection_cut_after_any_step_doubles_and_loses_nothing(
    firm: Firm, clock: FrozenClock, step: str, times: int
) -> None:
    contacts, there = len(firm.world.contacts()), len(firm.world.leads())
    for _ in range(times):
        firm.world.cut_answer(step)
    c = await firm.conversation()
    await firm.ask(c)
    await firm.sent(c, clock)
    assert (len(firm.world.contacts()), len(firm.world.leads())) == (contacts + 1, there + 1)
    assert len(firm.world.leads()[-1].comments) == 1
    assert firm.world.leads()[-1].responsible.casefold() == ANNA.casefold()


async def test_messages_that_come_between_two_tries_go_once_too(firm: Firm, clock: FrozenClock) -> None:
    firm.world.cut_answer("comment")
    c = await firm.conversation()
    await firm.ask(c)
    while "comment" not in ((await firm.lead(c)) or await firm.sent(c, clock)).begun:
        await firm.say(c, "Ещё вопрос")
    await firm.say(c, "И ещё")
    await firm.sent(c, clock)
    await firm.ask(c)
    await firm.sent(c, clock)
    said = "\n".join(firm.world.leads()[-1].comments)
    assert (said.count("Лампа есть?"), said.count("И ещё")) == (1, 1)


async def test_a_crm_that_is_down_for_a_day_gets_every_lead_once(
    firm: Firm, clock: FrozenClock, world: EspoWorld
) -> None:
    there, server = len(firm.world.leads()), world.server
    down = Fault("", "said", Said(503, ""), times=10_000)
    server.faults.append(down)
    conversations = [await firm.conversation() for _ in range(3)]
    for number, c in enumerate(conversations):
        await firm.ask(c, replace(OLGA, title=f"Заявка {number}", phone=f"+7916000000{number}", email=""))
    waited = clock.now() + 24 * 3_600_000
    while clock.now() < waited:
        lead = await firm.lead(conversations[0])
        assert lead is not None
        assert lead.state == "waiting"
        if lead.code:
            await firm.wait_for(lead, clock)
        await asyncio.sleep(0.01)
    asked = len(server.asked)
    down.times = 0
    for c in conversations:
        await firm.sent(c, clock)
    assert asked < 3 * 60, "it is not asked in vain all day long"
    assert sorted(one.title for one in firm.world.leads()[there:]) == ["Заявка 0", "Заявка 1", "Заявка 2"]


async def test_a_node_that_dies_in_the_middle_is_followed_by_another(
    settings: Settings, clock: FrozenClock, firm: Firm, world: EspoWorld
) -> None:
    world.server.faults.append(Fault("POST", "slow", seconds=0.5))
    c = await firm.conversation()
    await firm.ask(c)
    async with open_house(settings, clock) as other:
        again = Firm(other, firm.shop, firm.world)
        await again.sent(c, clock)
    assert len([one for one in firm.world.leads() if one.title == OLGA.title]) == 1


async def test_a_node_that_has_slept_past_its_lease_tells_nobody_anything(firm: Firm, clock: FrozenClock) -> None:
    c = await firm.conversation()
    await firm.ask(c)
    sent = await firm.sent(c, clock)
    slept = replace(sent, held_until=sent.held_until + 1)
    before = await read(firm.house, "SELECT position FROM journal")
    late = ours(slept, lambda known: rules.failed(known, clock.now(), "crm_away", "", permanent=True, wait=0, chance=0))
    told = await firm.house.deps.committer.ask(lambda done: Tell(firm.shop.number, c, late, clock.now(), done))
    assert told is None
    assert await firm.lead(c) == sent
    assert await read(firm.house, "SELECT position FROM journal") == before


async def test_a_node_that_stops_in_the_middle_lets_go(
    settings: Settings, clock: FrozenClock, world: EspoWorld
) -> None:
    async with open_house(settings, clock) as house:
        firm = Firm(house, await open_shop(house.deps), world)
        await firm.connect()
        world.server.faults.append(Fault("POST /api/v1/Opportunity", "slow", seconds=0.5))
        c = await firm.conversation()
        await firm.ask(c)
        await firm.begun(c, "lead")
    async with open_house(settings, clock) as house:
        again = Firm(house, firm.shop, world)
        lead = await again.lead(c)
        assert lead is not None
        assert 0 < lead.held_until - clock.now() <= 30_000, "not as long as a node that died"
        clock.advance(31)
        await again.sent(c, clock)
    assert [one.title for one in world.leads()] == [OLGA.title]
