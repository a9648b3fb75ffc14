"""Pipedrive's own ways with records: hashes for fields, a search that is behind, notes of HTML, deals that are deleted and told."""

import time

import pytest

from besedka.adapters.crm.pipedrive.connector import Pipedrive
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Comment, Draft
from tests.crm.pipedrive.asking import OLGA, draft, refused
from tests.crm.pipedrive.rules import Row
from tests.crm.pipedrive.world import PipedriveWorld
from tests.crm.world import Purse


def deal(world: PipedriveWorld, id: str) -> Row:
    found = world.server.by_id("deals", id)
    assert found is not None
    return found


def marks(world: PipedriveWorld) -> list[Row]:
    return [one for one in world.server.rows["dealFields"] if one["field_name"] == "Besedka"]


def code(world: PipedriveWorld, title: str) -> str:
    return next(str(one["field_code"]) for one in world.server.rows["dealFields"] if one["field_name"] == title)


async def test_the_first_lead_makes_our_field_and_the_next_ones_use_it(
    world: PipedriveWorld, http: GuardedHttp, crm: Pipedrive
) -> None:
    first = await crm.add_lead(draft())
    second = await Pipedrive(Purse(world.values), http).add_lead(draft("besedka-2"))
    (field,) = marks(world)
    assert (field["field_type"], field["is_custom_field"]) == ("varchar", True)
    kept = [deal(world, one.id)["custom_fields"] for one in (first, second)]
    assert kept == [{field["field_code"]: "besedka-1"}, {field["field_code"]: "besedka-2"}]
    assert "Besedka" not in [one.title for one in await crm.fields()]


async def test_our_field_that_somebody_deleted_is_made_again(world: PipedriveWorld, crm: Pipedrive) -> None:
    await crm.add_lead(draft())
    world.remove_field("Besedka")
    placed = await crm.add_lead(draft("besedka-2"))
    assert (await crm.find_lead("besedka-2")) == placed
    assert len(marks(world)) == 1


async def test_our_field_may_be_called_otherwise_afterwards(world: PipedriveWorld, crm: Pipedrive) -> None:
    placed = await crm.add_lead(draft())
    marks(world)[0]["field_name"] = "Чат"
    assert (await crm.find_lead("besedka-1")) == placed


async def test_a_search_that_is_behind_hides_no_lead_and_doubles_no_client(
    world: PipedriveWorld, crm: Pipedrive
) -> None:
    world.server.behind = True
    placed = await crm.add_lead(draft())
    assert (await crm.find_lead("besedka-1")) == placed
    id = await crm.add_contact(OLGA, "besedka-1", "")
    assert not await crm.find_contacts(OLGA)
    assert await crm.add_contact(Client("Ольга", email="olga@example.COM"), "besedka-1", "") == id
    assert await crm.add_contact(Client("Ольга", phone="89161234567"), "besedka-1", "") == id
    assert await crm.add_contact(Client("Без всего"), "besedka-2", "") != id


async def test_an_old_lead_is_found_by_the_search(world: PipedriveWorld, crm: Pipedrive) -> None:
    placed = await crm.add_lead(draft())
    for at in range(world.server.page + 1):
        world.server.keep("deals", {"title": f"Чужая {at}", "person_id": None, "custom_fields": {}, "status": "open"})
    assert (await crm.find_lead("besedka-1")) == placed
    assert await crm.find_lead("besedka") is None
    deal(world, placed.id)["custom_fields"] = {"x": "besedka-1 and more"}
    assert await crm.find_lead("besedka-1") is None


async def test_a_deal_that_was_deleted_is_told_for_a_month_and_is_gone_all_the_same(
    world: PipedriveWorld, crm: Pipedrive
) -> None:
    """Pipedrive would change it, and take notes for it."""
    placed = await crm.add_lead(draft())
    deal(world, placed.id)["is_deleted"] = True
    for call in (
        crm.assign(placed.id, "2"),
        crm.comment(placed.id, Comment("m", "m")),
        crm.change_lead(placed.id, draft()),
    ):
        assert (await refused(call)).code == "crm_lead_gone"
    assert not world.server.notes
    world.server.rows["deals"].clear()
    assert (await refused(crm.assign(placed.id, "2"))).code == "crm_lead_gone"


async def test_a_note_is_text_whatever_an_editor_made_of_it(world: PipedriveWorld, crm: Pipedrive) -> None:
    placed = await crm.add_lead(draft())
    await crm.comment(placed.id, Comment("№ 1 & <2>", "№ 1 & <2>\n<script>alert(1)</script>\n  a < b"))
    (note,) = world.server.notes
    assert note["content"] == "№ 1 &amp; &lt;2&gt;<br>&lt;script&gt;alert(1)&lt;/script&gt;<br>  a &lt; b"
    for made in ("<p>№ 1 &amp; &lt;2&gt;</p><p>a</p>", "<div><b>№ 1 &amp;</b> &lt;2&gt; <br/>\na</div>"):
        note["content"] = made
        assert await crm.has_comment(placed.id, "№ 1 & <2>")
    note["content"] = "a<br>№ 1 &amp; &lt;2&gt;"
    assert not await crm.has_comment(placed.id, "№ 1 & <2>")


async def test_values_go_under_their_hashes_as_their_fields_have_them(world: PipedriveWorld, crm: Pipedrive) -> None:
    fields = {one.title: one for one in await crm.fields()}
    assert not {"Title", "Бюджет"} & set(fields)
    tags = [option.id for option in fields["Метки"].options]
    extra = {
        "Метки": "\n".join(tags),
        "Когда": "2026-11-27",
        "Скидка": "-1.5",
        "Штук": "3",
        "Товар": fields["Товар"].options[1].id,
    }
    placed = await crm.add_lead(
        Draft("besedka-1", "Поля", OLGA, extra={fields[name].id: value for name, value in extra.items()})
    )
    kept = deal(world, placed.id)["custom_fields"]
    assert isinstance(kept, dict)
    assert [kept[code(world, name)] for name in ("Метки", "Когда", "Скидка", "Штук")] == [
        [int(one) for one in tags], "2026-11-27", -1.5, 3,
    ]  # fmt: skip
    assert world.leads()[0].extra["Товар"] == "Маяк"


@pytest.mark.parametrize(("title", "value"), [("Скидка", "много"), ("Товар", "Маяк"), ("Метки", "1\nдва")])
async def test_a_value_that_does_not_fit_is_told_by_its_field(
    world: PipedriveWorld, crm: Pipedrive, title: str, value: str
) -> None:
    id = code(world, title)
    failed = await refused(crm.add_lead(Draft("besedka-1", "Поля", OLGA, extra={id: value})))
    assert (failed.code, failed.field, failed.permanent) == ("crm_field", id, True)
    assert not world.leads()


async def test_a_user_who_left_is_said_to_be_gone(world: PipedriveWorld, crm: Pipedrive) -> None:
    placed = await crm.add_lead(draft())
    for call in (crm.assign(placed.id, "3"), crm.add_lead(draft("besedka-2", responsible="3"))):
        failed = await refused(call)
        assert (failed.code, failed.permanent) == ("crm_manager_gone", True)
    assert (await refused(crm.add_lead(draft("besedka-3", responsible="2", stage="999")))).code == "crm_refused"


async def test_won_and_lost_are_the_deals_own(world: PipedriveWorld, crm: Pipedrive) -> None:
    contact = await crm.add_contact(OLGA, "besedka-0", "2")
    placed = [await crm.add_lead(draft(f"besedka-{at}", contact, "2")) for at in range(3)]
    for one, status in zip(placed, ("open", "won", "lost"), strict=True):
        deal(world, one.id).update(status=status, value=1500.5)
    seen = await crm.leads_of(contact)
    assert [one.outcome for one in seen] == ["lost", "won", "open"]
    assert {(one.stage, one.sum, one.currency, one.responsible) for one in seen} == {("Новая", "1500.5", "EUR", "Анна")}
    assert abs(seen[0].at / 1000 - time.time()) < 60
    assert (seen[0].url, placed[0].contact) == (f"{world.server.url}/deal/{placed[2].id}", contact)


async def test_the_exact_phone_is_asked_for_and_its_digits_where_nobody_has_it(
    world: PipedriveWorld, crm: Pipedrive
) -> None:
    other = world.add_contact("Пётр", "89161234567", "")
    (found,) = await crm.find_contacts(Client(phone=OLGA.phone))
    assert (found.id, found.phones, found.url) == (other, ("89161234567",), f"{world.server.url}/person/{other}")
    exact = world.add_contact("Ольга", OLGA.phone, "olga@example.com.example")
    assert [one.id for one in await crm.find_contacts(OLGA)] == [exact]


async def test_a_person_who_was_deleted_is_nobody(world: PipedriveWorld, crm: Pipedrive) -> None:
    id = world.add_contact("Пётр", OLGA.phone, "petr@example.com")
    known = await crm.contact(id)
    assert known is not None
    assert (known.phones, known.emails, known.responsible) == ((OLGA.phone,), ("petr@example.com",), "Хозяин")
    row = world.server.by_id("persons", id)
    assert row is not None
    row["is_deleted"] = True
    assert await crm.contact(id) is None


async def test_what_is_told_later_is_added_and_nothing_is_lost(world: PipedriveWorld, crm: Pipedrive) -> None:
    contact = world.add_contact("Ольга", "8 (916) 123-45-67", "old@example.com")
    placed = await crm.add_lead(draft(contact=contact))
    await crm.change_lead(placed.id, draft(contact=contact))
    kept = world.server.by_id("persons", contact)
    assert kept is not None
    assert (kept["name"], kept["phones"]) == ("Ольга", [{"value": "8 (916) 123-45-67", "primary": True}])
    emails = kept["emails"]
    assert isinstance(emails, list)
    assert [(one["value"], one["primary"]) for one in emails] == [
        ("old@example.com", True),
        ("Olga@Example.com", False),
    ]
