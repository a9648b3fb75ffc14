"""Leads on their way to a real connector's server: one in the end, whole, whatever breaks (issue: "exactly one lead, complete")."""

import asyncio
from dataclasses import replace

import pytest

from besedka.actions.crm import connecting
from besedka.actions.crm.leads import Tell
from besedka.actions.sealing import unseal
from besedka.adapters.crm.espocrm.news import keys
from besedka.app import open_house
from besedka.config import Settings
from besedka.domain import crm_rules
from besedka.domain import lead as rules
from besedka.domain.extra_fields import ExtraField
from besedka.domain.outbox import ours
from besedka.store import crms
from tests.clock import FrozenClock
from tests.crm.espocrm.world import EspoWorld
from tests.crm.firm import OLGA, Firm
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA
from tests.people import open_shop
from tests.units import read


async def test_a_lead_arrives_whole_with_its_responsible(firm: Firm, clock: FrozenClock) -> None:
    c = await firm.conversation("Здравствуйте! Лампа есть?", "<b>И маяк</b>")
    await firm.ask(c)
    lead = await firm.sent(c, clock)
    kept = firm.world.leads()[-1]
    assert (kept.id, kept.title, kept.responsible.casefold()) == (lead.placed, OLGA.title, ANNA.casefold())
    assert [(one.name, one.phone) for one in firm.world.contacts() if one.id == kept.contact] == [
        (OLGA.name, OLGA.phone)
    ]
    assert len(kept.comments) == 1
    for words in (
        "сообщения с 1 по 3",
        "Лампа есть?",
        "<b>И маяк</b>",
        "Анна Соколова: Есть",
        "https://shop.example/lamp",
    ):
        assert words in kept.comments[0]
    assert (lead.responsible, lead.unmatched, lead.said) == (lead.responsible or "?", "", 3)


async def test_sent_again_it_is_the_same_lead_with_what_was_said_since(firm: Firm, clock: FrozenClock) -> None:
    c = await firm.conversation()
    await firm.ask(c)
    first = await firm.sent(c, clock)
    before = len(firm.world.leads())
    await firm.say(c, "Привезём завтра")
    await firm.ask(c, replace(OLGA, title="Лампа, доставка"))
    again = await firm.sent(c, clock)
    kept = firm.world.leads()[-1]
    assert (again.placed, len(firm.world.leads()), kept.title) == (first.placed, before, "Лампа, доставка")
    assert len(kept.comments) == 2
    assert "Привезём завтра" in kept.comments[1]
    assert "Лампа есть?" not in kept.comments[1]
    await firm.ask(c)
    await firm.sent(c, clock)
    assert len(firm.world.leads()[-1].comments) == 2, "nothing new was said"


async def test_an_operators_sum_goes_before_what_the_owner_fills_its_field_with(firm: Firm, clock: FrozenClock) -> None:
    deps, number = firm.house.deps, firm.shop.number
    row = await deps.database.read(connecting.connection(firm.shop.owner, number))
    extra = [ExtraField("amount", "990")]
    await connecting.choose(deps, firm.shop.owner, number, crms.version(row), crm_rules.read(row.rules), extra)
    c = await firm.conversation()
    for wanted, kept in (
        (OLGA, "990.00"),
        (replace(OLGA, sum=150_050), "1500.50"),
        (replace(OLGA, sum=150_050), "1500.50"),
    ):
        await firm.ask(c, wanted)
        await firm.sent(c, clock)
        assert firm.world.leads()[-1].sum == kept


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


async def test_a_lead_that_was_deleted_there_is_made_anew_with_everything(firm: Firm, clock: FrozenClock) -> None:
    c = await firm.conversation()
    await firm.ask(c)
    first = await firm.sent(c, clock)
    firm.world.remove_lead(first.placed)
    await firm.say(c, "Привезём завтра")
    await firm.ask(c)
    again = await firm.sent(c, clock)
    kept = [one for one in firm.world.leads() if one.title == OLGA.title]
    assert [one.id for one in kept] == [again.placed]
    assert again.placed != first.placed
    assert "Лампа есть?" in kept[0].comments[0]
    assert "Привезём завтра" in "\n".join(kept[0].comments)


async def test_of_two_contacts_with_one_phone_the_chosen_one_gets_it(firm: Firm, clock: FrozenClock) -> None:
    firm.world.add_contact("Чужой", OLGA.phone, "other@example.com")
    theirs = firm.world.add_contact("Ольга И.", OLGA.phone, OLGA.email)
    c = await firm.conversation()
    await firm.ask(c)
    lead = await firm.sent(c, clock)
    assert lead.contact == theirs, "who has both phone and e-mail"


async def test_revoked_access_is_said_at_once(firm: Firm, clock: FrozenClock) -> None:
    firm.world.forget_access()
    c = await firm.conversation()
    await firm.ask(c)
    lead = await firm.failed(c, clock)
    assert lead.code == "crm_no_access"


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


async def test_the_crm_is_asked_to_tell_of_changes_and_its_keys_are_nowhere_to_be_read(firm: Firm) -> None:
    row = await firm.house.deps.database.read(crms.of_project(firm.shop.number))
    assert row is not None
    secret = keys(unseal(firm.house.deps.secret, firm.shop.number, row.sealed))
    assert len(secret) > 0
    await firm.house.deps.committer.drain()
    logged = str(await read(firm.house, "SELECT url, sent, got FROM crm_calls"))
    assert "Webhook" in logged
    assert not any(key in logged for key in secret)


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
