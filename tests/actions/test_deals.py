"""Leads of the built-in CRM: whose they are, what is told of a change, what the outbox sends, and what a stage that goes leaves behind."""

import asyncio
from dataclasses import replace

import pytest

from besedka.actions import pipelines
from besedka.actions.crm.builtin import BuiltinCrm
from besedka.actions.deals import reading, writing
from besedka.actions.deals.writing import Draft, Edited
from besedka.app import House
from besedka.domain import pipeline as rules
from besedka.domain.contact import Contact
from besedka.domain.crm import Client, Pipeline, Stage
from besedka.domain.deal import DealSeen, Narrowed
from besedka.domain.errors import BadInput, Conflict, Forbidden, NotFound
from besedka.domain.ids import ContactId, DealId, OperatorId, new_id
from besedka.domain.lead import ORIGIN
from besedka.domain.operator import Operator
from besedka.ports import crm as port
from besedka.ports.database import Query, Script
from besedka.store import contacts, crms, people
from besedka.store import deals as store
from tests.people import Shop, open_shop
from tests.units import Author, answer, read

EVERY = Narrowed()


async def who(house: House, id: OperatorId) -> Operator:
    found = await house.deps.database.read(people.operator_by_id(id))
    assert found is not None
    return found


async def made(house: House, me: Operator, title: str, **more: str) -> DealId:
    id = DealId(new_id(house.deps.clock.now()))
    await writing.add(house.deps, me, id, replace(Draft(title), **more))  # type: ignore[arg-type]  # texts of a draft
    await asyncio.sleep(0.002)  # two of one moment have no order
    return id


async def seen_by(house: House, me: Operator, by: Narrowed = EVERY) -> list[str]:
    found: list[DealSeen] = await house.deps.database.read(store.page(me, by, None, 100))
    return [one.deal.title for one in found]


async def test_each_sees_their_own_and_nobodys_and_an_administrator_all(house: House, shop: Shop) -> None:
    anna, igor = await who(house, shop.anna), await who(house, shop.igor)
    annas, igors, nobodys = [await made(house, by, title) for by, title in ((anna, "A"), (igor, "I"), (anna, "N"))]
    await writing.change(house.deps, anna, nobodys, Edited(responsible=OperatorId(b"")))
    assert await seen_by(house, anna) == ["N", "I", "A"]
    assert await seen_by(house, igor) == ["N", "I"]
    for call in (
        house.deps.database.read(reading.page(igor, annas)),
        writing.change(house.deps, igor, annas, Edited(title="x")),
        writing.comment(house.deps, igor, annas, new_id(house.deps.clock.now()), "x"),
    ):
        with pytest.raises(NotFound):
            await call
    with pytest.raises(Forbidden):
        await writing.remove(house.deps, igor, igors)
    with pytest.raises(Forbidden):
        await writing.change(house.deps, igor, nobodys, Edited(responsible=shop.anna))
    await writing.change(house.deps, igor, nobodys, Edited(responsible=shop.igor))
    assert await seen_by(house, igor, Narrowed(responsible=shop.igor)) == ["N", "I"]


async def test_a_lead_by_hand_tells_whom_it_was_joined_with_and_what_was_typed_is_not_lost(
    house: House, shop: Shop
) -> None:
    anna = await who(house, shop.anna)
    first, second = (DealId(new_id(house.deps.clock.now())) for _ in range(2))
    made = await writing.add(house.deps, anna, first, Draft("Окна", "Ольга", "+79161234567"))
    assert (made.joined, made.seen.name) == (False, "Ольга")
    await asyncio.sleep(0.002)
    typed = Draft("Балкон", "Ольга Ивановна", "8 916 123-45-67", "olga@example.com")
    for again in [await writing.add(house.deps, anna, second, typed) for _ in range(2)]:
        assert (again.joined, again.seen.name, again.seen.email) == (True, "Ольга", "olga@example.com")
        assert again.seen.deal.contact == made.seen.deal.contact


async def test_a_lead_without_a_manager_is_as_its_conversation_is(house: House, shop: Shop) -> None:
    anna, igor = await who(house, shop.anna), await who(house, shop.igor)
    olga = Author(house, shop)
    await olga.post("hello")
    c = await olga.conversation()
    crm = BuiltinCrm(house.deps, shop.number)
    placed = await crm.add_lead(port.Draft(f"{ORIGIN}{c.hex()}", "Из чата", Client()))
    assert await seen_by(house, igor) == ["Из чата"]
    await answer(house, shop, shop.anna, c, "Здравствуйте!")
    assert await seen_by(house, igor) == []
    assert await seen_by(house, anna) == ["Из чата"]
    await crm.assign(placed.id, shop.igor.hex())
    assert await seen_by(house, igor) == ["Из чата"]


async def test_what_changes_is_told_in_the_words_of_then(house: House, shop: Shop) -> None:
    anna = await who(house, shop.anna)
    id = await made(house, anna, "Балкон")
    stages = (await pipelines.of(house.deps, shop.number))[0].stages
    await writing.change(house.deps, anna, id, Edited(stage=stages[3].id, sum=150_050, title="Балкон и лоджия"))
    page = await writing.change(house.deps, anna, id, Edited(stage=stages[3].id, responsible=shop.igor))
    told = [(one.field, one.old, one.new) for one in reversed(page.history)]
    assert told[0] == ("made", "", "Балкон")
    assert set(told[1:4]) == {
        ("title", "Балкон", "Балкон и лоджия"),
        ("stage", stages[0].title, stages[3].title),
        ("sum", "", "1500.50"),
    }
    assert told[4:] == [("responsible", "Анна Соколова", "Игорь Белов")]
    assert page.seen.deal.closed_at is not None
    page = await writing.change(house.deps, anna, id, Edited(stage=stages[0].id, sum=-1))
    assert (page.seen.deal.closed_at, page.seen.deal.sum) == (None, None)


async def test_a_lead_is_found_in_any_case_and_by_its_client(house: House, shop: Shop) -> None:
    anna = await who(house, shop.anna)
    await made(house, anna, "Остекление БАЛКОНА", name="Пётр", phone="8 903 111-22-33", email="Petr@Example.com")
    await made(house, anna, "100% скидка_тут")
    for text in ("балкона", "петр", "9031112233", "PETR@example", "балкон петр"):
        assert await seen_by(house, anna, Narrowed(text=text)) == ["Остекление БАЛКОНА"], text
    for text, found in (("0%", 1), ("а_т", 1), ("%", 1), ("_", 1), ("лоджия", 0)):
        assert len(await seen_by(house, anna, Narrowed(text=text))) == found, text


async def test_the_same_id_again_is_the_same_lead(house: House, shop: Shop) -> None:
    anna = await who(house, shop.anna)
    id = await made(house, anna, "Раз", phone="+79031112233")
    await writing.add(house.deps, anna, id, Draft("Два"))
    await made(house, anna, "Три", phone="8 903 111-22-33")
    assert await seen_by(house, anna) == ["Три", "Раз"]
    assert len(await read(house, "SELECT id FROM contacts")) == 1


async def test_an_id_of_anothers_is_not_taken_over(house: House, shop: Shop) -> None:
    other = await open_shop(house.deps, "Чужая", "6" * 32)
    anna, stranger = await who(house, shop.anna), await who(house, other.anna)
    id, comment = await made(house, anna, "Моя"), new_id(house.deps.clock.now())
    theirs = await made(house, stranger, "Их")
    await writing.comment(house.deps, anna, id, comment, "раз")
    for call in (
        writing.add(house.deps, stranger, id, Draft("Чужая")),
        writing.comment(house.deps, stranger, theirs, comment, "два"),
    ):
        with pytest.raises(BadInput) as refused:
            await call
        assert refused.value.code == "id_taken"
    await writing.comment(house.deps, anna, id, comment, "ещё раз")
    page = await house.deps.database.read(reading.page(anna, id))
    assert (page.seen.deal.title, [one.text for one in page.comments]) == ("Моя", ["раз"])


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (Draft(" "), "lead_title_empty"), (Draft("x", sum=-5), "deal_sum"), (Draft("x", stage="7" * 32), "deal_stage"),
        (Draft("x", phone="1"), ""),
    ],
)  # fmt: skip
async def test_what_cannot_be_kept_is_refused_by_field(house: House, shop: Shop, draft: Draft, code: str) -> None:
    anna = await who(house, shop.anna)
    with pytest.raises(BadInput) as refused:
        await writing.add(house.deps, anna, DealId(new_id(house.deps.clock.now())), draft)
    assert refused.value.params["field"]
    assert not code or refused.value.code == code
    assert await seen_by(house, anna) == []


async def test_the_conversations_own_contact_is_the_leads(house: House, shop: Shop) -> None:
    """What was not known of them is; what stands there is not overwritten."""
    olga = Author(house, shop)
    await olga.post("hello")
    c, now = await olga.conversation(), house.deps.clock.now()
    known = Contact(ContactId(new_id(now)), shop.number, "Ольга", None, None, None, None, now, now)

    def script() -> Script[None]:
        yield contacts.added(known)
        yield Query("UPDATE conversations SET contact_id = $1 WHERE id = $2", (known.id, c))

    await house.deps.committer.run(script)
    crm, origin = BuiltinCrm(house.deps, shop.number), f"{ORIGIN}{c.hex()}"
    assert await crm.add_contact(Client("Олечка", "+79031112233"), origin, "") == known.id.hex()
    assert await read(house, "SELECT name, phone FROM contacts") == [("Ольга", "+79031112233")]
    other = await crm.add_contact(Client("Ольга", "+79990000000"), origin, "")
    assert other != known.id.hex()
    placed = await crm.add_lead(port.Draft(origin, "Из чата", Client("Ольга")))
    assert placed.contact == known.id.hex()


async def test_the_same_mark_is_one_lead(house: House, shop: Shop) -> None:
    crm = BuiltinCrm(house.deps, shop.number)
    placed = [await crm.add_lead(port.Draft("besedka-1", title, Client())) for title in ("Раз", "Два")]
    assert placed[0] == placed[1]
    assert len(await read(house, "SELECT id FROM deals")) == 1


async def test_the_first_pipeline_is_made_once_and_in_the_persons_language_where_the_project_has_none(
    house: House, shop: Shop
) -> None:
    first = await pipelines.of(house.deps, shop.number, "ru")
    assert first == await pipelines.of(house.deps, shop.number)
    assert [stage.title for stage in first[0].stages] == ["Новые", "В работе", "Ждём клиента", "Успешно", "Отказ"]
    assert (first[0].currency, [stage.outcome for stage in first[0].stages][-2:]) == ("RUB", ["won", "lost"])


async def test_a_project_with_another_crm_has_no_pipeline_made_for_it_and_keeps_what_it_had(
    house: House, shop: Shop
) -> None:
    anna, igor = await who(house, shop.anna), await who(house, shop.igor)
    row = replace(crms.unconnected(shop.number), connector="hubspot")
    await house.deps.committer.run(lambda: crms.keep(row))
    assert await pipelines.seen(house.deps, anna) == pipelines.Own(on=False, pipelines=(), leads=False)
    await made(house, anna, "Балкон")
    kept = await pipelines.of(house.deps, shop.number)
    assert await pipelines.seen(house.deps, anna) == pipelines.Own(on=False, pipelines=kept, leads=True)
    assert not (await pipelines.seen(house.deps, igor)).leads


async def test_a_stage_goes_when_its_leads_have_a_place(house: House, shop: Shop) -> None:
    anna = await who(house, shop.anna)
    await made(house, anna, "Балкон")
    kept = await pipelines.of(house.deps, shop.number)
    old, *rest = kept[0].stages
    wanted = [replace(kept[0], stages=tuple(rest))]
    with pytest.raises(BadInput) as refused:
        await pipelines.save(house.deps, shop.owner, shop.number, rules.version(kept), wanted, {})
    assert (refused.value.code, refused.value.params["count"]) == ("stage_in_use", 1)
    saved = await pipelines.save(house.deps, shop.owner, shop.number, rules.version(kept), wanted, {old.id: rest[0].id})
    assert saved.leads == {rest[0].id: 1}
    with pytest.raises(Conflict):
        await pipelines.save(house.deps, shop.owner, shop.number, rules.version(kept), list(kept), {})


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ([], "pipelines_none"),
        ([Pipeline("1" * 32, "x", (), "RUB")], "stages_none"),
        ([Pipeline("1" * 32, " ", (Stage("2" * 32, "x"),), "RUB")], "pipeline_title"),
        ([Pipeline("1" * 32, "x", (Stage("2" * 32, "x"),), "рубли")], "pipeline_currency"),
        ([Pipeline("1" * 32, "x", (Stage("2" * 32, "x", "won"),), "RUB")], "stage_first"),
        ([Pipeline("1" * 32, "x", (Stage("2" * 32, "y" * 61),), "RUB")], "stage_title"),
        ([Pipeline("1" * 32, "x", (Stage("1" * 32, "x"),), "RUB")], "bad_input"),
    ],
)
async def test_pipelines_that_cannot_be_are_refused(
    house: House, shop: Shop, wanted: list[Pipeline], code: str
) -> None:
    with pytest.raises(BadInput) as refused:
        await pipelines.save(house.deps, shop.owner, shop.number, "", wanted, {})
    assert refused.value.code == code


async def test_a_table_of_leads_runs_nothing(house: House, shop: Shop) -> None:
    anna, igor = await who(house, shop.anna), await who(house, shop.igor)
    await made(house, anna, '=HYPERLINK("http://evil")', phone="+79031112233")
    text = await reading.export(house.deps, anna, EVERY)
    assert text.startswith("\ufeff")
    assert "'=HYPERLINK" in text
    assert "'+79031112233" in text
    assert "HYPERLINK" not in await reading.export(house.deps, igor, EVERY)
