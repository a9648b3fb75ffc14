"""The cabinet's multiwidget: moved by keys, refused beside the field, shown before it is saved, never over another's head."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import NewCabinet, NewVisitor
from tests.browser.looks import Eye, look
from tests.browser.people import BUSY, Cabinet
from tests.browser.ways import CHAT, TELEGRAM, put_ways, ways
from tests.processes import ServerProcess


async def opens(cabinet: Cabinet) -> Page:
    """Go to the multiwidget, and wait for the widget beside it."""
    await cabinet.goes_to("Мультивиджет")
    await expect(frame(cabinet.page)).to_be_visible(timeout=15_000)
    return cabinet.page


def frame(page: Page) -> Locator:
    """Return the button in the preview."""
    return page.frame_locator(".glass iframe").first.locator(".besedka-launcher")


def names(page: Page) -> Locator:
    """Return what the ways are called, in their order."""
    return page.locator(".ways li > b")


async def save(page: Page) -> None:
    """Save, and see that it is."""
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.locator(".unsaved")).to_have_count(0, timeout=10_000)


async def test_ways_are_turned_on_and_moved_by_keys(new_cabinet: NewCabinet, server: ServerProcess) -> None:
    async with ways(server, CHAT):
        page = await opens(await new_cabinet())
        await expect(names(page)).to_have_text(["Написать в чат"])
        await page.get_by_role("button", name="Показать").click()
        await page.get_by_role("textbox", name="Telegram: ссылка").fill("@shop_bot")
        await page.get_by_role("switch", name="Telegram").click()
        grip = page.get_by_role("button", name="Переместить: Telegram")
        await grip.focus()
        await page.keyboard.press("ArrowUp")
        await expect(page.get_by_role("status").filter(has_text="Telegram: место 2 из")).to_be_attached()
        await page.keyboard.press("ArrowUp")
        await expect(page.get_by_role("status").filter(has_text="Telegram: место 1 из")).to_be_attached()
        await expect(grip).to_be_focused()
        await expect(page.locator(".unsaved")).to_contain_text("порядок, Telegram")
        await save(page)
        await page.reload()
        await expect(names(page)).to_have_text(["Telegram", "Написать в чат"])


async def test_the_preview_may_be_there_before_the_page_has_drawn_itself(new_cabinet: NewCabinet) -> None:
    cabinet = await new_cabinet()
    await cabinet.page.add_init_script(BUSY)
    await cabinet.page.goto(cabinet.page.url + "1001/multiwidget")
    await expect(frame(cabinet.page)).to_be_visible(timeout=15_000)


async def test_a_link_leads_there_before_the_page_has_drawn_itself(new_cabinet: NewCabinet) -> None:
    cabinet = await new_cabinet()
    await cabinet.page.add_init_script(BUSY)
    await cabinet.page.reload()
    await cabinet.goes_to("Мультивиджет")


async def test_a_call_back_is_turned_on_and_seen_in_the_preview(new_cabinet: NewCabinet, server: ServerProcess) -> None:
    async with ways(server, CHAT):
        page = await opens(await new_cabinet())
        await page.get_by_role("button", name="Показать").click()
        await expect(page.locator("li[data-id=callback]")).to_contain_text("Заявка встанет среди новых обращений")
        await page.get_by_role("switch", name="Перезвоните мне").click()
        await page.get_by_role("group", name="Что показать").get_by_role("button", name="Список").click()
        listed = page.frame_locator(".glass iframe").first.locator(".besedka-ways")
        await expect(listed.get_by_role("button", name="Перезвоните мне")).to_be_visible(timeout=15_000)
        await save(page)
        await page.reload()
        await expect(names(page)).to_have_text(["Написать в чат", "Перезвоните мне"])


async def test_the_chat_is_switched_from_home(
    new_cabinet: NewCabinet, new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with ways(server, CHAT):
        page, olga = (await new_cabinet()).page, await new_visitor()
        turn = page.get_by_role("switch", name="Чат на сайте").first
        await expect(turn).to_have_attribute("aria-checked", "true")
        await turn.click()
        await expect(turn).to_have_attribute("aria-checked", "false", timeout=10_000)
        await expect(page.get_by_text("Выключен: посетители его не видят").first).to_be_visible()
        await look(page, "cabinet-home-chat-off")
        await olga.page.goto(olga.shop.url + "/lamp")
        await olga.page.wait_for_timeout(800)
        assert await olga.launcher.filter(visible=True).count() == 0
        await turn.click()
        await expect(turn).to_have_attribute("aria-checked", "true", timeout=10_000)
        elena = await new_visitor()
        await elena.visit("/lamp")


async def test_a_way_is_dragged_by_its_grip(new_cabinet: NewCabinet, server: ServerProcess) -> None:
    async with ways(server, CHAT, TELEGRAM):
        page = await opens(await new_cabinet())
        grip, target = (
            page.get_by_role("button", name=f"Переместить: {one}") for one in ("Telegram", "Написать в чат")
        )
        await grip.hover()
        await page.mouse.down()
        box = await target.bounding_box()
        assert box is not None
        await page.mouse.move(box["x"] + 8, box["y"] + 20, steps=6)
        await page.mouse.move(box["x"] + 8, box["y"] + 4, steps=6)
        await page.mouse.up()
        await expect(names(page)).to_have_text(["Telegram", "Написать в чат"])


async def test_what_leads_nowhere_is_said_beside_the_field_and_nothing_is_lost(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    async with ways(server, CHAT):
        page = await opens(await new_cabinet())
        await page.get_by_role("button", name="Показать").click()
        vk = page.get_by_role("textbox", name="ВКонтакте: ссылка")
        await vk.fill("vk.com/feed")
        row = page.locator("li[data-id=vk]")
        await expect(row).to_contain_text("vk.com/feed — раздел сайта")
        await expect(vk).to_have_attribute("aria-invalid", "true")
        await page.get_by_role("button", name="Сохранить").click()
        await expect(page.locator(".unsaved .error")).to_contain_text("vk.me/имя")
        await expect(vk).to_have_value("vk.com/feed")
        await vk.fill("vk.me/shop")
        await expect(row.locator(".error")).to_have_count(0)
        await page.get_by_role("button", name="Своя ссылка").click()
        own = page.get_by_role("textbox", name="Своя ссылка: ссылка")
        await own.fill("javascript:alert(1)")
        await page.get_by_role("textbox", name="Подпись").fill("Адреса")
        await expect(page.locator("li[data-id=link-1]")).to_contain_text("не открываем")
        await page.get_by_role("textbox", name="Адреса: ссылка").fill("shop.example/контакты")
        await save(page)


async def test_a_colour_without_contrast_comes_with_the_figure_and_the_nearest_that_would_do(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    async with ways(server, CHAT):
        page = await opens(await new_cabinet())
        await page.get_by_role("textbox", name="Цвет кнопки, #").fill("#f2c94c")
        await page.get_by_role("textbox", name="Цвет значка, #").fill("#ffffff")
        await expect(page.get_by_text("контраст 1.6 : 1")).to_be_visible()
        await page.get_by_role("button", name=re.compile("Взять #")).click()
        await expect(page.get_by_text("контраст 1.6 : 1")).to_have_count(0)
        await expect(page.get_by_text(re.compile(r"Контраст значка 3(,\d)? : 1"))).to_be_visible()
        await save(page)


async def test_the_preview_is_the_real_widget_with_what_is_not_saved(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    async with ways(server, CHAT):
        page = await opens(await new_cabinet())
        await page.get_by_role("textbox", name="Цвет кнопки, #").fill("#6b4fa0")
        await page.get_by_role("radio", name="Вверху, у начала строки").check()
        await expect(frame(page)).to_have_css("background-color", "rgb(107, 79, 160)", timeout=15_000)
        for side in ("left", "top"):  # the colour may have come alone
            await expect(frame(page)).to_have_css(side, "24px", timeout=15_000)
        box, glass = await frame(page).bounding_box(), await page.locator(".glass").bounding_box()
        assert box is not None
        assert glass is not None
        assert (box["x"] - glass["x"], box["y"] - glass["y"]) == (24, 24)
        await page.get_by_role("group", name="Что показать").get_by_role("button", name="Чат").click()
        window = page.frame_locator(".glass iframe").first.get_by_role("textbox", name="Напишите сообщение")
        await expect(window).to_be_visible(timeout=15_000)


async def test_of_two_people_the_second_is_told(new_cabinet: NewCabinet, server: ServerProcess) -> None:
    async with ways(server, CHAT):
        page = await opens(await new_cabinet())
        await page.get_by_role("switch", name="Пульсация, три раза").click()
        await put_ways(server, TELEGRAM, CHAT)
        await page.get_by_role("button", name="Сохранить").click()
        await expect(page.locator(".unsaved")).to_contain_text("порядок, Telegram")
        await expect(page.get_by_role("switch", name="Пульсация, три раза")).not_to_be_checked()
        await save(page)
        await expect(names(page)).to_have_text(["Telegram", "Написать в чат"])


async def test_the_screen_in_every_look(new_cabinet: NewCabinet, server: ServerProcess) -> None:
    async with ways(server, CHAT, TELEGRAM, button="#6b4fa0"):
        cabinet = await new_cabinet()
        page, eye = cabinet.page, await Eye.on(cabinet.page)
        for language in ("ru", "en"):
            ru = language == "ru"
            await page.evaluate("language => localStorage.setItem('besedka.language', language)", language)
            await page.reload()
            await cabinet.goes_to("Мультивиджет" if ru else "Multiwidget")
            await page.get_by_role("button", name="Показать" if ru else "Show", exact=True).click()
            await page.locator("input[name=vk-link]").fill("vk.com/feed")
            await expect(page.locator("li[data-id=vk] .error")).to_be_visible()
            await expect(frame(page)).to_be_visible(timeout=15_000)
            await eye.sees_everywhere(f"cabinet-multiwidget-{language}")
            await page.get_by_role("button", name="Отменить" if ru else "Discard", exact=True).click()
