"""RetailCRM's own ways: a form with JSON in it, 503 for too many, time without a zone, several shops, one comment an order."""

import asyncio
import time
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest

from besedka.adapters.crm.retailcrm.connector import CONNECTOR, RetailCrm
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Comment, CrmFailed, Draft, Missing
from tests.crm.retailcrm.rules import Row
from tests.crm.retailcrm.server import SCOPES, RetailServer
from tests.crm.retailcrm.world import RetailWorld
from tests.crm.vendor import Fault, Said
from tests.crm.world import Purse

OLGA = Client("Ольга & Ко", "+79161234567", "olga@example.com")


@pytest.fixture
def world() -> Iterator[RetailWorld]:
    with RetailServer() as server:
        yield RetailWorld(server)


@pytest.fixture
def crm(world: RetailWorld, http: GuardedHttp) -> RetailCrm:
    return RetailCrm(Purse(world.values), http)


def draft(origin: str = "besedka-1", contact: str = "", responsible: str = "", stage: str = "") -> Draft:
    return Draft(origin, "Заявка + 100% & «торг»", OLGA, contact, responsible, stage)


def order(world: RetailWorld, id: str) -> Row:
    found = world.server.row("order", id)
    assert found is not None
    return found


async def refused(call: object) -> CrmFailed:
    assert asyncio.iscoroutine(call)
    with pytest.raises(CrmFailed) as failed:
        await call
    return failed.value


async def test_an_order_is_json_in_one_field_of_a_form(world: RetailWorld, crm: RetailCrm) -> None:
    placed = await crm.add_lead(draft())
    asked = next(one for one in world.server.asked if one.method == "POST")
    assert list(parse_qs(asked.body.decode())) == ["order"]
    kept = order(world, placed.id)
    assert (kept["customerComment"], kept["phone"], kept["firstName"]) == (draft().title, OLGA.phone, OLGA.name)


async def test_too_many_questions_are_503_and_were_not_answered(world: RetailWorld, crm: RetailCrm) -> None:
    world.limit(0)
    failed = await refused(crm.managers())
    assert (failed.code, failed.permanent, failed.lost) == ("crm_busy", False, False)


@pytest.mark.usefixtures("in_turn")
async def test_ten_a_second_are_never_exceeded(crm: RetailCrm) -> None:
    begun = time.monotonic()
    await asyncio.gather(*(crm.find_lead(f"besedka-{at}") for at in range(11)))
    assert time.monotonic() - begun >= 1


async def test_the_same_mark_is_the_same_order(world: RetailWorld, crm: RetailCrm) -> None:
    """RetailCRM itself refuses an external id twice: whoever sends at once with another finds the other's."""
    placed = await crm.add_lead(draft())
    assert await crm.add_lead(draft()) == placed == await crm.find_lead("besedka-1")
    assert len(world.leads()) == 1


async def test_the_same_mark_is_the_same_customer(world: RetailWorld, crm: RetailCrm) -> None:
    ids = {await crm.add_contact(Client("Без телефона"), "besedka-1", "") for _ in range(2)}
    assert len(ids) == len(world.contacts()) == 1


@pytest.mark.parametrize("zone", ["Asia/Vladivostok", "America/Sao_Paulo", "Nowhere/Land"])
async def test_times_are_of_the_accounts_zone(http: GuardedHttp, zone: str) -> None:
    with RetailServer("UTC" if zone.startswith("Nowhere") else zone) as server:
        crm = RetailCrm(Purse(RetailWorld(server).values), http)
        contact = await crm.add_contact(OLGA, "besedka-1", "")
        await crm.add_lead(draft(contact=contact))
        if zone.startswith("Nowhere"):
            settings = {"success": True, "settings": {"timezone": {"value": zone}}}
            server.faults.append(Fault("settings", "said", Said(200, settings)))
        seen = (await crm.leads_of(contact))[0]
    assert abs(seen.at / 1000 - time.time()) < 60


async def test_of_several_shops_one_has_to_be_named(world: RetailWorld, http: GuardedHttp, crm: RetailCrm) -> None:
    world.server.sites = ["lavka", "opt"]
    assert (await crm.check()).missing == (Missing("crm_choose", "site: lavka, opt"),)
    assert (await refused(crm.add_lead(draft()))).code == "crm_refused"
    named = RetailCrm(Purse({**world.values, "site": "opt"}), http)
    assert not (await named.check()).missing
    assert order(world, (await named.add_lead(draft())).id)["site"] == "opt"


async def test_a_key_for_one_shop_of_several_needs_no_name(
    world: RetailWorld, http: GuardedHttp, crm: RetailCrm
) -> None:
    world.server.sites, world.server.selected = ["lavka", "opt"], ["lavka"]
    assert not (await crm.check()).missing
    wrong = RetailCrm(Purse({**world.values, "site": "opt"}), http)
    assert (await wrong.check()).missing == (Missing("crm_choose", "site: lavka"),)


async def test_the_check_names_each_right_that_is_missing(world: RetailWorld, crm: RetailCrm) -> None:
    world.server.scopes -= {"order_write", "user_read"}
    assert (await crm.check()).missing == (Missing("crm_no_right", "order_write"), Missing("crm_no_right", "user_read"))
    world.server.scopes.clear()
    assert [one.detail for one in (await crm.check()).missing] == list(SCOPES)


async def test_a_wrong_key_and_a_missing_right_are_both_403(world: RetailWorld, crm: RetailCrm) -> None:
    world.server.scopes.remove("order_write")
    failed = await refused(crm.add_lead(draft()))
    assert (failed.code, "orders/create" in failed.detail) == ("crm_no_right", True)
    world.forget_access()
    assert (await refused(crm.add_lead(draft()))).code == "crm_no_access"


@pytest.mark.parametrize(
    ("said", "code", "permanent"),
    [
        (Said(200, {"success": False, "errorMsg": "Order is locked"}), "crm_refused", True),
        (Said(200, {"success": False, "errorMsg": 'Wrong "apiKey" value.'}), "crm_no_access", True),
        (Said(404, {"success": False, "errorMsg": "Account does not exist."}), "crm_address", True),
        (Said(404, "<html>There is no such shop</html>"), "crm_address", True),
        (Said(302, None, {"Location": "https://elsewhere.example/"}), "crm_address", True),
        (Said(200, "<html>Sign in</html>"), "crm_strange", False),
        (Said(200, {"orders": []}), "crm_refused", True),
        (Said(400, {"success": False, "errors": ["first", "second"]}), "crm_refused", True),
        (Said(429, "slow down", {"Retry-After": "3"}), "crm_busy", False),
        (Said(500, {"success": False, "errorMsg": "Internal Server Error"}), "crm_broken", False),
    ],
)
async def test_every_refusal_has_its_word(
    world: RetailWorld, crm: RetailCrm, said: Said, code: str, permanent: bool
) -> None:
    world.server.faults.append(Fault("/orders", "said", said))
    failed = await refused(crm.find_lead("besedka-1"))
    assert (failed.code, failed.permanent) == (code, permanent)


async def test_an_address_may_be_copied_from_any_page(world: RetailWorld, http: GuardedHttp) -> None:
    crm = RetailCrm(Purse({**world.values, "address": f"{world.server.url}/admin/api-keys?x=1"}), http)
    placed = await crm.add_lead(draft())
    assert placed.url == f"{world.server.url}/orders/{placed.id}/edit"
    assert (await crm.check()).account == "lavka.retailcrm.ru"


async def test_a_phone_is_found_however_it_was_written(world: RetailWorld, crm: RetailCrm) -> None:
    written = [
        world.add_contact("Пётр", phone, "") for phone in ("8 (916) 123-45-67", "+7 916 123 45 67", "89161234567")
    ]
    found = await crm.find_contacts(Client(phone="+79161234567"))
    assert {one.id for one in found} == set(written)


async def test_a_customer_who_was_joined_with_another_is_the_other(world: RetailWorld, crm: RetailCrm) -> None:
    gone, left = (world.add_contact(name, "+79161234567", "") for name in ("Пётр", "Пётр Первый"))
    world.server.rows["customer"] = [row for row in world.server.rows["customer"] if str(row["id"]) != gone]
    world.server.joined[gone] = left
    found = await crm.contact(gone)
    assert found is not None
    assert (found.id, found.url) == (left, f"{world.server.url}/customers/{left}")
    assert await crm.contact("999999") is None


async def test_statuses_of_the_last_groups_are_won_and_lost(world: RetailWorld, crm: RetailCrm) -> None:
    contact = await crm.add_contact(OLGA, "besedka-0", "24")
    stages = ("new", "complete", "no-call")
    for stage in stages:
        await crm.add_lead(draft(f"besedka-{stage}", contact=contact, stage=stage, responsible="24"))
    seen = {one.stage: one for one in await crm.leads_of(contact)}
    assert [seen[name].outcome for name in ("Новый", "Выполнен", "Недозвон")] == ["open", "won", "lost"]
    assert {(one.responsible, one.sum, one.currency) for one in seen.values()} == {("Анна", "0", "RUB")}
    assert (await crm.pipelines())[0].stages[0].id == "new"
    known = await crm.contact(contact)
    assert known is not None
    assert known.responsible == "Анна"


async def test_an_order_that_others_made_is_called_by_its_number(world: RetailWorld, crm: RetailCrm) -> None:
    contact = await crm.add_contact(OLGA, "besedka-0", "")
    placed = await crm.add_lead(draft(contact=contact))
    order(world, placed.id)["customerComment"] = ""
    assert [one.title for one in await crm.leads_of(contact)] == [f"№ {placed.id}C"]


@pytest.mark.parametrize(("active", "way"), [(True, "live-chat"), (False, None)])
async def test_an_order_came_by_the_chat_where_the_shop_knows_that_way(
    world: RetailWorld, crm: RetailCrm, active: bool, way: str | None
) -> None:
    world.server.methods["live-chat"] = active
    assert order(world, (await crm.add_lead(draft())).id).get("orderMethod") == way


async def test_a_manager_who_left_is_said_to_be_gone(world: RetailWorld, crm: RetailCrm) -> None:
    placed = await crm.add_lead(draft())
    for call in (crm.assign(placed.id, "25"), crm.add_lead(draft("besedka-2", responsible="25"))):
        failed = await refused(call)
        assert (failed.code, failed.permanent) == ("crm_manager_gone", True)
    assert "29" not in [one.id for one in await crm.managers()]


async def test_values_are_sent_as_their_fields_have_them(world: RetailWorld, crm: RetailCrm) -> None:
    extra = {"vip": "true", "tags": "g0\ng1", "when": "2026-11-27", "weight": "1.5", "discount": "-3", "note": ""}
    placed = await crm.add_lead(Draft("besedka-1", "Поля", OLGA, extra=extra))
    assert order(world, placed.id)["customFields"] == {
        "vip": True, "tags": ["g0", "g1"], "when": "2026-11-27", "weight": 1.5, "discount": -3,
    }  # fmt: skip
    assert "place" not in [one.id for one in await crm.fields()]


@pytest.mark.parametrize(
    ("code", "value"), [("discount", "много"), ("discount", "1.5"), ("product", "g9"), ("when", "завтра")]
)
async def test_a_value_that_does_not_fit_is_told_by_its_field(crm: RetailCrm, code: str, value: str) -> None:
    failed = await refused(crm.add_lead(Draft("besedka-1", "Поля", OLGA, extra={code: value})))
    assert (failed.code, failed.field, failed.permanent) == ("crm_field", code, True)


async def test_the_managers_own_comment_stays(world: RetailWorld, crm: RetailCrm) -> None:
    placed = await crm.add_lead(draft())
    order(world, placed.id)["managerComment"] = "Перезвонить\r\n№ 42 · 1\r\nв пять"
    assert not await crm.has_comment(placed.id, "№ 42 · 1")
    await crm.comment(placed.id, Comment("№ 42 · 1", "№ 42 · 1\nЗдравствуйте"))
    assert world.leads()[0].comments == ("Перезвонить\r\n№ 42 · 1\r\nв пять", "№ 42 · 1\nЗдравствуйте")
    order(world, placed.id)["managerComment"] = "\r\n".join(str(order(world, placed.id)["managerComment"]).splitlines())
    assert await crm.has_comment(placed.id, "№ 42 · 1")


async def test_what_is_told_later_is_added_and_nothing_is_lost(world: RetailWorld, crm: RetailCrm) -> None:
    contact = world.add_contact("Ольга", "8 (916) 123-45-67", "old@example.com")
    placed = await crm.add_lead(draft(contact=contact))
    await crm.change_lead(placed.id, draft(contact=contact))
    other = Client("Ольга Петрова", "+79990001122", "new@example.com")
    await crm.change_lead(placed.id, Draft("besedka-1", "После", other, contact))
    kept = world.server.row("customer", contact)
    assert kept is not None
    assert kept["phones"] == [{"number": "8 (916) 123-45-67"}, {"number": "+79990001122"}]
    assert (kept["email"], kept["firstName"]) == ("old@example.com", "Ольга")
    assert order(world, placed.id)["phone"] == OLGA.phone


async def test_no_secret_is_in_an_address(world: RetailWorld, crm: RetailCrm) -> None:
    await crm.add_lead(draft())
    await crm.check()
    assert not any(world.server.key in f"{one.path}{one.query}{one.body!r}" for one in world.server.asked)
    assert [ask.name for ask in CONNECTOR.asks if ask.kind == "secret"] == ["key"]
