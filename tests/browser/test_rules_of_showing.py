"""The cabinet's screens of when and where the chat is shown: tried before saving, refused beside the field, never over another's head."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, expect

from tests.browser.conftest import NewCabinet, NewVisitor
from tests.browser.forming import UNTOUCHED, choose, nobody_is_there, stands
from tests.browser.looks import Eye, look
from tests.browser.people import SIZES, Cabinet
from tests.browser.showing import rules
from tests.browser.test_shown import settled
from tests.browser.ways import NO_CHAT, TELEGRAM, put_ways, ways
from tests.processes import ServerProcess

PASTED = "(area, text) => { area.value = text; area.dispatchEvent(new Event('input', { bubbles: true })) }"
LIST = "sosna-len.example\nsosna-len.example/krovati*\n/blog/*\n!/oformlenie/*\n!/korzina"


async def saves(page: Page) -> None:
    """Save, and see that it is."""
    await page.get_by_role("button", name=re.compile("^(Сохранить|Save)$")).click()
    await expect(page.locator(".unsaved")).to_have_count(0, timeout=10_000)


async def opens_places(cabinet: Cabinet) -> Page:
    """Go to the pages and devices, with the filter turned on."""
    await cabinet.goes_to("Где показывать")
    await cabinet.page.get_by_role("switch", name="Фильтр страниц").click()
    return cabinet.page


async def opens_hours(cabinet: Cabinet) -> Page:
    """Go to the hours, with the week shown."""
    await cabinet.goes_to("Время показа")
    await cabinet.page.get_by_role("button", name="По часам").click()
    return cabinet.page


async def test_an_address_is_tried_before_the_filter_is_saved(
    new_cabinet: NewCabinet, new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with rules(server):
        olga, page = await new_visitor(), await opens_places(await new_cabinet())
        await olga.visit("/oformlenie/2")
        await page.get_by_role("textbox", name="Фильтр страниц").fill(LIST)
        await page.locator("input[name=try]").fill("https://www.sosna-len.example/oformlenie/2/?utm=ya")
        verdict = page.get_by_role("region", name="Проверить адрес")
        await expect(verdict).to_contain_text("Скрыт")
        await expect(verdict).to_contain_text("Решила строка 4: !/oformlenie/*")
        await expect(verdict).to_contain_text("sosna-len.example/oformlenie/2")
        await page.locator("input[name=try]").fill("sosna-len.example/krovati/dub")
        await expect(verdict).to_contain_text("Решила строка 2: sosna-len.example/krovati*")
        await olga.visit("/oformlenie/2")
        await page.get_by_role("textbox", name="Фильтр страниц").fill("!/oformlenie/*")
        await saves(page)
        elena = await new_visitor()  # whose browser has no answer from before
        await settled(elena, "/oformlenie/2")
        assert await elena.launcher.count() == 0
        await elena.visit("/lamp")


async def test_why_follows_the_rules_as_they_stand_in_the_form(new_cabinet: NewCabinet, server: ServerProcess) -> None:
    async with rules(server):
        page = await opens_hours(await new_cabinet())
        why = page.get_by_role("region", name="Почему показан или скрыт?")
        await why.get_by_label("Когда").select_option("at")
        await why.get_by_label("Время в поясе проекта").fill("2026-11-27T21:40")
        await expect(why.locator(".verdict")).to_contain_text("Скрыт до пн, 9:00")
        shown = page.frame_locator(".glass iframe").first
        await expect(page.locator(".hidden-why")).to_contain_text("вне часов показа")
        await expect(shown.locator(".besedka-launcher:visible")).to_have_count(0)
        await expect(why.locator(".decided")).to_contain_text("вне часов показа")
        await page.get_by_role("button", name="Пт: добавить часы").click()
        await page.get_by_role("textbox", name="Пт: с").last.fill("21:00")
        await page.get_by_role("textbox", name="Пт: до").last.fill("2")
        await expect(why.locator(".verdict")).to_contain_text("Показан")
        await expect(why).to_contain_text("рабочие часы до сб, 2:00")
        await expect(shown.locator(".besedka-launcher")).to_be_visible(timeout=15_000)
        await expect(page.locator(".hidden-why")).to_have_count(0)
        await expect(page.get_by_text("Пт: до 2:00 следующего дня")).to_be_visible()
        await why.get_by_label("Устройство").select_option("agent")
        await why.locator("input[name=agent]").fill("Mozilla/5.0 (Android 14; Mobile; rv:132.0) Firefox/132.0")
        await expect(why).to_contain_text("телефон разрешён")
        await why.locator("input[name=address]").fill("https://somebody-else.example/")
        await expect(why.locator(".verdict")).to_contain_text("его нет в списке сайтов")
        await expect(why.locator("li").last).to_contain_text("уже не важно")


async def test_why_names_what_is_switched_off_and_that_nobody_is_there(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    cabinet = await new_cabinet()
    await cabinet.goes_to("Время показа")
    page, why = cabinet.page, cabinet.page.get_by_role("region", name="Почему показан или скрыт?")
    async with ways(server, NO_CHAT, TELEGRAM):
        await page.reload()
        await expect(why.locator(".verdict")).to_contain_text("Чат скрыт, кнопка видна")
        await expect(why.locator("li").first).to_contain_text("чат выключен, других способов: 1")
        await look(page, "cabinet-why-chat-off")
        await put_ways(server, NO_CHAT)
        await page.reload()
        await expect(why.locator(".verdict")).to_contain_text("все способы связи выключены")
        await expect(why.locator(".decided").get_by_role("link", name="Включить")).to_be_visible()
        await look(page, "cabinet-why-all-off")
    async with nobody_hides_it(server):
        await page.reload()
        await expect(why.locator(".verdict")).to_contain_text("На связи никого, и чат в это время прячется")
        await look(page, "cabinet-why-nobody")
        await why.get_by_label("Когда").select_option("at")
        await expect(why.locator(".verdict")).to_contain_text("Показан")
        await expect(why.locator("li").last).to_contain_text("сейчас никого; будет так и тогда")
        await why.locator("li").last.get_by_role("link", name="Изменить").click()
        await expect(page.get_by_role("radio", name="Чат скрывается")).to_be_checked()


@asynccontextmanager
async def nobody_hides_it(server: ServerProcess) -> AsyncIterator[None]:
    """Have nobody there, and the chat hidden then, until the block ends."""
    await choose(server, away="hide")
    await stands(server, "away")
    try:
        await nobody_is_there(server)
        yield
    finally:
        await stands(server, None)
        await choose(server, **UNTOUCHED)


async def test_what_cannot_be_is_refused_beside_its_field_and_what_was_typed_stays(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    async with rules(server):
        cabinet = await new_cabinet()
        page = await opens_hours(cabinet)
        await page.get_by_role("button", name="Вт: добавить часы").click()
        await page.get_by_role("textbox", name="Вт: с").last.fill("10:30")
        await page.get_by_role("textbox", name="Вт: до").last.fill("24:00")
        await page.get_by_role("button", name="Сохранить", exact=True).click()
        tuesday = page.locator(".week li").nth(1)
        await expect(tuesday.get_by_role("alert")).to_contain_text("9:00–18:00 и 10:30–24:00 пересекаются")
        await expect(page.get_by_role("textbox", name="Вт: с").last).to_have_value("10:30")
        await page.get_by_role("textbox", name="Вт: с").last.fill("19:00")
        await saves(page)
        await page.reload()
        await expect(page.get_by_role("textbox", name="Вт: до").last).to_have_value("24:00")

        page = await opens_places(cabinet)
        area = page.get_by_role("textbox", name="Фильтр страниц")
        many = "shop.example/catalogue\n" * 5_000
        await area.evaluate(PASTED, many)
        said = page.get_by_text("предел — 20000")
        await expect(said).to_be_visible()  # beside the question, which is answered for what is typed
        await page.get_by_role("button", name="Сохранить", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("предел — 20000")
        await expect(area).to_have_attribute("aria-invalid", "true")
        assert await area.input_value() == many
        await area.fill("")
        await expect(said).to_have_count(0)
        for device in ("Компьютер", "Планшет", "Телефон"):
            await page.get_by_role("checkbox", name=device).uncheck()
        await page.get_by_role("button", name="Сохранить", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("хотя бы одно устройство")


async def test_of_two_who_save_at_once_the_second_is_told_and_both_are_kept(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    async with rules(server):
        first, second = await opens_hours(await new_cabinet()), await opens_hours(await new_cabinet())
        await first.get_by_role("textbox", name="Пн: с").fill("8")
        await second.get_by_role("textbox", name="Пн: до").first.press("ArrowUp")
        await second.get_by_role("textbox", name="Ср: с").fill("11")
        await saves(first)
        await second.get_by_role("button", name="Сохранить", exact=True).click()
        told = second.get_by_role("region", name="Несохранённое")
        await expect(told).to_contain_text("сохранили другое: всегда или по часам, часовой пояс, Пн")
        await expect(second.get_by_role("textbox", name="Ср: с")).to_have_value("11:00")
        await saves(second)
        await first.reload()
        await expect(first.get_by_role("textbox", name="Ср: с")).to_have_value("11:00")
        await expect(first.get_by_role("textbox", name="Пн: до")).to_have_value("18:15")


async def test_everything_is_done_by_keys(new_cabinet: NewCabinet, server: ServerProcess) -> None:
    async with rules(server):
        cabinet = await new_cabinet()
        await cabinet.goes_to("Время показа")
        page = cabinet.page
        await page.get_by_role("button", name="По часам").press("Enter")
        await page.get_by_label("Часовой пояс").focus()
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("textbox", name="Пн: с")).to_be_focused()
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Tab")
        await page.keyboard.type("17:45")
        await expect(page.get_by_role("textbox", name="Пн: до")).to_have_value("17:45")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("textbox", name="Пн: с")).to_have_count(2)
        await page.get_by_role("button", name="День", exact=True).press("Enter")
        await expect(page.get_by_role("group", name="Особые дни 1")).to_contain_text("закрыто")
        await page.get_by_role("button", name="Сохранить", exact=True).press("Enter")
        await expect(page.locator(".unsaved")).to_have_count(0, timeout=10_000)
        await page.reload()
        await expect(page.get_by_role("textbox", name="Пн: с").first).to_have_value("8:45")


async def test_both_screens_in_every_look(new_cabinet: NewCabinet, server: ServerProcess) -> None:
    async with rules(server):
        cabinet, faults = await new_cabinet(), list[str]()
        page, eye = cabinet.page, await Eye.on(cabinet.page)
        for language in ("ru", "en"):
            ru = language == "ru"
            await eye.turn("desktop")
            await page.evaluate("language => localStorage.setItem('besedka.language', language)", language)
            await page.reload()
            await cabinet.goes_to("Время показа" if ru else "Hours")
            await page.get_by_role("button", name="По часам" if ru else "By hours").click()
            await page.get_by_role("button", name="Пт: добавить часы" if ru else "Fri: add hours").click()
            await page.get_by_role("textbox", name="Пт: до" if ru else "Fri: to").last.fill("2:00")
            await page.get_by_role("button", name="День" if ru else "Day", exact=True).click()
            await page.get_by_role("textbox", name="Пн: до" if ru else "Mon: to").fill("9:00")
            await page.get_by_role("button", name="Сохранить" if ru else "Save", exact=True).click()
            await expect(page.locator(".week").get_by_role("alert")).to_be_visible()
            faults += await _looks(eye, "cabinet-hours", language)
            await page.get_by_role("button", name="Отменить" if ru else "Discard", exact=True).click()
            await cabinet.goes_to("Где показывать" if ru else "Where it is shown")
            await page.get_by_role("switch", name="Фильтр страниц" if ru else "Page filter").click()
            await page.get_by_role("textbox", name="Фильтр страниц" if ru else "Page filter").fill(LIST)
            await page.locator("input[name=try]").fill("https://www.sosna-len.example/oformlenie/2/?utm=ya")
            await page.get_by_role("checkbox").last.uncheck()
            await expect(page.locator(".lines .gutter i.no")).to_be_visible()
            faults += await _looks(eye, "cabinet-places", language)
            await page.get_by_role("button", name="Отменить" if ru else "Discard", exact=True).click()
        assert faults == []


async def _looks(eye: Eye, name: str, language: str) -> list[str]:
    found: list[str] = []
    for size in (*SIZES, "zoomed"):
        for scheme in ("light", "dark"):
            await eye.turn(size, scheme)
            found += await eye.faults(
                f"{name}-{size}-{scheme}-{language}", axe=(scheme == "dark") == (language == "en")
            )
    await eye.turn("desktop")
    return found
