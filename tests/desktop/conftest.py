"""The app on a desktop of its own, and a real server for it to sign in to."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeAlias, cast

import httpx2
import pytest
import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from besedka.domain.settings import LADDER, LADDER_OFF
from tests.browser.choosing import change_settings
from tests.clients import VisitorClient, browse
from tests.desktop.app import App, Json
from tests.desktop.surroundings import Environment, bus, screen
from tests.processes import ServerProcess
from tests.waiting import eventually

NewApp: TypeAlias = Callable[..., Awaitable[App]]


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with screen() as name:
        yield name


@pytest.fixture(scope="session")
def qt() -> QApplication:
    """Qt in the tests' own process, without a screen."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    return QApplication(["tests", "-platform", "offscreen"])


@pytest.fixture
def address() -> Iterator[str]:
    with bus() as found:
        yield found


@pytest.fixture
def around(address: str) -> Iterator[Environment]:
    """A desktop that shows notifications and has a tray."""
    environment = Environment(address)
    yield environment
    environment.leave()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ServerProcess]:
    data: Path = tmp_path_factory.mktemp("desktop")
    env = {"BESEDKA_POSTS_BURST": "1000", "BESEDKA_POSTS_PER_SECOND": "1000"}
    async with ServerProcess(data, demo=True, env=env, cheap_passwords=True) as process:
        await change_settings(process, **dict.fromkeys(LADDER, LADDER_OFF))  # a test may take longer than 15 s
        yield process


def who(server: ServerProcess) -> dict[str, str]:
    """Whom the demo's operator is, as the door asks for it."""
    me = server.installed["operator"]
    assert isinstance(me, dict)
    return {"project": str(server.project), "email": str(me["email"]), "password": str(me["password"])}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def colleague(server: ServerProcess) -> AsyncIterator[httpx2.AsyncClient]:
    """The same operator in another browser, at the API."""
    async with browse(f"{server.url}/api/operator/v1", timeout=30) as http:
        known = who(server)
        said = {"project": server.project, "email": known["email"], "password": known["password"], "remember": False}
        assert (await http.post("/session", json=said)).status_code == 200
        yield http


@pytest_asyncio.fixture(loop_scope="module")
async def new_app(display: str, address: str, tmp_path: Path) -> AsyncIterator[NewApp]:
    """Make apps, each of which ends with the test."""
    made: list[App] = []

    async def make(*arguments: str, home: str = "home", start: bool = True, **options: str) -> App:
        app = App(tmp_path / home, display, address, extra=options)
        made.append(app)
        if start:
            await app.start(*arguments)
        return app

    yield make
    for app in made:
        await app.end()


async def sign_in(app: App, server: ServerProcess, url: str = "") -> None:
    """Come in through the door, and wait for the desk, until it hears what is new."""
    await app.do("sign_in", server=url or server.url, **who(server))
    await app.sits()
    await app.shows("document.body.innerText.includes('На связи')")


@pytest_asyncio.fixture(loop_scope="module")
async def closed_afterwards(colleague: httpx2.AsyncClient) -> AsyncIterator[None]:
    """Nobody waits when the next test begins."""
    yield
    for one in (await colleague.get("/conversations?list=all&limit=500")).json()["conversations"]:
        await colleague.post(f"/conversations/{one['id']}/close?anyway=true")


async def knock(server: ServerProcess) -> VisitorClient:
    """Somebody comes to the site, without a browser."""
    project = cast("Json", server.installed["project"])
    client = await VisitorClient.knock(server.url, str(project["key"]), server.url)
    await client.hello()
    return client


async def taken(colleague: httpx2.AsyncClient) -> str:
    """Take the one conversation that is new; return its id."""

    async def there() -> bool:
        return len((await colleague.get("/conversations?list=new")).json()["conversations"]) == 1

    await eventually(there)
    id = str((await colleague.get("/conversations?list=new")).json()["conversations"][0]["id"])
    assert (await colleague.post(f"/conversations/{id}/take")).status_code == 200
    return id
