"""The operators' app as an app: told by push, answered from the notification, opened without a network, installed."""

import json
import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.conftest import NewVisitor
from tests.browser.looks import Eye
from tests.browser.people import Operator, Visitor, new_page
from tests.browser.pushing import PushService
from tests.processes import ServerProcess
from tests.waiting import eventually

IGOR = "igor@demo.example"


@pytest_asyncio.fixture(loop_scope="session")
async def browsers(whole_browsers: tuple[Browser, Browser]) -> tuple[Browser, Browser]:
    """Notifications stand around the pages: the shell has none."""
    return whole_browsers


@pytest_asyncio.fixture(loop_scope="session")
async def igor(browsers: tuple[Browser, Browser], server: ServerProcess) -> AsyncIterator[Operator]:
    """Igor, whose app has its worker and may notify."""
    page, complaints = await new_page(browsers[1], "phone", "ru", touch=True, installs=True)
    await page.context.grant_permissions(["notifications"], origin=server.url)
    operator = Operator(page, server.installed, complaints)
    await operator.comes_in(IGOR)
    yield operator
    await page.context.close()
    assert complaints.errors == []


async def begins(visitor: Visitor, operator: Operator, words: str) -> str:
    """The visitor writes, the operator takes it; return the conversation's id."""
    await visitor.visit()
    await visitor.open()
    await visitor.write(words)
    await operator.opens(words)
    await operator.takes()
    return operator.page.url.split("/")[-1]


async def says(operator: Operator, text: str) -> None:
    """Answer by the thumb: on a phone Enter breaks the line."""
    await operator.field.fill(text)
    await operator.page.get_by_role("button", name="Ответить", exact=True).tap()


async def test_a_push_is_shown_opens_its_conversation_and_is_answered_right_there(
    igor: Operator, new_visitor: NewVisitor
) -> None:
    olga, service = await new_visitor(), await PushService.of(igor.page)
    id = await begins(olga, igor, "Позовёте с телефона?")
    me: str = await igor.page.evaluate(ME)
    said = {"kind": "ladder", "at": 1, "language": "ru", "title": "Ольга <b>", "text": "Позовёте?", "conversation": id}
    said["operator"] = me
    await service.push(**said)
    await igor.page.get_by_role("button", name="Назад").tap()
    await expect(igor.log).to_have_count(0)
    assert await service.shown() == [], "what is before the eyes is not told"
    await service.push(**said)
    expected: dict[str, object] = {
        "title": "Ольга <b>",
        "body": "Позовёте?",
        "tag": f"besedka.{id}",
        "actions": ["reply", "open"],
    }
    await service.shows(expected)
    await service.click("open")
    await expect(igor.log).to_be_visible(timeout=10_000)
    assert igor.page.url.endswith(f"/operator/mine/{id}")
    await service.shows()

    await igor.page.get_by_role("button", name="Назад").tap()
    await expect(igor.log).to_have_count(0)
    await service.push(**said)
    await service.shows(expected)
    await service.click("reply", "Да, уже иду")
    await olga.sees("Да, уже иду")


ME = "async () => (await (await fetch('/api/operator/v1/session')).json()).me.id"


async def test_without_a_network_the_app_shows_what_it_had_and_goes_on(igor: Operator, new_visitor: NewVisitor) -> None:
    olga, eye = await new_visitor(), await Eye.on(igor.page)
    await PushService.of(igor.page)
    await begins(olga, igor, "Доедете без связи?")
    await says(igor, "Доедем")
    await olga.sees("Доедем")
    await keeps(igor, "Доедем")
    await igor.page.context.set_offline(True)
    await igor.page.reload()
    await igor.sees("Доедем")
    await expect(igor.page.get_by_text(re.compile(r"Нет связи с \d+:\d+"))).to_be_visible(timeout=10_000)
    await says(igor, "Пишу из тоннеля")
    await igor.page.get_by_role("button", name="Назад").tap()
    await expect(igor.page.get_by_text("Показано то, что было")).to_be_visible()
    await igor.page.locator(".tabs").get_by_role("link", name="Мои").tap()
    await expect(igor.row("Доедем")).to_be_visible()
    await eye.turn("phone")
    await eye.sees("operator-offline-phone-light-ru")
    await olga.sees("Пишу из тоннеля", 0)
    await igor.page.context.set_offline(False)
    await olga.sees("Пишу из тоннеля", patience=20_000)


async def keeps(operator: Operator, words: str) -> None:
    """Wait until the device keeps these words; empty: until it keeps nothing."""

    async def so() -> bool:
        found: str = await operator.page.evaluate(KEPT)
        return words in found if words else found == ""

    await eventually(so, 20)


KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('besedka.operator', 1)
  asked.onsuccess = () => {
    const found = asked.result.transaction('things').objectStore('things').getAll(IDBKeyRange.bound('desk', 'desk~'))
    found.onsuccess = () => { asked.result.close(); done(found.result.map((one) => JSON.stringify(one.state.threads)).join('')) }
  }
})"""


async def test_what_was_kept_is_erased_at_signing_out(igor: Operator) -> None:
    page = igor.page
    await PushService.of(page)
    await keeps(igor, "{}")
    await page.locator(".tabs").get_by_role("button", name="Ещё").tap()
    await page.get_by_role("menuitem", name="Выйти").tap()
    await expect(page.locator("input[name=password]")).to_be_visible()
    await keeps(igor, "")


async def test_the_app_can_be_installed(igor: Operator) -> None:
    cdp = await igor.page.context.new_cdp_session(igor.page)
    await PushService.of(igor.page)
    found = await cdp.send("Page.getAppManifest")
    manifest = json.loads(found["data"])
    assert (found["errors"], manifest["name"], manifest["start_url"]) == ([], "Беседка", "/operator/")
    errors = (await cdp.send("Page.getInstallabilityErrors"))["installabilityErrors"]
    assert [one["errorId"] for one in errors] in ([], ["in-incognito"]), "a test's profile is one that installs nothing"


async def test_a_page_that_came_past_the_worker_is_its_own_after_all(igor: Operator) -> None:
    page = igor.page
    await PushService.of(page)
    cdp = await page.context.new_cdp_session(page)
    async with page.expect_event("load"):
        await cdp.send("Page.reload", {"ignoreCache": True})
    await page.wait_for_function("() => navigator.serviceWorker.controller", timeout=10_000)


async def test_the_page_of_notifications(igor: Operator) -> None:
    page, eye = igor.page, await Eye.on(igor.page)
    device = {"endpoint": "https://push.example/x", "p256dh": "BA" + "A" * 85, "auth": "A" * 22, "language": "ru"}
    assert await page.evaluate(PUT, device) == 200
    await page.locator(".tabs").get_by_role("button", name="Ещё").tap()
    await page.get_by_role("menuitem", name="Уведомления").tap()
    sheet = page.get_by_role("dialog", name="Уведомления")
    await expect(sheet.get_by_role("listitem").filter(has_text="это устройство")).to_be_visible(timeout=10_000)
    await sheet.get_by_role("button", name="Переименовать: Chrome · Linux").tap()
    await sheet.get_by_role("textbox", name="Как назвать устройство").fill("Телефон Игоря")
    await page.keyboard.press("Enter")
    await expect(sheet.get_by_text("Телефон Игоря")).to_be_visible()
    await eye.sees_everywhere("operator-notifications")
    await eye.turn("phone")
    await sheet.get_by_role("button", name="Выключить уведомления: Телефон Игоря").tap()
    await expect(sheet.get_by_text("Телефон Игоря")).to_have_count(0)


PUT = """async (device) => (await fetch('/api/operator/v1/devices', { method: 'PUT', body: JSON.stringify(device),
  headers: { 'Content-Type': 'application/json' } })).status"""
