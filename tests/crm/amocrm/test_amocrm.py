"""What is amoCRM's own: nothing is 204, a limit is no JSON, stages share numbers, leads are merged, and a refusal is told by paths."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from besedka.adapters.crm.amocrm.connector import CONNECTOR
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Crm, CrmFailed, Draft, Missing
from tests.crm.amocrm.says import Row, by_id, problem
from tests.crm.amocrm.server import AmoServer
from tests.crm.amocrm.world import AmoWorld, value
from tests.crm.vendor import Asked, Fault, Said
from tests.crm.world import DISCOUNT, NOTE, Purse

OLGA = Client("Ольга", "+79161234567", "olga@example.com")


@pytest.fixture
def server() -> Iterator[AmoServer]:
    with AmoServer() as server:
        yield server


@pytest.fixture
def world(server: AmoServer) -> AmoWorld:
    return AmoWorld(server)


@pytest.fixture
def crm(world: AmoWorld, http: GuardedHttp) -> Crm:
    return CONNECTOR.open(Purse(world.values), http)


def draft(origin: str = "besedka-1", **extra: str) -> Draft:
    """Return a lead; `extra` are values by `f` and the field's number."""
    return Draft(origin, "Заявка", OLGA, extra={id.removeprefix("f"): one for id, one in extra.items()})


def lead_of(server: AmoServer, id: str) -> Row:
    found = by_id(server.leads, id)
    assert found is not None
    return found


def values_of(lead: Row) -> dict[object, object]:
    values = lead["custom_fields_values"] or []
    assert isinstance(values, list)
    return {one["field_id"]: one["values"] for one in values}


async def test_nothing_found_is_an_empty_204_and_no_fault(server: AmoServer, crm: Crm) -> None:
    assert await crm.find_lead("besedka-1") is None
    assert not await crm.find_contacts(OLGA)
    assert await crm.contact("77") is None
    assert not await crm.leads_of("77")


@pytest.mark.parametrize(
    ("said", "code", "permanent"),
    [
        (Said(429, "<html>429 Too Many Requests</html>"), "crm_busy", False),
        (Said(403, "<html>403 Forbidden</html>"), "crm_busy", False),
        (problem(403, "Forbidden", "Нет прав"), "crm_no_right", True),
        (problem(402, "Payment Required", "Аккаунт не оплачен"), "crm_unpaid", True),
        (Said(301, "", {"Location": "https://other.amocrm.ru/"}), "crm_address", True),
        (Said(404, "<html>Аккаунт не найден</html>"), "crm_address", True),
        (Said(200, "<html>Войдите</html>"), "crm_strange", False),
        (Said(504, "<html>504</html>"), "crm_broken", False),
    ],
)
async def test_what_its_gate_says_is_told_apart(
    server: AmoServer, crm: Crm, said: Said, code: str, permanent: bool
) -> None:
    server.faults.append(Fault("", "said", said))
    with pytest.raises(CrmFailed) as failed:
        await crm.check()
    assert (failed.value.code, failed.value.permanent) == (code, permanent)


async def test_the_stages_that_all_pipelines_share_are_told_apart(server: AmoServer, crm: Crm) -> None:
    retail, wholesale = await crm.pipelines()
    assert (retail.title, wholesale.title) == ("Розница", "Опт")
    assert [one.id for one in retail.stages] == ["31:311", "31:312", "31:142", "31:143"]
    assert [one.outcome for one in retail.stages] == ["open", "open", "won", "lost"]
    placed = await crm.add_lead(replace(draft(), stage="32:322"))
    lead_of(server, placed.id).update(status_id=142, price=1500)
    (seen,) = await crm.leads_of(placed.contact)
    assert (seen.stage, seen.outcome, seen.sum, seen.currency) == ("Успешно (Опт)", "won", "1500", "RUB")
    assert seen.url == f"{server.url}/leads/detail/{placed.id}"


async def test_a_price_has_no_kopecks_there(server: AmoServer, crm: Crm) -> None:
    for told, price in ((150_049, 1500), (150_050, 1501), (0, 0)):
        placed = await crm.add_lead(replace(draft(), sum=told))
        assert lead_of(server, placed.id)["price"] == price


async def test_a_lead_that_nobody_took_in_yet_has_a_stage_too_but_none_is_put_there(
    server: AmoServer, crm: Crm
) -> None:
    placed = await crm.add_lead(draft())
    lead_of(server, placed.id).update(status_id=310)
    assert [one.stage for one in await crm.leads_of(placed.contact)] == ["Неразобранное"]


async def test_what_is_refused_by_its_path_is_the_field_that_was_sent(world: AmoWorld, crm: Crm) -> None:
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(draft(f503="текст", f502="много"))
    assert (failed.value.code, failed.value.field, failed.value.permanent) == ("crm_field", "502", True)
    assert not world.leads()
    placed = await crm.add_lead(draft(f503="текст"))
    with pytest.raises(CrmFailed) as failed:
        await crm.change_lead(placed.id, draft(f502="много"))
    assert (failed.value.code, failed.value.field) == ("crm_field", "502")


@pytest.mark.parametrize(
    ("field", "content"), [("999", "x"), ("501", "не номер"), ("507", "завтра"), ("505", "файл"), ("x", "x")]
)
async def test_what_no_field_takes_is_named_before_it_is_sent(
    world: AmoWorld, crm: Crm, field: str, content: str
) -> None:
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(replace(draft(), extra={field: content}))
    assert (failed.value.code, failed.value.field) == ("crm_field", field)
    assert not [one for one in world.server.asked if one.method == "POST"]


async def test_a_manager_who_works_no_more_is_told_apart(crm: Crm) -> None:
    placed = await crm.add_lead(draft())
    for call in (crm.assign(placed.id, "3"), crm.add_lead(replace(draft("besedka-2"), responsible="999"))):
        with pytest.raises(CrmFailed) as failed:
            await call
        assert (failed.value.code, failed.value.permanent) == ("crm_manager_gone", True)


async def test_fields_that_cannot_be_written_are_not_shown_nor_is_our_own(crm: Crm) -> None:
    await crm.add_lead(draft())
    assert [(one.title, one.type) for one in await crm.fields()] == [
        ("Товар", "choice"), (DISCOUNT, "number"), (NOTE, "text"), ("roistat", "text"), ("Срочно", "flag"), ("Доставка", "date"),
    ]  # fmt: skip


async def test_values_are_written_as_their_fields_have_them(server: AmoServer, crm: Crm) -> None:
    placed = await crm.add_lead(replace(draft(f506="true", f507="2026-11-27", f503=""), visit="1024"))
    kept = values_of(lead_of(server, placed.id))
    assert (kept[506], kept[507], kept[504]) == ([{"value": True}], [{"value": 1795780800}], [{"value": "1024"}])
    assert 503 not in kept


async def test_the_field_of_our_mark_is_made_once_and_only_we_write_it(server: AmoServer, crm: Crm) -> None:
    for origin in ("besedka-1", "besedka-2"):
        await crm.add_lead(draft(origin))
    (field,) = [one for one in server.fields if one.get("code") == "BESEDKA"]
    assert field["is_api_only"] is True


async def test_who_made_the_field_of_our_mark_first_is_followed(server: AmoServer, crm: Crm) -> None:
    """Another node makes it between our look and our attempt."""
    answer = server.answer
    made: Row = {"id": 600, "name": "Besedka", "code": "BESEDKA", "type": "textarea", "enums": None}

    def quicker(asked: Asked) -> Said:
        if (asked.method, asked.path) == ("POST", "/api/v4/leads/custom_fields"):
            server.fields.append(made)
        return answer(asked)

    server.answer = quicker  # type: ignore[method-assign] # the one moment that matters
    placed = await crm.add_lead(draft())
    assert values_of(lead_of(server, placed.id))[600] == [{"value": "besedka-1"}]


async def test_a_lead_that_was_merged_into_an_older_one_is_found_by_both_marks(server: AmoServer, crm: Crm) -> None:
    older = await crm.add_lead(draft("besedka-old"))
    server.merge_into = int(older.id)
    merged = await crm.add_lead(draft("besedka-new"))
    assert (merged.id, len(server.leads)) == (older.id, 1)
    for origin in ("besedka-old", "besedka-new"):
        found = await crm.find_lead(origin)
        assert found is not None
        assert found.id == older.id


async def test_a_mark_is_a_whole_one_however_vague_the_search(crm: Crm) -> None:
    await crm.add_lead(draft("besedka-12"))
    assert await crm.find_lead("besedka-1") is None


async def test_a_contact_that_is_gone_is_made_anew(server: AmoServer, crm: Crm) -> None:
    placed = await crm.add_lead(replace(draft(), contact="77"))
    contact = by_id(server.contacts, placed.contact)
    assert contact is not None
    assert (contact["name"], value(contact, "PHONE")) == (OLGA.name, OLGA.phone)


async def test_a_phone_is_found_however_it_is_written_and_is_not_written_twice(world: AmoWorld, crm: Crm) -> None:
    id = world.add_contact("Пётр", "+79031112233", "petr@example.com")
    client = Client("Пётр", "+79031112233", "Petr@Example.com")
    assert [one.id for one in await crm.find_contacts(client)] == [id]
    placed = await crm.add_lead(replace(draft(), client=client, contact=id))
    await crm.change_lead(placed.id, replace(draft(), client=client, contact=id))
    assert not [one for one in world.server.asked if one.method == "PATCH" and "contacts" in one.path]


async def test_a_check_by_somebody_who_is_no_administrator_says_so(server: AmoServer, crm: Crm) -> None:
    server.admin = False
    assert (await crm.check()).missing == (Missing("crm_no_right", "is_admin"),)
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(draft())
    assert (failed.value.code, failed.value.permanent) == ("crm_no_right", True)


async def test_a_card_is_shown_without_names_to_who_may_not_see_users(server: AmoServer, crm: Crm) -> None:
    placed = await crm.add_lead(draft())
    server.admin = False
    assert [(one.stage, one.responsible) for one in await crm.leads_of(placed.contact)] == [("Новая (Розница)", "")]


async def test_an_id_that_is_no_number_gets_into_no_address(server: AmoServer, crm: Crm) -> None:
    for call in (crm.contact("1/../2"), crm.assign("../1", "2"), crm.has_comment("", "№ 1"), crm.leads_of("１")):
        with pytest.raises(CrmFailed) as failed:
            await call
        assert failed.value.code == "crm_refused"
    assert not server.asked
