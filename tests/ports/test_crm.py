"""The CRM port's promise, kept by every connector: over a real socket, with the vendor's own quirks (INTEGRATIONS.md 1)."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from besedka.adapters.crm.shelf import CONNECTORS
from besedka.adapters.http.guarded import GuardedHttp
from besedka.domain.address import read_networks
from besedka.ports.crm import Client, Comment, Crm, CrmFailed, Draft
from tests.crm.world import ANNA, BORIS, DISCOUNT, MANY, NOTE, PRODUCT, PRODUCTS, KeptLead, Purse, World
from tests.crm.worlds import WORLDS

OLGA = Client("Ольга Иванова", "+79161234567", "Olga@Example.com")
NASTY = '<b>жирный</b> & [b]bb[/b] "кавычки" {{ 7*7 }}\nвторая строка'


@pytest.fixture(params=sorted(WORLDS), scope="module")
def account(request: pytest.FixtureRequest) -> Iterator[World]:
    with WORLDS[request.param]() as world:
        yield world


@pytest.fixture
async def http() -> AsyncIterator[GuardedHttp]:
    http = GuardedHttp(read_networks("127.0.0.0/8"))
    yield http
    await http.close()


@pytest.fixture
def crm(account: World, http: GuardedHttp) -> Crm:
    return account.connector.open(Purse(account.values), http)


def having(*powers: str) -> pytest.MarkDecorator:
    """Run a test with every CRM that has these powers."""
    names = [one.name for one in CONNECTORS if all(getattr(one.powers, power) for power in powers)]
    return pytest.mark.parametrize("account", sorted(names), indirect=True, scope="module")


def draft(title: str, contact: str = "", responsible: str = "", stage: str = "") -> Draft:
    """Return a lead with a mark of its own."""
    page = "https://shop.example/lamp"
    return Draft(f"besedka-{uuid4()}", title, OLGA, contact, responsible, stage, text="Ольга: Здравствуйте!", page=page)


def by_id(account: World, id: str) -> KeptLead:
    return next(lead for lead in account.leads() if lead.id == id)


def test_every_connector_is_held_to_this() -> None:
    assert {one.name for one in CONNECTORS} == set(WORLDS)


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


@having("fields")
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


async def test_a_lead_arrives_with_its_client_and_is_found_by_its_mark(account: World, crm: Crm) -> None:
    wanted = draft("Заявка из чата № 42")
    assert await crm.find_lead(wanted.origin) is None
    if account.connector.powers.contacts:
        wanted = replace(wanted, contact=await crm.add_contact(OLGA, wanted.origin, ""))
    placed = await crm.add_lead(wanted)
    kept = by_id(account, placed.id)
    assert kept.title == wanted.title
    found = await crm.find_lead(wanted.origin)
    assert found is not None
    assert (found.id, found.url) == (placed.id, placed.url)
    contact = next(one for one in account.contacts() if one.id == kept.contact)
    assert (contact.name, contact.phone, contact.email.casefold()) == (OLGA.name, OLGA.phone, OLGA.email.casefold())


async def test_two_conversations_are_two_leads(account: World, crm: Crm) -> None:
    first, second = draft("Первая"), draft("Вторая")
    placed = [await crm.add_lead(first), await crm.add_lead(second)]
    assert placed[0].id != placed[1].id
    found = [await crm.find_lead(one.origin) for one in (first, second)]
    assert [one and one.id for one in found] == [one.id for one in placed]


@having("fields")
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


async def test_a_lead_is_changed_and_stays_one(account: World, crm: Crm) -> None:
    wanted = draft("До")
    placed = await crm.add_lead(wanted)
    before = account.leads()
    changed = await crm.change_lead(placed.id, replace(wanted, title="После"))
    assert changed.id == placed.id
    assert len(account.leads()) == len(before)
    assert by_id(account, placed.id).title == "После"
    assert by_id(account, placed.id).stage == next(lead.stage for lead in before if lead.id == placed.id)


@having("managers")
async def test_a_manager_is_responsible_from_the_beginning_or_afterwards(account: World, crm: Crm) -> None:
    anna = next(one for one in await crm.managers() if one.email.casefold() == ANNA.casefold())
    first = await crm.add_lead(draft("Сразу", responsible=anna.id))
    later = await crm.add_lead(draft("Потом"))
    await crm.assign(later.id, anna.id)
    for placed in (first, later):
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


@having("contacts")
async def test_a_contact_is_added_once_more_only_when_it_is_another(account: World, crm: Crm) -> None:
    client = Client("Новый Клиент", "+79165550101", "new.client@example.com")
    id = await crm.add_contact(client, "besedka-new", "")
    assert any(one.id == id for one in await crm.find_contacts(client))


@having("contacts")
async def test_a_contacts_leads_are_told_with_their_stage_newest_first(account: World, crm: Crm) -> None:
    contact = await crm.add_contact(Client("Вера", "+79167770001", "vera@example.com"), "besedka-vera", "")
    assert not await crm.leads_of(contact)
    placed = [await crm.add_lead(draft(title, contact=contact)) for title in ("Старая", "Новая")]
    found = await crm.leads_of(contact)
    assert [(one.id, one.title) for one in found] == [(placed[1].id, "Новая"), (placed[0].id, "Старая")]
    assert all(one.stage and one.outcome == "open" for one in found)


async def test_a_lead_that_was_deleted_is_said_to_be_gone(account: World, crm: Crm) -> None:
    wanted = draft("Исчезнет")
    placed = await crm.add_lead(wanted)
    account.remove_lead(placed.id)
    assert await crm.find_lead(wanted.origin) is None
    for call in (crm.change_lead(placed.id, wanted), crm.comment(placed.id, Comment("m", "m"))):
        with pytest.raises(CrmFailed) as failed:
            await call
        assert (failed.value.code, failed.value.permanent) == ("crm_lead_gone", True)


@pytest.mark.parametrize("step", ["lead", "comment"])
async def test_what_was_done_though_its_answer_was_lost_is_found(account: World, crm: Crm, step: str) -> None:
    wanted = draft("Оборвалось")
    placed = None if step == "lead" else await crm.add_lead(wanted)
    before = len(account.leads())
    account.cut_answer(step)
    with pytest.raises(CrmFailed) as failed:
        await (crm.add_lead(wanted) if placed is None else crm.comment(placed.id, Comment("№ 1", "№ 1")))
    assert (failed.value.lost, failed.value.permanent) == (True, False)
    if placed is None:
        assert len(account.leads()) == before + 1
        assert await crm.find_lead(wanted.origin) is not None
    elif account.connector.powers.comments:
        assert await crm.has_comment(placed.id, "№ 1")


async def test_a_limit_is_waited_for(account: World, crm: Crm) -> None:
    account.limit(7)
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(draft("Много"))
    assert (failed.value.code, failed.value.permanent) == ("crm_busy", False)
    assert failed.value.wait in (0, 7)


async def test_a_fault_of_its_own_passes(account: World, crm: Crm) -> None:
    account.fail()
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(draft("Сломалось"))
    assert (failed.value.code, failed.value.permanent) == ("crm_broken", False)


@having("fields")
async def test_a_field_that_is_gone_is_named(account: World, crm: Crm) -> None:
    """Either the CRM names it, or it takes the lead and leaves the field out."""
    gone = next(one for one in await crm.fields() if one.title == NOTE)
    account.remove_field(NOTE)
    wanted = replace(draft("Поля больше нет"), extra={gone.id: "x"})
    refused: CrmFailed | None = None
    try:
        placed = await crm.add_lead(wanted)
    except CrmFailed as failed:
        refused, placed = failed, await crm.add_lead(replace(wanted, extra={}))
    assert refused is None or (refused.code, refused.field, refused.permanent) == ("crm_field", gone.id, True)
    assert by_id(account, placed.id).title == wanted.title
    assert NOTE not in [one.title for one in await crm.fields()]


async def test_revoked_access_is_said_by_every_call_and_by_the_check(account: World, crm: Crm) -> None:
    """The last: nothing works with this account afterwards."""
    account.forget_access()
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(draft("Без ключа"))
    assert (failed.value.code, failed.value.permanent) == ("crm_no_access", True)
    with pytest.raises(CrmFailed) as failed:
        await crm.check()
    assert failed.value.code == "crm_no_access"


async def test_no_secret_is_in_what_failed(account: World, crm: Crm) -> None:
    secrets = [account.values[ask.name] for ask in account.connector.asks if ask.kind == "secret"]
    with pytest.raises(CrmFailed) as failed:
        await crm.check()
    assert not any(secret in str(failed.value) for secret in secrets if secret)
