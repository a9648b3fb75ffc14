"""The accounts that the CRM port's promise is tried with: one of each kind, fresh for every test.

account     the account at the vendor's server (tests/crm/world.py), as its people would see it
crm         the same through its connector, as the house uses it
http        the way there, guarded, to this machine alone
"""

from collections.abc import AsyncIterator, Iterator

import pytest

from besedka.adapters.http.guarded import GuardedHttp
from besedka.domain.address import read_networks
from besedka.ports.crm import Crm
from tests.crm.world import Purse, World
from tests.crm.worlds import WORLDS


@pytest.fixture(params=sorted(WORLDS))
def account(request: pytest.FixtureRequest) -> Iterator[World]:
    with WORLDS[request.param]() as world:
        yield world


@pytest.fixture
async def http() -> AsyncIterator[GuardedHttp]:
    http = GuardedHttp(read_networks("127.0.0.0/8"))
    yield http
    await http.close()


@pytest.fixture
def crm(account: World, http: GuardedHttp) -> Crm:
    return account.connector.open(Purse(account.values), http)
