"""The museum of host pages: on each of them the button stands and opens, a message goes through, and the page notices nothing of it."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Frame, Locator, Page, async_playwright, expect

from tests.browser.conftest import ARGUMENTS, chromium, close_all
from tests.browser.exhibits import EXHIBITS, LAST_SCREEN, VOUCHING, Exhibit
from tests.browser.looks import keep
from tests.browser.people import Complaints
from tests.browser.shop import Shop
from tests.processes import ServerProcess

WATCH = """
window.__moved = []
const box = ({ x, y, width, height }) => [x, y, width, height]
const said = ({ node, previousRect, currentRect }) => `${node?.className ?? node?.nodeName} ${box(previousRect)} ${box(currentRect)}`
const page = ({ node }) => node && !node.parentElement?.closest('.besedka-frame')
const note = (one) => one.value && window.__moved.push(...one.sources.filter(page).map(said))
new PerformanceObserver((list) => list.getEntries().forEach(note))
  .observe({ type: 'layout-shift', buffered: true })
window.__built = [fetch, WebSocket, history.pushState, history.replaceState, JSON.stringify, Array.prototype.push, Promise.prototype.then,
  EventTarget.prototype.addEventListener, Node.prototype.appendChild, Element.prototype.attachShadow, XMLHttpRequest.prototype.open]
"""
HEADS = """() => {
  window.__heads = new Set()
  const look = () => {
    const head = document.querySelector('.besedka-frame')?.shadowRoot?.querySelector('.head')
    const [own, way] = [head, head?.querySelector('.tool')].map((node) => node?.getBoundingClientRect())
    if (own?.height) window.__heads.add(`${own.height} ${way.y - own.y}`)
    requestAnimationFrame(look)
  }
  look()
}"""
BUILT = """() => [fetch, WebSocket, history.pushState, history.replaceState, JSON.stringify, Array.prototype.push, Promise.prototype.then,
  EventTarget.prototype.addEventListener, Node.prototype.appendChild, Element.prototype.attachShadow, XMLHttpRequest.prototype.open]
  .every((one, index) => one === window.__built[index])"""
GLOBALS = "Object.getOwnPropertyNames(window)"
OURS = {"besedka"}
SENT = re.compile("Отправлено|Доставлено|Sent|Delivered")


@pytest_asyncio.fixture(loop_scope="session")
async def walls(shop: Shop, server: ServerProcess) -> AsyncIterator[Shop]:
    """Every exhibit hangs on the shop's site, with the snippet and without."""
    for exhibit in EXHIBITS:
        shop.pages[f"/{exhibit.name.replace(' ', '-')}"] = exhibit.page()
        shop.pages[f"/{exhibit.name.replace(' ', '-')}/bare"] = exhibit.page(carries=False)
    given = shop.snippet
    yield shop
    shop.pages.clear()
    shop.csp, shop.snippet = "", given
    await close_all(server)


async def open_page(browser: Browser, size: tuple[int, int], scale: int = 1) -> tuple[Page, Complaints]:
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, device_scale_factor=scale, locale="ru-RU"
    )
    page, complaints = await context.new_page(), Complaints()
    complaints.listen(page)
    await page.add_init_script(WATCH)
    return page, complaints


async def talks(where: Page | Frame, words: str) -> None:
    """See the button, open the chat, write, and see it sent."""
    launcher = where.locator("button.besedka-launcher")
    await expect(launcher).to_be_visible(timeout=15_000)
    await launcher.click()
    field = where.locator(".besedka-frame textarea")
    await expect(field).to_be_visible(timeout=15_000)
    await field.fill(words)
    await field.press("Enter")
    await expect(where.get_by_role("log").get_by_text(words, exact=True)).to_have_count(1)
    await expect(where.get_by_role("log").get_by_text(SENT).last).to_be_visible(timeout=15_000)


async def stands_still(page: Page, exhibit: Exhibit) -> None:
    """Wait until a page that moves what is on it has done so for the last time."""
    if exhibit.moves:
        await expect(page.get_by_role("heading", name=LAST_SCREEN)).to_be_visible()


async def stands_well(launcher: Locator, exhibit: Exhibit) -> None:
    """Is it round, of its size and in its corner?"""
    box = await launcher.bounding_box()
    assert box is not None
    assert box["width"] == box["height"]
    assert box["width"] >= 52
    drawn = await launcher.locator("path").bounding_box()
    assert drawn is not None
    assert drawn["width"] > 10, "it has its picture"
    width, height = exhibit.size
    aside = box["x"] if exhibit.corner == "left" else width - box["x"] - box["width"]
    assert 8 <= aside <= 40
    assert 8 <= height - box["y"] - box["height"] <= 40


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda one: one.name)
async def test_an_exhibit(
    browsers: tuple[Browser, Browser], walls: Shop, server: ServerProcess, exhibit: Exhibit
) -> None:
    path = f"/{exhibit.name.replace(' ', '-')}"
    if exhibit.csp:
        walls.snippet = walls.snippet.replace("<script", '<script nonce="n1"')
        walls.csp = exhibit.csp.format(server=server.url, socket=server.url.replace("http", "ws"))
    page, complaints = await open_page(browsers[0], exhibit.size, 2 if exhibit.name == "zoomed" else 1)
    await page.goto(f"{walls.url}{path}/bare")
    await stands_still(page, exhibit)
    bare = set(await page.evaluate(GLOBALS))
    await page.goto(walls.url + path)
    await stands_still(page, exhibit)
    launcher = page.locator("button.besedka-launcher")
    await expect(launcher).to_be_visible(timeout=15_000)
    await stands_well(launcher, exhibit)
    await keep(page, f"museum-{path[1:]}-closed")
    assert exhibit.moves or await page.evaluate("window.__moved") == []
    await talks(page, f"Пишу со страницы «{exhibit.name}»")
    await page.wait_for_timeout(300)
    await keep(page, f"museum-{path[1:]}-open")
    assert set(await page.evaluate(GLOBALS)) - bare == OURS
    assert await page.evaluate(BUILT)
    assert (complaints.errors, complaints.console) == ([], [])
    await page.context.close()


async def test_a_page_that_allows_no_policy_of_ours_vouches_for_our_scripts_by_its_own(
    browsers: tuple[Browser, Browser], walls: Shop, server: ServerProcess
) -> None:
    walls.snippet = walls.snippet.replace("<script", '<script nonce="n1"')
    walls.csp = VOUCHING.csp.format(server=server.url, socket=server.url.replace("http", "ws"))
    walls.pages["/vouching"] = VOUCHING.page().replace("{server}", server.url)
    page, complaints = await open_page(browsers[0], (1280, 800))
    await page.goto(f"{walls.url}/vouching")
    await talks(page, "Пишу там, где за адреса ручается сам сайт")
    assert complaints.errors == []
    assert [one for one in complaints.console if "'besedka'" not in one] == []
    await page.context.close()


async def test_a_site_in_a_frame_of_another(browsers: tuple[Browser, Browser], walls: Shop) -> None:
    walls.pages["/outer"] = (
        f"<!doctype html><title>outer</title><iframe src='{walls.url}/plain' width='900' height='700'></iframe>"
    )
    page, complaints = await open_page(browsers[0], (1280, 800))
    await page.goto(walls.url.replace("localhost", "127.0.0.1") + "/outer")
    frame = page.frames[1]
    await talks(frame, "Пишу из рамки")
    await keep(page, "museum-framed")
    assert (complaints.errors, complaints.console) == ([], [])
    await page.context.close()


async def test_third_party_cookies_blocked(walls: Shop) -> None:
    async with async_playwright() as playwright:
        flags = [*ARGUMENTS, "--test-third-party-cookie-phaseout", "--block-third-party-cookies"]
        browser = await playwright.chromium.launch(executable_path=chromium(), args=flags)
        page, complaints = await open_page(browser, (1280, 800))
        cookies: list[str] = []
        page.on("response", lambda answer: cookies.extend(v for k, v in answer.headers.items() if k == "set-cookie"))
        await page.goto(walls.url + "/plain")
        await talks(page, "Пишу без чужих печений")
        await page.reload()
        await expect(page.locator("button.besedka-launcher")).to_be_visible(timeout=15_000)
        await page.locator("button.besedka-launcher").click()
        await expect(page.get_by_role("log").get_by_text("Пишу без чужих печений")).to_be_visible(timeout=10_000)
        assert (cookies, complaints.errors, complaints.console) == ([], [], [])
        await browser.close()


async def test_slow_3g(browsers: tuple[Browser, Browser], walls: Shop) -> None:
    page, complaints = await open_page(browsers[0], (390, 844))
    cdp = await page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    await cdp.send("Network.enable")
    await cdp.send("Network.emulateNetworkConditions", slow)
    await page.goto(walls.url + "/plain")
    launcher = page.locator("button.besedka-launcher")
    await expect(launcher).to_be_visible(timeout=20_000)
    await page.evaluate(HEADS)
    await launcher.click()
    await expect(page.locator(".besedka-frame.opened")).to_be_visible()
    await keep(page, "museum-slow-waiting")
    await expect(page.locator(".besedka-frame .head h2")).to_be_visible(timeout=20_000)
    await page.wait_for_timeout(300)
    assert len(await page.evaluate("[...window.__heads]")) == 1, "the head has its height before it has its words"
    field = page.locator(".besedka-frame textarea")
    await expect(field).to_be_visible(timeout=20_000)
    await field.fill("Пишу издалека")
    await field.press("Enter")
    await expect(page.get_by_role("log").get_by_text(SENT).last).to_be_visible(timeout=20_000)
    assert await page.evaluate("window.__moved") == []
    assert (complaints.errors, complaints.console) == ([], [])
    await page.context.close()
