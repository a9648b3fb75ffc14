"""The house, for tests: on both real databases, with the named cast inside.

settings    how a house runs; every test that uses it, or what follows, runs on SQLite and on PostgreSQL
            (one only: @pytest.mark.parametrize("settings", ["sqlite"], indirect=True))
house       the house, opened: database, committer, hub; no doors
shop        «Тихий дом» in it, with its owner, Anna (admin) and Igor (operator): tests/people.py
server      the house served on a free port: sign people in, let visitors come (tests/serving.py)
clock       ask for it, and the house's time stands still until the test moves it
s3          a server of the S3 protocol, for whoever keeps files in a bucket (tests/s3.py)
postgres    the PostgreSQL server itself, for whoever needs more than one database
"""

import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import uvicorn.server

from besedka.actions import passwords
from besedka.app import DATABASE_FILE, House, open_house
from besedka.config import Settings
from besedka.server import spare_the_collector
from besedka.store.migrations.run import migrate
from tests.clock import FrozenClock
from tests.people import CHEAP, Shop, open_shop
from tests.postgres import Postgres
from tests.s3 import S3
from tests.serving import Brisk, Served, serving


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", CHEAP)
        yield


@pytest.fixture(scope="session", autouse=True)
def brisk_uvicorn() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uvicorn.server, "asyncio", Brisk())
        yield


LONGEST = (
    "browser/test_screens.py", "faults/test_uploads.py", "browser/test_attaching.py", "faults/test_kills.py",
    "faults/test_description.py", "live/test_tryton.py", "browser/test_speech.py", "browser/test_beginning.py", "faults/test_nodes.py",
    "faults/test_flood.py", "browser/test_people.py", "api/test_rights.py", "actions/test_finding.py", "domain/test_schedule.py",
)  # fmt: skip
"""The files that take longest, which are begun first: the workers are to end together."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first, and refuse two tests of one name: workers share them out by their names, and only one of two would be run."""
    items.sort(key=lambda item: _turn("/".join(item.path.parts[-2:])))
    doubled = [name for name, times in Counter(item.nodeid for item in items).items() if times > 1]
    if doubled:
        raise pytest.UsageError(f"several tests have one name: {', '.join(doubled[:5])}")


def _turn(file: str) -> int:
    return LONGEST.index(file) if file in LONGEST else len(LONGEST)


def pytest_collection_finish() -> None:
    """Let the cycle collector skip the tests themselves and come as rarely as in the server."""
    spare_the_collector()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    server = S3()
    yield server
    server.stop()


@pytest.fixture
async def postgres_url(postgres: Postgres) -> AsyncIterator[str]:
    """The address of a fresh, migrated database."""
    async with postgres.database() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, empty otherwise: a copy of it saves each test its migrations, which tests/store/test_migrations.py runs."""
    path = tmp_path_factory.mktemp("template") / DATABASE_FILE
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_data(sqlite_template: Path, tmp_path: Path) -> Path:
    """A data folder with a fresh, migrated database."""
    shutil.copy(sqlite_template, tmp_path)
    return tmp_path


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    found = request.getfixturevalue("postgres_url" if request.param == "postgres" else "sqlite_data")
    url = found if request.param == "postgres" else ""
    return Settings(data=tmp_path, port=0, database=url, posts_burst=10_000, posts_per_second=10_000)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
async def house(settings: Settings, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    clock = request.getfixturevalue("clock") if "clock" in request.fixturenames else None
    async with open_house(settings, clock) as opened:
        yield opened


@pytest.fixture
async def shop(house: House) -> Shop:
    return await open_shop(house.deps)


@pytest.fixture
async def server(house: House, shop: Shop) -> AsyncIterator[Served]:
    async with serving(house, shop) as served:
        yield served
