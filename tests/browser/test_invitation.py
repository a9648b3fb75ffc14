"""The invitation on the page: once, in somebody's name, never again after it was closed; nothing is stored before that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Locator, Page, expect

from tests.browser.choosing import put_settings
from tests.browser.conftest import NewCabinet, NewOperator, NewVisitor
from tests.browser.forming import is_there
from tests.browser.looks import Eye, look
from tests.browser.people import Visitor
from tests.browser.test_multiwidget import opens, save
from tests.clients import browse
from tests.people import ANNA
from tests.processes import Json, ServerProcess

INVITE: Json = {
    "on": True,
    "what": "bubble",
    "after": 1,
    "leaving": False,
    "pages": "",
    "text": {"ru": "Подобрать лампу?"},
}


PRESSED = """async button => {
  button.click()
  await null
  return Object.keys(localStorage).some(name => name.startsWith('besedka.invited.'))
}"""
"""What this browser remembers of the invitation by the end of the press, before any timer."""


@asynccontextmanager
async def inviting(server: ServerProcess, **changes: object) -> AsyncIterator[None]:
    """Let pages invite until the block ends."""
    await put_settings(server, "multiwidget", invite={**INVITE, **changes})
    try:
        yield
    finally:
        await put_settings(server, "multiwidget", invite={**INVITE, "on": False, "text": {}})


async def only_anna(server: ServerProcess) -> None:
    """Wait until nobody but Anna invites: whoever an earlier test let in is believed to be there for a minute more."""
    project = server.installed["project"]
    assert isinstance(project, dict)
    async with browse(server.url, {"Sec-Fetch-Site": "same-origin"}) as http, asyncio.timeout(90):
        while True:
            told = (await http.get(f"/c/{project['key']}.invite.json")).json()
            if [one["name"] for one in told["people"]] == [ANNA.name]:
                return
            await asyncio.sleep(0.5)


def bubble(page: Page) -> Locator:
    """Return the invitation."""
    return page.locator(".besedka-invite").get_by_role("status")


STORED = "JSON.stringify([document.cookie, Object.keys(localStorage), Object.keys(sessionStorage)])"


async def test_it_comes_by_name_and_who_has_closed_it_is_not_asked_again_here_or_in_the_other_tab(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess
) -> None:
    await new_operator()
    async with inviting(server):
        await only_anna(server)
        olga = await new_visitor()
        await olga.visit()
        await expect(bubble(olga.page)).to_contain_text("Подобрать лампу?", timeout=15_000)
        await expect(bubble(olga.page)).to_contain_text("Анна")
        assert await olga.page.evaluate("document.activeElement === document.body"), "it takes no focus"
        assert await olga.page.evaluate(STORED) == '["",[],[]]'
        await look(olga.page, "invitation")
        other = await olga.page.context.new_page()
        await other.goto(olga.shop.url + "/lamp")
        await expect(bubble(other)).to_contain_text("Подобрать лампу?", timeout=15_000)
        await olga.page.bring_to_front()
        await bubble(olga.page).get_by_role("button", name="Закрыть приглашение").click()
        await expect(bubble(olga.page)).to_have_count(0)
        await expect(bubble(other)).to_have_count(0)
        asked: list[str] = []
        olga.page.on("request", lambda request: asked.append(request.url))
        await olga.visit("/lamp")
        await olga.page.wait_for_timeout(1_600)
        await expect(bubble(olga.page)).to_have_count(0)
        assert not [url for url in asked if url.endswith(".invite.json")]
        await goes_with_the_settings(await new_visitor(), server)


async def goes_with_the_settings(olga: Visitor, server: ServerProcess) -> None:
    """Come back to a page whose words stand, once they are others, and once the project invites nobody any more."""
    await olga.visit()
    await expect(bubble(olga.page)).to_contain_text("Подобрать лампу?", timeout=15_000)
    await put_settings(server, "texts", texts={"ru": {"invite.close": "Не сейчас"}})
    await olga.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(bubble(olga.page).get_by_role("button", name="Не сейчас")).to_be_visible(timeout=15_000)
    await put_settings(server, "texts", texts={"ru": {"invite.close": None}})
    await put_settings(server, "multiwidget", invite={**INVITE, "on": False})
    await olga.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(bubble(olga.page)).to_have_count(0, timeout=15_000)


async def test_it_leads_into_the_chat_by_keys_and_the_window_that_opens_by_itself_leaves_the_focus(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess
) -> None:
    await is_there(await new_operator(), server)
    async with inviting(server):
        olga = await new_visitor("phone", scheme="dark")
        await olga.visit()
        await expect(bubble(olga.page)).to_be_visible(timeout=15_000)
        await look(olga.page, "invitation-phone-dark")
        await olga.launcher.focus()
        await olga.page.keyboard.press("Tab")
        await olga.page.keyboard.press("Enter")
        await expect(olga.field).to_be_visible(timeout=10_000)
        await expect(bubble(olga.page)).to_have_count(0)
    async with inviting(server, what="chat"):
        elena = await new_visitor()
        await elena.visit()
        await expect(elena.field).to_be_visible(timeout=15_000)
        assert await elena.page.evaluate("document.activeElement === document.body"), "nobody has asked for the window"
        assert await elena.launcher.evaluate(PRESSED), "whoever closes it and is gone at once is remembered"
        await expect(elena.field).to_be_hidden()
        await elena.visit("/lamp")
        await elena.page.wait_for_timeout(1_600)
        await expect(elena.field).to_be_hidden()


async def test_the_cabinet_shows_it_before_it_is_saved_and_says_what_is_wrong_beside_the_field(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    async with inviting(server, on=False, text={}):
        page = await opens(await new_cabinet())
        await page.get_by_role("switch", name="Приглашение").click()
        words = page.get_by_role("textbox", name="Слова: Русский")
        await words.fill("Подсказать размер?")
        shown = page.frame_locator(".glass iframe").first.locator(".besedka-invite").get_by_role("status")
        await expect(shown).to_contain_text("Подсказать размер?", timeout=15_000)
        await page.get_by_role("spinbutton", name="Через столько секунд на странице").fill("9999")
        await expect(page.locator(".inviting .error")).to_contain_text("3600")
        views = [("desktop", "dark"), ("tablet", "light"), ("phone", "light")]
        await (await Eye.on(page)).sees_everywhere("cabinet-invitation", views)
        await page.get_by_role("spinbutton", name="Через столько секунд на странице").fill("20")
        await expect(page.locator(".inviting .error")).to_have_count(0)
        await save(page)
        await page.reload()
        await expect(words).to_have_value("Подсказать размер?")
