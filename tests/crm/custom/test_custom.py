"""The own CRM's ways: its token, its exports page by page, what a careless script answers, and what its check says is missing."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from besedka.adapters.crm.custom import mirror
from besedka.adapters.crm.custom.connector import CONNECTOR
from besedka.adapters.crm.custom.rows import read_order
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Client, Comment, Crm, CrmFailed
from besedka.ports.http import DAY, Http
from tests.crm.custom.server import PASSWORD, USER, OwnCrm
from tests.crm.custom.world import CustomWorld, custom
from tests.crm.suite import draft, http
from tests.crm.vendor import Fault, Said
from tests.crm.world import Purse

__all__ = ["http"]


@pytest.fixture
def world() -> Iterator[CustomWorld]:
    with custom() as world:
        yield world


@pytest.fixture
def server(world: CustomWorld) -> OwnCrm:
    return world.server


@pytest.fixture
def crm(world: CustomWorld, http: Http) -> Crm:
    return opened(world, http)


def opened(world: CustomWorld, http: Http, **values: str) -> Crm:
    return CONNECTOR.open(Purse({**world.values, **values}), http)


def says(server: OwnCrm, action: str, body: object, status: int = 200, times: int = 1) -> None:
    """Have the next call of an action answered so."""
    server.faults.append(Fault(action, "said", Said(status, body), times=times))


async def failed(crm: Crm) -> CrmFailed:
    with pytest.raises(CrmFailed) as caught:
        await crm.add_lead(draft("Не дойдёт"))
    return caught.value


async def test_a_lead_says_all_that_the_protocol_has(server: OwnCrm, crm: Crm) -> None:
    lead = replace(draft("Лампа", responsible="11"), visit="123456", extra={"101": "Маяк", "page": "чужая"})
    await crm.add_lead(lead)
    asked = server.asked[-1]
    assert (asked.method, asked.asks("user")) == ("POST", USER)
    given = dict(asked.form())
    assert given["text"] == server.orders[0].text == lead.text
    assert (given["id"], given["visit"], given["title"], given["manager_id"]) == (lead.origin, "123456", "Лампа", "11")
    assert server.orders[0].data == {"101": "Маяк", "roistat": "123456", "page": lead.page}


async def test_a_clients_letters_are_as_they_were_typed(server: OwnCrm, crm: Crm) -> None:
    await crm.add_lead(replace(draft("a=b&c=d+e %41"), client=Client("Ольга & Ко", "+79161234567", "o+1@example.com")))
    assert server.orders[0].name == "a=b&c=d+e %41"
    assert (server.people[0].name, server.people[0].email) == ("Ольга & Ко", "o+1@example.com")


@pytest.mark.parametrize("name", ["order_id", "lead_id"])
async def test_the_orders_id_has_either_name(server: OwnCrm, crm: Crm, name: str) -> None:
    server.answers_with = name
    assert (await crm.add_lead(draft("Лампа"))).id == server.orders[0].id


async def test_an_order_whose_id_is_not_told_is_known_by_ours(server: OwnCrm, crm: Crm) -> None:
    says(server, "lead", {"status": "ok"})
    lead = draft("Лампа")
    assert (await crm.add_lead(lead)).id == lead.origin


async def test_a_mark_before_the_json_is_passed_over(server: OwnCrm, crm: Crm) -> None:
    server.bom = True
    await crm.add_lead(draft("Лампа"))
    assert not (await crm.check()).missing


async def test_a_message_sent_again_bears_the_same_title(server: OwnCrm, crm: Crm) -> None:
    placed = await crm.add_lead(draft("Лампа"))
    for mark in ("№ 1", "№ 1", "№ 2"):
        await crm.comment(placed.id, Comment(mark, f"{mark}\nОльга: да"))
    assert list(server.orders[0].messages) == ["№ 1", "№ 2"]


async def test_clients_of_all_pages_are_known_however_their_phone_is_written(server: OwnCrm, crm: Crm) -> None:
    server.add("Первая", "", "first@example.com")
    server.add("Ольга", "8 (916) 123-45-67", "")
    for n in range(4):
        server.add(f"Клиент {n}", f"+7900000000{n}", "")
    server.add("Последняя", "+7 916 123 45 67", "LAST@Example.com")
    assert [one.name for one in await crm.find_contacts(Client(phone="+79161234567"))] == ["Ольга", "Последняя"]
    assert [one.name for one in await crm.find_contacts(Client(email="last@example.COM"))] == ["Последняя"]
    assert [one.asks("offset") for one in server.asked[:4]] == ["0", "2", "4", "6"]
    assert [one.asks("limit") for one in server.asked[:4]] == ["", "2", "2", "2"]


async def test_only_what_has_changed_is_read_again(server: OwnCrm, crm: Crm) -> None:
    old = [server.add(f"Давний {n}", f"+7900000000{n}", "") for n in range(4)]
    for one in old:
        one.changed -= 10 * mirror.OVERLAP
    assert await crm.find_contacts(Client(phone="+79000000003"))
    server.asked.clear()
    renamed = old[0]
    renamed.phone, renamed.changed = "+79161234567", renamed.changed + 10 * mirror.OVERLAP
    assert [one.name for one in await crm.find_contacts(Client(phone="+79161234567"))] == ["Давний 0"]
    assert not await crm.find_contacts(Client(phone="+79000000000"))
    assert await crm.find_contacts(Client(phone="+79000000003"))
    assert {one.asks("offset") for one in server.asked} == {"0"}
    assert all(int(one.asks("date")) > renamed.changed - 2 * mirror.OVERLAP for one in server.asked)


async def test_who_was_deleted_is_unknown_the_day_after(
    server: OwnCrm, crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add("Уйдёт", "+79161234567", "")
    assert await crm.find_contacts(Client(phone="+79161234567"))
    server.people.clear()
    assert await crm.find_contacts(Client(phone="+79161234567"))
    tomorrow = time.time() + DAY + 1
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    assert not await crm.find_contacts(Client(phone="+79161234567"))


async def test_an_export_without_end_is_not_read_without_end(
    server: OwnCrm, crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(server, "export_clients", {"clients": [], "pagination": {"total_count": 10**9, "limit": 0}})
    assert not await crm.find_contacts(Client(phone="+79161234567"))
    assert len(server.asked) == 1
    monkeypatch.setattr(mirror, "MOST", 3)
    for n in range(4):
        server.add(f"Клиент {n}", f"+7900000000{n}", "")
    with pytest.raises(CrmFailed) as caught:
        await crm.find_contacts(Client(phone="+79161234567"))
    assert caught.value.permanent


async def test_orders_are_told_with_status_sum_and_responsible(server: OwnCrm, crm: Crm) -> None:
    lead = draft("Лампа", responsible="11")
    await crm.add_lead(lead)
    server.orders[0].price, server.orders[0].status = "1500.50", "2"
    (contact,) = await crm.find_contacts(lead.client)
    (seen,) = await crm.leads_of(contact.id)
    assert (seen.title, seen.stage, seen.sum, seen.responsible) == ("Лампа", "В работе", "1500.50", "Анна")
    assert seen.at == server.orders[0].created * 1000


@pytest.mark.parametrize(
    ("written", "at"),
    [
        (1764261000, 1764261000_000),
        ("1764261000", 1764261000_000),
        ("2025-11-27 16:30", 1764261000_000),
        ("вчера", 0),
        (None, 0),
    ],
)
def test_a_date_is_seconds_or_written_out(written: object, at: int) -> None:
    assert read_order(Tree({"id": "1", "date_create": written})).at == at


async def test_an_address_may_have_a_query_of_its_own(server: OwnCrm, world: CustomWorld, http: Http) -> None:
    crm = opened(world, http, address=f"{server.url}/roistat.php?module=crm&x=1#top")
    assert not (await crm.check()).missing
    assert server.asked[0].asks("module") == "crm"


async def test_a_token_that_a_page_shows_is_masked(server: OwnCrm, world: CustomWorld, http: Http) -> None:
    crm = opened(world, http, password=f"{PASSWORD}!")
    why = await failed(crm)
    token = server.asked[-1].asks("token")
    assert CONNECTOR.derived is not None
    assert CONNECTOR.derived({"user": USER, "password": f"{PASSWORD}!"}) == (token,)
    assert token not in str(why)
    assert (why.code, "***" in why.detail) == ("crm_no_access", True)
    says(server, "lead", f"<b>Notice</b> /roistat.php?token={token}")
    why = await failed(crm)
    assert (why.code, token in str(why)) == ("crm_strange", False)


async def test_an_error_inside_a_good_answer_is_a_refusal_in_its_own_words(server: OwnCrm, crm: Crm) -> None:
    says(server, "lead", {"status": "error", "message": "Нет такого товара"})
    why = await failed(crm)
    assert (why.code, why.permanent, "Нет такого товара" in why.detail) == ("crm_refused", True, True)


@pytest.mark.parametrize("body", ["OK", {}, [], {"order_id": "5"}])
async def test_what_does_not_say_that_all_is_well_may_have_been_done(server: OwnCrm, crm: Crm, body: object) -> None:
    says(server, "lead", body)
    why = await failed(crm)
    assert (why.code, why.permanent, why.lost) == ("crm_strange", False, True)


@pytest.mark.parametrize(
    ("action", "body", "status", "missing"),
    [
        ("import_scheme", {"statuses": []}, 200, ("crm_strange", "import_scheme: managers")),
        ("export_clients", {"status": "error", "error": "unknown action"}, 200, ("crm_refused", "export_clients: unknown action")),
        ("export_clients", {"clients": []}, 200, ("crm_strange", "export_clients: clients")),
        ("export", "<h1>Not Found</h1>", 404, ("crm_address", "export: HTTP 404 <h1>Not Found</h1>")),
    ],
)  # fmt: skip
async def test_the_check_names_what_is_missing(
    server: OwnCrm, crm: Crm, action: str, body: object, status: int, missing: tuple[str, str]
) -> None:
    says(server, action, body, status)
    if action == "export":
        server.faults[-1].where = action
        says(server, "export_clients", {"clients": [], "pagination": {"total_count": 0, "limit": 2}})
        server.faults.reverse()
    assert [(one.code, one.detail) for one in (await crm.check()).missing] == [missing]


async def test_an_address_where_nothing_is_says_so(server: OwnCrm, world: CustomWorld, http: Http) -> None:
    with pytest.raises(CrmFailed) as caught:
        await opened(world, http, address=f"{server.url}/other.php").check()
    assert (caught.value.code, caught.value.permanent) == ("crm_address", True)
