"""What is Bitrix24's own: fields dropped without a word, `[]` for nothing, a limit that is a 503, codes, a secret in the address."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.adapters.crm.bitrix24.connector import CONNECTOR
from besedka.adapters.crm.bitrix24.seen import plain
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Comment, Crm, CrmFailed, Draft, Missing
from tests.crm.bitrix24.records import CONTACT, DEAL, LEAD, Row
from tests.crm.bitrix24.server import BitrixServer, refused
from tests.crm.bitrix24.world import UF, BitrixWorld, as_seen
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, DISCOUNT, NOTE, PRODUCT, Purse

OLGA = Client("Ольга Иванова", "+79161234567", "olga@example.com")


@pytest.fixture
def server() -> Iterator[BitrixServer]:
    with BitrixServer() as server:
        yield server


@pytest.fixture(params=[DEAL, LEAD], ids=["deal", "lead"])
def both(request: pytest.FixtureRequest, server: BitrixServer) -> BitrixWorld:
    """The portal whose deals our leads become, and the one whose leads."""
    return BitrixWorld(server, request.param)


@pytest.fixture
def world(server: BitrixServer) -> BitrixWorld:
    return BitrixWorld(server)


@pytest.fixture
def crm(world: BitrixWorld, http: GuardedHttp) -> Crm:
    return CONNECTOR.open(Purse(world.values), http)


def draft(**extra: str) -> Draft:
    """Return a lead with a mark of its own."""
    return Draft(f"besedka-{uuid4()}", "Заявка", OLGA, extra=extra, page="https://shop.example/lamp")


def deal(server: BitrixServer, id: str, kind: int = DEAL) -> Row:
    return server.find(kind, int(id))


@pytest.mark.parametrize(
    ("said", "code", "permanent"),
    [
        (refused("QUERY_LIMIT_EXCEEDED", "Too many requests", 503), "crm_busy", False),
        (refused("OVERLOAD_LIMIT", "REST API is blocked due to overload", 503), "crm_busy", False),
        (refused("OPERATION_TIME_LIMIT", "Method is blocked", 429), "crm_busy", False),
        (Said(503, "<html>Service Unavailable</html>"), "crm_broken", False),
        (refused("ERROR_UNEXPECTED_ANSWER", "", 500), "crm_broken", False),
        (refused("NO_AUTH_FOUND", "Wrong authorization data", 401), "crm_no_access", True),
        (refused("authorization_error", "Unable to authorize user", 401), "crm_no_access", True),
        (refused("INVALID_CREDENTIALS", "Invalid request credentials", 401), "crm_no_access", True),
        (refused("INVALID_CREDENTIALS", "Invalid request credentials", 403), "crm_no_right", True),
        (refused("insufficient_scope", "higher privileges", 403), "crm_no_right", True),
        (refused("ACCESS_DENIED", "Доступ запрещен", 400), "crm_no_right", True),
        (refused("ACCESS_DENIED", "REST is available only on commercial plans", 403), "crm_unpaid", True),
        (refused("PAYMENT_REQUIRED", "Subscription has been ended", 401), "crm_unpaid", True),
        (refused("PORTAL_DELETED", "Portal was deleted", 410), "crm_address", True),
        (refused("INVALID_REQUEST", "Https required", 400), "crm_address", True),
        (Said(302, "", {"Location": "https://other.bitrix24.ru/"}), "crm_address", True),
        (Said(404, "<html>404</html>"), "crm_address", True),
        (Said(200, "<html>Войдите</html>"), "crm_strange", False),
        (refused("wrong_client", "", 200), "crm_no_access", True),
        (refused("", "Access denied.", 400), "crm_refused", True),
    ],
)
async def test_its_codes_are_told_apart(server: BitrixServer, crm: Crm, said: Said, code: str, permanent: bool) -> None:
    server.faults.append(Fault("", "said", said))
    with pytest.raises(CrmFailed) as failed:
        await crm.fields()
    assert (failed.value.code, failed.value.permanent) == (code, permanent)


async def test_nothing_found_is_a_list_where_an_object_was(server: BitrixServer, crm: Crm) -> None:
    assert not await crm.find_contacts(OLGA)
    assert await crm.contact("77") is None
    assert not await crm.leads_of("77")


async def test_a_field_that_it_would_drop_in_silence_is_named_before_anything_is_sent(
    world: BitrixWorld, crm: Crm
) -> None:
    world.remove_field(NOTE)
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(draft(**{UF[NOTE]: "x"}))
    assert (failed.value.code, failed.value.field, failed.value.permanent) == ("crm_field", UF[NOTE], True)
    assert not world.leads()


@pytest.mark.parametrize(
    ("field", "content"), [(UF[PRODUCT], "Лампа"), (UF[DISCOUNT], "много"), ("id", "7"), ("ufCrm_1700000004", "файл")]
)
async def test_what_no_field_takes_is_named(world: BitrixWorld, crm: Crm, field: str, content: str) -> None:
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(draft(**{field: content}))
    assert (failed.value.code, failed.value.field) == ("crm_field", field)
    assert not world.leads()


async def test_a_value_that_it_refuses_by_the_fields_title_is_the_field(world: BitrixWorld, crm: Crm) -> None:
    placed = await crm.add_lead(draft())
    for call in (
        crm.add_lead(draft(**{UF[PRODUCT]: "999"})),
        crm.change_lead(placed.id, draft(**{UF[PRODUCT]: "999"})),
    ):
        with pytest.raises(CrmFailed) as failed:
            await call
        assert (failed.value.code, failed.value.field, failed.value.permanent) == ("crm_field", UF[PRODUCT], True)
    assert len(world.leads()) == 1


async def test_values_are_written_as_their_fields_have_them(server: BitrixServer, crm: Crm) -> None:
    extra = {
        "ufCrm_1700000005": "true",
        "ufCrm_1700000006": "2026-11-27",
        "ufCrm_1700000007": "41\n42",
        "ufCrm_1700000008": "тег",
    }
    kept = deal(server, (await crm.add_lead(draft(**extra, utmSource="yandex"))).id)
    assert [kept[id] for id in extra] == ["Y", "2026-11-27", [41, 42], ["тег"]]
    assert (kept["utmSource"], kept["sourceId"], kept["sourceDescription"]) == (
        "yandex",
        "WEB",
        "https://shop.example/lamp",
    )


async def test_fields_have_the_words_of_people_and_files_are_none(crm: Crm) -> None:
    found = {one.title: one.type for one in await crm.fields()}
    assert (found["Доставка"], found["Цвета"], found["Срочно"], found["Сумма"]) == ("date", "choices", "flag", "number")
    assert "Договор" not in found
    assert "ID" not in found


async def test_deals_and_leads_are_both_made_found_shown_and_changed(both: BitrixWorld, http: GuardedHttp) -> None:
    crm, wanted = CONNECTOR.open(Purse(both.values), http), draft(**{UF[DISCOUNT]: "10"})
    contact = await crm.add_contact(OLGA, wanted.origin, "2")
    placed = await crm.add_lead(replace(wanted, contact=contact, stage="EXECUTING", responsible="2"))
    word = "deal" if both.kind == DEAL else "lead"
    assert placed.url == f"{both.server.url}/crm/{word}/details/{placed.id}/"
    assert await crm.find_lead(wanted.origin) == placed
    await crm.change_lead(placed.id, replace(wanted, title="После", contact=contact))
    await crm.comment(placed.id, Comment("№ 1", "№ 1\nтекст"))
    (seen,) = await crm.leads_of(contact)
    assert (seen.title, seen.stage, seen.responsible, seen.url) == ("После", "В работе", "Анна", placed.url)
    (kept,) = both.leads()
    assert (kept.stage, kept.responsible, kept.contact, kept.comments) == ("В работе", ANNA, contact, ("№ 1\nтекст",))


async def test_pipelines_are_the_general_one_first_and_leads_have_one(both: BitrixWorld, http: GuardedHttp) -> None:
    found = await CONNECTOR.open(Purse(both.values), http).pipelines()
    assert [one.title for one in found] == (["Общая", "Опт"] if both.kind == DEAL else ["CRM"])
    assert [one.outcome for one in found[0].stages] == ["open", "open", "won", "lost"]


async def test_a_stage_of_another_pipeline_brings_the_lead_into_it(server: BitrixServer, crm: Crm) -> None:
    kept = deal(server, (await crm.add_lead(replace(draft(), stage="C9:EXECUTING"))).id)
    assert (kept["categoryId"], kept["stageId"]) == (9, "C9:EXECUTING")


async def test_a_phone_is_found_with_an_extension_or_an_eight(server: BitrixServer, crm: Crm) -> None:
    for at, phone in enumerate(("+7 (903) 111-22-33 доб. 12", "8 903 111-22-33")):
        multi = [{"typeId": "PHONE", "valueType": "WORK", "value": phone}]
        server.items[CONTACT].append({"id": 50 + at, "name": "Пётр", "assignedById": 2, "fm": multi})
    found = await crm.find_contacts(Client(phone="+79031112233"))
    assert [(one.id, one.responsible) for one in found] == [("50", "Анна"), ("51", "Анна")]


async def test_what_a_contact_has_is_not_added_once_more(world: BitrixWorld, crm: Crm) -> None:
    id = world.add_contact("Пётр", "+79031112233", "petr@example.com")
    wanted = replace(draft(), client=Client("Пётр", "+79031112233", "Petr@Example.com"), contact=id)
    placed = await crm.add_lead(wanted)
    await crm.change_lead(placed.id, wanted)
    multi = deal(world.server, id, CONTACT)["fm"]
    assert isinstance(multi, list)
    assert len(multi) == 2


async def test_a_contact_that_is_gone_is_made_anew(world: BitrixWorld, crm: Crm) -> None:
    await crm.add_lead(replace(draft(), contact="77"))
    assert [(one.name, one.phone) for one in world.contacts()] == [(OLGA.name, OLGA.phone)]
    assert world.leads()[0].contact == world.contacts()[0].id


@pytest.mark.parametrize("text", ["[b]жирно[/b]", "[url=https://x.example]сюда[/url]", "[*]", "[1] и [", "[/list]"])
async def test_no_code_of_a_comment_is_one(world: BitrixWorld, crm: Crm, text: str) -> None:
    placed = await crm.add_lead(draft())
    await crm.comment(placed.id, Comment("№ 1", f"№ 1\n{text}"))
    assert world.leads()[0].comments == (f"№ 1\n{text}",)
    assert as_seen("[b]x[/b]") == "x"
    assert await crm.has_comment(placed.id, "№ 1")


@given(st.text(st.characters(exclude_characters="\N{ZERO WIDTH SPACE}", codec="utf-8") | st.sampled_from("[]/bu*=")))
def test_any_text_is_seen_as_it_was_written(text: str) -> None:
    assert as_seen(plain(text)) == text


async def test_a_lead_that_is_gone_is_known_though_a_right_is_said_to_be_missing(world: BitrixWorld, crm: Crm) -> None:
    placed = await crm.add_lead(draft())
    world.remove_lead(placed.id)
    world.server.faults.append(Fault("/crm.timeline.comment.add", "said", refused("ACCESS_DENIED", "Доступ запрещен")))
    with pytest.raises(CrmFailed) as failed:
        await crm.comment(placed.id, Comment("m", "m"))
    assert failed.value.code == "crm_lead_gone"


async def test_a_manager_who_was_passed_over_in_silence_is_gone(crm: Crm) -> None:
    placed = await crm.add_lead(draft())
    with pytest.raises(CrmFailed) as failed:
        await crm.assign(placed.id, "999")
    assert (failed.value.code, failed.value.permanent) == ("crm_manager_gone", True)


async def test_the_check_names_scopes_and_records_that_are_closed(server: BitrixServer, crm: Crm) -> None:
    assert (await crm.check()).account == server.url.removeprefix("http://")
    server.scope = ["crm"]
    assert (await crm.check()).missing == (Missing("crm_no_right", "user"),)
    server.closed = {CONTACT}
    assert Missing("crm_no_right", "crm: contact") in (await crm.check()).missing
    server.scope = ["user"]
    assert (await crm.check()).missing == (Missing("crm_no_right", "crm"),)


async def test_a_card_is_shown_without_names_where_users_may_not_be_seen(world: BitrixWorld, crm: Crm) -> None:
    id = world.add_contact("Пётр", "+79031112233", "petr@example.com")
    world.server.scope = ["crm"]
    found = await crm.contact(id)
    assert found is not None
    assert (found.name, found.responsible) == ("Пётр", "")


@pytest.mark.parametrize(
    "typed",
    ["https://portal.example", "https://portal.example/rest/1/", "portal.example/rest/1/abc/", "https:///rest/1/abc/"],
)
async def test_what_is_no_webhooks_address_says_so(http: GuardedHttp, typed: str) -> None:
    with pytest.raises(CrmFailed) as failed:
        await CONNECTOR.open(Purse({"webhook": typed}), http).check()
    assert (failed.value.code, failed.value.permanent) == ("crm_address", True)


async def test_the_secret_of_the_address_is_masked_and_told_by_no_failure(world: BitrixWorld, crm: Crm) -> None:
    secret = world.server.secret
    assert CONNECTOR.derived is not None
    assert CONNECTOR.derived(world.values) == (secret,)
    world.server.faults += [Fault("", "cut_before"), Fault("", "said", Said(200, "<html>"))]
    world.forget_access()
    for _ in range(3):
        with pytest.raises(CrmFailed) as failed:
            await crm.check()
        assert secret not in f"{failed.value} {failed.value.detail}"


async def test_an_id_that_is_no_number_is_asked_for_nowhere(server: BitrixServer, crm: Crm) -> None:
    for call in (crm.contact("1 or 1"), crm.has_comment("", "№ 1"), crm.leads_of("１"), crm.assign("1", "x")):
        with pytest.raises(CrmFailed) as failed:
            await call
        assert failed.value.code == "crm_refused"
    assert not server.asked
