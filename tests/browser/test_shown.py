"""When and where the chat is shown: hidden without a trace, and there again without a reload."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.people import Complaints, Visitor, new_page
from tests.browser.shop import Shop
from tests.browser.showing import ANY_DEVICE, hours, pages, put_rules, rules
from tests.processes import ServerProcess

IPAD = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36"
)
TRACE = """() => document.querySelectorAll('[class*=besedka]').length + document.adoptedStyleSheets.length
    + Object.keys(localStorage).length"""
READY = "document.addEventListener('besedka:ready', () => { self.judged = true })"
NO_API = "Object.defineProperty(window, 'navigation', { value: undefined })"


async def settled(visitor: Visitor, path: str = "/") -> None:
    """Open a page, wait until its counter has judged it, which on a busy page takes seconds, and a little longer."""
    await visitor.page.add_init_script(READY)
    await visitor.page.goto(visitor.shop.url + path)
    await visitor.page.wait_for_function("() => self.judged")
    await visitor.page.wait_for_timeout(300)


async def test_an_excluded_page_has_no_trace_of_it(new_visitor: NewVisitor, server: ServerProcess) -> None:
    olga = await new_visitor()
    async with rules(server, filter=pages("!/cart*")):
        await settled(olga, "/cart/2?a=b")
        assert await olga.page.evaluate(TRACE) == 0
        await olga.page.evaluate("besedka('open'); besedka('params', { a: 1 })")
        await olga.page.wait_for_timeout(300)
        assert await olga.page.evaluate(TRACE) == 0
        assert olga.complaints.console == []
        await olga.visit("/lamp")


@pytest.mark.parametrize("api", [True, False], ids=["navigation", "without it"])
async def test_a_single_page_application_is_judged_anew(
    new_visitor: NewVisitor, server: ServerProcess, api: bool
) -> None:
    olga = await new_visitor()
    if not api:
        await olga.page.add_init_script(NO_API)
    async with rules(server, filter=pages("!/cart")):
        await olga.visit()
        before = await olga.page.evaluate("[history.pushState, history.replaceState].map(String)")
        for path, stands in (("/cart", False), ("/lamp", True), ("/cart/", False)):
            await olga.page.evaluate("path => history.pushState({}, '', path)", path)
            await olga.page.locator("h1").click()
            await expect(olga.launcher).to_have_count(int(stands))
        await olga.page.go_back()
        await expect(olga.launcher).to_be_visible()
        await olga.open()
        assert await olga.page.evaluate("[history.pushState, history.replaceState].map(String)") == before


async def test_a_body_that_is_swapped_does_not_bring_a_hidden_button_back(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    olga = await new_visitor()
    async with rules(server, filter=pages("!/cart")):
        await olga.visit()
        await olga.page.evaluate("history.pushState({}, '', '/cart')")
        await expect(olga.launcher).to_have_count(0)
        await olga.page.evaluate("document.body.innerHTML = '<h1>another page</h1>'")
        await olga.page.wait_for_timeout(400)
        assert await olga.launcher.count() == 0


@pytest.mark.parametrize(
    ("agent", "touch", "chosen", "stands"),
    [
        (ANDROID, True, ["desktop", "tablet"], False), (ANDROID, True, ["phone"], True),
        (IPAD, True, ["desktop", "phone"], False), (IPAD, True, ["tablet"], True), (IPAD, False, ["tablet"], False),
    ],
)  # fmt: skip
async def test_only_the_chosen_devices_see_it(
    browsers: tuple[Browser, Browser], shop: Shop, server: ServerProcess, agent: str, touch: bool, chosen: list[str],
    stands: bool,
) -> None:  # fmt: skip
    context = await browsers[0].new_context(user_agent=agent)
    page, complaints = await context.new_page(), Complaints()
    complaints.listen(page)
    await page.add_init_script(
        f"Object.defineProperty(navigator, 'maxTouchPoints', {{ value: {5 if touch else 0} }});"
        "Object.defineProperty(navigator, 'userAgentData', { value: undefined })"
    )
    async with rules(server, devices=chosen):
        await settled(Visitor(page, shop, complaints))
        assert await page.locator("button.besedka-launcher").count() == int(stands)
    assert complaints.errors == []
    await context.close()


async def test_hours_begin_and_end_while_the_page_is_open(new_visitor: NewVisitor, server: ServerProcess) -> None:
    olga = await new_visitor()
    await olga.page.clock.install()
    async with rules(server, schedule=hours(5, 60)):
        await settled(olga)
        assert await olga.launcher.count() == 0
        await olga.page.clock.fast_forward("05:30")
        await expect(olga.launcher).to_be_visible()
        await olga.open()
        await olga.field.fill("Почти дописала")
        await olga.page.clock.fast_forward("01:00:00")
        assert await olga.field.input_value() == "Почти дописала", "what is open stays until it is closed"
        await olga.launcher.click()
        await expect(olga.launcher).to_have_count(0)
        await olga.page.clock.fast_forward("23:00:00")
        await expect(olga.launcher).to_be_visible()


@pytest.mark.parametrize("ahead", [-7, 7])
async def test_a_device_whose_clock_is_hours_off_keeps_the_companys_hours(
    browsers: tuple[Browser, Browser], shop: Shop, server: ServerProcess, ahead: int
) -> None:
    page: Page
    page, complaints = await new_page(browsers[0], "desktop", "ru")
    await page.add_init_script(f"const now = Date.now; Date.now = () => now() + {ahead * 3_600_000}")
    olga = Visitor(page, shop, complaints)
    async with rules(server, schedule=hours(-60, 120)):
        await olga.visit()
    async with rules(server, schedule=hours(ahead * 60 - 30, 60)):
        await settled(olga)
        assert await olga.launcher.count() == 0
    await page.context.close()


async def test_a_change_in_the_cabinet_reaches_whoever_is_connected(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    olga = await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Вы ещё здесь?")
    await olga.sees_state("Отправлено|Доставлено")
    async with rules(server, devices=["phone"]):
        await olga.page.wait_for_timeout(500)
        await olga.sees("Вы ещё здесь?")
        await olga.launcher.click()
        await expect(olga.launcher).to_have_count(0)
        await put_rules(server, devices=ANY_DEVICE)
        await expect(olga.launcher).to_be_visible(timeout=5_000)
        await olga.launcher.click()
        await olga.sees("Вы ещё здесь?")
        await olga.launcher.click()
        await put_rules(server, devices=["phone"])
        await expect(olga.launcher).to_have_count(0, timeout=5_000)
