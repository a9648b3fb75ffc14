"""The cabinet's CRM page beside a real vendor's server: refused with a wrong key, connected, a field filled and shown, let go of."""

import re
from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.choosing import owner
from tests.browser.conftest import NewCabinet, NewVisitor, close_all
from tests.browser.looks import Eye
from tests.browser.people import Cabinet
from tests.crm.espocrm.world import EspoWorld, espocrm
from tests.processes import ServerProcess


@pytest.fixture
def world() -> Iterator[EspoWorld]:
    with espocrm() as world:
        yield world


RULES = {"on_contact": False, "on_form": False, "on_closing": False, "params": False, "stage": "", "manager": ""}


async def choose(http: httpx2.AsyncClient, **rules: object) -> None:
    """Choose what is done with leads, over whatever was chosen before."""
    told = (await http.get("/crm")).json()
    body = {"version": told["version"], "rules": {**RULES, **rules}, "extra": told["extra"]}
    assert (await http.put("/crm/rules", json=body)).status_code == 200


@pytest_asyncio.fixture(loop_scope="session")
async def house(server: ServerProcess, world: EspoWorld) -> AsyncIterator[ServerProcess]:
    """Nothing is connected and nothing is made by itself, afterwards."""
    yield server
    async with owner(server) as http:
        assert (await http.delete("/crm/connection")).status_code == 200
        await choose(http)


def group(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


async def connects(marina: Cabinet, world: EspoWorld, key: str) -> None:
    """Fill in the form of EspoCRM and press its button."""
    page = marina.page
    await page.get_by_label("Адрес EspoCRM").fill(str(world.values["address"]))
    await page.get_by_label("Ключ API", exact=True).fill(key)
    await page.get_by_role("button", name="Проверить и подключить").click()


async def test_a_crm_is_connected_filled_and_let_go_of(
    house: ServerProcess, world: EspoWorld, new_cabinet: NewCabinet, new_visitor: NewVisitor
) -> None:
    olga, marina = await new_visitor(), await new_cabinet()
    page, eye = marina.page, await Eye.on(marina.page)
    await olga.visit("/?utm_source=yandex")
    await olga.open()
    await olga.write("Есть ли «Маяк»?")
    await olga.sees_state("Отправлено|Доставлено")
    await page.get_by_role("region", name="Тихий дом", exact=True).get_by_role("link", name="Подключите CRM").click()
    await expect(page.get_by_role("heading", name="Заявки уходят во встроенную CRM")).to_be_visible()
    await expect(group(page, "Воронки и этапы")).to_be_visible()
    await eye.sees_everywhere("cabinet-crm-builtin-ru")

    await page.get_by_role("button", name="EspoCRM").click()
    await page.get_by_role("button", name="Проверить и подключить").click()
    await expect(page.get_by_label("Адрес EspoCRM")).to_be_focused()
    await connects(marina, world, "f" * 32)
    await expect(page.get_by_text("Не подключили, исправьте:")).to_be_visible()
    await expect(page.get_by_label("Ключ API", exact=True)).to_have_value("f" * 32)
    await eye.sees_everywhere("cabinet-crm-refused-ru", [("desktop", "light"), ("phone", "dark")])
    await connects(marina, world, str(world.values["key"]))
    await expect(page.get_by_text("CRM отвечает, доступ принят")).to_be_visible(timeout=10_000)
    await expect(page.get_by_text("••••1728")).to_be_visible()

    extra = group(page, "Дополнительные поля")
    await page.get_by_role("button", name="Добавить поле").click()
    await page.get_by_role("dialog").get_by_role("searchbox").fill("отку")
    await page.get_by_role("dialog").get_by_role("button", name="Откуда").click()
    await page.get_by_role("button", name="Вставить переменную: Откуда").click()
    await page.get_by_role("menuitem", name="Источник рекламы").click()
    await expect(page.get_by_label("Значение поля: Откуда")).to_have_value("{utm_source}")
    await expect(extra.locator(".becomes")).to_have_text("yandex")
    await page.get_by_role("button", name="Добавить поле").click()
    await page.get_by_role("dialog").get_by_role("button", name="Скидка").click()
    await expect(page.get_by_label("Значение поля: Скидка")).to_be_focused()
    await page.keyboard.type("до {visits}")
    await expect(extra.locator(".becomes").nth(1)).to_have_text("«до 1» не отправим. Поле ждёт другое: число")
    await eye.sees_everywhere("cabinet-crm-ru")
    await page.get_by_label("Значение поля: Скидка").fill("много")
    await page.get_by_role("button", name="Сохранить", exact=True).click()
    await expect(page.get_by_label("Значение поля: Скидка")).to_be_focused()
    await page.get_by_role("button", name="Действия с полем: Скидка").click()
    await page.get_by_role("menuitem", name="Убрать").click()
    await page.get_by_role("switch", name="Обращение закрыто").click()
    await page.get_by_role("button", name="Сохранить", exact=True).click()
    await expect(page.locator(".unsaved")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_label("Значение поля: Откуда")).to_have_value("{utm_source}")
    await expect(page.get_by_role("switch", name="Обращение закрыто")).to_have_attribute("aria-checked", "true")

    await page.get_by_role("button", name="Отключить", exact=True).click()
    await marina.pane.get_by_role("button", name="Отключить").click()
    await expect(page.get_by_role("heading", name="Заявки уходят во встроенную CRM")).to_be_visible()


async def test_what_became_of_leads_is_seen_and_sent_again(
    house: ServerProcess, world: EspoWorld, new_cabinet: NewCabinet, new_visitor: NewVisitor
) -> None:
    olga, marina = await new_visitor(), await new_cabinet(language="en")
    page, log = marina.page, group(marina.page, "Leads that were sent")
    async with owner(house) as http:
        body = {"name": world.connector.name, "values": world.values}
        assert (await http.put("/crm/connection", json=body)).json()["well"]
        await choose(http, on_closing=True)
        await olga.visit()
        await olga.open()
        await olga.write("Есть ли «Маяк»?")
        await olga.sees_state("Отправлено|Доставлено")
        await close_all(house)
        await marina.goes_to("CRM")
        newest = (await http.post("/crm/preview", json={"extra": [], "ordinal": None})).json()["ordinal"]
        lead = log.locator(".leads > li").filter(has_text=re.compile(rf"№\s{newest}\b"))  # others' are leads, too
        await expect(lead).to_contain_text("Sent", timeout=20_000)
        await expect(lead.get_by_role("link", name="Open in the CRM")).to_be_visible()
        await lead.get_by_role("button", name="Requests").click()
        call = marina.pane.locator("summary").filter(has_text="POST").first
        await call.click()
        await expect(marina.pane.locator("pre").first).to_be_visible()
        assert str(world.values["key"]) not in await marina.pane.inner_text()
        await (await Eye.on(page)).sees_everywhere("cabinet-crm-calls-en", [("desktop", "light"), ("phone", "dark")])
        await page.keyboard.press("Escape")

        world.forget_access()
        await lead.get_by_role("button", name="Send again").click()
        await expect(lead).to_contain_text("The CRM does not accept the key", timeout=20_000)
        await group(page, "Check").get_by_role("button", name="Check now").click()
        await expect(group(page, "Check").locator(".no")).to_contain_text("HTTP 401")
        await expect(page.locator("nav.side").get_by_role("link", name="CRM (there is a problem)")).to_be_visible()

        await page.get_by_role("switch", name="A form is filled in").click()
        await choose(http, on_closing=True, params=True)
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.locator(".unsaved")).to_contain_text("The site’s parameters in the lead’s text")
        await (await Eye.on(page)).sees_everywhere("cabinet-crm-en")
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.locator(".unsaved")).to_have_count(0)
        rules = (await http.get("/crm")).json()["rules"]
        assert (rules["on_form"], rules["params"]) == (True, True)
