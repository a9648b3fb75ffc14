"""The invitation where a page is unusual: storage blocked, right to left, narrow, left and come back to; on leaving, on chosen pages."""

from playwright.async_api import Locator, Page, async_playwright, expect

from tests.browser.conftest import ARGUMENTS, NewOperator, NewVisitor, whole_chromium
from tests.browser.exhibits import BLOCKED, Exhibit
from tests.browser.forming import is_there
from tests.browser.looks import look
from tests.browser.people import Complaints
from tests.browser.shop import Shop
from tests.browser.test_invitation import bubble, inviting
from tests.processes import ServerProcess

NEVER = 1_700
"""Milliseconds after which an invitation that is due after one second would have come."""
FORM = '<main><h1>Лампы</h1><input id="low" aria-label="low" style="position:fixed;left:0;right:0;bottom:110px;height:44px"></main>'


async def inside(page: Page, box: Locator) -> dict[str, float]:
    """Return where it is, wholly on the screen."""
    found, size = await box.bounding_box(), page.viewport_size
    assert found is not None
    assert size is not None
    assert found["x"] >= 8
    assert found["y"] >= 8
    assert found["x"] + found["width"] <= size["width"] - 8
    assert found["y"] + found["height"] <= size["height"] - 8
    return {"x": found["x"], "end": found["x"] + found["width"], "foot": found["y"] + found["height"]}


async def test_all_storage_blocked(new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess) -> None:
    await is_there(await new_operator(), server)
    olga = await new_visitor()
    olga.shop.pages["/blocked"] = Exhibit("blocked", BLOCKED).page()
    async with inviting(server):
        await olga.visit("/blocked")
        await expect(bubble(olga.page)).to_contain_text("Подобрать лампу?", timeout=15_000)
        await bubble(olga.page).get_by_role("button", name="Закрыть приглашение").click()
        await expect(bubble(olga.page)).to_have_count(0)
        await olga.page.evaluate("history.pushState({}, '', '/blocked?2')")
        await olga.page.wait_for_timeout(NEVER)
        await expect(bubble(olga.page)).to_have_count(0)
        await olga.open()
        await olga.write("Пишу без хранилища")
        await olga.sees("Пишу без хранилища")
    olga.shop.pages.clear()
    assert olga.complaints.console == []


async def test_on_a_narrow_phone_in_either_direction_and_never_over_what_the_page_has_in_focus(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess
) -> None:
    await is_there(await new_operator(), server)
    olga = await new_visitor("phone")
    page, shut = olga.page, bubble(olga.page).get_by_role("button").nth(1)
    await page.set_viewport_size({"width": 320, "height": 568})
    olga.shop.pages["/form"] = Exhibit("form", body=FORM).page()
    async with inviting(server):
        await olga.visit("/form")
        await page.locator("#low").focus()
        drawn = page.locator(".besedka-invite .invite")
        await expect(drawn).to_contain_text("Подобрать лампу?", timeout=15_000)
        await expect(drawn).to_be_hidden()
        await expect(page.locator("#low")).to_be_focused()
        await page.locator("#low").blur()
        await expect(bubble(page)).to_be_visible()
        at, button = await inside(page, bubble(page)), await olga.launcher.bounding_box()
        assert button is not None
        assert at["foot"] <= button["y"], "above the button"
        await look(page, "invitation-320")
        await shut.focus()
        await page.keyboard.press("Escape")
        await expect(bubble(page)).to_have_count(0)
        await expect(olga.launcher).to_be_focused()
        elena = await new_visitor("phone")
        page, shut = elena.page, bubble(elena.page).get_by_role("button").nth(1)
        await page.set_viewport_size({"width": 320, "height": 568})
        await elena.visit("/ar")
        await expect(bubble(page)).to_contain_text("Подобрать лампу?", timeout=15_000)
        at, button = await inside(page, bubble(page)), await elena.launcher.bounding_box()
        assert button is not None
        assert button["x"] < 100, "the button stands on the left"
        assert at["x"] == 24, "as far from its side as the button"
        await look(page, "invitation-320-ar")
        closing = await shut.bounding_box()
        assert closing is not None
        assert min(closing["width"], closing["height"]) >= 44
        await shut.tap()
        await expect(bubble(page)).to_have_count(0)
        await elena.visit("/ar")
        await page.wait_for_timeout(NEVER)
        await expect(bubble(page)).to_have_count(0)
    olga.shop.pages.clear()


async def test_a_page_that_is_left_and_come_back_to(
    new_operator: NewOperator, shop: Shop, server: ServerProcess
) -> None:
    await is_there(await new_operator(), server)
    async with async_playwright() as playwright, inviting(server):
        browser = await playwright.chromium.launch(
            executable_path=whole_chromium(), args=ARGUMENTS, ignore_default_args=["--disable-back-forward-cache"]
        )
        page, complaints = await (await browser.new_context(locale="ru-RU")).new_page(), Complaints()
        complaints.listen(page)
        await page.add_init_script("addEventListener('pageshow', (event) => { window.kept = event.persisted })")
        await page.goto(shop.url + "/")
        await expect(bubble(page)).to_contain_text("Подобрать лампу?", timeout=15_000)
        await page.goto(shop.url + "/lamp")
        await page.go_back(wait_until="commit")
        await page.wait_for_function("location.pathname === '/' && window.kept")
        await expect(bubble(page)).to_have_count(1)
        await page.go_forward(wait_until="commit")
        await expect(bubble(page)).to_contain_text("Подобрать лампу?", timeout=15_000)
        await bubble(page).get_by_role("button", name="Закрыть приглашение").click()
        await expect(bubble(page)).to_have_count(0)
        await page.go_back(wait_until="commit")
        await page.wait_for_function("location.pathname === '/' && window.kept")
        await expect(bubble(page)).to_have_count(0)
        await page.go_forward(wait_until="commit")
        await page.wait_for_timeout(NEVER)
        await expect(bubble(page)).to_have_count(0)
        assert (complaints.errors, complaints.console) == ([], [])
        await browser.close()


async def test_only_on_its_pages_also_where_the_site_swaps_them_and_to_whoever_is_about_to_leave(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess
) -> None:
    await is_there(await new_operator(), server)
    olga = await new_visitor()
    async with inviting(server, pages="/lamp*\n!/lamp/sold"):
        await olga.visit("/")
        await olga.page.wait_for_timeout(NEVER)
        await olga.page.evaluate("history.pushState({}, '', '/lamp/sold')")
        await olga.page.wait_for_timeout(NEVER)
        await expect(bubble(olga.page)).to_have_count(0)
        await olga.page.evaluate("history.pushState({}, '', '/lamp/green')")
        await expect(bubble(olga.page)).to_contain_text("Подобрать лампу?", timeout=10_000)
    async with inviting(server, after=0, leaving=True):
        elena = await new_visitor()
        await elena.visit("/")
        await elena.page.mouse.move(400, 300)
        await elena.page.wait_for_timeout(NEVER)
        await expect(bubble(elena.page)).to_have_count(0)
        await leaves(elena.page, 1500, 300)
        await elena.page.wait_for_timeout(500)
        await expect(bubble(elena.page)).to_have_count(0)
        await leaves(elena.page, 400, -10)
        await expect(bubble(elena.page)).to_contain_text("Подобрать лампу?", timeout=10_000)


async def leaves(page: Page, x: float, y: float) -> None:
    """Move the pointer over the page, and out of it to here."""
    await page.mouse.move(400, 200)
    await page.mouse.move(x, y)
