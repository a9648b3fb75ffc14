"""What may be changed no more stays in sight, locked, and says why; the words that were to change it are not asked for."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import expect

from tests.browser.choosing import change_settings
from tests.browser.conftest import NewOperator, NewVisitor
from tests.processes import ServerProcess


@pytest_asyncio.fixture(loop_scope="session")
async def limits(server: ServerProcess) -> AsyncIterator[ServerProcess]:
    """The project's limit of changes, given back afterwards."""
    yield server
    await change_settings(server, edit_limit=900)


async def test_a_message_is_locked_when_its_time_is_over(
    new_visitor: NewVisitor, new_operator: NewOperator, limits: ServerProcess
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Можно ли исправить?")
    await anna.opens("Можно ли исправить?")
    await anna.takes()
    await anna.answers("Опечятка")
    await olga.sees("Опечятка")
    await anna.log.locator(".grp.out .msg").last.click(position={"x": 20, "y": 12})
    edit = anna.page.locator(".tools").get_by_role("button", name=re.compile("Изменить"))
    await expect(edit).not_to_have_attribute("aria-disabled", "true")
    for limit, why in ((0, "отправленное не меняют"), (1, "можно было 1\u00a0с после отправки")):
        await change_settings(limits, edit_limit=limit)
        await expect(edit).to_have_attribute("aria-disabled", "true", timeout=10_000)
        await expect(edit).to_have_attribute("title", re.compile(why))
        await edit.click(force=True)
        await expect(anna.page.locator(".toast").filter(has_text=re.compile(why))).to_be_visible()
        await expect(anna.page.locator(".composer .strip")).to_have_count(0)
    await change_settings(limits, edit_limit=900)
    await expect(edit).not_to_have_attribute("aria-disabled", "true", timeout=10_000)
    await edit.click()
    await expect(anna.field).to_have_value("Опечятка")
