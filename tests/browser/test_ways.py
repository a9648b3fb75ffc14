"""The ways to get in touch on the page: one is opened by the button itself, several are a list of the page's own nodes."""

import asyncio

from playwright.async_api import Route, expect

from tests.browser.conftest import NewVisitor
from tests.browser.looks import MOVED, Eye, look
from tests.browser.test_forced_colours import edge, force, look_of
from tests.browser.test_speech import speaking
from tests.browser.ways import CHAT, NO_CHAT, OWN, TELEGRAM, listed, opens, put_ways, way, ways
from tests.processes import ServerProcess

ALL = (
    CHAT, TELEGRAM, way("whatsapp", "+7 900 000-00-14"), way("vk", "vk.me/shop"), way("viber", "+7 900 000-00-14"),
    way("max", "max.ru/shop"), way("email", "hello@shop.example"), way("phone", "+7 495 000-00-14"), OWN,
)  # fmt: skip
LINE = ".roistat-multiwidget-pulsator-popup-item-chat"
COUNTED = f"""() => {{ window.counted = 0; document.querySelector('{LINE}').addEventListener('click', () => window.counted++) }}"""


async def test_the_one_way_that_there_is_opens_at_once_in_a_tab_that_knows_nothing_of_the_page(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with ways(server, NO_CHAT, OWN):
        olga = await new_visitor()
        await olga.visit()
        await expect(olga.launcher).to_have_accessible_name("Адреса магазинов")
        assert "roistat-online-chat-holder" not in str(await olga.launcher.get_attribute("class"))
        await olga.page.context.route("https://shop.example/**", lambda route: route.fulfill(body="<h1>Магазины</h1>"))
        async with olga.page.context.expect_page() as opened:
            await olga.launcher.click()
        page = await opened.value
        await page.wait_for_url("https://shop.example/shops")
        assert await page.evaluate("window.opener") is None
        assert await olga.page.locator(".besedka-frame, .besedka-ways").count() == 0


async def test_several_ways_are_a_list_and_the_chat_is_one_of_them(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with ways(server, TELEGRAM, CHAT, OWN):
        olga = await new_visitor()
        await olga.visit()
        await expect(olga.launcher).to_have_accessible_name("Связаться с нами")
        lines = (await opens(olga)).locator("a, button")
        await expect(lines).to_have_text(["Telegram", "Написать в чат", "Адреса магазинов"])
        assert await lines.first.get_attribute("href") == "https://t.me/shop_bot"
        assert await lines.first.get_attribute("rel") == "noopener"
        await expect(olga.launcher).to_have_accessible_name("Закрыть")
        await olga.page.evaluate(COUNTED)
        await olga.page.locator(LINE).click()
        await expect(olga.field).to_be_visible(timeout=10_000)
        await expect(listed(olga)).to_be_hidden()
        await olga.write("Здравствуйте")
        await olga.sees("Здравствуйте")
        await olga.launcher.click()
        await expect(olga.field).to_be_hidden()
        await opens(olga)
        await olga.page.locator(LINE).click()
        assert await olga.page.evaluate("counted") == 2, "once for each opening"
        assert olga.complaints.errors == []


async def test_on_a_phone_the_list_keeps_its_button_and_the_window_covers_it_and_nothing_is_printed(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with ways(server, TELEGRAM, CHAT):
        olga = await new_visitor("phone")
        await olga.visit()
        for _ in range(2):
            await opens(olga)
            await expect(olga.launcher).to_be_visible()
            await olga.page.locator(LINE).click()
            await expect(olga.field).to_be_visible(timeout=10_000)
            await expect(olga.launcher).to_be_hidden()
            await olga.page.get_by_role("button", name="Закрыть чат").click()
        await opens(olga)
        await olga.page.emulate_media(media="print")
        await expect(olga.launcher).to_be_hidden()


async def test_the_list_is_walked_by_keys_and_gives_the_focus_back(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with ways(server, TELEGRAM, CHAT, OWN):
        olga = await new_visitor()
        await olga.visit()
        await olga.launcher.focus()
        await olga.page.keyboard.press("Enter")
        await expect(listed(olga).get_by_role("link", name="Telegram")).to_be_focused(timeout=10_000)
        await olga.page.keyboard.press("ArrowUp")
        await expect(listed(olga).get_by_role("link", name="Адреса магазинов")).to_be_focused()
        await olga.page.keyboard.press("ArrowUp")
        await expect(listed(olga).get_by_role("button", name="Написать в чат")).to_be_focused()
        await olga.page.keyboard.press("Escape")
        await expect(listed(olga)).to_be_hidden()
        await expect(olga.launcher).to_be_focused()
        await opens(olga)
        await olga.page.locator("h1").click()
        await expect(listed(olga)).to_be_hidden()


async def test_a_list_that_was_closed_does_not_come_back_with_a_late_answer(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with ways(server, TELEGRAM, CHAT, OWN):
        olga = await new_visitor()
        await olga.visit()
        await opens(olga)
        await olga.page.keyboard.press("Escape")

        async def late(route: Route) -> None:
            await asyncio.sleep(0.5)
            await route.continue_()

        await olga.page.route("**/*.ways.json", late)
        async with olga.page.expect_response("**/*.ways.json"):
            await opens(olga)
            await olga.page.locator("h1").click()
        await olga.page.wait_for_timeout(200)
        await expect(listed(olga)).to_be_hidden()


async def test_changes_reach_a_page_that_stays_open(new_visitor: NewVisitor, server: ServerProcess) -> None:
    async with ways(server, CHAT):
        olga = await new_visitor()
        await olga.visit()
        await olga.open()
        await olga.write("Я здесь")
        await olga.sees("Я здесь")
        await olga.launcher.click()
        await put_ways(server, CHAT, TELEGRAM, button="#6b4fa0", inline="start", block="start")
        await expect(olga.launcher).to_have_css("background-color", "rgb(107, 79, 160)", timeout=10_000)
        await olga.page.mouse.move(700, 500)  # a button under the pointer stands two pixels higher
        await expect(olga.launcher).to_have_css("transform", "none")
        box = await olga.launcher.bounding_box()
        assert box is not None
        assert (box["x"], box["y"]) == (24, 24)
        await expect(await opens(olga)).to_contain_text("Telegram")
        place = await listed(olga).bounding_box()
        assert place is not None
        assert (place["x"], place["y"]) == (24, 100)
        await listed(olga).get_by_role("button", name="Написать в чат").click()
        await expect(olga.field).to_be_visible()
        await olga.page.evaluate(MOVED)
        window = await olga.page.locator(".besedka-frame").bounding_box()
        assert window is not None
        assert (window["x"], window["y"]) == (24, 100)
        await olga.page.evaluate("besedka('close')")
        await put_ways(server, CHAT)
        await expect(olga.launcher).not_to_have_css("background-color", "rgb(107, 79, 160)", timeout=10_000)
        await olga.launcher.click()
        await expect(olga.field).to_be_visible()
        await expect(listed(olga)).to_be_hidden()


async def test_an_arabic_list_on_a_page_that_reads_from_left_to_right(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with ways(server, CHAT, TELEGRAM), speaking(server, "ru", "en", "ar"):
        olga = await new_visitor()
        await olga.visit()
        before = await (await opens(olga)).bounding_box()
        await olga.launcher.click()
        await olga.page.evaluate("besedka('language', 'ar')")
        await olga.launcher.click()
        box = olga.page.locator(".besedka-ways")
        await expect(box).to_be_visible()
        await expect(box).to_have_attribute("lang", "ar")
        assert await box.evaluate("box => getComputedStyle(box.querySelector('h2')).direction") == "rtl"
        line = box.locator("a")
        sign, name = await line.locator("svg").bounding_box(), await line.locator("span").bounding_box()
        after = await box.bounding_box()
        assert sign is not None
        assert name is not None
        assert sign["x"] > name["x"], "the icon stands before the name, as one reads"
        assert before is not None
        assert after is not None
        assert after["x"] == before["x"], "the list stays in its corner of the page"
        await look(olga.page, "widget-ways-arabic")


async def test_the_list_in_forced_colours(new_visitor: NewVisitor, server: ServerProcess) -> None:
    async with ways(server, CHAT, TELEGRAM):
        olga = await new_visitor()
        await force(olga.page)
        await olga.visit()
        lines = (await opens(olga)).locator("a, button")
        assert await edge(listed(olga)) == "1px"
        assert await edge(lines.first.locator("svg")) == "1px"
        await expect(lines.first).to_be_focused()
        await olga.page.keyboard.press("ArrowDown")
        await expect(lines.nth(1)).to_be_focused()
        assert await look_of(lines.nth(1)) != await look_of(lines.nth(0)), "what has the focus differs"
        await look(olga.page, "widget-ways-forced")


async def test_the_list_in_every_look(new_visitor: NewVisitor, server: ServerProcess) -> None:
    async with ways(server, *ALL):
        olga = await new_visitor()
        await olga.visit()
        eye = await Eye.on(olga.page)
        await opens(olga)
        faults = list[str]()
        for size in ("desktop", "tablet", "phone"):
            for scheme in ("light", "dark"):
                await eye.turn(size, scheme)
                faults += await eye.faults(f"widget-ways-{size}-{scheme}")
        assert faults == []
