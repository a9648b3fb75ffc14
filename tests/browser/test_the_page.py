"""What the counter does to a page: nothing that the page or its visitor would mind."""

import json
import re
from collections.abc import Awaitable, Callable, Iterator

import pytest
from playwright.async_api import Browser, Page, Request, Route, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.people import Visitor, new_page
from tests.browser.shop import Shop
from tests.processes import ServerProcess

STORED = """async () => ({
    cookies: document.cookie, local: {...localStorage}, session: {...sessionStorage},
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
})"""
NOTHING = {"cookies": "", "local": {}, "session": {}, "databases": 0, "caches": 0}

BLOCKED = """
for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
  Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError') } })
const blocked = () => { throw new DOMException('blocked') }
Object.defineProperty(Document.prototype, 'cookie', { get: blocked, set: blocked })
"""


async def test_nothing_is_stored_before_the_first_message(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    await olga.visit()
    assert await olga.page.evaluate(STORED) == NOTHING
    await olga.open()
    await olga.field.type("I only think about")
    await olga.page.wait_for_timeout(700)
    assert await olga.page.evaluate(STORED) == NOTHING
    await olga.page.keyboard.press("Enter")
    await olga.sees_state("Отправлено|Доставлено")
    stored = await olga.page.evaluate(STORED)
    assert stored["local"]
    assert await olga.context.cookies() == []


async def test_the_page_asks_nobody_else_and_once_only(new_visitor: NewVisitor, server: ServerProcess) -> None:
    olga, asked = await new_visitor(), list[Request]()
    olga.page.on("request", lambda request: asked.append(request))  # playwright marks the function
    await olga.visit()
    await olga.page.wait_for_timeout(500)
    strange = [r.url for r in asked if not r.url.startswith((olga.shop.url, server.url))]
    assert strange == []
    assert len([r for r in asked if r.url.startswith(server.url)]) == 1


async def test_with_all_storage_blocked_it_works_for_the_pages_life(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.page.add_init_script(BLOCKED)
    await olga.visit()
    await olga.open()
    await olga.write("Хранилище закрыто")
    await olga.sees_state("Отправлено|Доставлено")
    await anna.opens("Хранилище закрыто")
    await anna.takes()
    await anna.answers("И так бывает")
    await olga.sees("И так бывает")


async def test_history_returns_with_the_visitor(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Я ещё вернусь")
    await anna.opens("Я ещё вернусь")
    await anna.takes()
    await olga.page.goto("about:blank")
    await anna.answers("Ждём вас")
    await olga.visit("/lamp")
    await expect(olga.launcher).to_have_accessible_name(re.compile("1"), timeout=10_000)
    await olga.open()
    await olga.sees("Я ещё вернусь")
    await olga.sees("Ждём вас")


@pytest.fixture
def fetching(shop: Shop) -> Iterator[None]:
    """Sites that leave `crossorigin` out of the snippet: the script comes without the settings, and fetches them."""
    shop.snippet, given = shop.snippet.replace(" crossorigin", ""), shop.snippet
    yield
    shop.snippet = given


async def test_odd_answers_of_the_server_harm_nobody(
    browsers: tuple[Browser, Browser], shop: Shop, server: ServerProcess, fetching: None
) -> None:
    for status, body in ((200, "<html>captive portal</html>"), (200, "null"), (200, "{}"), (500, ""), (404, "{}")):
        page, complaints = await new_page(browsers[0], "desktop", "ru")

        await page.route("**/c/*.json", _answering(status, body))
        await page.goto(shop.url)
        await page.wait_for_timeout(500)
        assert complaints.errors == []
        await page.context.close()


def _answering(status: int, body: str) -> Callable[[Route], Awaitable[None]]:
    async def answer(route: Route) -> None:
        await route.fulfill(status=status, body=body, headers={"Access-Control-Allow-Origin": "*"})

    return answer


async def test_no_layout_shift_and_no_new_globals(
    browsers: tuple[Browser, Browser], shop: Shop, server: ServerProcess
) -> None:
    page, _ = await new_page(browsers[0], "desktop", "ru")
    await page.add_init_script(
        "window.__before = null; window.__shift = 0;"
        "new PerformanceObserver(l => { for (const e of l.getEntries()) window.__shift += e.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    await page.goto(shop.url + "/plain")
    plain = set(await page.evaluate("Object.getOwnPropertyNames(window)"))
    await page.goto(shop.url)
    await expect(page.locator("button.besedka-launcher")).to_be_visible()
    await page.wait_for_timeout(500)
    assert set(await page.evaluate("Object.getOwnPropertyNames(window)")) - plain == {"besedka"}
    assert await page.evaluate("window.__shift") == 0
    await page.context.close()


async def test_calls_made_before_and_after_loading(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    await olga.page.add_init_script(
        "window.heard = []; window.besedka = function () { (window.besedka.q = window.besedka.q || []).push(arguments) };"
        "besedka('on', 'open', () => heard.push('open')); besedka('unknown', { a: null }); besedka('open')"
    )
    await olga.visit()
    await expect(olga.field).to_be_visible(timeout=10_000)
    await olga.page.evaluate("besedka('language', 'en')")
    await expect(olga.page.get_by_role("textbox", name=re.compile("Write"))).to_be_visible()
    await olga.page.evaluate("besedka('close')")
    await expect(olga.field).not_to_be_visible()
    assert await olga.page.evaluate("heard") == ["open"]


@pytest.mark.parametrize(
    "swap",
    [
        "document.body.innerHTML = '<main>another page</main>'",
        "document.body.replaceWith(document.createElement('body'))",
        "document.body.replaceWith(document.createElement('body')); document.body.textContent = 'twice'",
    ],
)
async def test_a_site_that_swaps_its_page_keeps_the_button(new_visitor: NewVisitor, swap: str) -> None:
    olga = await new_visitor()
    await olga.visit()
    await expect(olga.launcher).to_be_visible()
    for _ in range(2):
        await olga.page.evaluate(swap)
        await expect(olga.launcher).to_be_visible()
    await olga.open()


async def test_a_site_that_takes_the_button_away_is_not_brought_to_a_halt(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    await olga.visit()
    await expect(olga.launcher).to_be_visible()
    await olga.page.evaluate(
        "() => new MutationObserver(() => document.querySelectorAll('.besedka-launcher').forEach(b => b.remove()))"
        ".observe(document.body, { childList: true, subtree: true })"
    )
    await olga.page.evaluate("document.querySelector('.besedka-launcher').remove()")
    assert await olga.page.evaluate("new Promise(done => setTimeout(() => done('alive'), 300))") == "alive"


async def test_a_strict_policy_of_the_site(new_visitor: NewVisitor, shop: Shop, server: ServerProcess) -> None:
    host = server.url.removeprefix("http://")
    olga = await new_visitor()
    shop.csp = (
        f"default-src 'none'; script-src 'nonce-n1' {server.url}; connect-src {server.url} ws://{host}; style-src 'nonce-n1'; "
        "img-src data:; base-uri 'none'"
    )
    shop.snippet, plain = shop.snippet.replace("<script", '<script nonce="n1"'), shop.snippet
    try:
        await olga.visit()
        await olga.open()
        await olga.write("Строгая политика")
        await olga.sees_state("Отправлено|Доставлено")
        refusals = [text for text in olga.complaints.console if "Content Security Policy" in text and "style" in text]
        assert json.dumps(refusals) == "[]" or await _dressed(olga)
    finally:
        shop.csp, shop.snippet = "", plain


async def _dressed(visitor: Visitor) -> bool:
    width = await visitor.launcher.evaluate("node => node.getBoundingClientRect().width")
    return bool(width >= 52)


async def test_a_site_that_fetches_the_settings_has_the_button_too(new_visitor: NewVisitor, fetching: None) -> None:
    olga = await new_visitor()
    async with olga.page.expect_response("**/c/*.json"):
        await olga.visit()
    await olga.open()


async def test_a_foreign_site_that_fetches_the_settings_gets_no_chat(
    browsers: tuple[Browser, Browser], shop: Shop, server: ServerProcess, fetching: None
) -> None:
    await test_a_foreign_site_gets_no_chat(browsers, shop, server)


async def test_a_foreign_site_gets_no_chat(
    browsers: tuple[Browser, Browser], shop: Shop, server: ServerProcess
) -> None:
    page: Page
    page, complaints = await new_page(browsers[0], "desktop", "ru")
    await page.goto(shop.url.replace("localhost", "127.0.0.1"))
    await page.wait_for_timeout(800)
    assert await page.locator("button").filter(visible=True).count() == 0
    assert complaints.errors == []
    await page.context.close()
