"""amoCRM's webhooks: what they tell of is read again, and what is not of this account is not heard."""

from collections.abc import Iterator

import pytest

from besedka.adapters.crm.amocrm.news import hear, listen
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import CrmFailed, Heard, Knock
from tests.crm.amocrm.knocks import AT, knock
from tests.crm.amocrm.server import AmoServer
from tests.crm.amocrm.world import AmoWorld
from tests.crm.world import Purse

VALUES = {"address": "https://127.amocrm.ru", "token": "t"}


@pytest.fixture
def server() -> Iterator[AmoServer]:
    with AmoServer() as server:
        yield server


def test_ids_of_leads_and_contacts_are_heard_each_once() -> None:
    came = knock(("leads", "status", 41), ("leads", "update", 41), ("leads", "delete", 42), ("contacts", "update", 7))
    assert hear(VALUES, came) == Heard(contacts=("7",), leads=("41", "42"))


def test_a_company_is_no_contact_though_it_comes_as_one() -> None:
    assert hear(VALUES, knock(("contacts", "add", 8), kind="company")) == Heard()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b'{"leads": 1}',
        b"leads[add][0][id]=1",
        b"a=1&" * 6_000,
        knock(("leads", "add", 1), account="evil").body,
    ],
)
def test_what_is_not_from_this_account_is_not_believed(body: bytes) -> None:
    assert hear(VALUES, Knock(AT, {}, body)) is None


def test_what_is_no_id_is_none() -> None:
    body = b"account[subdomain]=127&leads[add][0][id]=1/../2&leads[add][1][id]=&leads[add][x][id]=5&tasks[add][0][id]=6"
    assert hear(VALUES, Knock(AT, {}, body)) == Heard()


async def test_the_account_tells_of_changes_and_then_no_more(server: AmoServer, http: GuardedHttp) -> None:
    purse = Purse(AmoWorld(server).values)
    for _ in range(2):
        await listen(purse, http, AT, True)
    (hook,) = server.webhooks
    assert hook["destination"] == AT
    assert "status_lead" in str(hook["settings"])
    for _ in range(2):
        await listen(purse, http, AT, False)
    assert not server.webhooks
    (dropped,) = [one for one in server.asked if one.method == "DELETE"]
    assert dropped.json() == {"destination": AT}


async def test_who_is_no_administrator_is_told_that_it_takes_one(server: AmoServer, http: GuardedHttp) -> None:
    server.admin = False
    with pytest.raises(CrmFailed) as failed:
        await listen(Purse(AmoWorld(server).values), http, AT, True)
    assert failed.value.code == "crm_no_right"
