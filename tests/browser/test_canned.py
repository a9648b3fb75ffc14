"""Canned responses: an administrator keeps them, a colleague finds and inserts them, a client reads them."""

import re
from pathlib import Path

import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import NewOperator, NewVisitor, clear_library
from tests.browser.looks import look
from tests.browser.people import Operator
from tests.pictures import PDF
from tests.processes import ServerProcess

IGOR = "igor@demo.example"


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def nothing_kept(server: ServerProcess) -> None:
    """No test counts what another has left."""
    await clear_library(server)


async def make(anna: Operator, title: str, text: str) -> None:
    """Make a canned response in the window for it."""
    window = anna.page.get_by_role("dialog", name="Шаблоны")
    await window.get_by_role("button", name="Новый шаблон").click()
    await window.get_by_label("Название", exact=True).fill(title)
    await window.get_by_label("Текст", exact=True).fill(text)
    await window.get_by_role("button", name="Сохранить").last.click()


async def open_window(anna: Operator) -> None:
    """Open the window in which they are kept."""
    await anna.page.get_by_role("button", name=re.compile("Анна")).first.click()
    await anna.page.get_by_role("menuitem", name="Шаблоны").click()


async def remove(anna: Operator, title: str) -> None:
    """Remove a canned response in the window for it."""
    window = anna.page.get_by_role("dialog", name="Шаблоны")
    await window.get_by_role("button", name=title, exact=True).click()
    await window.get_by_role("button", name="Удалить", exact=True).click()
    await expect(window.get_by_role("button", name=title, exact=True)).to_have_count(0)


async def test_kept_found_and_inserted(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, igor, olga = await new_operator(), await new_operator(IGOR), await new_visitor()
    await open_window(anna)
    await make(anna, "Договор и оплата", "Здравствуйте, {client_name}! Подпишем договор на месте. {operator_name}")
    window = anna.page.get_by_role("dialog", name="Шаблоны")
    await expect(window.get_by_role("button", name="Договор и оплата")).to_be_visible()
    await make(anna, "Гарантия", "Пять лет по договору")
    await make(anna, "Цены", "Сейчас {price}")
    await expect(window.get_by_text("Переменной {price} нет")).to_be_visible()
    await expect(window.get_by_label("Текст", exact=True)).to_have_value("Сейчас {price}")
    await olga.visit()
    await olga.open()
    await olga.write("Как подписать договор?")
    await igor.opens("Как подписать договор?")
    await igor.takes()
    await igor.field.fill("Добрый день!\n")
    await igor.field.press_sequentially("/ljujdjhs")
    panel = igor.page.get_by_role("listbox", name="Шаблоны")
    await expect(panel.get_by_role("option")).to_have_count(2)
    await expect(igor.page.get_by_role("status").filter(has_text="ищем «договоры»: 2 из 2")).to_be_visible()
    await expect(panel.locator("mark").first).to_have_text("Договор")
    await expect(igor.page.get_by_text("Так видит клиент")).to_be_visible()
    await igor.field.press("ArrowDown")
    await expect(panel.get_by_role("option", selected=True)).to_contain_text("Гарантия")
    await igor.field.press("ArrowUp")
    await igor.field.press("Enter")
    await expect(igor.field).to_have_value("Добрый день!\nЗдравствуйте! Подпишем договор на месте. Игорь")
    await expect(panel).to_have_count(0)
    await igor.field.press("Enter")
    await olga.sees("Добрый день!\nЗдравствуйте! Подпишем договор на месте. Игорь")
    for person in (anna, igor):
        assert person.complaints.errors == []


async def test_its_files_go_with_the_answer(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, igor, olga = await new_operator(), await new_operator(IGOR), await new_visitor()
    await open_window(anna)
    window = anna.page.get_by_role("dialog", name="Шаблоны")
    await window.get_by_role("button", name="Новый шаблон").click()
    await window.get_by_label("Название", exact=True).fill("Прайс")
    await window.get_by_label("Текст", exact=True).fill("Прайс во вложении")
    files = [{"name": "Прайс.pdf", "mimeType": "application/pdf", "buffer": PDF}]
    await window.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]  # payloads as Playwright's own
    await expect(window.locator(".carried li[data-state=ready]")).to_have_count(1, timeout=10_000)
    await look(anna.page, "operator-canned-files")
    await window.get_by_role("button", name="Сохранить").last.click()
    await expect(window.locator(".carried li[data-state=kept]")).to_contain_text("Прайс.pdf")
    await olga.visit()
    await olga.open()
    await olga.write("Пришлите прайс")
    await igor.opens("Пришлите прайс")
    await igor.takes()
    await igor.field.press_sequentially("/прайс")
    await expect(igor.page.locator(".canned .preview")).to_contain_text("Прайс.pdf")
    await igor.field.press("Enter")
    await expect(igor.field).to_have_value("Прайс во вложении")
    await expect(igor.page.locator(".carried li[data-state=ready]")).to_have_count(1, timeout=10_000)
    await igor.field.press("Enter")
    await expect(olga.log.get_by_text("Прайс во вложении")).to_be_visible(timeout=10_000)
    async with olga.page.expect_download() as saving:
        await olga.log.get_by_role("link", name=re.compile("Прайс.pdf")).click()
    assert Path(await (await saving.value).path()).read_bytes() == PDF  # noqa: ASYNC240  # a test may wait for a file
    await window.get_by_role("button", name=re.compile("Убрать.*Прайс.pdf")).click()
    await window.get_by_role("button", name="Сохранить").last.click()
    await expect(window.locator(".carried li")).to_have_count(0)
    await igor.field.press_sequentially("/прайс")
    await expect(igor.page.locator(".canned .preview")).to_contain_text("Прайс во вложении")
    await expect(igor.page.locator(".canned .preview")).not_to_contain_text("Прайс.pdf", timeout=10_000)
    await remove(anna, "Прайс")


async def test_the_button_the_escape_and_a_change_while_it_is_open(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, igor, olga = await new_operator(), await new_operator(IGOR), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Есть ли шаблон?")
    await igor.opens("Есть ли шаблон?")
    await igor.takes()
    await igor.field.fill("Секунду")
    await igor.page.get_by_role("button", name="Шаблоны", exact=True).click()
    await igor.field.press_sequentially("доставим")
    panel = igor.page.get_by_role("listbox", name="Шаблоны")
    await expect(igor.page.get_by_text(re.compile("Ничего не нашлось|Шаблонов пока нет"))).to_be_visible()
    await open_window(anna)
    await make(anna, "Срок", "Доставим завтра")
    await expect(panel.get_by_role("option")).to_have_count(1, timeout=10_000)
    await igor.field.press("Escape")
    await expect(panel).to_have_count(0)
    await expect(igor.field).to_have_value("Секунду /доставим")
    await igor.field.fill("Секунду")
    await igor.page.get_by_role("button", name="Шаблоны", exact=True).click()
    await panel.get_by_role("option", name="Срок").click()
    await expect(igor.field).to_have_value("Секунду Доставим завтра")
