"""Two real browsers, a server in its own process, and a shop on a site of its own."""

import json
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TypeAlias

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from besedka.app import DATABASE_FILE
from besedka.domain.project import snippet
from tests.bases import TVER, write_base
from tests.browser.choosing import change_settings
from tests.browser.people import Cabinet, Operator, Visitor, new_page
from tests.browser.shop import Shop, open_shop
from tests.clients import browse
from tests.processes import ServerProcess, besedka

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
NewVisitor: TypeAlias = Callable[..., Awaitable[Visitor]]
NewOperator: TypeAlias = Callable[..., Awaitable[Operator]]
NewCabinet: TypeAlias = Callable[..., Awaitable[Cabinet]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all of them: a browser lives longer than a test."""
    for item in items:
        if "tests/browser" in str(item.path) and isinstance(item, pytest.Function):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def chromium() -> str:
    """The browser's path: the headless shell that scripts/test found, else the whole one; asked by hand, the system's."""
    named = os.environ.get("BESEDKA_CHROMIUM_SHELL") or os.environ.get("BESEDKA_CHROMIUM")
    found = named or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert found, "the browser tests need Chromium: scripts/test installs it, or says what to install"
    return found


def whole_chromium() -> str:
    """The path of the whole browser."""
    found = os.environ.get("BESEDKA_CHROMIUM") or shutil.which("chromium")
    assert found, "this test needs a whole Chromium, not its headless shell alone: apt-get install chromium"
    return found


@pytest.fixture(scope="session")
def shop() -> Iterator[Shop]:  # type: ignore[override, unused-ignore]  # another shop than the house's: this one has pages
    with open_shop() as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ServerProcess]:
    """`besedka demo` as a process; the shop's site is on its project's list."""
    data: Path = tmp_path_factory.mktemp("browser")
    cities = write_base(data / "cities.mmdb", {"127.0.0.0/8": TVER})
    env = {"BESEDKA_POSTS_BURST": "1000", "BESEDKA_POSTS_PER_SECOND": "1000", "BESEDKA_CITIES": str(cities)}
    env["BESEDKA_OUTGOING"] = "127.0.0.0/8,::1/128"  # the shop that a site check looks at
    process = ServerProcess(data, demo=True, env=env, cheap_passwords=True)
    installed = await process.start(40)
    project = installed["project"]
    assert isinstance(project, dict)
    allowed = besedka(
        "project", "allow-site", "--project", str(project["number"]), "--site", shop.url, "--data", str(data)
    )
    assert allowed.returncode == 0, allowed.stderr
    shop.snippet = snippet(process.url, str(project["key"]))
    call_nobody(process)
    await change_settings(process, show_wait=False)  # how long answers take here depends on which tests were before
    yield process
    if desk := _desks.pop(process.url, None):
        await desk.aclose()
    await process.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browsers() -> AsyncIterator[tuple[Browser, Browser]]:
    """Two browsers: the visitor's and the operator's."""
    async with launched(chromium()) as both:
        yield both


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def whole_browsers() -> AsyncIterator[tuple[Browser, Browser]]:
    """The same two with all that a browser has around its pages; a module whose tests need that returns them as its `browsers`."""
    async with launched(whole_chromium()) as both:
        yield both


@asynccontextmanager
async def launched(path: str) -> AsyncIterator[tuple[Browser, Browser]]:
    """Start two, and end them."""
    async with async_playwright() as playwright:
        first = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        second = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield first, second
        await first.close()
        await second.close()


_desks: dict[str, httpx2.AsyncClient] = {}
"""Clients that are signed in already, by their server: to sign in is slow on purpose, and nearly every test clears up."""


@asynccontextmanager
async def at_the_desk(server: ServerProcess) -> AsyncIterator[httpx2.AsyncClient]:
    """Ask the operators' door as the administrator, who signs in when no test before has, or one has signed everybody out."""
    project, me = server.installed["project"], server.installed["operator"]
    assert isinstance(project, dict)
    assert isinstance(me, dict)
    who = {"project": project["number"], "email": me["email"], "password": me["password"], "remember": False}
    if server.url not in _desks:
        _desks[server.url] = browse(f"{server.url}/api/operator/v1", timeout=30)
    http = _desks[server.url]
    if (await http.get("/session")).status_code != 200:
        assert (await http.post("/session", json=who)).status_code == 200
    yield http


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def closed_afterwards(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Close every conversation afterwards, whoever began it: who waits longest stands on top, and is the next that one takes."""
    yield
    if "server" in request.fixturenames:
        await close_all(request.getfixturevalue("server"))


def call_nobody(server: ServerProcess) -> None:
    """Leave the ladder out: a test may take longer than a client is left to wait. Whoever wants to be called chooses so."""
    steps = ("popup", "sound", "push", "letter", "others", "admins")
    with closing(sqlite3.connect(server.data / DATABASE_FILE)) as database, database:
        database.execute("UPDATE projects SET settings = ?", (json.dumps({f"ladder_{step}": -1 for step in steps}),))


def all_closed(server: ServerProcess) -> bool:
    """Return whether there is nothing to close, from the server's own file: to sign in for it is slow on purpose."""
    with closing(sqlite3.connect(f"file:{server.data / DATABASE_FILE}?mode=ro", uri=True)) as database:
        return not database.execute("SELECT count(*) FROM conversations WHERE status <> 'closed'").fetchone()[0]


async def close_all(server: ServerProcess) -> None:
    """Close every conversation."""
    if all_closed(server):
        return
    async with at_the_desk(server) as http:
        found = (await http.get("/conversations?list=all&limit=500")).json()["conversations"]
        for conversation in found:
            await http.post(f"/conversations/{conversation['id']}/close?anyway=true")


async def clear_library(server: ServerProcess) -> None:
    """Remove every canned response and folder: the next test counts what it finds."""
    async with at_the_desk(server) as http:
        library = (await http.get("/canned")).json()
        for kind, found in (("canned", library["responses"]), ("folders", library["folders"])):
            for one in found:
                assert (await http.delete(f"/{kind}/{one['id']}")).status_code == 204


@pytest_asyncio.fixture(loop_scope="session")
async def new_visitor(
    browsers: tuple[Browser, Browser], shop: Shop, server: ServerProcess
) -> AsyncIterator[NewVisitor]:
    """Make visitors; at the end none of their pages may have had an error in a script."""
    made: list[Visitor] = []

    async def make(size: str = "desktop", language: str = "ru", scheme: str = "light") -> Visitor:
        page, complaints = await new_page(browsers[0], size, language, scheme, touch=size == "phone")
        visitor = Visitor(page, shop, complaints)
        made.append(visitor)
        return visitor

    yield make
    for visitor in made:
        await visitor.context.close()
        assert visitor.complaints.errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def new_operator(browsers: tuple[Browser, Browser], server: ServerProcess) -> AsyncIterator[NewOperator]:
    """Make operators who are signed in: Anna, or whoever is named."""
    made: list[Operator] = []

    async def make(
        email: str | None = None, size: str = "desktop", language: str = "ru", scheme: str = "light", *,
        touch: bool = False,
    ) -> Operator:  # fmt: skip
        page, complaints = await new_page(browsers[1], size, language, scheme, touch=touch)
        operator = Operator(page, server.installed, complaints)
        await operator.comes_in(email)
        made.append(operator)
        return operator

    yield make
    for operator in made:
        await operator.page.context.close()
        assert operator.complaints.errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def new_cabinet(browsers: tuple[Browser, Browser], server: ServerProcess) -> AsyncIterator[NewCabinet]:
    """Sign people in to the cabinet: the owner, or whoever is named."""
    made: list[Cabinet] = []

    async def make(
        email: str | None = None, password: str = "", size: str = "desktop", language: str = "ru", scheme: str = "light"
    ) -> Cabinet:
        page, complaints = await new_page(browsers[1], size, language, scheme, touch=size == "phone")
        cabinet, owner = Cabinet(page, server.url, complaints), server.installed["owner"]
        assert isinstance(owner, dict)
        await cabinet.comes_in(email or str(owner["email"]), password or str(owner["password"]))
        made.append(cabinet)
        return cabinet

    yield make
    await clear_library(server)
    for cabinet in made:
        await cabinet.page.context.close()
        assert cabinet.complaints.errors == []
