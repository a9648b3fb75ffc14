"""The cabinet's notifications of problems beside a real receiver: a way is added, tried, told of a low rating, and found to be broken."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Locator, Response, expect

from tests.alerts.by_webhook import DOOR, Receiver
from tests.browser.choosing import owner
from tests.browser.conftest import NewCabinet, NewVisitor, close_all
from tests.browser.looks import Eye
from tests.browser.people import Cabinet, Visitor
from tests.processes import ServerProcess
from tests.waiting import until

NAME = "Дежурные"
FEW = [("desktop", "light"), ("phone", "dark")]


@pytest_asyncio.fixture(loop_scope="session")
async def house(server: ServerProcess) -> AsyncIterator[ServerProcess]:
    """Nobody is told of anything, afterwards."""
    yield server
    async with owner(server) as http:
        for way in (await http.get("/alerts")).json()["ways"]:
            assert (await http.delete(f"/alerts/ways/{way['id']}")).status_code == 204


def switch(marina: Cabinet, kind: str) -> Locator:
    return marina.page.get_by_role("switch", name=f"{kind}: {NAME}", exact=True)


OFF = {"Клиент ждёт дольше": "waits_long", "Место на диске кончается": "disk_full"}


def stores_both(got: Response) -> bool:
    """The server has stored that nobody is told of either."""
    told = got.request.post_data or ""
    return got.request.method == "PATCH" and got.status == 200 and not any(kind in told for kind in OFF.values())


async def switches_off(marina: Cabinet) -> None:
    """Press two switches one right after the other, and find both stored."""
    async with marina.page.expect_response(stores_both):
        for kind in OFF:
            await switch(marina, kind).click()
    await marina.page.reload()
    for kind in OFF:
        await expect(switch(marina, kind)).to_have_attribute("aria-checked", "false")
    await expect(switch(marina, "Низкая оценка")).to_have_attribute("aria-checked", "true")


async def removes(marina: Cabinet) -> None:
    """Remove the way, think better of it, and remove it again: it goes from the server before another is added."""
    page = marina.page
    none = page.get_by_role("heading", name="О проблемах пока никто не узнает")
    await marina.pane.get_by_role("button", name="Удалить").click()
    await expect(none).to_be_visible()
    await page.get_by_role("button", name="Вернуть").click()
    await page.get_by_role("button", name=f"Настроить: {NAME}, не работает").click()
    await marina.pane.get_by_role("button", name="Удалить").click()
    await expect(none).to_be_visible()
    async with page.expect_response(lambda got: got.request.method == "DELETE" and got.status == 204):
        await page.get_by_role("button", name="Добавить новый способ уведомления").click()
    await page.reload()
    await expect(none).to_be_visible()


async def begins_well(marina: Cabinet) -> None:
    """With nobody told yet the page says what to do, and its button keeps inside its sheet on a phone."""
    eye = await Eye.on(marina.page)
    await eye.sees_everywhere("cabinet-alerts-none-ru", FEW)
    await eye.turn("phone")
    sheet, button = marina.page.locator(".nobody"), marina.page.locator(".nobody button")
    outer, inner = await sheet.bounding_box(), await button.bounding_box()
    assert outer is not None
    assert inner is not None
    assert outer["x"] < inner["x"]
    assert inner["x"] + inner["width"] < outer["x"] + outer["width"]
    await eye.turn("desktop")


async def adds(marina: Cabinet, receiver: Receiver) -> None:
    """Add the receiver, after a slip of the pen, and give it the secret that is shown once."""
    page = marina.page
    await page.get_by_role("button", name="Добавить новый способ уведомления").click()
    await marina.pane.get_by_role("button", name="Почта").click()
    await expect(marina.pane.get_by_text("BESEDKA_SMTP_HOST")).to_be_visible()
    await marina.pane.get_by_role("button", name="Вебхук").click()
    await marina.fills(address="ftp://ops.example", name=NAME)
    await marina.pane.get_by_role("button", name="Добавить", exact=True).click()
    await expect(marina.pane.get_by_text("Введите адрес вида")).to_be_visible()
    await expect(marina.pane.locator("input[name=address]")).to_have_value("ftp://ops.example")
    await (await Eye.on(page)).sees_everywhere("cabinet-alerts-new-ru", FEW)
    await marina.fills(address=receiver.url + DOOR)
    await marina.pane.get_by_role("button", name="Добавить", exact=True).click()
    receiver.secrets = [await marina.pane.locator("pre code").inner_text()]
    await marina.pane.get_by_role("button", name="Готово").click()


async def rates(olga: Visitor, house: ServerProcess, stars: int, comment: str) -> None:
    """Write, be closed, and rate the conversation."""
    await olga.visit()
    await olga.open()
    await olga.write("Где мой заказ?")
    await olga.sees_state("Отправлено|Доставлено")
    await close_all(house)
    asked = olga.page.get_by_role("group", name="Как вам разговор?")
    await asked.get_by_role("radio", name=f"Оценка {stars} из 5").click()
    await asked.get_by_role("textbox").fill(comment)
    await asked.get_by_role("button", name="Оценить").click()


async def test_a_way_is_added_tried_told_and_found_broken(
    house: ServerProcess, new_cabinet: NewCabinet, new_visitor: NewVisitor
) -> None:
    olga, marina = await new_visitor(), await new_cabinet()
    page = marina.page
    await marina.goes_to("Уведомления")
    await begins_well(marina)
    with Receiver() as receiver:
        await adds(marina, receiver)
        await page.get_by_role("button", name=f"Проверить: {NAME}").click()
        await expect(page.get_by_text(f"Дошло до «{NAME}»")).to_be_visible(timeout=15_000)
        assert [one["data"]["kind"] for one in receiver.events] == ["test"]
        await switches_off(marina)

        await rates(olga, house, 2, "Долго отвечали <b>")
        await until(lambda: any("Долго отвечали <b>" in one["data"]["text"] for one in receiver.events), within=20)
        told = page.get_by_role("listitem").filter(has_text="Низкая оценка: 2 из 5").filter(has_text=NAME)
        await expect(told.first).to_contain_text("Доставлено", timeout=20_000)
        await expect(told.first.get_by_role("link", name=re.compile(r"№ \d+"))).to_be_visible()
        await (await Eye.on(page)).sees_everywhere("cabinet-alerts-ru")
    await page.get_by_role("button", name=f"Проверить: {NAME}").click()
    await expect(page.get_by_text(f"Не дошло до «{NAME}»")).to_be_visible(timeout=15_000)
    await page.get_by_role("button", name=f"Настроить: {NAME}, не работает").click()
    await expect(marina.pane.get_by_text("До получателя не достучаться.").first).to_be_visible()
    await (await Eye.on(page)).sees_everywhere("cabinet-alerts-way-ru", FEW)
    await removes(marina)
