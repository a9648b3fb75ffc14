"""The operators' app without a mouse: from the door to a conversation that is answered, noted and closed."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import look
from tests.browser.people import Operator, new_page
from tests.processes import ServerProcess

RUSSIAN = {"t": "е", "n": "т", "m": "ь", "g": "п", "e": "у", "r": "к", "j": "о", "k": "л", "/": "."}


async def _press(operator: Operator, keys: str, layout: str = "en") -> None:
    """Press keys one after the other, as the layout spells them: the place is the same, the letter is not."""
    for key in keys:
        code = "Slash" if key == "/" else f"Key{key.upper()}"
        written = RUSSIAN[key] if layout == "ru" else key
        await operator.page.evaluate(
            """([code, key]) => (document.activeElement ?? document.body).dispatchEvent(
                new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true }))""",
            [code, written],
        )


async def _tab_to(page: Page, selector: str) -> None:
    """Go on by Tab until it has the focus."""
    for _ in range(20):
        if await page.locator(f"{selector}:focus").count():
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


@pytest.mark.parametrize("layout", ["en", "ru"])
async def test_from_the_door_to_closed_without_a_mouse(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess, layout: str
) -> None:
    olga, igor = await new_visitor(), await new_operator("igor@demo.example")
    await olga.visit()
    await olga.open()
    question = f"Можно без мыши? {layout}"
    await olga.write(question)
    await expect(igor.row(question)).to_be_visible(timeout=10_000)
    await _press(igor, "t", layout)
    await igor.sees(question)
    await _press(igor, "t", layout)
    await expect(igor.field).to_be_focused()
    await igor.page.keyboard.type("Можно, et njrek. E T N")
    await igor.page.keyboard.press("Enter")
    await olga.sees("Можно, et njrek. E T N")
    await igor.page.keyboard.press("Escape")
    await _press(igor, "n", layout)
    await expect(igor.field).to_be_focused()
    await igor.page.keyboard.type("заметка для своих")
    await igor.page.keyboard.press("Enter")
    await igor.sees("заметка для своих")
    await olga.sees("заметка для своих", 0)
    await igor.page.keyboard.press("Escape")
    await _press(igor, "r", layout)
    await expect(igor.page.locator(".composer")).to_have_attribute("data-mode", "answer")
    await igor.page.keyboard.press("Escape")
    await _press(igor, "e", layout)
    await expect(igor.page.get_by_text(re.compile("Обращение закрыто")).first).to_be_visible(timeout=10_000)
    await _press(igor, "gn", layout)
    await expect(igor.page).to_have_url(re.compile("/operator/new$"))
    await _press(igor, "gm", layout)
    await expect(igor.page).to_have_url(re.compile("/operator/mine$"))


async def test_the_sheet_says_what_the_keys_do_and_gives_the_focus_back(new_operator: NewOperator) -> None:
    anna = await new_operator()
    mine = anna.page.locator(".rail").get_by_role("link", name="Мои")
    await mine.focus()
    await anna.page.keyboard.press("Shift+Slash")
    sheet = anna.page.get_by_role("dialog", name="Клавиши")
    await expect(sheet).to_be_visible()
    await expect(sheet.get_by_text("взять новое")).to_be_visible()
    await look(anna.page, "operator-keys-desktop-light-ru")
    await anna.page.keyboard.press("Escape")
    await expect(sheet).to_have_count(0)
    await expect(mine).to_be_focused()


async def test_the_door_is_passed_by_keys(new_operator: NewOperator, server: ServerProcess) -> None:
    made = await new_operator()
    page, _ = await new_page(made.page.context.browser, "desktop", "ru")  # type: ignore[arg-type]  # a launched one has a browser
    project = server.installed["project"]
    me = server.installed["operator"]
    assert isinstance(project, dict)
    assert isinstance(me, dict)
    await page.goto(str(server.installed["operator_url"]))
    await expect(page.locator("input[name=project]")).to_be_visible(timeout=10_000)
    for name, words in (("project", project["number"]), ("email", me["email"]), ("password", me["password"])):
        await _tab_to(page, f"input[name={name}]")
        await page.keyboard.type(str(words))
    await page.keyboard.press("Enter")
    await expect(page.locator("nav.rail")).to_be_visible(timeout=10_000)
    await page.context.close()
