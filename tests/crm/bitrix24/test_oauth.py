"""The keys of an application: an access token for an hour, renewed once for all, and a refresh token that is good once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest

from besedka.adapters.crm.bitrix24.connector import CONNECTOR
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Crm, CrmFailed, Values
from tests.crm.bitrix24.server import BitrixServer
from tests.crm.bitrix24.world import BitrixWorld
from tests.crm.world import Purse


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
def server() -> Iterator[BitrixServer]:
    with BitrixServer() as server:
        BitrixWorld(server)
        yield server


@pytest.fixture(params=["code", "refresh_token"])
def purse(request: pytest.FixtureRequest, server: BitrixServer) -> Purse:
    id, secret = server.client
    first = {"code": server.code} if request.param == "code" else {"refresh_token": server.refresh}
    keys = {"client_id": id, "client_secret": secret, "oauth_address": server.url}
    return OnePurse({"address": server.url, "webhook": "", **keys, **first})


@pytest.fixture
def crm(purse: Purse, http: GuardedHttp) -> Crm:
    return CONNECTOR.open(purse, http)


async def test_the_first_token_comes_for_what_was_typed(server: BitrixServer, purse: Purse, crm: Crm) -> None:
    assert not (await crm.check()).missing
    values = await purse.values()
    assert (server.renewed, values["code"], values["refresh_token"]) == (1, "", server.refresh)


async def test_a_token_goes_in_the_body_and_never_in_an_address(server: BitrixServer, purse: Purse, crm: Crm) -> None:
    await crm.check()
    token = (await purse.values())["access_token"]
    asked = [one for one in server.asked if one.path.startswith("/rest/")]
    assert asked
    assert all(token.encode() in one.body and token not in f"{one.path}{one.query}" for one in asked)


async def test_a_token_that_ended_is_renewed_once_for_all_who_ask(server: BitrixServer, crm: Crm) -> None:
    await crm.check()
    server.access.clear()
    found = await asyncio.gather(crm.managers(), crm.fields(), crm.pipelines())
    assert all(found)
    assert server.renewed == 2


async def test_a_grant_that_was_taken_back_is_no_access(server: BitrixServer, purse: Purse, crm: Crm) -> None:
    await crm.check()
    server.revoke()
    with pytest.raises(CrmFailed) as failed:
        await crm.managers()
    assert (failed.value.code, failed.value.permanent) == ("crm_no_access", True)
    secrets = [value for name, value in (await purse.values()).items() if name != "address" and value]
    assert not any(secret in str(failed.value) for secret in secrets)
