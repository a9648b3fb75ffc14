"""Leads beside each other and beside what their people do meanwhile: no CRM waits for another, and nothing that was asked for is lost."""

import asyncio
from dataclasses import replace

import pytest

from besedka.actions.contacts import before
from besedka.actions.crm import accounts, clients, connecting
from besedka.actions.crm.clients import ChooseContact
from besedka.actions.sealing import seal
from besedka.adapters.crm.espocrm.crm import EspoCrm
from besedka.domain.ids import Instant
from besedka.domain.lead import Lead
from besedka.ports.crm import CrmFailed
from besedka.store import crms
from tests.clock import FrozenClock
from tests.crm.espocrm.world import STEPS, EspoWorld, espocrm
from tests.crm.firm import OLGA, Firm
from tests.crm.vendor import Fault, Said
from tests.people import open_shop
from tests.units import read, submit


async def until_asked(world: EspoWorld, where: str) -> None:
    for _ in range(1_000):
        if any(where in f"{one.method} {one.path}" for one in world.server.asked):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"nobody asked {where}")


async def test_a_crm_that_is_slow_holds_up_no_other_projects_leads(
    firm: Firm, clock: FrozenClock, world: EspoWorld
) -> None:
    world.server.faults.append(Fault("", "slow", seconds=2, times=10_000))
    for _ in range(25):
        await firm.ask(await firm.conversation())
    await until_asked(world, "/api/v1/Contact")
    other = Firm(firm.house, await open_shop(firm.house.deps, "Чужая", "6" * 32), world)
    c = await other.conversation()
    await other.ask(c)
    await other.sent(c, clock)
    [[waiting]] = await read(
        firm.house, "SELECT count(*) FROM leads WHERE project = $1 AND state = 'waiting'", firm.shop.number
    )
    assert waiting == 25


async def test_what_is_asked_for_while_a_lead_is_on_its_way_goes_whatever_breaks_then(
    firm: Firm, clock: FrozenClock, world: EspoWorld
) -> None:
    world.server.faults.append(Fault(STEPS["lead"], "slow", seconds=0.5))
    world.server.faults.append(Fault(STEPS["comment"], "said", Said(500, "")))
    c = await firm.conversation()
    await firm.ask(c)
    await until_asked(world, "POST /api/v1/Opportunity")
    await firm.ask(c, replace(OLGA, title="Лампа, доставка"))
    await firm.sent(c, clock)
    assert [one.title for one in firm.world.leads()] == ["Лампа, доставка"]


async def test_a_fault_of_a_connector_is_told_and_tried_again(
    firm: Firm, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(EspoCrm, "find_contacts", _unforeseen)
        c = await firm.conversation()
        await firm.ask(c)
        lead: Lead | None = None
        while lead is None or not lead.code:
            await firm.pause()
            lead = await firm.lead(c)
        assert (lead.state, lead.code, lead.tries) == ("waiting", "crm_strange", 1)
    await firm.sent(c, clock)
    assert len(firm.world.leads()) == 1


async def _unforeseen(*_: object) -> None:
    raise KeyError("what nobody thought of")


async def test_keys_that_cannot_be_read_any_more_are_told(firm: Firm, clock: FrozenClock) -> None:
    sealed = seal(b"another secret" * 3, firm.shop.number, firm.world.values)
    await firm.house.deps.committer.run(lambda: crms.seal(firm.shop.number, sealed, Instant(0)))
    c = await firm.conversation()
    await firm.ask(c)
    assert (await firm.failed(c, clock)).code == "crm_sealed"


async def test_in_another_account_of_the_same_kind_the_same_id_is_another_lead(
    firm: Firm, clock: FrozenClock, world: EspoWorld
) -> None:
    c = await firm.conversation()
    await firm.ask(c)
    first = await firm.sent(c, clock)
    with espocrm() as elsewhere:
        foreign = {**world.server.tables["Opportunity"][first.placed], "name": "Чужая сделка", "description": ""}
        elsewhere.server.tables["Opportunity"][first.placed] = foreign
        while elsewhere.server.id() <= first.placed:
            pass
        clock.advance(1)
        moved = Firm(firm.house, firm.shop, elsewhere)
        assert (await moved.connect()).well
        await moved.ask(c)
        again = await moved.sent(c, clock)
        titles = {one.id: one.title for one in elsewhere.leads()}
        assert titles == {first.placed: "Чужая сделка", again.placed: OLGA.title}
        assert "Лампа есть?" in next(one for one in elsewhere.leads() if one.id == again.placed).comments[0]


async def test_what_was_opened_before_another_account_was_connected_opens_nothing_of_it(
    firm: Firm, clock: FrozenClock
) -> None:
    deps, number = firm.house.deps, firm.shop.number
    before = await accounts.account(deps, number)
    with espocrm() as elsewhere:
        clock.advance(1)
        assert (await Firm(firm.house, firm.shop, elsewhere).connect()).well
        asked = len(elsewhere.server.asked)
        with pytest.raises(CrmFailed) as failed:
            await accounts.refreshed(deps, before)
        assert (failed.value.permanent, len(elsewhere.server.asked)) == (False, asked)
        assert (await accounts.account(deps, number)).place != before.place


async def test_with_another_key_it_is_the_same_account(firm: Firm, clock: FrozenClock) -> None:
    c = await firm.conversation()
    await firm.ask(c)
    first = await firm.sent(c, clock)
    clock.advance(1)
    assert (await firm.connect()).well
    await firm.say(c, "Привезём завтра")
    await firm.ask(c)
    again = await firm.sent(c, clock)
    assert (again.placed, len(firm.world.leads()[-1].comments)) == (first.placed, 2)


async def test_a_stage_of_another_crm_is_not_asked_for(firm: Firm, clock: FrozenClock) -> None:
    c = await firm.conversation()
    await firm.ask(c, replace(OLGA, stage="a stage of elsewhere"))
    await firm.sent(c, clock)
    assert len(firm.world.leads()) == 1


async def test_what_a_crm_says_of_a_failure_is_kept_without_its_key(
    firm: Firm, clock: FrozenClock, world: EspoWorld
) -> None:
    said = Said(500, f"at \0 the key {world.values['key']} was not liked".encode(), {"Content-Type": "text/plain"})
    down = Fault("", "said", said, times=10_000)
    world.server.faults.append(down)
    c = await firm.conversation()
    await firm.ask(c)
    lead: Lead | None = None
    while lead is None or not lead.code:
        await firm.pause()
        lead = await firm.lead(c)
    assert (lead.code, world.values["key"] in lead.detail, "was not liked" in lead.detail) == (
        "crm_broken",
        False,
        True,
    )
    down.times = 0
    await firm.sent(c, clock)


@pytest.mark.parametrize("bad", ["\0", "a\0b", "\ud800"])
async def test_what_no_database_keeps_is_asked_for_in_vain(firm: Firm, clock: FrozenClock, bad: str) -> None:
    c = await firm.conversation()
    await firm.ask(c, replace(OLGA, stage=bad, manager=bad))
    await firm.sent(c, clock)
    assert len(firm.world.leads()) == 1


async def test_a_contact_that_no_database_keeps_is_chosen_in_vain(firm: Firm) -> None:
    c = await firm.conversation()
    me, now = await firm.operator(firm.shop.anna), firm.house.deps.clock.now()
    of = await firm.house.deps.database.read(before(me, c))
    await submit(firm.house, lambda done: ChooseContact(me, c, now, done, "a\0b", of))
    assert await read(firm.house, "SELECT crm_id FROM contacts") == [("ab",)]


@pytest.mark.parametrize("mend", ["connect", "disconnect"])
async def test_what_waits_for_a_crm_goes_as_soon_as_its_owner_has_mended_it(
    firm: Firm, clock: FrozenClock, world: EspoWorld, mend: str
) -> None:
    down = Fault("", "said", Said(503, "", {"Retry-After": "80000"}), times=10_000)
    world.server.faults.append(down)
    c = await firm.conversation()
    await firm.ask(c)
    lead: Lead | None = None
    while lead is None or not lead.code:
        await firm.pause()
        lead = await firm.lead(c)
    down.times = 0
    clock.advance(1)
    if mend == "connect":
        assert (await firm.connect()).well
    else:
        await connecting.disconnect(firm.house.deps, firm.shop.owner, firm.shop.number)
    for _ in range(1_000):
        lead = await firm.lead(c)
        if lead is not None and lead.state == "sent":
            break
        await firm.pause()
    assert (lead is not None and lead.state) == "sent"
    assert len(firm.world.leads()) == (mend == "connect")


async def test_a_crm_whose_pages_have_no_end_is_waited_for_no_longer(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "WITHIN", 0.05)
    monkeypatch.setattr(EspoCrm, "managers", _endless)
    tried = await connecting.refresh(firm.house.deps, firm.shop.owner, firm.shop.number)
    assert (tried.well, tried.code) == (False, "crm_slow")


async def _endless(*_: object) -> None:
    await asyncio.Event().wait()


async def test_what_another_crm_knew_of_a_client_is_not_shown(firm: Firm, clock: FrozenClock) -> None:
    deps, me = firm.house.deps, await firm.operator(firm.shop.anna)
    firm.world.add_contact("Ольга там", OLGA.phone, "")
    c = await firm.conversation()
    await firm.known_as(c, "Ольга", OLGA.phone, "")
    assert [one.name for one in (await clients.look(deps, me, c, anew=False)).contacts] == ["Ольга там"]
    with espocrm() as elsewhere:
        clock.advance(1)
        assert (await Firm(firm.house, firm.shop, elsewhere).connect()).well
        assert (await clients.look(deps, me, c, anew=False)).contacts == []
