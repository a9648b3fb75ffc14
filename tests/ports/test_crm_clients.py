"""The CRM port's promise, kept by every connector that knows clients: contacts and what they have."""

from dataclasses import replace

from besedka.ports.crm import Client, Crm
from tests.crm.suite import OLGA, draft, having
from tests.crm.world import World


@having("contacts")
async def test_a_client_is_found_by_phone_or_e_mail_in_any_letters(account: World, crm: Crm) -> None:
    id = account.add_contact("Пётр Сидоров", "+79031112233", "Petr@Example.com")
    for client in (Client(phone="+79031112233"), Client(email="petr@example.COM")):
        found = await crm.find_contacts(client)
        one = next(contact for contact in found if contact.id == id)
        assert (one.name, "petr@example.com" in [mail.casefold() for mail in one.emails]) == ("Пётр Сидоров", True)
    known = await crm.contact(id)
    assert known is not None
    assert known.name == "Пётр Сидоров"


@having("contacts")
async def test_nobody_is_found_where_nobody_is(crm: Crm) -> None:
    assert not await crm.find_contacts(Client(phone="+79990001122", email="nobody@nowhere.example"))
    assert not await crm.find_contacts(Client())


@having("contacts")
async def test_two_who_share_a_phone_are_both_found(account: World, crm: Crm) -> None:
    ids = {
        account.add_contact(name, "+78001234567", f"{mail}@firm.example")
        for name, mail in (("Иван", "i"), ("Яна", "ya"))
    }
    assert ids <= {one.id for one in await crm.find_contacts(Client(phone="+78001234567"))}


@having("contacts", "newcomers")
async def test_a_contact_is_added_once_more_only_when_it_is_another(account: World, crm: Crm) -> None:
    client = Client("Новый Клиент", "+79165550101", "new.client@example.com")
    id = await crm.add_contact(client, "besedka-new", "")
    assert any(one.id == id for one in await crm.find_contacts(client))


@having("contacts", "-newcomers")
async def test_a_client_who_came_with_a_lead_is_found_once_with_their_leads_newest_first(crm: Crm) -> None:
    client = Client("Вера", "+79167770001", "vera@example.com")
    for title in ("Старая", "Новая"):
        await crm.add_lead(replace(draft(title), client=client))
    found = await crm.find_contacts(client)
    assert [one.name for one in found] == [client.name]
    leads = await crm.leads_of(found[0].id)
    assert [one.title for one in leads] == ["Новая", "Старая"]
    assert all(one.stage and one.outcome == "open" for one in leads)


@having("contacts", "newcomers")
async def test_a_contacts_leads_are_told_with_their_stage_newest_first(account: World, crm: Crm) -> None:
    contact = await crm.add_contact(Client("Вера", "+79167770001", "vera@example.com"), "besedka-vera", "")
    assert not await crm.leads_of(contact)
    placed = [await crm.add_lead(draft(title, contact=contact)) for title in ("Старая", "Новая")]
    found = await crm.leads_of(contact)
    assert [(one.id, one.title) for one in found] == [(placed[1].id, "Новая"), (placed[0].id, "Старая")]
    assert all(one.stage and one.outcome == "open" for one in found)


@having("contacts", "newcomers", "changes")
async def test_what_a_client_tells_later_comes_to_their_contact(account: World, crm: Crm) -> None:
    known = replace(OLGA, phone="")
    wanted = draft("Телефон потом", contact=await crm.add_contact(known, "besedka-later", ""))
    placed = await crm.add_lead(replace(wanted, client=known))
    for _ in range(2):
        await crm.change_lead(placed.id, wanted)
    kept = next(one for one in account.contacts() if one.id == wanted.contact)
    assert (kept.name, kept.phone, kept.email.casefold()) == (OLGA.name, OLGA.phone, OLGA.email.casefold())
