"""Words are changed, taken back, quoted, and accompanied by notes: what each side sees of it."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Route, expect

from tests.browser.choosing import change_settings
from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import look
from tests.browser.people import Operator
from tests.processes import ServerProcess


@pytest_asyncio.fixture(loop_scope="session")
async def showing_typing(server: ServerProcess) -> AsyncIterator[None]:
    """The project shows its operators what clients are typing."""
    await change_settings(server, show_client_typing=True)
    yield
    await change_settings(server, show_client_typing=False)


def tool(operator: Operator, name: str) -> Locator:
    return operator.log.get_by_role("button", name=name, exact=True)


async def test_the_client_sees_a_change_and_a_deletion_at_once(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await olga.write("Сколько стоит «Маяк»?")
    await anna.opens("Сколько стоит «Маяк»?")
    await anna.takes()
    await anna.answers("Триста рублей")
    await olga.sees("Триста рублей")
    await anna.log.get_by_text("Триста рублей").hover()
    await tool(anna, "Изменить").click()
    await expect(anna.field).to_have_value("Триста рублей")
    await anna.answers("Тридцать тысяч рублей")
    await expect(olga.log.get_by_text("Тридцать тысяч рублей")).to_be_visible()
    await expect(olga.log.get_by_text("изменено")).to_be_visible()
    await expect(olga.log.get_by_text("Триста рублей", exact=True)).to_have_count(0)
    await expect(anna.field).to_have_value("")
    await tool(anna, "Что было раньше").click()
    await expect(anna.log.get_by_text("Триста рублей")).to_be_visible()
    await tool(anna, "Удалить").click()
    await expect(olga.log.get_by_text("Сообщение удалено")).to_be_visible()
    await expect(anna.log.get_by_text("Вы удалили сообщение")).to_be_visible()


@pytest.mark.usefixtures("showing_typing")
async def test_what_the_client_is_typing_is_seen_before_it_is_sent(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, igor, olga = await new_operator(), await new_operator("igor@demo.example"), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Подберёте лампу?")
    for operator in (anna, igor):
        await operator.opens("Подберёте лампу?")
    await anna.takes()
    await expect(igor.page.get_by_text(re.compile("Уже отвечает Анна"))).to_be_visible(timeout=10_000)
    await olga.field.press_sequentially("На кухню, со шнуром")
    ghost = anna.log.locator(".ghost")
    await expect(ghost).to_contain_text("На кухню")
    await expect(anna.log.get_by_text(re.compile("печатает, ещё не отправлено"))).to_be_visible()
    assert "кухню" not in await igor.page.locator("body").inner_text(), "she is Anna's client"
    await look(anna.page, "operator-typing-desktop-light-ru")
    await olga.field.press("Enter")
    await anna.sees("На кухню, со шнуром")
    await expect(ghost).to_have_count(0)


async def test_what_is_typed_while_a_change_is_on_its_way_is_the_next_answer(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Во сколько вы открываетесь?")
    await anna.opens("Во сколько вы открываетесь?")
    await anna.takes()
    await anna.answers("В девять")
    await olga.sees("В девять")
    under_way, may_answer = asyncio.Event(), asyncio.Event()

    async def slow(route: Route) -> None:
        under_way.set()
        await may_answer.wait()
        await route.continue_()

    await anna.page.route("**/messages/*", slow)
    await anna.log.get_by_text("В девять").hover()
    await tool(anna, "Изменить").click()
    await anna.answers("В десять")
    await under_way.wait()
    await expect(anna.field).to_have_value("", timeout=1_000)
    await anna.answers("Но лучше к обеду")
    await olga.sees("Но лучше к обеду")
    await expect(anna.page.get_by_text("Сохраняем правку…")).to_be_visible()
    await anna.field.press_sequentially("И ещё")
    may_answer.set()
    await expect(olga.log.get_by_text("В десять")).to_be_visible()
    await olga.sees("Но лучше к обеду")
    await expect(anna.log.get_by_text("В десять")).to_be_visible()
    await expect(anna.page.get_by_text("Сохраняем правку…")).to_have_count(0)
    await expect(anna.page.get_by_text("Меняем сообщение")).to_have_count(0)
    await expect(anna.field).to_have_value("И ещё")


async def test_a_change_that_was_refused_comes_back_and_never_into_other_words(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Есть парковка?")
    await anna.opens("Есть парковка?")
    await anna.takes()
    await anna.answers("Есть за домом")
    await olga.sees("Есть за домом")
    under_way, may_answer = asyncio.Event(), asyncio.Event()

    async def dead(route: Route) -> None:
        under_way.set()
        await may_answer.wait()
        await route.abort()

    await anna.page.route("**/messages/*", dead)
    await anna.log.get_by_text("Есть за домом").hover()
    await tool(anna, "Изменить").click()
    await anna.answers("Есть во дворе")
    await under_way.wait()
    await anna.field.press_sequentially("Въезд с улицы")
    may_answer.set()
    refused = anna.page.get_by_role("alert").filter(has_text="Есть во дворе")
    await expect(refused).to_be_visible()
    await expect(anna.field).to_have_value("Въезд с улицы")
    await look(anna.page, "operator-edit-refused-desktop-light-ru")
    await refused.get_by_role("button", name="Вернуться к правке").click()
    await expect(anna.field).to_have_value("Есть во дворе")
    await anna.field.press("Enter")
    await expect(anna.page.get_by_text("Меняем сообщение")).to_have_count(0)
    await expect(anna.page.get_by_role("alert").filter(has_text="Есть во дворе")).to_be_visible()
    await expect(anna.field).to_have_value("Въезд с улицы")
    await anna.field.fill("")
    await anna.page.get_by_role("button", name="Вернуться к правке").click()
    await anna.page.unroute("**/messages/*")
    await anna.field.press("Enter")
    await expect(olga.log.get_by_text("Есть во дворе")).to_be_visible()
    await expect(anna.page.get_by_role("alert")).to_have_count(0)


async def test_a_quote_goes_to_what_it_answers(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("А доставка есть по субботам?")
    await anna.opens("А доставка есть по субботам?")
    await anna.takes()
    await anna.log.get_by_text("А доставка есть по субботам?").hover()
    await tool(anna, "Ответить с цитатой").click()
    await anna.field.fill("Есть, с десяти")
    await anna.page.reload()
    await expect(anna.page.locator(".composer .strip")).to_contain_text("А доставка есть по субботам?")
    await expect(anna.field).to_have_value("Есть, с десяти")
    await anna.field.press("Enter")
    await expect(anna.page.locator(".composer .strip")).to_have_count(0)
    await expect(olga.log.locator("q")).to_have_text("А доставка есть по субботам?")
    await anna.log.locator(".quote").click()
    await expect(anna.log.locator(".msg:focus")).to_contain_text("А доставка есть по субботам?")


async def test_a_note_is_for_colleagues(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Можно скидку?")
    await anna.opens("Можно скидку?")
    await anna.takes()
    await anna.field.blur()
    await anna.page.keyboard.press("n")
    await expect(anna.page.get_by_text("Клиент этого не увидит")).to_be_visible()
    await anna.answers("@Игорь, ему в августе уже давали")
    memo = anna.log.locator(".memo")
    await expect(memo).to_contain_text("видят только операторы")
    await expect(memo.locator(".called")).to_have_text("@Игорь")
    await anna.page.keyboard.press("Escape")
    await anna.page.keyboard.press("r")
    await anna.answers("Пять процентов")
    await olga.sees("Пять процентов")
    assert not [text for text in await olga.texts() if "августе" in text]
    await olga.page.reload()
    await olga.open()
    await olga.sees("Пять процентов")
    await expect(olga.log).not_to_contain_text("августе")
    await expect(anna.row("Пять процентов")).to_have_count(1)
    await anna.page.reload()
    await expect(anna.log.locator(".memo")).to_contain_text("августе")


async def test_everything_by_keys(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Есть кто?")
    await anna.opens("Есть кто?")
    await anna.takes()
    await anna.answers("Естъ")
    await olga.sees("Естъ")
    await expect(anna.log.locator(".queued")).to_have_count(0)  # what is not known to be stored has no tools yet
    await anna.field.focus()
    await anna.page.keyboard.press("Alt+ArrowUp")
    await anna.page.keyboard.press("Tab")
    await anna.page.keyboard.press("Tab")
    await expect(tool(anna, "Изменить")).to_be_focused()
    await anna.page.keyboard.press("Enter")
    await expect(anna.field).to_be_focused()
    await anna.answers("Есть")
    await expect(olga.log.get_by_text("изменено")).to_be_visible()
    await anna.field.focus()
    await anna.page.keyboard.press("Alt+ArrowUp")
    await anna.page.keyboard.press("ArrowUp")
    await expect(anna.log.locator(".msg:focus")).to_have_text(re.compile("Есть кто"))
