"""EspoCRM's webhooks: an array of what has changed, signed in one of two ways with a key of each webhook's own."""

import pytest

from besedka.adapters.crm.espocrm.connector import CONNECTOR
from besedka.adapters.crm.espocrm.news import EVENTS, hear, listen
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import CrmFailed, Heard, Knock
from tests.crm.espocrm.world import EspoWorld
from tests.crm.vendor import Fault
from tests.crm.world import Purse

ADDRESS = "https://chat.example/crm/hook"
LEAD, CLIENT = {"id": "69070000000000001", "stage": "Proposal"}, {"id": "69070000000000002"}


@pytest.fixture
async def purse(site: EspoWorld, http: GuardedHttp) -> Purse:
    """An account that is told of changes."""
    purse = Purse(site.values)
    await listen(purse, http, ADDRESS, True)
    return purse


def hooks(site: EspoWorld) -> list[tuple[str, str]]:
    return [(one["event"], one["url"]) for one in site.server.tables["Webhook"].values()]


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize("event", EVENTS)
async def test_ids_are_told_once_each(site: EspoWorld, purse: Purse, event: str, old: bool) -> None:
    headers, body = site.deliver(event, LEAD, CLIENT, LEAD, old=old)
    ids = (LEAD["id"], CLIENT["id"])
    assert hear(await purse.values(), Knock(ADDRESS, headers, body)) == Heard(ids, ids)


async def test_what_is_not_signed_with_our_keys_is_not_believed(site: EspoWorld, purse: Purse) -> None:
    values = await purse.values()
    headers, body = site.deliver("Contact.update", LEAD)
    for wrong in (
        {},
        {"signature": "no base64!"},
        {"x-signature": headers["signature"]},
        {"signature": headers["signature"][:-8]},
    ):
        assert hear(values, Knock(ADDRESS, wrong, body)) is None
    assert hear(values, Knock(ADDRESS, headers, body + b" ")) is None
    for nothing in ({}, {"webhook_keys": " "}):
        assert hear(nothing, Knock(ADDRESS, headers, body)) is None


async def test_a_body_that_is_none_of_its_is_nothing(site: EspoWorld, purse: Purse) -> None:
    headers, body = site.deliver("Contact.update")
    assert hear(await purse.values(), Knock(ADDRESS, headers, body)) == Heard()


async def test_listening_again_makes_no_webhook_twice(site: EspoWorld, http: GuardedHttp, purse: Purse) -> None:
    await listen(purse, http, ADDRESS, True)
    assert hooks(site) == [(event, ADDRESS) for event in EVENTS]
    headers, body = site.deliver("Opportunity.update", LEAD)
    assert hear(await purse.values(), Knock(ADDRESS, headers, body)) is not None


async def test_listening_that_was_cut_is_made_good(site: EspoWorld, http: GuardedHttp) -> None:
    purse = Purse(site.values)
    site.server.faults.append(Fault("POST /api/v1/Webhook", "cut_after"))
    with pytest.raises(CrmFailed) as failed:
        await listen(purse, http, ADDRESS, True)
    assert failed.value.lost
    await listen(purse, http, ADDRESS, True)
    assert hooks(site) == [(event, ADDRESS) for event in EVENTS]


async def test_others_webhooks_stay_and_ours_go(site: EspoWorld, http: GuardedHttp, purse: Purse) -> None:
    await listen(purse, http, "https://other.example/", True)
    await listen(purse, http, ADDRESS, False)
    assert {url for _, url in hooks(site)} == {"https://other.example/"}
    headers, body = site.deliver("Contact.update", CLIENT)
    assert hear(await purse.values(), Knock(ADDRESS, headers, body)) is None


async def test_a_role_without_webhooks_is_said(site: EspoWorld, http: GuardedHttp) -> None:
    site.server.acl["table"]["Webhook"] = False
    with pytest.raises(CrmFailed) as failed:
        await listen(Purse(site.values), http, ADDRESS, True)
    assert (failed.value.code, failed.value.permanent) == ("crm_no_right", True)


async def test_keys_are_secrets(purse: Purse) -> None:
    assert CONNECTOR.derived is not None
    assert len(CONNECTOR.derived(await purse.values())) == len(EVENTS)
