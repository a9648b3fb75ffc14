"""One field for everything: what may be done with the open conversation, where to go, and canned responses to insert."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import look
from tests.browser.people import Operator
from tests.browser.test_canned import make, open_window, remove

_AT_ONCE = """() => {
  document.querySelector('dialog[open]').close() // as Escape does: the app hears of it in a task of its own
  dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyK', key: 'k', ctrlKey: true, cancelable: true }))
}"""


async def opened(operator: Operator, typed: str) -> Locator:
    """Open the palette and type; returns what it offers."""
    await operator.page.keyboard.press("Control+k")
    await operator.page.get_by_role("combobox").fill(typed)
    return operator.page.locator("#found").get_by_role("option")


async def test_deeds_for_the_open_conversation(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Что со мной делать?")
    await anna.opens("Что со мной делать?")
    found = await opened(anna, "взять")
    await expect(found.filter(has_text="Взять обращение")).to_be_visible()
    await anna.page.keyboard.press("Enter")
    await expect(anna.field).to_be_visible(timeout=10_000)
    found = await opened(anna, "ghbvtx")
    await expect(found.filter(has_text="Написать примечание")).to_have_attribute("aria-selected", "true")
    await anna.page.keyboard.press("Enter")
    await expect(anna.page.locator(".composer")).to_have_attribute("data-mode", "note")
    await expect(anna.field).to_be_focused()
    await opened(anna, "пере")
    await anna.page.keyboard.press("Enter")
    await expect(anna.page.get_by_role("dialog", name=re.compile("Передать"))).to_be_visible()
    await anna.page.keyboard.press("Escape")
    await opened(anna, "закрыть")
    await anna.page.keyboard.press("Enter")
    await expect(anna.page.get_by_role("button", name="Вернуть в работу")).to_be_visible(timeout=10_000)
    found = await opened(anna, "вернуть")
    await anna.page.keyboard.press("Enter")
    await expect(anna.field).to_be_visible(timeout=10_000)


async def test_a_canned_response_is_found_and_put_into_the_answer(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await open_window(anna)
    await make(anna, "Срок замера", "Замерщик приедет завтра. {operator_name}")
    await anna.page.keyboard.press("Escape")
    await olga.visit()
    await olga.open()
    await olga.write("Когда приедет мастер?")
    await anna.opens("Когда приедет мастер?")
    found = await opened(anna, "замеры")
    await expect(found.filter(has_text="Срок замера")).to_have_count(0)
    await anna.page.keyboard.press("Escape")
    await anna.takes()
    await anna.field.fill("Добрый день!")
    found = await opened(anna, "замеры")
    await expect(found.filter(has_text="Срок замера")).to_contain_text("вставить в ответ")
    await found.filter(has_text="Срок замера").click()
    await expect(anna.field).to_have_value("Добрый день! Замерщик приедет завтра. Анна")
    await expect(anna.field).to_be_focused()
    await anna.field.press("Enter")
    await olga.sees("Добрый день! Замерщик приедет завтра. Анна")
    await open_window(anna)
    await remove(anna, "Срок замера")


@pytest.mark.parametrize(("size", "scheme", "language"), [("desktop", "light", "ru"), ("phone", "dark", "en")])
async def test_how_it_looks(
    new_visitor: NewVisitor, new_operator: NewOperator, size: str, scheme: str, language: str
) -> None:
    anna, olga = await new_operator(None, size, language, scheme), await new_visitor()
    words = f"Переставьте окно {size}"
    await olga.visit()
    await olga.open()
    await olga.write(words)
    await anna.opens(words)
    await anna.takes()
    await opened(anna, "")
    await look(anna.page, f"operator-palette-empty-{size}-{scheme}-{language}")
    await anna.page.get_by_role("combobox").fill("пере" if language == "ru" else "c")
    await anna.page.wait_for_timeout(600)
    await look(anna.page, f"operator-palette-{size}-{scheme}-{language}")


async def test_escape_and_at_once_the_palette_again(new_operator: NewOperator) -> None:
    anna = await new_operator()
    palette = anna.page.get_by_role("combobox")
    await anna.page.keyboard.press("Control+k")
    await expect(palette).to_be_focused()
    for _ in range(10):
        await anna.page.evaluate(_AT_ONCE)
        await expect(palette).to_be_focused()
        await anna.page.wait_for_timeout(50)
        await expect(palette).to_be_focused()
    await anna.page.keyboard.press("Escape")
    await expect(palette).to_have_count(0)
