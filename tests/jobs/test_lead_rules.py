"""Leads that a project's rules make: once, when they should, and never else."""

import pytest

from besedka.actions.crm import connecting
from besedka.actions.deps import Deps
from besedka.domain.crm_rules import Rules
from besedka.domain.extra_fields import ExtraField
from besedka.domain.ids import ConversationId, Position, ProjectNumber
from besedka.domain.lead import Cause, Lead
from besedka.jobs import lead_rules
from besedka.ports.database import Script
from besedka.store import crms
from besedka.store.commits import Make
from tests.clock import FrozenClock
from tests.crm.espocrm.world import EspoWorld
from tests.crm.firm import OLGA, Firm
from tests.crm.vendor import Fault, Said
from tests.people import open_shop
from tests.units import read


async def choose(firm: Firm, rules: Rules, *extra: ExtraField) -> None:
    deps, number = firm.house.deps, firm.shop.number
    row = await deps.database.read(connecting.connection(firm.shop.owner, number))
    await connecting.choose(deps, firm.shop.owner, number, crms.version(row), rules, extra)


async def followed(firm: Firm) -> None:
    """Return once everything that has happened was looked at."""
    for _ in range(500):
        row = await firm.house.deps.database.read(crms.of_project(firm.shop.number))
        [[position]] = await read(firm.house, "SELECT position FROM projects WHERE number = $1", firm.shop.number)
        if row is not None and row.position >= position:
            return
        await firm.pause()
    raise AssertionError("the rules do not follow the journal")


async def cause(firm: Firm, c: ConversationId) -> Cause | None:
    await followed(firm)
    lead = await firm.lead(c)
    return lead.cause if lead else None


async def test_without_rules_no_lead_is_made(firm: Firm) -> None:
    c = await firm.conversation()
    await firm.known_as(c, "Ольга", "8 916 123-45-67", "")
    await firm.close(c)
    assert await cause(firm, c) is None


async def test_a_client_who_can_be_reached_is_a_lead_once(firm: Firm, clock: FrozenClock) -> None:
    await choose(firm, Rules(on_contact=True))
    c = await firm.conversation()
    assert await cause(firm, c) is None
    await firm.known_as(c, "Ольга", "", "")
    assert await cause(firm, c) is None, "a name alone is no way to reach anybody"
    await firm.known_as(c, "Ольга", "8 916 123-45-67", "")
    assert await cause(firm, c) == "contact"
    lead = await firm.sent(c, clock)
    await firm.known_as(c, "Ольга Иванова", "8 916 123-45-67", "olga@example.com")
    await followed(firm)
    assert await firm.lead(c) == lead, "what an operator changes later is theirs to send"
    [kept] = [one for one in firm.world.leads() if one.id == lead.placed]
    assert kept.title == "Обращение № 1 из чата"


async def test_a_closed_conversation_is_sent_and_sent_again_with_what_came_since(
    firm: Firm, clock: FrozenClock
) -> None:
    await choose(firm, Rules(on_closing=True))
    c = await firm.conversation()
    await firm.close(c)
    assert await cause(firm, c) == "closing"
    first = await firm.sent(c, clock)
    await firm.reopen(c)
    await firm.say(c, "Привезли?")
    await firm.close(c)
    await followed(firm)
    again = await firm.sent(c, clock)
    assert (again.placed, again.asked) == (first.placed, 2)
    assert "Привезли?" in firm.world.leads()[-1].comments[-1]


async def test_what_an_operator_has_confirmed_of_a_waiting_lead_stands_when_its_conversation_is_closed(
    firm: Firm, clock: FrozenClock, world: EspoWorld
) -> None:
    await choose(firm, Rules(on_closing=True))
    down = Fault("", "said", Said(503, ""), times=10_000)
    world.server.faults.append(down)
    c = await firm.conversation()
    await firm.ask(c)
    await firm.close(c)
    assert await cause(firm, c) == "closing"
    down.times = 0
    await firm.sent(c, clock)
    assert [(one.name, one.phone) for one in firm.world.contacts()] == [(OLGA.name, OLGA.phone)]


async def test_a_project_whose_rules_cannot_be_followed_holds_up_no_other(
    firm: Firm, world: EspoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, first = lead_rules._wanted, firm.shop.number

    def broken(deps: Deps, project: ProjectNumber, after: Position) -> Script[tuple[list[Make[Lead | None]], Position]]:
        if project == first:
            raise KeyError("what nobody thought of")
        return whole(deps, project, after)

    monkeypatch.setattr(lead_rules, "PROJECTS", 1)
    monkeypatch.setattr(lead_rules, "_wanted", broken)
    await firm.conversation()
    other = Firm(firm.house, await open_shop(firm.house.deps, "Чужая", "6" * 32), world)
    await choose(other, Rules(on_closing=True))
    c = await other.conversation()
    await other.close(c)
    assert await cause(other, c) == "closing"


async def test_what_was_there_before_a_crm_was_connected_makes_no_lead(firm: Firm) -> None:
    c = await firm.conversation()
    await firm.close(c)
    await choose(firm, Rules(on_closing=True))
    assert await cause(firm, c) is None


async def test_chosen_fields_and_stage_arrive(firm: Firm, clock: FrozenClock) -> None:
    deps, number = firm.house.deps, firm.shop.number
    row = await deps.database.read(connecting.connection(firm.shop.owner, number))
    known = firm.known(row)
    fields = {one.title: one for one in known.fields}
    stage = known.pipelines[0].stages[1]
    extra = [
        ExtraField(fields["Товар"].id, "маяк"), ExtraField(fields["Скидка"].id, "{param.discount}"),
        ExtraField(fields["Откуда"].id, "{page} · {operator_name} · {conversation_number}"),
    ]  # fmt: skip
    await choose(firm, Rules(stage=stage.id, params=True), *extra)
    c = await firm.conversation()
    await firm.ask(c)
    lead = await firm.sent(c, clock)
    kept = firm.world.leads()[-1]
    assert kept.stage == stage.title
    assert dict(kept.extra) == {
        **kept.extra,
        "Товар": "Маяк",
        "Откуда": "https://shop.example/lamp · Анна Соколова · 1",
    }
    assert lead.left_out == ""


async def test_a_field_that_was_removed_there_does_not_hold_up_the_lead(firm: Firm, clock: FrozenClock) -> None:
    row = await firm.house.deps.database.read(connecting.connection(firm.shop.owner, firm.shop.number))
    note = next(one for one in firm.known(row).fields if one.title == "Откуда")
    await choose(firm, Rules(), ExtraField(note.id, "{page}"))
    firm.world.remove_field("Откуда")
    c = await firm.conversation()
    await firm.ask(c)
    await firm.sent(c, clock)
    assert [one.title for one in firm.world.leads()] == [OLGA.title]


@pytest.mark.parametrize("email", ["anna@nowhere.example"])
async def test_whom_the_crm_does_not_know_is_told_and_the_default_is_responsible(
    firm: Firm, clock: FrozenClock, email: str
) -> None:
    row = await firm.house.deps.database.read(connecting.connection(firm.shop.owner, firm.shop.number))
    anna = next(one for one in firm.known(row).managers if one.email.casefold() == "anna@shop.example")
    await choose(firm, Rules(manager=anna.id))
    c = await firm.conversation()
    await firm.rename(firm.shop.anna, email)
    await firm.ask(c)
    lead = await firm.sent(c, clock)
    assert (lead.unmatched, lead.responsible) == (email, anna.name)
    assert firm.world.leads()[-1].responsible.casefold() == anna.email.casefold()
