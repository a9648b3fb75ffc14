"""Another release of the operators' app: taken up when nobody works with the one before, whole, and never beneath somebody's hands."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.releases import Releases, releases

HAS = """() => [document.querySelector('script[type=module]').getAttribute('src'),
  ...performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)].filter((one) => one.startsWith('/assets/'))"""
WAITS = """async () => {
  const found = await navigator.serviceWorker.ready
  await found.update()
  await new Promise((done) => {
    const look = () => found.waiting ? done() : setTimeout(look, 20)
    look()
  })
}"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Releases]:
    with releases(tmp_path) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="session")
async def device(browsers: tuple[Browser, Browser]) -> AsyncIterator[BrowserContext]:
    context = await browsers[1].new_context(service_workers="allow")
    yield context
    await context.close()


async def opened(device: BrowserContext, served: Releases) -> Page:
    """Open the app in a tab of its own."""
    page = await device.new_page()
    await page.goto(served.url)
    await expect(page.locator("input[name=password]")).to_be_visible(timeout=10_000)
    return page


async def is_of(page: Page, served: Releases, release: str) -> None:
    """The page is of this release, and all of it."""
    await page.wait_for_function(
        "(entry) => document.querySelector('script[type=module]')?.src.endsWith(entry)", arg=served.entry(release)
    )
    await expect(page.locator("input[name=password]")).to_be_visible(timeout=10_000)
    names: list[str] = await page.evaluate(HAS)
    assert {("-anew" in name) for name in names} == {release == "second"}, names


async def begins(device: BrowserContext, served: Releases) -> Page:
    """Open the first release, have its worker up, and let the server have the second."""
    page = await opened(device, served)
    await page.wait_for_function("() => navigator.serviceWorker.controller")
    served.now = "second"
    await page.evaluate(WAITS)
    await page.evaluate("() => { globalThis.hand = 'at work' }")
    return page


async def test_it_does_not_come_beneath_the_hands_of_who_works(device: BrowserContext, served: Releases) -> None:
    page = await begins(device, served)
    await is_of(page, served, "first")
    other = await opened(device, served)
    await is_of(other, served, "first")
    assert await page.evaluate("globalThis.hand") == "at work", "a second window takes nothing from the first"
    await other.reload()
    await is_of(other, served, "first")
    assert await page.evaluate("globalThis.hand") == "at work"


async def test_at_the_next_start_the_app_is_new(device: BrowserContext, served: Releases) -> None:
    page = await begins(device, served)
    blank = await device.new_page()
    await page.close()
    page = await opened(device, served)
    await is_of(page, served, "second")
    assert await page.evaluate("caches.keys()") == ["shell-" + "0" * 16]
    await device.set_offline(True)
    await page.reload()
    await expect(page.get_by_text("No connection")).to_be_visible(timeout=10_000)
    assert {("-anew" in name) for name in await page.evaluate(HAS)} == {True}
    await blank.close()


async def test_whoever_loads_their_only_window_anew_has_the_new_one(device: BrowserContext, served: Releases) -> None:
    page = await begins(device, served)
    await page.reload()
    await is_of(page, served, "second")


async def test_a_release_that_is_half_there_is_not_taken_up(device: BrowserContext, served: Releases) -> None:
    page = await opened(device, served)
    await page.wait_for_function("() => navigator.serviceWorker.controller")
    sw = served.folder / "first/operator/sw.js"
    sw.write_text((served.folder / "second/operator/sw.js").read_text())  # the page is still of the first
    await page.evaluate(
        """async () => {
          const found = await navigator.serviceWorker.ready
          await found.update()
          const coming = found.installing
          if (coming) await new Promise((done) => coming.addEventListener('statechange', () => coming.state !== 'installing' && done()))
        }"""
    )
    assert await page.evaluate("async () => (await navigator.serviceWorker.ready).waiting === null")
    await page.reload()
    await is_of(page, served, "first")
