"""A page of the cabinet whose server is slow: the shapes of what is on its way stand there, never a bare word."""

import asyncio
import re

from playwright.async_api import Page, Route, expect

from tests.browser.conftest import NewCabinet
from tests.browser.looks import Eye

SAID = """() => [...document.querySelectorAll('main.page *')]
  .filter((one) => one.children.length === 0 && /Загружаем/.test(one.textContent))
  .filter((one) => getComputedStyle(one).clipPath === 'none' && getComputedStyle(one).clip === 'auto').map((one) => one.outerHTML)"""


async def holds(page: Page) -> asyncio.Event:
    """Let nothing of a project, and nothing that its pages show, come before the event."""
    let = asyncio.Event()

    async def wait(route: Route) -> None:
        await let.wait()
        await route.continue_()

    await page.route(re.compile(r"/api/owner/v1/(projects/|desktop$)"), wait)
    return let


async def test_every_page_has_its_shapes_until_it_is_there(new_cabinet: NewCabinet) -> None:
    cabinet = await new_cabinet()
    page, links = cabinet.page, cabinet.page.locator("nav.side .nav a:not([href$=crm])")
    let = await holds(page)
    pages = (await links.all())[1:]
    assert len(pages) >= 12
    for link in pages:
        await link.click()
        await expect(page.locator("main.page .coming").first).to_be_visible()
        await expect(page.locator("main.page").get_by_role("status").first).to_have_text("Загружаем…")
        assert await page.evaluate(SAID) == []
    await links.nth(4).click()
    await expect(page.locator("main.page .ghost")).to_be_visible()
    views = [("desktop", "light"), ("tablet", "dark"), ("phone", "light")]
    eye = await Eye.on(page)
    eye.patient = False
    await eye.sees_everywhere("cabinet-on-its-way", views)
    let.set()
    await expect(page.locator(".coming")).to_have_count(0, timeout=15_000)
    await expect(page.get_by_role("heading", name="Мультивиджет", level=1)).to_be_visible()
