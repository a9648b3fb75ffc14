"""The server takes what is asked at each moment and never answers: the page works, people are told, and all is well with the answers."""

import asyncio
import signal
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.browser.down import FIELD, MOMENTS, Moment, asked_for, comes_anew, press
from tests.browser.looks import keep
from tests.browser.shop import Shop
from tests.browser.test_down import host, says, unharmed
from tests.browser.test_invitation import inviting
from tests.browser.test_museum import SENT, open_page, talks
from tests.browser.ways import ways
from tests.processes import ServerProcess
from tests.waiting import until

__all__ = ["host"]
GIVEN_UP = """!document.head.querySelector('script[src*="/assets/"], script[src*="/panel-"], script[src*="/words-"]')"""
"""Nobody waits for any script of ours any more, but for the one that the page itself has asked for."""
LOST = ".besedka-frame [role=status] .lost"


@dataclass
class Silence:
    """Takes every question and never answers. The page's own clock runs ahead at each, so that it gives up soon."""

    page: Page
    asked: list[str] = field(default_factory=list)
    over: int = 0
    """How many of them the page's clock has left behind."""

    async def take(self, route: Route) -> None:
        """Take a question."""
        self.asked.append(route.request.url)
        await asyncio.sleep(0.2)
        await self.page.clock.fast_forward(10_000)
        self.over += 1

    async def ends(self) -> None:
        """Let through what is asked from now on; the page's clock goes its own way again."""
        await until(self.is_over)
        await self.page.unroute_all()
        await until(self.is_over)

    def is_over(self) -> bool:
        """Has the clock run ahead for all that was asked?"""
        return self.over == len(self.asked)


async def hang(page: Page, *addresses: str) -> Silence:
    """Answer nothing at these addresses from now on."""
    silence = Silence(page)
    await page.clock.install()
    for address in addresses:
        await page.route(address, silence.take)
    return silence


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda one: one.name)
async def test_the_server_hangs_when_a_page_asks_for(
    browsers: tuple[Browser, Browser], host: Shop, server: ServerProcess, moment: Moment
) -> None:
    if moment.fetches:
        host.snippet = host.snippet.replace(" crossorigin", "")
    async with AsyncExitStack() as given:
        if moment.entries:
            await given.enter_async_context(ways(server, *moment.entries))
        if moment.invites:
            await given.enter_async_context(inviting(server))
        await hangs_and_is_back(browsers[0], host, moment)


async def hangs_and_is_back(browser: Browser, host: Shop, moment: Moment) -> None:
    """Come to the page while that hangs; then let it through."""
    page, complaints = await open_page(browser, (1280, 800))
    silence = await hang(page, *moment.dead)
    await page.goto(host.url + "/host", wait_until="domcontentloaded")
    if moment.stands:
        await expect(page.locator("button.besedka-launcher")).to_be_visible(timeout=15_000)
    await moment.act(page)
    await asked_for(silence.asked, moment.times)
    await unharmed(page, complaints)
    await page.wait_for_function(GIVEN_UP)
    await keep(page, f"hangs-{moment.name.replace(' ', '-')}")
    assert (await page.locator("button.besedka-launcher").filter(visible=True).count() > 0) == moment.stands
    await unharmed(page, complaints)
    assert complaints.console == []
    await silence.ends()
    await moment.back(page)
    await says(page, f"Снова отвечает: {moment.name}")
    await unharmed(page, complaints)
    await page.context.close()


async def test_the_whole_server_hangs_for_those_who_write_who_open_the_chat_and_who_come(
    browsers: tuple[Browser, Browser], host: Shop, server: ServerProcess
) -> None:
    people = [await open_page(browsers[0], (1280, 800)) for _ in range(3)]
    olga, elena, pavel = (page for page, _ in people)
    await olga.goto(host.url + "/host")
    await talks(olga, "До молчания")
    async with elena.expect_response("**/panel-*.js") as panel:
        await elena.goto(host.url + "/host")
        await elena.locator("button.besedka-launcher").hover()
    await (await panel.value).finished()  # not its head alone
    server.send(signal.SIGSTOP)
    try:
        await press(elena)
        await asyncio.gather(writes_into_silence(olga), writes_into_silence(elena))
        await pavel.goto(host.url + "/host", wait_until="domcontentloaded")
        assert await pavel.locator("button.besedka-launcher").filter(visible=True).count() == 0
        for page, complaints in people:
            await unharmed(page, complaints)
    finally:
        server.send(signal.SIGCONT)
    for page in (olga, elena):
        await expect(page.get_by_role("log").get_by_text(SENT).last).to_be_visible(timeout=30_000)
        await expect(page.get_by_role("log").get_by_text("Во время молчания", exact=True)).to_have_count(1)
        await expect(page.locator(LOST)).to_have_count(0, timeout=30_000)
    await comes_anew(pavel)
    await says(pavel, "Теперь и мне ответили")
    for page, complaints in people:
        await unharmed(page, complaints)
        await page.context.close()


async def writes_into_silence(page: Page) -> None:
    """Write, see it wait, and be told that there is no connection."""
    await page.locator(FIELD).fill("Во время молчания")
    await page.locator(FIELD).press("Enter")
    await expect(page.get_by_role("log").get_by_text("Во время молчания", exact=True)).to_be_visible()
    await expect(page.locator(LOST)).to_be_visible(timeout=40_000)
