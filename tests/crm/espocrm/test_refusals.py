"""What EspoCRM refuses, and how: rights, those who are gone, and faults by table (INTEGRATIONS.md 1.5)."""

import pytest

from besedka.adapters.crm.espocrm.crm import EspoCrm
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Comment, Crm, CrmFailed, Missing
from tests.crm.espocrm.server import CRASH
from tests.crm.espocrm.world import EspoWorld
from tests.crm.suite import OLGA, by_id, draft, is_gone
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA


def says(site: EspoWorld, status: int, body: object = None, reason: str | None = None, where: str = "POST") -> None:
    """Have the next such question refused."""
    headers = {} if reason is None else {"X-Status-Reason": reason}
    site.server.faults.append(Fault(where, "said", Said(status, body, headers)))


# ── 7.5, and rights ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_old_one_tells_all_its_metadata_whatever_is_asked(site: EspoWorld, espo: Crm) -> None:
    site.server.old = True
    assert "cProduct" in [one.id for one in await espo.fields()]
    assert (await espo.pipelines())[0].stages[0].title == "Привлечение клиента"


@pytest.mark.parametrize(
    ("scope", "act", "level", "said"),
    [
        ("Opportunity", "create", "no", "Opportunity: create"), ("Opportunity", "edit", "own", "Opportunity: edit"),
        ("Opportunity", "stream", "no", "Opportunity: stream"), ("Contact", "read", "own", "Contact: read"),
        ("User", "read", "own", "User: read"),
    ],
)  # fmt: skip
async def test_a_check_names_the_right_that_is_missing(
    site: EspoWorld, espo: Crm, scope: str, act: str, level: str, said: str
) -> None:
    site.server.acl["table"][scope][act] = level
    assert (await espo.check()).missing == (Missing("crm_no_right", said),)


async def test_a_check_names_everything_when_a_role_allows_nothing(site: EspoWorld, espo: Crm) -> None:
    site.server.acl = {"table": {}, "assignmentPermission": "no"}
    missing = [one.detail for one in (await espo.check()).missing]
    assert len(missing) == 10
    assert missing[-1] == "Assignment Permission"


async def test_a_right_that_is_taken_away_is_said_when_it_is_needed(site: EspoWorld, espo: Crm) -> None:
    placed = await espo.add_lead(draft("Есть"))
    site.server.acl["table"]["Opportunity"] = {"read": "all", "edit": "no"}
    for call in (
        espo.add_lead(draft("Нельзя")),
        espo.change_lead(placed.id, draft("Нельзя")),
        espo.comment(placed.id, Comment("m", "m")),
    ):
        with pytest.raises(CrmFailed) as failed:
            await call
        assert (failed.value.code, failed.value.permanent) == ("crm_no_right", True)
        assert "access" in failed.value.detail


async def test_who_left_the_firm_for_good_is_said(site: EspoWorld, espo: Crm) -> None:
    anna = next(one for one in await espo.managers() if one.email == ANNA)
    placed = await espo.add_lead(draft("Ничья"))
    del site.server.tables["User"][anna.id]
    for call in (
        espo.assign(placed.id, anna.id),
        espo.add_lead(draft("Её", responsible=anna.id)),
        espo.add_contact(OLGA, "b-1", anna.id),
    ):
        with pytest.raises(CrmFailed) as failed:
            await call
        assert (failed.value.code, failed.value.permanent) == ("crm_manager_gone", True)


async def test_a_lead_whose_contact_was_deleted_brings_its_client_along(site: EspoWorld, espo: Crm) -> None:
    placed = await espo.add_lead(draft("Без контакта", contact="69070000000000000"))
    (contact,) = site.contacts()
    assert (placed.contact, by_id(site, placed.id).contact, contact.phone) == (contact.id, contact.id, OLGA.phone)


async def test_only_people_are_managers(espo: Crm) -> None:
    assert [one.name for one in await espo.managers()] == ["Анна Петрова", "Борис Ким", "Глеб", "Вера Лис"]


# ── faults, by table ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("status", "body", "reason", "code", "permanent", "detail"),
    [
        (401, None, None, "crm_no_access", True, "HTTP 401"),
        (403, None, "No create access.", "crm_no_right", True, "No create access."),
        (403, None, "Assignment failure: assigned user or team not allowed.", "crm_no_right", True, "Assignment failure"),
        (400, None, "Bad request body.", "crm_refused", True, "Bad request body."),
        (404, "<h1>Not Found</h1>", None, "crm_address", True, "HTTP 404 <h1>Not Found</h1>"),
        (404, None, "Controller 'Opportunity' does not exist.", "crm_refused", True, "Controller"),
        (409, [{"id": "1"}], "duplicate", "crm_refused", True, "duplicate"),
        (429, "<h1>Too Many</h1>", None, "crm_busy", False, "HTTP 429"),
        (500, CRASH, None, "crm_broken", False, "HTTP 500"),
        (500, None, "Error", "crm_broken", False, "Error"),
        (503, "<h1>Maintenance</h1>", None, "crm_broken", False, "HTTP 503"),
        (301, None, None, "crm_address", True, "HTTP 301"),
        (200, "<!DOCTYPE html><title>EspoCRM</title>", None, "crm_strange", False, "HTTP 200"),
        (200, {"list": []}, None, "crm_strange", False, "Opportunity"),
    ],
)  # fmt: skip
async def test_what_it_says_of_a_lead_is_told_in_the_houses_words(
    site: EspoWorld, espo: Crm, status: int, body: object, reason: str | None, code: str, permanent: bool, detail: str
) -> None:
    await espo.pipelines()
    says(site, status, body, reason)
    with pytest.raises(CrmFailed) as failed:
        await espo.add_lead(draft("Не вышло"))
    assert (failed.value.code, failed.value.permanent) == (code, permanent)
    assert failed.value.detail.startswith(detail)
    assert failed.value.lost is (status >= 500 or status == 200)
    assert site.leads() == []
    assert (await espo.add_lead(draft("Вышло"))).id


async def test_an_address_where_there_is_no_espocrm(site: EspoWorld, http: GuardedHttp) -> None:
    with pytest.raises(CrmFailed) as failed:
        await site.opened(http, address=f"{site.values['address']}/crm").check()
    assert (failed.value.code, failed.value.permanent) == ("crm_address", True)


async def test_an_address_copied_with_its_page(site: EspoWorld, http: GuardedHttp) -> None:
    espo = site.opened(http, address=f"{site.values['address']}/#Opportunity/view/1")
    placed = await espo.add_lead(draft("Лид"))
    assert placed.url == f"{site.values['address']}/#Opportunity/view/{placed.id}"


async def test_nothing_is_known_of_a_deleted_leads_comments(site: EspoWorld, espo: Crm) -> None:
    placed = await espo.add_lead(draft("Исчезнет"))
    site.remove_lead(placed.id)
    await is_gone(espo.has_comment(placed.id, "№ 1"))


async def test_a_site_below_a_path(site: EspoWorld, http: GuardedHttp) -> None:
    asked = len(site.server.asked)
    with pytest.raises(CrmFailed):
        await site.opened(http, address=f"{site.values['address']}/crm").find_lead("besedka-1")
    assert site.server.asked[asked].path == "/crm/api/v1/Opportunity"


async def test_a_key_with_spaces_around_it_works(site: EspoWorld, http: GuardedHttp) -> None:
    assert not (await site.opened(http, key=f" {site.values['key']}\n").check()).missing


async def test_what_is_alike_is_asked_rarely(site: EspoWorld, espo: Crm) -> None:
    assert isinstance(espo, EspoCrm)
    for number in range(3):
        await espo.add_lead(draft(f"Лид {number}"))
    assert [one.path for one in site.server.asked] == ["/api/v1/Metadata", "/api/v1/I18n", *["/api/v1/Opportunity"] * 3]
