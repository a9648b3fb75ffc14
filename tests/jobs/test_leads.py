"""Leads on their way to a real connector's server: one in the end, whole, with the right responsible."""

from dataclasses import replace

from besedka.actions.crm import connecting
from besedka.actions.sealing import unseal
from besedka.adapters.crm.espocrm.news import keys
from besedka.domain import crm_rules
from besedka.domain.extra_fields import ExtraField
from besedka.store import crms
from tests.clock import FrozenClock
from tests.crm.firm import OLGA, Firm
from tests.crm.world import ANNA
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


async def test_the_crm_is_asked_to_tell_of_changes_and_its_keys_are_nowhere_to_be_read(firm: Firm) -> None:
    row = await firm.house.deps.database.read(crms.of_project(firm.shop.number))
    assert row is not None
    secret = keys(unseal(firm.house.deps.secret, firm.shop.number, row.sealed))
    assert len(secret) > 0
    await firm.house.deps.committer.drain()
    logged = str(await read(firm.house, "SELECT url, sent, got FROM crm_calls"))
    assert "Webhook" in logged
    assert not any(key in logged for key in secret)
