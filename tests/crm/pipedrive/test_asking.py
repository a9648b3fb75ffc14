"""Pipedrive's own ways with questions: two APIs, cursors, a budget of tokens, refusals, permissions."""

import asyncio
import time

import pytest

from besedka.adapters.crm.pipedrive.connector import CONNECTOR, Pipedrive
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Comment, Missing
from tests.crm.pipedrive.asking import OLGA, draft, refused
from tests.crm.pipedrive.world import PipedriveWorld
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, Purse


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


@pytest.mark.usefixtures("in_turn")
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
    assert [ask.name for ask in CONNECTOR.asks if ask.kind == "secret"] == ["token", "hook_password"]
