"""“Was your question solved?”: the client's yes closes the conversation, the client's no keeps it open and calls the responsible."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from tests.browser.choosing import change_settings
from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.cutting import Cable
from tests.browser.looks import look
from tests.browser.people import Operator, Visitor
from tests.processes import ServerProcess

IGOR = "igor@demo.example"
COUNTING = """
window.popups = []
window.Notification = class {
  static permission = 'granted'
  static async requestPermission() { return 'granted' }
  constructor(title, options) { Object.assign(this, options, { title }); window.popups.push(this) }
  close() { this.closed = true; this.onclose?.() }
}
"""
SHOWN = "() => window.popups.map((one) => `${one.title}: ${one.body}`)"


@pytest_asyncio.fixture(loop_scope="session")
async def asking(server: ServerProcess) -> AsyncIterator[None]:
    """The project asks its clients whether their question was solved."""
    await change_settings(server, confirm_closing=True)
    yield
    await change_settings(server, confirm_closing=False)


def question(visitor: Visitor) -> Locator:
    """What the client is asked."""
    return visitor.page.get_by_role("group", name=re.compile("Ваш вопрос решён|Was your question solved"))


async def _asked(visitor: Visitor, operator: Operator, words: str) -> None:
    """The visitor has written, was answered, and is asked whether that was all."""
    await visitor.visit()
    await visitor.open()
    await visitor.write(words)
    await operator.opens(words)
    await operator.takes()
    await operator.answers("Готово")
    await visitor.sees("Готово")
    await operator.page.get_by_role("button", name=re.compile("Закрыть обращение|Close the conversation")).click()
    await expect(question(visitor)).to_be_visible(timeout=10_000)


@pytest.mark.usefixtures("asking")
async def test_yes_closes_it(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    igor, olga = await new_operator(IGOR), await new_visitor()
    await _asked(olga, igor, "Всё ли решено?")
    await expect(igor.page.get_by_text("Клиента спросили, решён ли вопрос").first).to_be_visible()
    await question(olga).get_by_role("button", name="Да, спасибо").click()
    await expect(igor.log.get_by_text("Клиент подтвердил, что вопрос решён")).to_be_visible(timeout=10_000)
    await expect(igor.page.get_by_role("button", name="Вернуть в работу").first).to_be_visible()
    await expect(question(olga)).to_have_count(0)
    await expect(olga.page.get_by_role("radiogroup", name="Как вам разговор?")).to_be_visible(timeout=10_000)


@pytest.mark.usefixtures("asking")
async def test_no_keeps_it_open_and_calls_the_responsible(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    igor, anna, olga = await new_operator(IGOR), await new_operator(), await new_visitor()
    for operator in (igor, anna):
        await operator.page.context.add_init_script(COUNTING)
        await operator.page.reload()
    await _asked(olga, igor, "А если не решено?")
    other = await olga.context.new_page()
    await other.goto(olga.shop.url + "/lamp")
    await other.locator("button.besedka-launcher").click()
    await expect(other.get_by_role("group", name="Ваш вопрос решён?")).to_be_visible(timeout=10_000)
    await igor.page.locator(".rail").get_by_role("link", name="Новые").click()
    await expect(igor.log).to_have_count(0)

    await question(olga).get_by_role("button", name="Нет, ещё нужна помощь").click()
    await expect(question(olga)).to_have_count(0)
    await expect(other.get_by_role("group", name="Ваш вопрос решён?")).to_have_count(0)
    await expect(olga.field).to_be_focused()
    await expect(igor.page.locator(".rail").get_by_role("link", name="Неотвеченные")).to_contain_text("1")
    await igor.page.wait_for_function("() => window.popups.length > 0")
    await igor.page.wait_for_timeout(1200)
    told = await igor.page.evaluate(SHOWN)
    assert [one.split(": ")[0] for one in told] == ["Вопрос не решён"]
    assert await anna.page.evaluate(SHOWN) == [], "Anna is not responsible"

    await igor.page.evaluate("window.popups.at(-1).onclick()")
    await expect(igor.log.get_by_text(re.compile("Клиент ответил, что вопрос не решён"))).to_be_visible()
    await expect(igor.field).to_be_visible()
    await expect(igor.page.locator(".talk > header")).to_contain_text("В работе")
    await look(igor.page, "operator-unsolved-desktop-light-ru")
    await igor.page.reload()
    await expect(igor.log.get_by_text(re.compile("Клиент ответил, что вопрос не решён"))).to_be_visible()
    await igor.answers("Что осталось?")
    await olga.sees("Что осталось?")


@pytest.mark.usefixtures("asking")
async def test_no_while_the_operator_is_away_from_the_network(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    igor, olga = await new_operator(IGOR, size="phone", language="en", scheme="dark"), await new_visitor()
    await igor.page.context.add_init_script(COUNTING)
    cable = Cable(igor.page)
    await cable.lay()
    await _asked(olga, igor, "Вы ещё тут?")
    await igor.page.get_by_role("button", name="Back to the list").click()
    await cable.cut()
    await question(olga).get_by_role("button", name="Нет, ещё нужна помощь").click()
    await expect(question(olga)).to_have_count(0)
    await cable.mend()
    await igor.page.get_by_role("link", name="Waiting").click()
    await expect(igor.row("Готово")).to_be_visible(timeout=20_000)
    await igor.page.wait_for_function("() => window.popups.length > 0")
    await igor.page.wait_for_timeout(1500)
    assert [one.split(": ")[0] for one in await igor.page.evaluate(SHOWN)] == ["The question is not solved"]
    await igor.opens("Готово")
    await expect(igor.log.get_by_text(re.compile("The client says the question is not solved"))).to_be_visible()
    await look(igor.page, "operator-unsolved-phone-dark-en")
