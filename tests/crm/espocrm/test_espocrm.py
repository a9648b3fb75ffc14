"""EspoCRM's own quirks (INTEGRATIONS.md 1.5): what its server was measured to say, and what becomes of it."""

from dataclasses import replace

import pytest

from besedka.ports.crm import Client, Comment, Crm, CrmFailed
from tests.crm.espocrm.world import EspoWorld
from tests.crm.suite import OLGA, by_id, draft

# ── who is the same ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_namesake_is_somebody_else(site: EspoWorld, espo: Crm) -> None:
    """409 with the array of those of the same name: none of them has our client's phone or e-mail."""
    other = site.add_contact(OLGA.name, "+79990000000", "another@example.com")
    id = await espo.add_contact(OLGA, "besedka-1", "")
    assert id != other
    assert [one.phone for one in site.contacts()] == ["+79990000000", OLGA.phone]


@pytest.mark.parametrize("phone", ["+79161234567", "8 (916) 123-45-67"])
async def test_one_with_the_same_phone_or_mail_is_the_same(site: EspoWorld, espo: Crm, phone: str) -> None:
    known = site.add_contact("Ольга И.", phone, "OLGA@example.COM")
    assert await espo.add_contact(OLGA, "besedka-1", "") == known
    assert len(site.contacts()) == 1
    assert [one.id for one in await espo.find_contacts(Client(phone=OLGA.phone))] == [known]


async def test_a_namesake_without_phone_and_mail_is_known_by_our_mark(site: EspoWorld, espo: Crm) -> None:
    client = Client("Ольга Иванова")
    first = await espo.add_contact(client, "besedka-1", "")
    assert await espo.add_contact(client, "besedka-1", "") == first
    assert await espo.add_contact(client, "besedka-2", "") != first


async def test_two_may_have_one_mail_and_both_are_told(site: EspoWorld, espo: Crm) -> None:
    ids = {site.add_contact(name, "", "one@example.com") for name in ("Анна", "Вера")}
    assert {one.id for one in await espo.find_contacts(Client(email="One@Example.com"))} == ids


async def test_further_phones_and_mails_are_told_and_stay(site: EspoWorld, espo: Crm) -> None:
    id = site.add_contact("Ольга Иванова", "+79160000001", "old@example.com")
    placed = await espo.add_lead(replace(draft("Новый телефон"), contact=id))
    known = await espo.contact(id)
    assert known is not None
    assert (known.phones, known.emails) == (("+79160000001", OLGA.phone), ("old@example.com", OLGA.email))
    assert [one.id for one in await espo.find_contacts(Client(email=OLGA.email))] == [id]
    await espo.change_lead(placed.id, draft("Ещё раз", contact=id))
    assert await espo.contact(id) == known


# ── what it takes ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_title_and_a_name_have_no_angle_brackets(site: EspoWorld, espo: Crm) -> None:
    contact = await espo.add_contact(Client("<script>x=1</script> Оля\nЛа", "+79160000002"), "besedka-1", "")
    placed = await espo.add_lead(draft("Лампа <дёшево> = 5\nшт. " + "а" * 300, contact=contact))
    assert by_id(site, placed.id).title.startswith("Лампа ‹дёшево› ꞊ 5 шт. аа")
    assert site.contacts()[0].name == "‹script›x꞊1‹/script› Оля Ла"


async def test_every_kind_of_field_is_written_as_it_is_taken(site: EspoWorld, espo: Crm) -> None:
    found = {one.id: one for one in await espo.fields()}
    assert {id: one.type for id, one in found.items()} == {
        "amount": "number", "closeDate": "date", "cProduct": "choice", "cDiscount": "number", "cFrom": "text", "cGifts": "choices",
        "cUrgent": "flag", "cCallOn": "date", "cSite": "link",
    }  # fmt: skip
    assert [one.id for one in found["cGifts"].options] == ["Bulb", "Cord, long"]
    assert not any(one.required for one in found.values())
    extra = {
        "amount": "1500.50", "cProduct": "beacon", "cDiscount": "-3", "cGifts": "Bulb\nCord, long", "cUrgent": "true",
        "cCallOn": "2026-12-01", "cSite": "https://shop.example/", "cFrom": "",
    }  # fmt: skip
    placed = await espo.add_lead(replace(draft("Всё сразу"), extra=extra))
    row = site.server.tables["Opportunity"][placed.id]
    assert [row.get(id) for id in extra] == [
        1500.5, "beacon", -3, ["Bulb", "Cord, long"], True, "2026-12-01", "https://shop.example/", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("id", "value"), [("cDiscount", "много"), ("cProduct", "chair"), ("cCallOn", "завтра"), ("amount", "-1")]
)
async def test_a_value_that_does_not_fit_names_its_field(espo: Crm, id: str, value: str) -> None:
    for call in (espo.add_lead(replace(draft("Не то"), extra={id: value})),):
        with pytest.raises(CrmFailed) as failed:
            await call
        assert (failed.value.code, failed.value.field, failed.value.permanent) == ("crm_field", id, True)
    placed = await espo.add_lead(draft("То"))
    with pytest.raises(CrmFailed) as failed:
        await espo.change_lead(placed.id, replace(draft("Не то"), extra={id: value}))
    assert (failed.value.code, failed.value.field) == ("crm_field", id)


async def test_a_field_that_an_administrator_wants_filled_is_said(site: EspoWorld, espo: Crm) -> None:
    site.server.fields["cFrom"]["required"] = True
    assert [one.id for one in await espo.fields() if one.required] == ["cFrom"]
    with pytest.raises(CrmFailed) as failed:
        await espo.add_lead(draft("Без поля"))
    assert (failed.value.code, failed.value.detail) == ("crm_refused", "cFrom: required")


async def test_a_field_added_since_is_written_by_its_type(site: EspoWorld, espo: Crm) -> None:
    await espo.add_lead(draft("До поля"))
    site.server.fields["cFloor"] = {"type": "int", "isCustom": True}
    placed = await espo.add_lead(replace(draft("После"), extra={"cFloor": "7"}))
    assert site.server.tables["Opportunity"][placed.id]["cFloor"] == 7


async def test_what_nobody_knows_of_a_chat_is_filled(site: EspoWorld, espo: Crm) -> None:
    wanted = replace(draft("Сделка"), visit="123456")
    placed = await espo.add_lead(wanted)
    row = site.server.tables["Opportunity"][placed.id]
    assert (row["stage"], row["probability"], row["amount"], row["amountCurrency"]) == ("Prospecting", 10, 0, "RUB")
    assert row["description"] == f"https://shop.example/lamp\nroistat: 123456\n{wanted.origin}"
    assert placed.url == f"{site.values['address']}/#Opportunity/view/{placed.id}"


async def test_a_mark_is_a_line_of_its_own(site: EspoWorld, espo: Crm) -> None:
    one, other = replace(draft("Одна"), origin="besedka-1"), replace(draft("Другая"), origin="besedka-12")
    placed = [await espo.add_lead(one), await espo.add_lead(other)]
    found = [await espo.find_lead(origin) for origin in ("besedka-1", "besedka-12", "esedka-1", "besedka-")]
    assert [lead and lead.id for lead in found] == [placed[0].id, placed[1].id, None, None]


async def test_won_and_lost_are_told_apart(site: EspoWorld, espo: Crm) -> None:
    contact = await espo.add_contact(OLGA, "besedka-1", "")
    for stage in ("Closed Won", "Closed Lost", "Proposal"):
        await espo.add_lead(replace(draft(stage, contact=contact, stage=stage), extra={"amount": "990"}))
    found = await espo.leads_of(contact)
    assert [(one.title, one.outcome, one.sum, one.currency) for one in found] == [
        ("Proposal", "open", "990", "RUB"), ("Closed Lost", "lost", "990", "RUB"), ("Closed Won", "won", "990", "RUB"),
    ]  # fmt: skip
    assert found[0].stage == "Предложение"
    assert found[0].at > 1_700_000_000_000


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", [1, 2, 3, 200])
async def test_a_site_that_does_not_count_is_read_to_its_end(site: EspoWorld, espo: Crm, page: int) -> None:
    """`total` is -1 while there is more, -2 when there is not."""
    site.server.counts, site.server.page = False, page
    assert len(await espo.managers()) == 4
    contact = await espo.add_contact(OLGA, "besedka-1", "")
    for title in ("Раз", "Два", "Три"):
        await espo.add_lead(draft(title, contact=contact))
    assert [one.title for one in await espo.leads_of(contact)] == ["Три", "Два", "Раз"]


async def test_no_more_than_fifty_leads_are_read(site: EspoWorld, espo: Crm) -> None:
    site.server.page = 20
    contact = await espo.add_contact(OLGA, "besedka-1", "")
    first = by_id(site, (await espo.add_lead(draft("Ранняя", contact=contact))).id)
    for number in range(60):
        id = site.server.id()
        site.server.tables["Opportunity"][id] = {
            **site.server.tables["Opportunity"][first.id],
            "id": id,
            "name": str(number),
        }
    found = await espo.leads_of(contact)
    assert [one.title for one in found] == [str(number) for number in range(59, 9, -1)]


async def test_a_comment_is_found_behind_many_others(site: EspoWorld, espo: Crm) -> None:
    placed = await espo.add_lead(draft("Длинная"))
    for number in range(8):
        await espo.comment(placed.id, Comment(f"№ {number}", f"№ {number}\nтекст"))
    assert await espo.has_comment(placed.id, "№ 0")
