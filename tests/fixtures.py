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

import fcntl
import gc
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import certifi
import hypothesis
import pytest
import structlog
import uvicorn.server

from besedka.actions import passwords
from besedka.app import DATABASE_FILE, House, open_house
from besedka.config import Settings
from besedka.jobs import periodic
from besedka.server import spare_the_collector
from besedka.store.migrations.run import migrate
from tests.clock import FrozenClock
from tests.people import CHEAP, Shop, open_shop
from tests.postgres import Postgres
from tests.s3 import S3
from tests.serving import Brisk, Served, serving

hypothesis.settings.register_profile("besedka", deadline=None)  # by the wall's clock, which a busy machine holds up
hypothesis.settings.load_profile("besedka")


def pytest_collection_finish() -> None:
    """Let the cycle collector, which tests/conftest.py has stopped, skip the tests themselves and come as rarely as in the server."""
    spare_the_collector()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", CHEAP)
        yield


@pytest.fixture(scope="session", autouse=True)
def nobody_is_called() -> Iterator[None]:
    """A test may take longer than a client is left to wait. Whoever tests that people are called runs the rounds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(periodic, "CLIMB", 3_600.0)
        yield


@pytest.fixture(scope="session", autouse=True)
def one_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every client that others' libraries make reads the certificates of all the world, for 20 ms; tests speak to this machine."""
    first, end, _ = Path(certifi.where()).read_text().partition("-----END CERTIFICATE-----")
    path = tmp_path_factory.mktemp("authority") / "one.pem"
    path.write_text(f"{first}{end}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certifi, "where", lambda: str(path))
        yield


@pytest.fixture(scope="session", autouse=True)
def brisk_uvicorn() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uvicorn.server, "asyncio", Brisk())
        yield


@pytest.fixture(scope="session", autouse=True)
def plain_log() -> None:
    """Errors are written out as the server writes them; by itself structlog draws a picture of each, for half a second."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level, structlog.processors.format_exc_info, structlog.dev.ConsoleRenderer(colors=False),
        ],
    )  # fmt: skip


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
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A migrated file, empty otherwise: a copy of it saves each test its migrations, which tests/store/test_migrations.py runs.

    One for all workers: whoever comes first makes it, the others wait.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "template"
    folder.mkdir(exist_ok=True)
    path = folder / DATABASE_FILE
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            migrate(f"sqlite:///{folder}/in-work")
            (folder / "in-work").rename(path)
    return path


@pytest.fixture
def sqlite_data(sqlite_template: Path, tmp_path: Path) -> Path:
    """A data folder with a fresh, migrated database."""
    shutil.copy(sqlite_template, tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def usual() -> Settings:
    """What most tests' houses run by, read once; each has a place and a database of its own."""
    return Settings(port=0, posts_burst=10_000, posts_per_second=10_000)


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, usual: Settings) -> Settings:
    found = request.getfixturevalue("postgres_url" if request.param == "postgres" else "sqlite_data")
    url = found if request.param == "postgres" else ""
    return usual.model_copy(update={"data": tmp_path, "database": url})


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
