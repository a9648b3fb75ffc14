"""A lead from the operators' app: made by one press, seen sent with its link, and the client known when they write again."""

import re
from collections.abc import AsyncIterator

import httpx2
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.choosing import owner
from tests.browser.conftest import NewOperator, NewVisitor, at_the_desk
from tests.browser.looks import Eye, look
from tests.browser.people import Operator, Visitor
from tests.browser.test_leads import make, remove
from tests.crm.espocrm.server import CRASH
from tests.crm.espocrm.world import EspoWorld, espocrm
from tests.crm.vendor import Fault, Said
from tests.crm.world import DISCOUNT, NOTE
from tests.processes import ServerProcess

PHONE = "8 916 204-18-77"


@pytest_asyncio.fixture(loop_scope="session")
async def world(server: ServerProcess) -> AsyncIterator[EspoWorld]:
    """An EspoCRM that the demo's owner has connected."""
    with espocrm() as world:
        async with owner(server) as http:
            body = {"name": world.connector.name, "values": dict(world.values)}
            connected = await http.put("/crm/connection", json=body)
            assert connected.json()["well"], connected.text
            await _chooses_fields(http)
            yield world
            assert (await http.delete("/crm/connection")).status_code == 200


async def _chooses_fields(http: httpx2.AsyncClient) -> None:
    """Have two additional fields filled: one with what fits, and one with what does not."""
    told = (await http.get("/crm")).json()
    ids = {one["title"]: one["id"] for one in told["fields"]}
    extra = [{"id": ids[NOTE], "value": "{utm_source}, {page}"}, {"id": ids[DISCOUNT], "value": "{utm_source}"}]
    body = {"version": told["version"], "rules": told["rules"], "extra": extra}
    kept = await http.put("/crm/rules", json=body)
    assert kept.status_code == 200, kept.text


def section(page: Page) -> Locator:
    """What the card tells of the CRM."""
    return page.locator("section.crm")


async def talks(anna: Operator, olga: Visitor, words: str, phone: str) -> None:
    """Have a conversation in work with a client who has told a telephone."""
    await olga.visit("/lamp?utm_source=yandex")
    await olga.page.evaluate("phone => besedka('identify', { name: 'Ольга Маяк', phone })", phone)
    await olga.open()
    await olga.write(words)
    await anna.opens(words)
    await anna.takes()


async def test_a_lead_is_made_and_seen_sent(
    new_visitor: NewVisitor, new_operator: NewOperator, world: EspoWorld
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await talks(anna, olga, "Хочу торшер, заведите заявку", "")
    page, crm = anna.page, section(anna.page)
    await expect(crm.get_by_role("heading", name="EspoCRM")).to_be_visible(timeout=15_000)
    await look(page, "lead-card-none")
    await page.locator("body").press("l")
    dialog = page.get_by_role("dialog", name="Создать лид")
    await expect(dialog.get_by_label("Название")).to_be_focused()
    await expect(dialog.get_by_label("Имя")).to_have_value("Ольга Маяк")
    await expect(dialog.get_by_text("Уйдёт 1 сообщение")).to_be_visible()
    await expect(dialog.locator("dt:text-is('Откуда') + dd")).to_have_text(re.compile("^yandex, http"))
    await expect(dialog.get_by_text("Не подойдут и не уйдут: Скидка")).to_be_visible()
    await look(page, "lead-dialog")
    await dialog.get_by_label("Название").fill("Торшер для Ольги")
    await dialog.get_by_label("Телефон").fill("8 916 204-18")
    await page.keyboard.press("Control+Enter")
    await expect(dialog.get_by_label("Телефон")).to_be_focused()
    await expect(dialog.get_by_text("Не хватает 2 цифр")).to_be_visible()
    await look(page, "lead-dialog-refused")
    await dialog.get_by_label("Телефон").fill(PHONE)
    await page.keyboard.press("Control+Enter")
    await expect(dialog).to_be_hidden()
    opens = crm.get_by_role("link", name="Открыть в EspoCRM", exact=True)
    await expect(opens).to_be_visible(timeout=20_000)
    (lead,) = world.leads()
    assert str(await opens.get_attribute("href")).endswith(lead.id)
    assert (lead.title, lead.extra[NOTE].partition(",")[0]) == ("Торшер для Ольги", "yandex")
    await expect(crm.get_by_role("link", name="Открыть в EspoCRM: Ольга Маяк")).to_be_visible(timeout=10_000)
    await expect(crm.get_by_role("listitem").filter(has_text="Торшер для Ольги")).to_be_visible(timeout=10_000)
    await look(page, "lead-card-sent")
    await olga.write("И лампочку к нему")
    await expect(crm.get_by_text("После отправки 1 новое сообщение.")).to_be_visible(timeout=10_000)
    await crm.get_by_role("button", name="Отправить снова", exact=True).click()
    await expect(crm.get_by_text("После отправки")).to_have_count(0, timeout=20_000)
    await expect(crm.get_by_text("Лид в EspoCRM", exact=True)).to_be_visible(timeout=20_000)
    (lead,) = world.leads()
    assert any("И лампочку к нему" in one for one in lead.comments)


async def test_a_client_is_recognised_and_chosen_of_several(
    server: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator, world: EspoWorld
) -> None:
    world.add_contact("Ольга Первая", "+79162041878", "")
    world.add_contact("Ольга Вторая", "+79162041878", "olga@second.example")
    anna, olga = await new_operator(), await new_visitor()
    await talks(anna, olga, "Это снова я, узнаёте?", "+7 916 204-18-78")
    crm = section(anna.page)
    await expect(crm.get_by_text("подходят несколько")).to_be_visible(timeout=15_000)
    await look(anna.page, "lead-card-several")
    await crm.get_by_role("button", name="Это Ольга Вторая").click()
    await expect(crm.get_by_role("link", name=re.compile("Ольга Вторая"))).to_be_visible(timeout=15_000)
    ours = anna.page.get_by_role("link", name="Лиды")
    async with at_the_desk(server) as http:
        others = [one["id"] for one in (await http.get("/deals", params={"limit": 100})).json()["deals"]]
    await remove(server, *others)  # of tests before this one
    await expect(ours).to_have_count(0)
    id = await make(server, "Лид из прежних")
    await ours.click()
    await expect(anna.page.get_by_role("link", name="Лид из прежних")).to_be_visible()
    await expect(anna.page.get_by_text("Здесь только прежние")).to_be_visible()
    await expect(anna.page.get_by_role("button", name="Новый лид")).to_have_count(0)
    await remove(server, id)
    await expect(ours).to_have_count(0)


async def test_a_crm_that_is_away_is_told_and_tried_again(
    new_visitor: NewVisitor, new_operator: NewOperator, world: EspoWorld
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await talks(anna, olga, "Заявка, пока CRM лежит", "+7 916 204-18-79")
    crm = section(anna.page)
    await expect(crm.get_by_text("Такого клиента там пока нет")).to_be_visible(timeout=15_000)
    world.server.faults.append(Fault("POST /api/v1/Contact", "said", Said(500, CRASH), times=99))
    await crm.get_by_role("button", name="Создать лид").click()
    await anna.page.get_by_role("dialog").get_by_role("button", name="Создать лид").click()
    await expect(crm.get_by_text("Лид сохранён")).to_be_visible(timeout=20_000)
    await look(anna.page, "lead-card-waiting")
    async with anna.page.expect_request(lambda asked: asked.method == "PUT" and asked.url.endswith("/lead")):
        await crm.get_by_role("button", name="Отправить сейчас").click()
    world.server.faults.clear()  # it may have tried once more by then, and waits for its next turn
    await expect(crm.get_by_text("Лид в EspoCRM")).to_be_visible(timeout=40_000)
    assert [one.contact for one in world.leads()] == [world.contacts()[-1].id]


async def test_how_it_looks(server: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    """The project's own CRM, where nothing is connected: the lead is a press away, and opens in the app itself."""
    anna, olga = await new_operator(), await new_visitor()
    await talks(anna, olga, "Сколько стоит торшер?", "+7 916 204-18-80")
    page, eye, at = anna.page, await Eye.on(anna.page), anna.page.url
    await page.locator("body").press("l")
    dialog = page.get_by_role("dialog", name="Создать лид")
    await expect(dialog.get_by_label("Телефон")).to_have_value("+7 916 204-18-80")
    await dialog.get_by_label("Сумма").fill("12 500,50")
    await eye.sees_everywhere("lead-dialog")
    await dialog.get_by_role("button", name="Создать лид").click()
    await expect(section(page).get_by_text("Лид в CRM")).to_be_visible(timeout=20_000)
    for language in ("en", "ru"):
        await page.evaluate("language => localStorage.setItem('besedka.language', language)", language)
        await page.goto(f"{at}/client")
        await expect(section(page).locator(".crmlead")).to_be_visible(timeout=15_000)
        await eye.sees_everywhere(f"lead-card-{language}")
    await section(page).get_by_role("link", name="Открыть в CRM", exact=True).click()
    pane = page.get_by_role("complementary", name="Лид", exact=True)
    await expect(pane.get_by_label("Сумма")).to_have_value("12500,50", timeout=10_000)
    async with at_the_desk(server) as http:  # others count the leads of a stage
        assert (await http.delete(f"/deals/{page.url.rpartition('/')[2]}")).status_code == 204
