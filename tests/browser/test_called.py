"""The ladder in real browsers: nobody answers, so the responsible is called until they look, and then the others; an answer ends it all."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.choosing import change_settings
from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import MOVED, violations
from tests.browser.people import Operator
from tests.browser.test_told import IGOR, count, leaves, talk
from tests.processes import ServerProcess

OFF = dict.fromkeys(
    ("ladder_popup", "ladder_sound", "ladder_push", "ladder_letter", "ladder_others", "ladder_admins"), -1
)


@pytest_asyncio.fixture(loop_scope="session")
async def hurried(server: ServerProcess) -> AsyncIterator[None]:
    """Nobody waits for minutes here."""
    await change_settings(server, **{**OFF, "ladder_popup": 1, "ladder_sound": 2, "ladder_others": 12})
    yield
    await change_settings(server, **OFF)


def card(page: Page) -> Locator:
    """What stands over everything while one is called."""
    return page.get_by_role("region", name="Клиент ждёт ответа")


async def rings(operator: Operator) -> None:
    """It sounds, and sounds again."""
    before = await operator.page.evaluate("window.sounds")
    await operator.page.wait_for_function("(before) => window.sounds > before + 1", arg=before, timeout=15_000)


async def test_who_does_not_answer_is_called_and_then_the_others_and_an_answer_ends_it(
    hurried: None, new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, igor, olga = await new_operator(), await new_operator(IGOR), await new_visitor()
    for operator in (anna, igor):
        await count(operator)
    await talk(olga, anna, "Кто-нибудь ответит?")
    await leaves(anna)
    await olga.write("Вы про меня забыли")
    await expect(card(anna.page)).to_be_visible(timeout=15_000)
    await expect(card(anna.page)).to_contain_text("Вы про меня забыли")
    await anna.page.evaluate(MOVED)  # it comes in, and is judged as it stands
    assert [fault["id"] for fault in await violations(anna.page)] == []
    await rings(anna)
    await anna.page.reload()
    await rings(anna)
    await anna.page.get_by_role("button", name="Выключить звук").click()
    await expect(anna.page.get_by_role("button", name="Выключить звук")).to_have_count(0)
    await expect(card(anna.page)).to_be_visible()

    await expect(card(igor.page)).to_be_visible(timeout=20_000)
    await rings(igor)
    row = igor.row("Вы про меня забыли")
    await expect(row).to_contain_text("позвали остальных")
    second = await igor.page.context.new_page()
    await second.goto(igor.page.url)
    await expect(card(second)).to_be_visible(timeout=15_000)
    await card(igor.page).get_by_role("button", name="Открыть").click()
    for page in (igor.page, second):
        await expect(card(page)).to_have_count(0)
    await expect(igor.log).to_contain_text("Зовём: Анна")  # of several steps that are due the highest is taken
    await expect(igor.log).to_contain_text("Позвали остальных: Игорь")
    await expect(igor.log).to_contain_text("Снова в новых: Анна не отвечает")
    await igor.takes()
    await igor.answers("Я здесь")
    await olga.sees("Я здесь")
    await expect(card(anna.page)).to_have_count(0, timeout=10_000)
    quiet = await igor.page.evaluate("window.sounds")
    await igor.page.wait_for_timeout(5_000)
    assert await igor.page.evaluate("window.sounds") == quiet
    await second.close()
