"""A conversation's life in real browsers: handed over with the right to read it, closed after a question, rated."""

import re
from pathlib import Path

from playwright.async_api import expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import look

IGOR = "igor@demo.example"


async def test_handing_over_moves_it_and_the_right_to_read_it(
    new_visitor: NewVisitor, new_operator: NewOperator, tmp_path: Path
) -> None:
    anna, igor, olga = await new_operator(), await new_operator(IGOR), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Передайте меня мастеру")
    await igor.opens("Передайте меня мастеру")
    await igor.takes()
    await igor.answers("Сейчас передам")
    await expect(igor.log.get_by_text(re.compile("^Взято в работу"))).to_be_visible()
    await expect(igor.log.get_by_text(re.compile("^ответ за"))).to_be_visible()

    conversation = igor.page.url.rsplit("/", 1)[-1]
    await anna.page.goto(anna.page.url.split("/operator/")[0] + f"/operator/mine/{conversation}")
    await anna.sees("Сейчас передам")
    await anna.page.get_by_role("button", name=re.compile("Передать обращение")).first.click()
    dialog = anna.page.get_by_role("dialog", name="Передать обращение")
    await expect(dialog.get_by_role("option", name=re.compile("Анна"))).to_be_visible()
    await anna.page.screenshot(path=tmp_path / "hand.png")
    await dialog.get_by_role("textbox", name=re.compile("Примечание")).fill("Ждёт время замера")
    await dialog.get_by_role("combobox").fill("анна")
    await anna.page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)

    await expect(igor.page.get_by_text(re.compile("Уже отвечает Анна"))).to_be_visible(timeout=10_000)
    await expect(igor.log).to_have_count(0)
    await expect(anna.log.locator(".memo")).to_contain_text("Ждёт время замера")
    await expect(olga.log).not_to_contain_text("замера")
    await olga.write("Это вижу только я и Анна")
    await anna.sees("Это вижу только я и Анна")
    await expect(igor.page.get_by_text("Это вижу только я и Анна")).to_have_count(0)
    await expect(olga.page.locator(".head").get_by_text("Анна").first).to_be_visible()
    await anna.page.get_by_role("button", name=re.compile("Передать обращение")).first.click()
    await expect(dialog.locator(".now")).to_contain_text("на линии · отвечает сейчас")
    await expect(dialog.get_by_role("option", name=re.compile("Игорь"))).to_contain_text("прежний ответственный")
    await look(anna.page, "operator-hand-desktop-light-ru")


async def test_a_closed_conversation_is_rated_with_the_keyboard(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Оцените меня")
    await anna.opens("Оцените меня")
    await anna.takes()
    await anna.answers("Готово")
    await olga.sees("Готово")
    await anna.page.get_by_role("button", name="Закрыть обращение").click()
    stars = olga.page.get_by_role("radiogroup", name="Как вам разговор?")
    await expect(stars).to_be_visible(timeout=10_000)
    await stars.get_by_role("radio").first.focus()
    await olga.page.keyboard.press("ArrowRight")
    await olga.page.keyboard.press("ArrowRight")
    await expect(stars.get_by_role("radio", name="Оценка 2 из 5")).to_have_attribute("aria-checked", "true")
    await olga.page.get_by_label("Что понравилось или нет").fill("Долго ждали")
    await olga.page.get_by_role("button", name="Оценить").click()
    await expect(olga.page.get_by_text("Спасибо за оценку")).to_be_visible()
    await expect(anna.log.get_by_text("Оценка клиента: 2 из 5")).to_be_visible(timeout=10_000)
    await expect(anna.page.get_by_title("Плохая оценка: 2 из 5. Долго ждали").first).to_be_visible()

    await olga.page.get_by_role("button", name="Изменить").click()
    await stars.get_by_role("radio", name="Оценка 5 из 5").click()
    await olga.page.get_by_role("button", name="Оценить").click()
    await expect(anna.log.get_by_text("Оценка клиента: 5 из 5")).to_be_visible(timeout=10_000)
    await olga.write("И ещё вопрос")
    await expect(olga.page.get_by_text("Спасибо за оценку")).to_have_count(0)
    await expect(anna.log.get_by_text("Клиент вернул обращение в работу")).to_be_visible(timeout=10_000)
