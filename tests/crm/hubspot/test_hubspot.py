"""HubSpot's quirks: a search that lags, unique values, rights, limits, HTML, webhooks."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from besedka.adapters.crm.hubspot.connector import CONNECTOR
from besedka.adapters.crm.hubspot.shapes import MARK
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Comment, Crm, CrmFailed, Missing
from tests.crm.hubspot.records import Property
from tests.crm.hubspot.server import SCOPES
from tests.crm.hubspot.world import HubspotWorld, hubspot, limited
from tests.crm.suite import draft, http
from tests.crm.vendor import Fault, Said
from tests.crm.world import BORIS, Purse

__all__ = ["http"]
OLEG = Client("Олег", "+79165554433")


@pytest.fixture
def world() -> Iterator[HubspotWorld]:
    with hubspot() as world:
        yield world


@pytest.fixture
def crm(world: HubspotWorld, http: GuardedHttp) -> Crm:
    return CONNECTOR.open(Purse(world.values), http)


@pytest.fixture
def new(world: HubspotWorld) -> HubspotWorld:
    """An account into which no lead of ours has come."""
    for kind in ("contacts", "deals"):
        del world.server.records.properties[kind][MARK]
    return world


async def test_the_first_lead_makes_our_property_and_the_second_has_it(new: HubspotWorld, crm: Crm) -> None:
    first = draft("Первая")
    assert await crm.find_lead(first.origin) is None
    contact = await crm.add_contact(OLEG, first.origin, "")
    placed = [await crm.add_lead(replace(one, contact=contact)) for one in (first, draft("Вторая"))]
    assert all(new.server.records.properties[kind][MARK].unique for kind in ("contacts", "deals"))
    assert len(new.leads()) == len({one.id for one in placed}) == 2
    assert (await crm.find_lead(first.origin)) == replace(placed[0], contact="")


async def test_a_check_changes_nothing(new: HubspotWorld, crm: Crm) -> None:
    assert not (await crm.check()).missing
    assert not new.contacts()
    assert not new.leads()
    assert MARK not in new.server.records.properties["deals"]


@pytest.mark.parametrize("scope", sorted(SCOPES))
async def test_a_check_names_the_scope_that_is_missing(new: HubspotWorld, crm: Crm, scope: str) -> None:
    new.server.scopes.remove(scope)
    assert Missing("crm_no_right", scope) in (await crm.check()).missing


async def test_the_schema_scopes_are_not_missed_once_our_property_is_there(world: HubspotWorld, crm: Crm) -> None:
    world.server.scopes -= {"crm.schemas.contacts.write", "crm.schemas.deals.write"}
    assert not (await crm.check()).missing
    assert (await crm.add_lead(draft("Без лишних прав"))).id


async def test_a_property_of_ours_that_is_not_unique_is_told(world: HubspotWorld, crm: Crm) -> None:
    world.server.records.properties["deals"][MARK] = Property(MARK, "made by hand")
    assert [one.code for one in (await crm.check()).missing] == ["crm_field"]


async def test_what_may_not_be_done_says_which_scope_it_needs(world: HubspotWorld, crm: Crm) -> None:
    world.server.scopes.remove("crm.objects.deals.write")
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(draft("Нельзя"))
    assert (failed.value.code, failed.value.detail) == ("crm_no_right", "crm.objects.deals.write")


async def test_one_conversation_sent_twice_at_once_is_one_lead(world: HubspotWorld, crm: Crm) -> None:
    wanted = draft("Дважды")
    assert (await crm.add_lead(wanted)).id == (await crm.add_lead(wanted)).id
    assert len(world.leads()) == 1


async def test_a_deleted_lead_that_keeps_its_mark_is_not_written_to(world: HubspotWorld, crm: Crm) -> None:
    wanted = draft("Удалена")
    world.remove_lead((await crm.add_lead(wanted)).id)
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(wanted)
    assert (failed.value.code, failed.value.permanent) == ("crm_refused", True)
    assert "already has that value" in failed.value.detail


async def test_a_lost_lead_is_found_though_the_search_does_not_know_it(world: HubspotWorld, crm: Crm) -> None:
    wanted = draft("Оборвалось")
    world.cut_answer("lead")
    with pytest.raises(CrmFailed):
        await crm.add_lead(wanted)
    assert (await crm.find_lead(wanted.origin)) is not None
    assert not any(one.path.endswith("/search") for one in world.server.asked)


async def test_a_lost_contact_without_an_e_mail_is_made_once(world: HubspotWorld, crm: Crm) -> None:
    world.cut_answer("contact")
    with pytest.raises(CrmFailed):
        await crm.add_contact(OLEG, "besedka-oleg", "")
    assert not await crm.find_contacts(OLEG)
    id = await crm.add_contact(OLEG, "besedka-oleg", "")
    assert [one.id for one in world.contacts()] == [id]


async def test_a_contact_with_the_same_e_mail_is_returned(world: HubspotWorld, crm: Crm) -> None:
    id = world.add_contact("Пётр", "", "petr@example.com")
    assert await crm.add_contact(Client("Другой", "+79030000000", "PETR@example.com"), "besedka-petr", "") == id
    assert len(world.contacts()) == 1


async def test_a_second_e_mail_of_a_contact_finds_them(world: HubspotWorld, crm: Crm) -> None:
    id = world.add_contact("Пётр", "", "petr@example.com")
    world.server.records.of["contacts"][id].values["hs_additional_emails"] = "old@example.com;p@work.example"
    world.server.records.settle()
    (found,) = await crm.find_contacts(Client(email="p@work.example"))
    assert (found.id, found.emails) == (id, ("petr@example.com", "old@example.com", "p@work.example"))


async def test_a_phone_is_found_however_a_manager_wrote_it(world: HubspotWorld, crm: Crm) -> None:
    id = world.add_contact("Пётр", "8 (916) 555-44-33", "")
    assert [one.id for one in await crm.find_contacts(OLEG)] == [id]


async def test_an_e_mail_that_is_anothers_does_not_keep_the_phone_away(world: HubspotWorld, crm: Crm) -> None:
    world.add_contact("Чужая", "", "taken@example.com")
    wanted = replace(draft("Телефон"), client=Client("Олег", OLEG.phone, "taken@example.com"))
    wanted = replace(wanted, contact=world.add_contact("Олег", "", ""))
    placed = await crm.add_lead(wanted)
    await crm.change_lead(placed.id, wanted)
    kept = next(one for one in world.contacts() if one.id == wanted.contact)
    assert (kept.phone, kept.email) == (OLEG.phone, "")


async def test_a_lead_is_joined_to_the_contact_it_got_later(world: HubspotWorld, crm: Crm) -> None:
    wanted = draft("Без контакта")
    placed = await crm.add_lead(wanted)
    contact = world.add_contact("Ольга", "", "")
    for _ in range(2):
        await crm.change_lead(placed.id, replace(wanted, contact=contact))
    assert [one.contact for one in world.leads()] == [contact]


@pytest.mark.parametrize(("said", "wait"), [
    (limited("TEN_SECONDLY_ROLLING"), 0), (limited("SECONDLY"), 0), (limited("DAILY"), 3600), (limited("OF_TOMORROW"), 0),
    (Said(429, "<html>Too Many Requests</html>", {"Retry-After": "9"}), 9), (Said(423, {"message": "Locked"}), 0),
    (Said(477, {"message": "Migration in progress"}, {"Retry-After": "120"}), 120),
])  # fmt: skip
async def test_every_kind_of_limit_is_waited_for(world: HubspotWorld, crm: Crm, said: Said, wait: float) -> None:
    world.server.faults.append(Fault("", "said", said))
    with pytest.raises(CrmFailed) as failed:
        await crm.managers()
    assert (failed.value.code, failed.value.permanent, failed.value.wait) == ("crm_busy", False, wait)


async def test_who_left_and_queues_are_no_managers(world: HubspotWorld, crm: Crm) -> None:
    found = [one.email for one in await crm.managers()]
    assert BORIS not in found
    assert "queue@shop.example" not in found


async def test_an_owner_who_left_is_named_as_the_reason(world: HubspotWorld, crm: Crm) -> None:
    placed = await crm.add_lead(draft("Ответственный"))
    for call in (crm.assign(placed.id, "102"), crm.add_lead(draft("Сразу", responsible="102"))):
        with pytest.raises(CrmFailed) as failed:
            await call
        assert (failed.value.code, failed.value.permanent) == ("crm_manager_gone", True)


async def test_what_cannot_be_written_is_no_field(crm: Crm) -> None:
    found = [one.id for one in await crm.fields()]
    assert found == ["amount", "deal_currency_code", "product", "discount", "note", "colours"]


async def test_several_choices_go_together_and_lines_of_a_text_stay(world: HubspotWorld, crm: Crm) -> None:
    placed = await crm.add_lead(
        replace(draft("Цвета"), extra={"colours": "red\nblue", "note": "раз\nдва", "discount": ""})
    )
    has = world.server.records.of["deals"][placed.id].values
    assert (has["colours"], has["note"]) == ("red;blue", "раз\nдва")
    assert "discount" not in has


async def test_a_value_that_a_field_does_not_take_names_the_field(crm: Crm) -> None:
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(replace(draft("Скидка"), extra={"discount": "много"}))
    assert (failed.value.code, failed.value.field) == ("crm_field", "discount")


async def test_a_unique_field_that_is_taken_is_no_lead_of_ours(world: HubspotWorld, crm: Crm) -> None:
    world.server.records.properties["deals"]["contract"] = Property("contract", "Договор", unique=True)
    await crm.add_lead(replace(draft("Первая"), extra={"contract": "7"}))
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(replace(draft("Вторая"), extra={"contract": "7"}))
    assert (failed.value.code, failed.value.field) == ("crm_field", "contract")


async def test_pipelines_begin_with_the_default_one_and_know_what_is_won(crm: Crm) -> None:
    default, other = await crm.pipelines()
    assert [(one.id, one.outcome) for one in default.stages] == [
        ("default/appointmentscheduled", "open"), ("default/qualifiedtobuy", "open"), ("default/closedwon", "won"),
        ("default/closedlost", "lost"),
    ]  # fmt: skip
    assert other.title == "Опт"


async def test_a_lead_is_seen_with_its_sum_its_manager_and_its_outcome(world: HubspotWorld, crm: Crm) -> None:
    contact = world.add_contact("Вера", "", "vera@example.com")
    extra = {"amount": "1500", "deal_currency_code": "RUB"}
    await crm.add_lead(replace(draft("Продана", contact, "101", "default/closedwon"), extra=extra))
    (seen,) = await crm.leads_of(contact)
    assert (seen.stage, seen.outcome, seen.sum, seen.currency, seen.responsible) == (
        "Продано", "won", "1500", "RUB", "Анна Белова"
    )  # fmt: skip
    assert seen.url == f"https://app-eu1.hubspot.com/contacts/123456/record/0-3/{seen.id}"
    assert seen.at > 0


async def test_a_comment_is_known_among_many_and_after_hubspot_has_rewrapped_it(world: HubspotWorld, crm: Crm) -> None:
    placed = await crm.add_lead(draft("Длинная"))
    for at in range(8):
        await crm.comment(placed.id, Comment(f"№ {at}", f"№ {at}\nтекст"))
    for note in world.server.records.of["notes"].values():
        note.values["hs_note_body"] = f'<div style="" dir="auto"><p>{note.values["hs_note_body"]}</p></div>'
    assert await crm.has_comment(placed.id, "№ 7")
    assert not await crm.has_comment(placed.id, "№ 8")


async def test_contacts_and_leads_that_are_no_more_are_none(world: HubspotWorld, crm: Crm) -> None:
    placed = await crm.add_lead(draft("Удалят"))
    world.remove_lead(placed.id)
    assert await crm.contact("1") is None
    assert not await crm.leads_of("1")
    assert not await crm.has_comment(placed.id, "№ 1")


async def test_a_key_that_is_repeated_in_an_answer_is_not_told_on(world: HubspotWorld, crm: Crm) -> None:
    world.server.faults.append(Fault("", "said", Said(401, {"message": f"Bad token {world.values['token']}"})))
    with pytest.raises(CrmFailed) as failed:
        await crm.check()
    assert world.values["token"] not in str(failed.value)
