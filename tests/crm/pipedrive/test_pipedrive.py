"""Pipedrive's own ways: two APIs, cursors, hashes for fields, a budget of tokens, a search that is behind, notes of HTML."""

import asyncio
import time
from collections.abc import Iterator

import pytest

from besedka.adapters.crm.pipedrive.connector import CONNECTOR, Pipedrive
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Comment, CrmFailed, Draft, Missing
from tests.crm.pipedrive.rules import Row
from tests.crm.pipedrive.server import PipedriveServer
from tests.crm.pipedrive.world import PipedriveWorld
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, Purse

OLGA = Client("Ольга & Ко", "+79161234567", "Olga@Example.com")


@pytest.fixture
def world() -> Iterator[PipedriveWorld]:
    with PipedriveServer() as server:
        yield PipedriveWorld(server)


@pytest.fixture
def crm(world: PipedriveWorld, http: GuardedHttp) -> Pipedrive:
    return Pipedrive(Purse(world.values), http)


def draft(origin: str = "besedka-1", contact: str = "", responsible: str = "", stage: str = "") -> Draft:
    return Draft(origin, "Заявка", OLGA, contact, responsible, stage)


def deal(world: PipedriveWorld, id: str) -> Row:
    found = world.server.by_id("deals", id)
    assert found is not None
    return found


def marks(world: PipedriveWorld) -> list[Row]:
    return [one for one in world.server.rows["dealFields"] if one["field_name"] == "Besedka"]


def code(world: PipedriveWorld, title: str) -> str:
    return next(str(one["field_code"]) for one in world.server.rows["dealFields"] if one["field_name"] == title)


async def refused(call: object) -> CrmFailed:
    assert asyncio.iscoroutine(call)
    with pytest.raises(CrmFailed) as failed:
        await call
    return failed.value


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


async def test_a_burst_is_waited_for_by_its_header(world: PipedriveWorld, crm: Pipedrive) -> None:
    world.limit(2)
    failed = await refused(crm.pipelines())
    assert (failed.code, failed.wait, failed.permanent, failed.lost) == ("crm_busy", 2, False, False)


async def test_a_budget_that_is_used_up_is_looked_for_each_hour(world: PipedriveWorld, crm: Pipedrive) -> None:
    world.server.budget = 30
    failed = await refused(crm.find_lead("besedka-1"))
    assert (failed.code, failed.wait, failed.permanent) == ("crm_busy", 3600, False)


async def test_a_whole_lead_takes_so_much_of_the_budget(world: PipedriveWorld, crm: Pipedrive) -> None:
    world.server.page = 500
    await crm.add_lead(draft("besedka-0"))
    before = world.server.budget
    found = await crm.find_contacts(OLGA)
    contact = found[0].id if found else await crm.add_contact(OLGA, "besedka-1", "2")
    placed = await crm.add_lead(draft(contact=contact, responsible="2"))
    await crm.comment(placed.id, Comment("№ 1", "№ 1\nЗдравствуйте"))
    assert before - world.server.budget == 40 + 80 + 20 + 10 + 10 + 2 + 10


async def test_ten_questions_a_second_are_never_exceeded(crm: Pipedrive) -> None:
    begun = time.monotonic()
    await asyncio.gather(*(crm.contact(str(at)) for at in range(11)))
    assert time.monotonic() - begun >= 1


async def test_lists_go_on_by_cursor_and_notes_by_number(world: PipedriveWorld, crm: Pipedrive) -> None:
    world.server.page = 2
    assert [len(one.stages) for one in await crm.pipelines()] == [3, 3]
    placed = await crm.add_lead(draft())
    for at in range(5):
        await crm.comment(placed.id, Comment(f"№ {at}", f"№ {at}\nтекст"))
    assert await crm.has_comment(placed.id, "№ 4")
    cursors = [asked.asks("cursor") for asked in world.server.asked if asked.path.endswith("/stages")]
    assert cursors[0] == ""
    assert all(one and not one.isdigit() for one in cursors[1:])


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


async def test_the_check_names_each_permission_that_is_missing(world: PipedriveWorld, crm: Pipedrive) -> None:
    assert (await crm.check()).account == "Лавка"
    world.server.permissions = {"can_see_other_users": False, "can_add_custom_fields": False}
    missing = (Missing("crm_no_right", "can_see_other_users"), Missing("crm_no_right", "can_add_custom_fields"))
    assert (await crm.check()).missing == missing
    assert (await refused(crm.add_lead(draft()))).code == "crm_no_right"
    world.server.field("Besedka", "varchar")
    assert (await crm.check()).missing == missing[:1]
    assert (await crm.add_lead(draft())).id


@pytest.mark.parametrize(
    ("said", "code", "permanent"),
    [
        (Said(401, {"success": False, "error": "unauthorized access"}), "crm_no_access", True),
        (Said(403, {"success": False, "error": "Open deals limit reached.", "code": "feature_capping_deals_limit"}), "crm_unpaid", True),
        (Said(403, {"success": False, "error": "Forbidden"}), "crm_no_right", True),
        (Said(403, "<html>Sorry, you have been blocked</html>"), "crm_busy", False),
        (Said(402, {"success": False, "error": "Company suspended"}), "crm_unpaid", True),
        (Said(404, "<html>No such company</html>"), "crm_address", True),
        (Said(301, None, {"Location": "https://www.pipedrive.com/"}), "crm_address", True),
        (Said(200, "<html>Sign in</html>"), "crm_strange", False),
        (Said(200, {"success": False, "error": "no"}), "crm_refused", True),
        (Said(500, {"success": False, "error": "Internal Server Error", "code": "ERR_UNKNOWN"}), "crm_broken", False),
    ],
)  # fmt: skip
async def test_every_refusal_has_its_word(
    world: PipedriveWorld, crm: Pipedrive, said: Said, code: str, permanent: bool
) -> None:
    world.server.faults.append(Fault("/stages", "said", said))
    failed = await refused(crm.pipelines())
    assert (failed.code, failed.permanent) == (code, permanent)


async def test_each_question_goes_to_the_api_that_has_it_and_no_secret_is_in_an_address(
    world: PipedriveWorld, http: GuardedHttp
) -> None:
    crm = Pipedrive(Purse({**world.values, "address": f"{world.server.url}/settings/api?x=1"}), http)
    placed = await crm.add_lead(draft(contact=await crm.add_contact(OLGA, "besedka-1", "")))
    await crm.comment(placed.id, Comment("№ 1", "№ 1"))
    assert ANNA in [one.email for one in await crm.managers()]
    asked = {f"{one.method} {one.path}" for one in world.server.asked}
    assert {"POST /api/v2/persons", "POST /api/v2/deals", "POST /v1/notes", "GET /v1/users"} <= asked
    assert not any(world.server.token in f"{one.path}{one.query}{one.body!r}" for one in world.server.asked)
    assert [ask.name for ask in CONNECTOR.asks if ask.kind == "secret"] == ["token"]
