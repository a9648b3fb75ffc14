"""Odoo's quirks: rights of models, fields made by hand, False for nothing, archived records, patterns, exceptions as 500."""

from collections.abc import Awaitable, Iterator
from dataclasses import replace

import pytest

from besedka.adapters.crm.odoo.checks import RIGHTS
from besedka.adapters.crm.odoo.connector import CONNECTOR
from besedka.adapters.crm.odoo.crm import PAGE
from besedka.adapters.crm.odoo.shapes import MARK
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Comment, Crm, CrmFailed, Missing
from tests.crm.odoo.records import Column, Values
from tests.crm.odoo.world import OdooWorld, odoo
from tests.crm.suite import draft, http
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, Purse

__all__ = ["http"]
OLEG = Client("Олег", "+79165554433", "oleg@example.com")


@pytest.fixture
def world() -> Iterator[OdooWorld]:
    with odoo() as world:
        yield world


@pytest.fixture
def crm(world: OdooWorld, http: GuardedHttp) -> Crm:
    return CONNECTOR.open(Purse(world.values), http)


@pytest.fixture
def new(world: OdooWorld) -> OdooWorld:
    """A database into which no lead of ours has come."""
    del world.server.data.models["crm.lead"].columns[MARK]
    return world


def rows(world: OdooWorld, model: str) -> dict[int, Values]:
    return world.server.data.models[model].rows


async def fails(call: Awaitable[object], code: str, field: str = "") -> CrmFailed:
    """Await what must fail for good."""
    with pytest.raises(CrmFailed) as failed:
        await call
    assert (failed.value.code, failed.value.permanent, failed.value.field) == (code, True, field)
    return failed.value


async def test_the_first_lead_makes_our_field_and_the_second_has_it(new: OdooWorld, crm: Crm) -> None:
    first = draft("Первая")
    assert await crm.find_lead(first.origin) is None
    placed = [await crm.add_lead(one) for one in (first, draft("Вторая"))]
    assert len({one.id for one in placed}) == len(new.leads()) == 2
    (made,) = rows(new, "ir.model.fields").values()
    assert (made["name"], made["ttype"], made["index"], made["copied"]) == (MARK, "char", True, False)
    assert await crm.find_lead(first.origin) == placed[0]


async def test_a_check_changes_nothing(new: OdooWorld, crm: Crm) -> None:
    checked = await crm.check()
    assert (checked.account, checked.missing) == ("Лавка", ())
    assert not rows(new, "ir.model.fields")
    assert not new.leads()


@pytest.mark.parametrize(
    ("model", "operation"), [(model, one) for model, operations in RIGHTS[:-1] for one in operations]
)
async def test_a_check_names_the_right_that_is_missing(world: OdooWorld, crm: Crm, model: str, operation: str) -> None:
    world.server.data.models[model].may.remove(operation)
    assert (await crm.check()).missing == (Missing("crm_no_right", f"{model}: {operation}"),)


async def test_a_check_says_that_the_crm_is_not_installed(world: OdooWorld, crm: Crm) -> None:
    del world.server.data.models["crm.lead"]
    (missing,) = (await crm.check()).missing
    assert (missing.code, missing.detail) == ("crm_refused", "crm.lead: the model 'crm.lead' does not exist")


async def test_a_key_that_may_not_make_our_field_is_told_so(new: OdooWorld, crm: Crm) -> None:
    new.server.data.models["ir.model.fields"].may = {"read"}
    assert (await crm.check()).missing == (Missing("crm_field", f"crm.lead: {MARK}"),)
    failed = await fails(crm.add_lead(draft("Нельзя")), "crm_no_right")
    assert "ir.model.fields" in failed.detail


async def test_a_lost_lead_is_still_there(world: OdooWorld, crm: Crm) -> None:
    contact = await crm.add_contact(OLEG, "besedka-1", "")
    wanted = draft("Потеряна", contact)
    placed = await crm.add_lead(replace(wanted, extra={"expected_revenue": "1500"}))
    rows(world, "crm.lead")[int(placed.id)]["active"] = False
    found = await crm.find_lead(wanted.origin)
    assert found is not None
    (seen,) = await crm.leads_of(contact)
    assert (seen.id, seen.outcome, seen.sum, seen.responsible) == (found.id, "lost", "1500.00", "")
    assert seen.url == f"{world.server.url}/mail/view?model=crm.lead&res_id={found.id}"
    assert seen.at > 0
    await crm.change_lead(placed.id, wanted)


async def test_a_lead_is_nobodys_until_somebody_is_responsible(world: OdooWorld, crm: Crm) -> None:
    placed = await crm.add_lead(draft("Ничья"))
    assert rows(world, "crm.lead")[int(placed.id)]["user_id"] is False


async def test_a_lead_without_a_partner_has_the_clients_data_itself(world: OdooWorld, crm: Crm) -> None:
    placed = await crm.add_lead(replace(draft("Сама"), client=OLEG))
    row = rows(world, "crm.lead")[int(placed.id)]
    assert (row["contact_name"], row["phone"], row["email_from"]) == (OLEG.name, OLEG.phone, OLEG.email)


async def test_a_lead_with_a_partner_does_not_overwrite_them(world: OdooWorld, crm: Crm) -> None:
    contact = world.add_contact("Олег Петрович", "8 (916) 555-44-33", "")
    wanted = replace(draft("Клиент", contact), client=OLEG)
    placed = await crm.add_lead(wanted)
    await crm.change_lead(placed.id, wanted)
    (kept,) = world.contacts()
    assert (kept.name, kept.phone, kept.email) == ("Олег Петрович", "8 (916) 555-44-33", OLEG.email)


async def test_a_lead_keeps_the_partner_a_manager_gave_it(world: OdooWorld, crm: Crm) -> None:
    placed = await crm.add_lead(draft("Чужая"))
    theirs, ours = world.add_contact("Фирма", "", ""), world.add_contact("Олег", "", "")
    for contact, after in ((theirs, theirs), (ours, theirs)):
        await crm.change_lead(placed.id, replace(draft("Чужая"), contact=contact))
        assert [one.contact for one in world.leads()] == [after]


async def test_an_e_mail_is_no_pattern(world: OdooWorld, crm: Crm) -> None:
    del world.server.data.models["res.partner"].columns["email_normalized"]
    world.add_contact("Другой", "", "annaXb@example.com")
    id = world.add_contact("Анна", "", "Anna_B@example.com")
    assert [one.id for one in await crm.find_contacts(Client(email="anna_b@example.com"))] == [id]
    assert not await crm.find_contacts(Client(email="%@example.com"))


async def test_a_phone_is_found_however_a_manager_wrote_it(world: OdooWorld, crm: Crm) -> None:
    id = world.add_contact("Олег", "8 (916) 555-44-33", "")
    assert [one.id for one in await crm.find_contacts(Client(phone=OLEG.phone))] == [id]


async def test_a_partner_of_an_installation_with_mobiles_has_both(world: OdooWorld, crm: Crm) -> None:
    world.server.data.models["res.partner"].columns["mobile"] = Column("char", "Mobile")
    id = world.add_contact("Олег", "+74951112233", "a@example.com, b@example.com")
    rows(world, "res.partner")[int(id)] |= {"mobile": OLEG.phone, "user_id": world.anna}
    found = await crm.contact(id)
    assert found is not None
    assert (found.phones, found.emails) == (("+74951112233", OLEG.phone), ("a@example.com", "b@example.com"))
    assert found.responsible == "Анна Белова"


async def test_a_client_of_whom_only_an_e_mail_is_known_has_a_name(world: OdooWorld, crm: Crm) -> None:
    await crm.add_contact(Client(email="who@example.com"), "besedka-2", str(world.anna))
    (kept,) = world.contacts()
    assert (kept.name, kept.email) == ("who@example.com", "who@example.com")


async def test_a_comment_is_a_note_which_no_client_is_sent(world: OdooWorld, crm: Crm) -> None:
    placed = await crm.add_lead(draft("С перепиской"))
    await crm.comment(placed.id, Comment("№ 1", "№ 1\n<b>"))
    (kept,) = rows(world, "mail.message").values()
    assert (kept["internal"], kept["body"]) == (True, "<p>№ 1<br>&lt;b&gt;</p>")


async def test_a_manager_who_is_no_more_is_named_as_the_reason(world: OdooWorld, crm: Crm) -> None:
    placed = await crm.add_lead(draft("Ответственный"))
    await fails(crm.assign(placed.id, "9999"), "crm_manager_gone")
    await fails(crm.assign(placed.id, "anna"), "crm_manager_gone")
    await fails(crm.add_lead(draft("Сразу", responsible="9999")), "crm_manager_gone")


async def test_managers_of_many_pages_are_told_with_who_left(world: OdooWorld, crm: Crm) -> None:
    for at in range(PAGE * 2):
        world.server.data.create(
            world.server.data.models["res.users"], {"name": f"N{at}", "login": f"n{at}", "active": True}
        )
    found = await crm.managers()
    assert len({one.id for one in found}) == len(found) == PAGE * 2 + 7
    assert {one.email: one.active for one in found if one.id in (str(world.anna), str(world.boris))} == {
        ANNA: True, "boris@shop.example": False
    }  # fmt: skip
    assert "portal@client.example" not in [one.email for one in found]


async def test_additional_fields_are_those_made_by_hand_and_a_few_more(world: OdooWorld, crm: Crm) -> None:
    found = {one.id: one for one in await crm.fields()}
    assert list(found) == [
        "referred", "expected_revenue", "date_deadline", "priority", "x_product", "x_studio_discount", "x_note", "x_shop", "x_urgent"
    ]  # fmt: skip
    assert [one.title for one in found["x_shop"].options] == ["На Невском"]


async def test_a_field_with_too_much_to_choose_from_is_not_offered(world: OdooWorld, crm: Crm) -> None:
    for at in range(PAGE):
        world.server.data.create(world.server.data.models["x_shop"], {"name": f"Магазин {at}"})
    assert "x_shop" not in [one.id for one in await crm.fields()]
    world.server.data.models["x_shop"].may = set()
    assert "x_shop" not in [one.id for one in await crm.fields()]


async def test_values_are_of_their_fields_kind(world: OdooWorld, crm: Crm) -> None:
    (shop,) = rows(world, "x_shop")
    extra = {
        "x_shop": str(shop),
        "x_urgent": "true",
        "x_studio_discount": "15.5",
        "date_deadline": "2026-12-01",
        "x_note": "",
    }
    placed = await crm.add_lead(replace(draft("Поля"), extra=extra))
    row = rows(world, "crm.lead")[int(placed.id)]
    assert [row[name] for name in extra] == [shop, True, 15.5, "2026-12-01", False]


@pytest.mark.parametrize(("name", "value"), [("x_studio_discount", "много"), ("x_product", "rocket"), ("x_gone", "1")])
async def test_a_value_that_is_not_taken_names_its_field(crm: Crm, name: str, value: str) -> None:
    await fails(crm.add_lead(replace(draft("Поля"), extra={name: value})), "crm_field", name)


async def test_an_odoo_without_this_api_is_told_apart(world: OdooWorld, crm: Crm) -> None:
    world.server.faults.append(Fault("", "said", Said(404, "<html>404: Not Found</html>")))
    await fails(crm.check(), "crm_no_api")


async def test_the_database_is_named_where_one_server_has_several(world: OdooWorld, http: GuardedHttp) -> None:
    assert (await CONNECTOR.open(Purse({**world.values, "database": "shop"}), http).check()).account == "Лавка"
    await fails(CONNECTOR.open(Purse({**world.values, "database": "other"}), http).check(), "crm_no_api")


async def test_what_is_said_of_a_failure_has_no_traceback_and_no_key(world: OdooWorld, crm: Crm) -> None:
    world.server.data.models["res.partner"].may = {"read"}
    failed = await fails(crm.add_contact(OLEG, "besedka-3", ""), "crm_no_right")
    assert failed.detail == "You are not allowed to create 'res.partner' records. Contact your administrator."
    world.server.faults.append(
        Fault("", "said", Said(401, {"name": "x.Unauthorized", "message": f"Bad key {world.values['key']}"}))
    )
    assert world.values["key"] not in str(await fails(crm.check(), "crm_no_access"))


async def test_contacts_and_leads_that_are_no_more_are_none(crm: Crm) -> None:
    for id in ("9999", "x"):
        assert await crm.contact(id) is None
        assert not await crm.leads_of(id)
        assert not await crm.has_comment(id, "№ 1")
        await fails(crm.comment(id, Comment("m", "m")), "crm_lead_gone")
        await fails(crm.change_lead(id, draft("Нет")), "crm_lead_gone")
