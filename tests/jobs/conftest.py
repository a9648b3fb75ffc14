"""A shop whose CRM is a real connector's server, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from besedka.app import House
from besedka.config import Settings
from besedka.jobs import periodic
from tests.alerts.by_webhook import Receiver, by_webhook
from tests.clock import FrozenClock
from tests.crm.espocrm.world import EspoWorld, espocrm
from tests.crm.firm import Firm
from tests.crm.unhurried import unhurried
from tests.people import Shop
from tests.ways import Alarm

__all__ = ["unhurried"]


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    data = request.getfixturevalue("postgres_url" if request.param == "postgres" else "sqlite_data")
    url = data if request.param == "postgres" else ""
    return Settings(data=tmp_path, port=0, database=url, outgoing="127.0.0.0/8", public_url="https://chat.example")


@pytest.fixture(autouse=True)
def brisk_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a second for the next round."""
    for name in ("LEADS", "TELL", "HEAR"):
        monkeypatch.setattr(periodic, name, 0.02)


@pytest.fixture
def world() -> Iterator[EspoWorld]:
    """The account: by this connector the house's own part is proven, for it can all that a CRM can."""
    with espocrm() as world:
        yield world


@pytest.fixture
async def firm(clock: FrozenClock, house: House, shop: Shop, world: EspoWorld) -> Firm:
    firm = Firm(house, shop, world)
    assert (await firm.connect()).well
    return firm


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Somebody who is told by a webhook."""
    with by_webhook() as world:
        yield world.server


@pytest.fixture
async def alarm(clock: FrozenClock, house: House, shop: Shop) -> Alarm:
    return Alarm(house, shop)
