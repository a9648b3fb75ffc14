"""The server is down at each moment: really asked and refused, the page notices nothing, and the chat is there again with the server."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, WebSocket, expect

from tests.browser.conftest import close_all
from tests.browser.down import (
    BROKEN,
    FIELD,
    MOMENTS,
    Moment,
    again,
    asked_for,
    comes_anew,
    opens_nothing,
    press,
    refuse,
)
from tests.browser.exhibits import TEXT, Exhibit
from tests.browser.looks import keep
from tests.browser.people import Complaints
from tests.browser.roistat import carry
from tests.browser.shop import Shop
from tests.browser.test_invitation import inviting
from tests.browser.test_museum import BUILT, GLOBALS, OURS, SENT, open_page, talks
from tests.browser.ways import ways
from tests.processes import ServerProcess

OWN = """<button id="own" onclick="clicks++" style="display: block; inline-size: 120px; block-size: 30px">Корзина</button>
<script>var clicks = 0</script>"""
"""As large before its words have come: what moves, the page does not move itself."""
PAGE = Exhibit("host", body=OWN + TEXT)
ROISTAT = re.compile("oistat|^besedka$")
TOLD = re.compile("Failed to load resource|WebSocket connection to")
"""What the browser itself tells of a request that failed: no script can prevent that, and ours add nothing."""


@pytest_asyncio.fixture(loop_scope="session")
async def host(shop: Shop, server: ServerProcess) -> AsyncIterator[Shop]:
    """A page of the shop with a button of its own, with the snippet and without."""
    given = shop.snippet
    shop.pages |= {"/host": PAGE.page(), "/host/bare": PAGE.page(carries=False)}
    yield shop
    shop.pages.clear()
    shop.snippet = given
    await close_all(server)


async def unharmed(page: Page, complaints: Complaints) -> None:
    """Does the page work as it did: its own clicks, nothing moved, nothing replaced, no complaint but the browser's?"""
    before = await page.evaluate("clicks")
    await page.locator("#own").click()
    assert await page.evaluate("clicks") == before + 1
    assert await page.evaluate("window.__moved") == []
    assert await page.evaluate(BUILT)
    assert complaints.errors == []
    assert [line for line in complaints.console if not TOLD.match(line)] == []


async def says(page: Page, words: str) -> None:
    """Write in the open window, and see it sent."""
    field = page.locator(FIELD)
    await expect(field).to_be_visible(timeout=15_000)
    await field.fill(words)
    await field.press("Enter")
    await expect(page.get_by_role("log").get_by_text(words, exact=True)).to_have_count(1)
    await expect(page.get_by_role("log").get_by_text(SENT).last).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda one: one.name)
async def test_the_server_is_down_when_a_page_asks_for(
    browsers: tuple[Browser, Browser], host: Shop, server: ServerProcess, moment: Moment
) -> None:
    if moment.fetches:
        host.snippet = host.snippet.replace(" crossorigin", "")
    async with AsyncExitStack() as given:
        if moment.entries:
            await given.enter_async_context(ways(server, *moment.entries))
        if moment.invites:
            await given.enter_async_context(inviting(server))
        await refused_and_back(browsers[0], host, moment)


async def refused_and_back(browser: Browser, host: Shop, moment: Moment) -> None:
    """Come to the page while that is refused; then let it through."""
    page, complaints = await open_page(browser, (1280, 800))
    await page.goto(host.url + "/host/bare")
    bare = set(await page.evaluate(GLOBALS))
    refused = await refuse(page, *moment.dead)
    await page.goto(host.url + "/host")
    if moment.stands:
        await expect(page.locator("button.besedka-launcher")).to_be_visible(timeout=15_000)
    await moment.act(page)
    await asked_for(refused, moment.times)
    await page.wait_for_timeout(300)
    await keep(page, f"down-{moment.name.replace(' ', '-')}")
    assert (await page.locator("button.besedka-launcher").filter(visible=True).count() > 0) == moment.stands
    assert set(await page.evaluate(GLOBALS)) - bare == OURS
    await unharmed(page, complaints)
    await asked_for(complaints.console, len(refused))
    assert len(complaints.console) == len(refused)
    await page.unroute_all()
    await moment.back(page)
    await says(page, f"Снова здесь: {moment.name}")
    await unharmed(page, complaints)
    await page.context.close()


async def test_where_the_panel_does_not_come_it_is_said_in_the_page_s_language(
    browsers: tuple[Browser, Browser], host: Shop
) -> None:
    for path, words in (("/", BROKEN), ("/en", "It did not load. Open it again."), ("/ar", BROKEN)):
        page, _ = await open_page(browsers[0], (1280, 800))
        await refuse(page, "**/panel-*.js")
        await page.goto(host.url + path)
        await press(page)
        await expect(page.locator(".besedka-frame[role=alert]")).to_have_text(words, timeout=15_000)
        await page.context.close()


DROP_IN = {
    "first visit": ("**/init*", False), "visit with a number": ("**/dist/module.js", False),
    "settings": ("**/c/*.json", False), "panel": ("**/panel-*.js", True),
}  # fmt: skip


@pytest.mark.parametrize("moment", DROP_IN)
async def test_the_server_is_down_when_a_page_with_the_original_s_snippet_asks_for(
    browsers: tuple[Browser, Browser], host: Shop, server: ServerProcess, moment: str
) -> None:
    dead, stands = DROP_IN[moment]
    page, complaints = await open_page(browsers[0], (1280, 800))
    address = carry(host, server, "/moved", after=OWN)
    if "number" in moment:
        await page.context.add_cookies([{"name": "roistat_visit", "value": "774411", "url": host.url}])
    await page.goto(host.url + "/host/bare")
    bare = set(await page.evaluate(GLOBALS))
    refused = await refuse(page, dead)
    await page.goto(address)
    if stands:
        await expect(page.locator("button.besedka-launcher")).to_be_visible(timeout=15_000)
        await opens_nothing(page)
    await asked_for(refused)
    await page.wait_for_timeout(300)
    assert (await page.locator("button.besedka-launcher").filter(visible=True).count() > 0) == stands
    assert [name for name in set(await page.evaluate(GLOBALS)) - bare if not ROISTAT.search(name)] == []
    await unharmed(page, complaints)
    await asked_for(complaints.console, len(refused))
    assert len(complaints.console) == len(refused)
    await page.unroute_all()
    await (again if stands else comes_anew)(page)
    await says(page, f"Снова здесь, с прежним кодом: {moment}")
    await page.context.close()


def watch_sockets(page: Page) -> list[str]:
    """Note every socket that failed."""
    failed: list[str] = []

    def note(socket: WebSocket) -> None:
        socket.on("socketerror", lambda _: failed.append(socket.url))

    page.on("websocket", note)
    return failed


async def test_the_whole_server_is_down_for_those_who_write_who_open_the_chat_and_who_come(
    browsers: tuple[Browser, Browser], host: Shop, server: ServerProcess
) -> None:
    people = [await open_page(browsers[0], (1280, 800)) for _ in range(3)]
    olga, elena, pavel = (page for page, _ in people)
    failed = watch_sockets(elena)
    await olga.goto(host.url + "/host")
    await talks(olga, "До перерыва")
    async with elena.expect_response("**/panel-*.js") as asked:
        await elena.goto(host.url + "/host")
        await elena.locator("button.besedka-launcher").hover()
    await (await asked.value).finished()
    await server.stop()
    try:
        await press(elena)
        await asked_for(failed)
        for page in (olga, elena):
            await page.locator(FIELD).fill("Во время перерыва")
            await page.locator(FIELD).press("Enter")
            await expect(page.get_by_role("log").get_by_text("Во время перерыва")).to_be_visible()
            await expect(page.locator(".besedka-frame [role=status] .lost")).to_be_visible(timeout=15_000)
            await keep(page, f"down-{'writing' if page is olga else 'opening'}")
        await pavel.goto(host.url + "/host")
        await pavel.wait_for_timeout(500)
        assert await pavel.locator("button.besedka-launcher").filter(visible=True).count() == 0
        for page, complaints in people:
            await unharmed(page, complaints)
            assert complaints.console, "the server was really asked, and was not there"
    finally:
        await server.start(40)
    for page in (olga, elena):
        await expect(page.get_by_role("log").get_by_text(SENT).last).to_be_visible(timeout=30_000)
        await expect(page.get_by_role("log").get_by_text("Во время перерыва", exact=True)).to_have_count(1)
    await comes_anew(pavel)
    await says(pavel, "Теперь и я здесь")
    for page, complaints in people:
        await unharmed(page, complaints)
        await page.context.close()
