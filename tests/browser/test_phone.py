"""The operators' app on a phone: what a wide screen shows at once is in reach of the thumb."""

import re

from playwright.async_api import expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import Eye


async def test_everything_is_in_reach_of_the_thumb(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(size="phone", touch=True), await new_visitor()
    page, eye = anna.page, await Eye.on(anna.page)
    await eye.turn("phone")
    await olga.visit()
    await olga.open()
    await olga.write("Дозовусь до телефона?")
    waiting = page.locator(".tabs").get_by_role("link", name="Ждут")
    await expect(waiting.locator(".unread.late")).to_have_text("1", timeout=10_000)

    await page.get_by_role("button", name="Найти").tap()
    search = page.get_by_role("dialog", name="Найти")
    await expect(search.get_by_role("combobox")).to_be_focused()
    await eye.sees("operator-search-phone-light-ru")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Найти")).to_be_focused()

    await waiting.tap()
    await anna.row("Дозовусь").first.tap()
    more = page.locator(".talk").get_by_role("button", name="Ещё")
    await more.tap()
    menu = page.get_by_role("menu", name="Ещё")
    await eye.sees("operator-more-phone-light-ru")
    await menu.get_by_role("menuitem", name="Взять").tap()
    await expect(anna.field).to_be_visible(timeout=10_000)
    await more.tap()
    await expect(menu.get_by_text("Отвечает Анна")).to_be_visible()
    await menu.get_by_role("menuitem", name="Передать обращение").tap()
    await expect(page.get_by_role("dialog", name="Передать обращение")).to_be_visible()
    await eye.sees("operator-hand-phone-light-ru")
    await page.keyboard.press("Escape")
    await expect(more).to_be_focused()
    await more.tap()
    await menu.get_by_role("menuitem", name="Карточка клиента").tap()
    await page.get_by_role("main", name="Клиент").get_by_role("button", name="Передать").tap()
    await page.get_by_role("dialog", name="Передать обращение").get_by_role("option", name=re.compile("Игорь")).tap()
    await expect(page.get_by_role("main", name="Клиент").get_by_text("Игорь Белов")).to_be_visible(timeout=10_000)
    await page.get_by_role("button", name="Назад").tap()
    await more.tap()
    await menu.get_by_role("menuitem", name=re.compile("^Закрыть")).first.tap()
    await expect(page.get_by_text("Обращение закрыто").first).to_be_visible(timeout=10_000)
    await page.get_by_role("button", name="Назад").tap()
    await page.locator(".tabs").get_by_role("button", name="Ещё").tap()
    await page.get_by_role("menuitem", name=re.compile("^Закрытые")).tap()
    await expect(page.get_by_role("heading", name="Закрытые")).to_be_visible()


async def test_what_is_locked_says_why(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    igor, olga = await new_operator("igor@demo.example", size="phone", touch=True), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Передадите меня?")
    await igor.opens("Передадите меня?")
    await igor.page.locator(".talk").get_by_role("button", name="Ещё").click()
    locked = igor.page.get_by_role("menuitem", name="Передать обращение")
    await expect(locked).to_have_attribute("aria-disabled", "true")
    await expect(locked).to_contain_text("Передавать обращения могут администраторы")
    await locked.click(force=True)
    await expect(locked).to_be_visible()
