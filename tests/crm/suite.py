"""What the contract suite's files share: which connectors a test is for, their accounts, and what a lead is like there.

account     the account at the vendor's server (tests/crm/world.py), as its people would see it, fresh for every test
crm         the same through its connector, as the house uses it
http        the way there, guarded, to this machine alone
"""

from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from besedka.adapters.crm.shelf import CONNECTORS
from besedka.adapters.http.guarded import GuardedHttp
from besedka.domain.address import read_networks
from besedka.ports.crm import Client, Connector, Crm, CrmFailed, Draft
from tests.crm.builtin.world import BUILTIN, begin_with
from tests.crm.world import KeptLead, Opens, Purse, World
from tests.crm.worlds import WORLDS

KINDS = (*CONNECTORS, BUILTIN)
"""Every kind of CRM: those that can be connected, and our own."""
OLGA = Client("Ольга Иванова", "+79161234567", "Olga@Example.com")
NASTY = '<b>жирный</b> & [b]bb[/b] *звёзды* "кавычки" {{ 7*7 }}\nвторая строка'


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try each test that asks for an account with every one whose connector has the powers that it asks for: the quick ones, unless its
    module names WORLDS of its own."""
    if "account" in metafunc.fixturenames:
        powers = [power for mark in metafunc.definition.iter_markers("having") for power in mark.args]
        worlds: Mapping[str, Opens] = getattr(metafunc.module, "WORLDS", WORLDS)
        able = [one.name for one in KINDS if one.name in worlds and all(has(one, power) for power in powers)]
        metafunc.parametrize("account", [(name, worlds[name]) for name in able], ids=able, indirect=True)


def having(*powers: str) -> pytest.MarkDecorator:
    """Run a test with every CRM that has these powers; `-finds`: that has it not."""
    return pytest.mark.having(*powers)


def has(connector: Connector, power: str) -> bool:
    """Tell whether a connector has a power, or, for `-finds`, that it has not."""
    return bool(getattr(connector.powers, power.removeprefix("-"))) is not power.startswith("-")


@pytest.fixture
def account(request: pytest.FixtureRequest, sqlite_template: Path) -> Iterator[World]:
    begin_with(sqlite_template)
    with request.param[1]() as world:
        yield world


@pytest.fixture
async def http() -> AsyncIterator[GuardedHttp]:
    http = GuardedHttp(read_networks("127.0.0.0/8"))
    yield http
    await http.close()


@pytest.fixture
def crm(account: World, http: GuardedHttp) -> Crm:
    return account.connector.open(Purse(account.values), http)


def draft(title: str, contact: str = "", responsible: str = "", stage: str = "") -> Draft:
    """Return a lead with a mark of its own."""
    page = "https://shop.example/lamp"
    return Draft(f"besedka-{uuid4()}", title, OLGA, contact, responsible, stage, text="Ольга: Здравствуйте!", page=page)


def by_id(account: World, id: str) -> KeptLead:
    return next(lead for lead in account.leads() if lead.id == id)


async def is_lost(call: Awaitable[object]) -> None:
    """The answer never came, and the house is told that it may have been done."""
    with pytest.raises(CrmFailed) as failed:
        await call
    assert (failed.value.lost, failed.value.permanent) == (True, False)


async def is_gone(call: Awaitable[object]) -> None:
    """The lead is there no more, and never will be."""
    with pytest.raises(CrmFailed) as failed:
        await call
    assert (failed.value.code, failed.value.permanent) == ("crm_lead_gone", True)
