"""The CRM port's promise, kept by every connector: over a real socket, with the vendor's own quirks (INTEGRATIONS.md 1). Leads."""

from dataclasses import replace

from besedka.ports.crm import Comment, Crm
from tests.crm.suite import KINDS, NASTY, OLGA, by_id, draft, having
from tests.crm.world import ANNA, BORIS, DISCOUNT, MANY, NOTE, PRODUCT, PRODUCTS, World
from tests.crm.worlds import LIVE, WORLDS


def test_every_connector_is_held_to_this() -> None:
    assert {one.name for one in KINDS} == set(WORLDS) | set(LIVE)


def test_what_is_asked_for_is_told_in_one_manner() -> None:
    """Hints are no sentences with a full stop, whatever the language; of two ways in, both are there, and either may be left."""
    for connector in KINDS:
        for ask in connector.asks:
            assert not any(words.endswith(".") for words in (*ask.label.values(), *ask.hint.values())), ask
            assert ask.optional or not ask.way
        assert {ask.way for ask in connector.asks if ask.way} in (set(), {"first", "other"}), connector.name


async def test_a_good_account_is_well_and_says_what_it_is_called(crm: Crm) -> None:
    checked = await crm.check()
    assert checked.account
    assert not checked.missing


@having("managers")
async def test_managers_are_told_and_who_left_is_none_or_inactive(crm: Crm) -> None:
    found = {one.email.casefold(): one for one in await crm.managers()}
    assert found[ANNA.casefold()].active
    assert found[ANNA.casefold()].name
    assert BORIS not in found or not found[BORIS].active


@having("managers")
async def test_all_managers_are_told_however_many_pages_they_fill(crm: Crm) -> None:
    found = await crm.managers()
    assert len({one.id for one in found}) == len(found) > MANY


@having("fields", "types")
async def test_fields_are_told_with_their_types_and_options(crm: Crm) -> None:
    found = {one.title: one for one in await crm.fields()}
    assert [found[title].type for title in (PRODUCT, DISCOUNT, NOTE)] == ["choice", "number", "text"]
    assert [option.title for option in found[PRODUCT].options] == list(PRODUCTS)
    assert not found[NOTE].required


@having("pipelines")
async def test_pipelines_are_told_with_stages_whose_ids_are_their_own(crm: Crm) -> None:
    found = await crm.pipelines()
    ids = [stage.id for pipeline in found for stage in pipeline.stages]
    assert len(set(ids)) == len(ids) > 1
    assert all(stage.title for pipeline in found for stage in pipeline.stages)


async def test_a_lead_arrives_with_its_client(account: World, crm: Crm) -> None:
    wanted = draft("Заявка из чата № 42")
    if account.connector.powers.newcomers:
        wanted = replace(wanted, contact=await crm.add_contact(OLGA, wanted.origin, ""))
    placed = await crm.add_lead(wanted)
    kept = by_id(account, placed.id)
    assert kept.title == wanted.title
    contact = next(one for one in account.contacts() if one.id == kept.contact)
    assert (contact.name, contact.phone, contact.email.casefold()) == (OLGA.name, OLGA.phone, OLGA.email.casefold())


@having("finds")
async def test_a_lead_is_found_by_its_mark(crm: Crm) -> None:
    wanted = draft("Найдётся")
    assert await crm.find_lead(wanted.origin) is None
    placed = await crm.add_lead(wanted)
    found = await crm.find_lead(wanted.origin)
    assert found is not None
    assert (found.id, found.url) == (placed.id, placed.url)


@having("-finds")
async def test_a_lead_that_cannot_be_found_is_known_again_by_its_mark(account: World, crm: Crm) -> None:
    """The other end's part of the promise: one mark is one lead."""
    wanted = draft("Дважды")
    placed = await crm.add_lead(wanted)
    before = len(account.leads())
    assert (await crm.add_lead(wanted)).id == placed.id
    assert len(account.leads()) == before


async def test_two_conversations_are_two_leads(account: World, crm: Crm) -> None:
    first, second = draft("Первая"), draft("Вторая")
    placed = [await crm.add_lead(first), await crm.add_lead(second)]
    assert placed[0].id != placed[1].id
    if account.connector.powers.finds:
        found = [await crm.find_lead(one.origin) for one in (first, second)]
        assert [one and one.id for one in found] == [one.id for one in placed]


@having("fields", "-types")
async def test_additional_fields_are_texts_where_no_more_is_known(account: World, crm: Crm) -> None:
    fields = {one.title: one for one in await crm.fields()}
    assert {(one.type, one.options, one.required) for one in fields.values()} == {("text", (), False)}
    extra = {fields[PRODUCT].id: PRODUCTS[1], fields[DISCOUNT].id: "15", fields[NOTE].id: NASTY}
    placed = await crm.add_lead(replace(draft("С полями"), extra=extra))
    assert by_id(account, placed.id).extra == {PRODUCT: PRODUCTS[1], DISCOUNT: "15", NOTE: NASTY}


@having("fields", "types", "changes")
async def test_additional_fields_are_written_and_changed(account: World, crm: Crm) -> None:
    fields = {one.title: one for one in await crm.fields()}
    product = fields[PRODUCT]
    extra = {product.id: product.options[1].id, fields[DISCOUNT].id: "15", fields[NOTE].id: NASTY}
    wanted = replace(draft("С полями"), extra=extra)
    placed = await crm.add_lead(wanted)
    kept = by_id(account, placed.id).extra
    assert (kept[PRODUCT], float(kept[DISCOUNT]), kept[NOTE]) == (PRODUCTS[1], 15, NASTY)
    await crm.change_lead(placed.id, replace(wanted, extra={product.id: product.options[0].id}))
    kept = by_id(account, placed.id).extra
    assert (kept[PRODUCT], float(kept[DISCOUNT])) == (PRODUCTS[0], 15)


@having("changes")
async def test_a_lead_is_changed_and_stays_one(account: World, crm: Crm) -> None:
    wanted = draft("До")
    placed = await crm.add_lead(wanted)
    before = account.leads()
    changed = await crm.change_lead(placed.id, replace(wanted, title="После"))
    assert changed.id == placed.id
    assert len(account.leads()) == len(before)
    assert by_id(account, placed.id).title == "После"
    assert by_id(account, placed.id).stage == next(lead.stage for lead in before if lead.id == placed.id)


@having("sums")
async def test_a_lead_arrives_with_its_sum_or_without_any(account: World, crm: Crm) -> None:
    one, none = await crm.add_lead(replace(draft("Лампа"), sum=150_000)), await crm.add_lead(draft("Неизвестно что"))
    assert (by_id(account, one.id).sum, by_id(account, none.id).sum) == ("1500.00", "")


@having("sums", "changes")
async def test_a_sum_is_changed_and_stays_when_nothing_is_said_of_it(account: World, crm: Crm) -> None:
    wanted = replace(draft("Лампа"), sum=150_000)
    placed = await crm.add_lead(wanted)
    await crm.change_lead(placed.id, replace(wanted, sum=175_000))
    assert by_id(account, placed.id).sum == "1750.00"
    await crm.change_lead(placed.id, replace(wanted, sum=None))
    assert by_id(account, placed.id).sum == "1750.00"


@having("managers")
async def test_a_manager_is_responsible_from_the_beginning(account: World, crm: Crm) -> None:
    anna = next(one for one in await crm.managers() if one.email.casefold() == ANNA.casefold())
    placed = await crm.add_lead(draft("Сразу", responsible=anna.id))
    assert by_id(account, placed.id).responsible.casefold() == ANNA.casefold()


@having("managers", "changes")
async def test_a_manager_becomes_responsible_afterwards(account: World, crm: Crm) -> None:
    anna = next(one for one in await crm.managers() if one.email.casefold() == ANNA.casefold())
    placed = await crm.add_lead(draft("Потом"))
    await crm.assign(placed.id, anna.id)
    assert by_id(account, placed.id).responsible.casefold() == ANNA.casefold()


@having("pipelines")
async def test_a_lead_comes_into_the_stage_that_was_chosen(account: World, crm: Crm) -> None:
    stage = [stage for pipeline in await crm.pipelines() for stage in pipeline.stages if stage.outcome == "open"][1]
    placed = await crm.add_lead(draft("Дальше", stage=stage.id))
    assert by_id(account, placed.id).stage == stage.title


async def test_a_comment_is_text_whatever_it_looks_like(account: World, crm: Crm) -> None:
    placed = await crm.add_lead(draft("С перепиской"))
    for mark in ("№ 42 · 1–2", "№ 42 · 3"):
        await crm.comment(placed.id, Comment(mark, f"{mark}\nОльга: {NASTY}"))
    kept = by_id(account, placed.id).comments
    assert [" ".join(one.split()) for one in kept[-2:]] == [
        " ".join(f"{mark}\nОльга: {NASTY}".split()) for mark in ("№ 42 · 1–2", "№ 42 · 3")
    ]


@having("comments")
async def test_a_comment_is_known_by_its_mark(account: World, crm: Crm) -> None:
    placed, other = await crm.add_lead(draft("Одна")), await crm.add_lead(draft("Другая"))
    mark = "№ 42 · 1–2"
    assert not await crm.has_comment(placed.id, mark)
    await crm.comment(placed.id, Comment(mark, f"{mark}\nОльга: Здравствуйте!"))
    assert await crm.has_comment(placed.id, mark)
    assert not await crm.has_comment(placed.id, "№ 42 · 1–20")
    assert not await crm.has_comment(other.id, mark)
