"""The keys of an integration: a code that is good once, a token for a day, a refresh token that is good once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest

from besedka.adapters.crm.amocrm.connector import CONNECTOR
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Crm, CrmFailed, Values
from tests.crm.amocrm.server import AmoServer
from tests.crm.amocrm.world import AmoWorld
from tests.crm.world import Purse


@pytest.fixture
def server() -> Iterator[AmoServer]:
    with AmoServer() as server:
        AmoWorld(server)
        yield server


class OnePurse(Purse):
    """Renews for one at a time, as the house's vault does."""

    def __init__(self, values: Values) -> None:
        super().__init__(values)
        self._turn = asyncio.Lock()

    async def renew(self, stale: str, ask: Callable[[Values], Awaitable[Values]]) -> Values:
        """Renew them, unless somebody has."""
        async with self._turn:
            return await super().renew(stale, ask)


@pytest.fixture
def purse(server: AmoServer) -> Purse:
    id, secret, back = server.grants.client
    keys = {"client_id": id, "client_secret": secret, "redirect_uri": back, "code": server.grants.code}
    return OnePurse({"address": server.url, "token": "", **keys})


@pytest.fixture
def crm(purse: Purse, http: GuardedHttp) -> Crm:
    return CONNECTOR.open(purse, http)


async def test_a_code_is_exchanged_once_and_is_kept_no_more(server: AmoServer, purse: Purse, crm: Crm) -> None:
    assert (await crm.check()).account == "Лампы и маяки"
    await crm.managers()
    values = await purse.values()
    assert (server.grants.renewed, values["code"], values["refresh_token"]) == (1, "", server.grants.refresh)


async def test_a_token_that_ended_is_renewed_once_for_all_who_ask(server: AmoServer, purse: Purse, crm: Crm) -> None:
    await crm.check()
    first = (await purse.values())["refresh_token"]
    server.grants.expire()
    found = await asyncio.gather(crm.managers(), crm.fields(), crm.pipelines())
    assert all(found)
    assert server.grants.renewed == 2
    assert (await purse.values())["refresh_token"] not in ("", first)


async def test_what_was_asked_with_an_ended_token_is_done_once(server: AmoServer, crm: Crm) -> None:
    await crm.check()
    server.grants.expire()
    placed = await crm.find_lead("besedka-1")
    assert placed is None
    assert server.grants.renewed == 2


async def test_a_grant_that_was_taken_back_is_no_access_and_no_secret_is_told(server: AmoServer, crm: Crm) -> None:
    await crm.check()
    server.grants.revoke()
    with pytest.raises(CrmFailed) as failed:
        await crm.managers()
    assert (failed.value.code, failed.value.permanent) == ("crm_no_access", True)
    assert "revoked" in failed.value.detail
    assert server.grants.client[1] not in str(failed.value)


async def test_a_code_that_is_too_old_is_no_access(server: AmoServer, crm: Crm) -> None:
    server.grants.code = ""
    with pytest.raises(CrmFailed) as failed:
        await crm.check()
    assert (failed.value.code, failed.value.permanent) == ("crm_no_access", True)
