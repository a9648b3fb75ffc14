"""The leads of a project's own CRM: a board that is dragged and pressed, a list, one lead with its history, and who sees which."""

import asyncio
import re

from playwright.async_api import Locator, Page, Route, expect

from tests.browser.conftest import NewCabinet, NewOperator, at_the_desk
from tests.browser.looks import Eye
from tests.browser.people import BUSY
from tests.browser.test_forced_colours import edge, force
from tests.clients import make_id
from tests.processes import ServerProcess

IGOR = "igor@demo.example"


async def make(server: ServerProcess, title: str, amount: int = 0) -> str:
    """Make a lead of Anna's."""
    id = make_id()
    client = {"name": "Марина Ветрова", "phone": "+79162041877", "email": ""}
    body = {"id": id, "title": title, **client, "stage": "", "sum": amount, "note": ""}
    async with at_the_desk(server) as http:
        assert (await http.post("/deals", json=body)).status_code == 201
    return id


async def remove(server: ServerProcess, *ids: str) -> None:
    """Delete leads."""
    async with at_the_desk(server) as http:
        for id in ids:
            assert (await http.delete(f"/deals/{id}")).status_code in (204, 404)


def stage(page: Page, title: str) -> Locator:
    """Return a column of the board."""
    return page.get_by_role("region", name=title, exact=True)


async def test_a_lead_goes_through_its_stages(server: ServerProcess, new_operator: NewOperator) -> None:
    anna, igor = await new_operator(), await new_operator(IGOR)
    page = anna.page
    await page.get_by_role("link", name="Лиды").click()
    await page.get_by_role("button", name="Новый лид").click()
    window = page.get_by_role("dialog", name="Новый лид")
    await expect(window.get_by_label("Название")).to_be_focused()
    await window.get_by_label("Название").fill("Остекление балкона")
    await window.get_by_label("Имя").fill("Марина")
    await window.get_by_label("Телефон").fill("8 916 204-18-77")
    await window.get_by_label("Сумма").fill("много")
    await window.get_by_role("button", name="Создать лид").click()
    await expect(window.get_by_text("Введите сумму")).to_be_visible()
    await expect(window.get_by_label("Сумма")).to_be_focused()
    await window.get_by_label("Сумма").fill("212 500")
    await window.get_by_role("button", name="Создать лид").click()
    pane = page.get_by_role("complementary", name="Лид", exact=True)
    await expect(pane.get_by_text("+7 916 204-18-77")).to_be_visible()
    tile = page.get_by_role("link", name="Остекление балкона")
    await expect(stage(page, "Новые").get_by_role("link", name="Остекление балкона")).to_be_visible()
    await tile.drag_to(stage(page, "В работе"))
    await expect(stage(page, "В работе").get_by_role("link", name="Остекление балкона")).to_be_visible()
    await expect(pane.get_by_text("Этап: Новые → В работе")).to_be_visible()
    await stage(page, "В работе").get_by_role("link", name="Остекление балкона").focus()
    await page.keyboard.press("Shift+ArrowRight")
    await expect(stage(page, "Ждём клиента").get_by_role("link", name="Остекление балкона")).to_be_focused()
    await pane.get_by_label("Этап").select_option(label="Успешно")
    await expect(stage(page, "Успешно").get_by_role("link", name="Остекление балкона")).to_be_visible()
    await pane.get_by_role("textbox", name="Комментарий").fill("Замер в пятницу")
    await pane.get_by_role("button", name="Добавить").click()
    await expect(pane.get_by_text("Замер в пятницу")).to_be_visible()
    await igor.page.get_by_role("link", name="Лиды").click()
    await expect(stage(igor.page, "Успешно")).to_be_visible()
    await expect(igor.page.get_by_role("link", name="Остекление балкона")).to_have_count(0)
    await pane.get_by_label("Ответственный").select_option(label="Игорь Белов")
    await expect(igor.page.get_by_role("link", name="Остекление балкона")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Список").click()
    row = page.get_by_role("row").filter(has_text="Остекление балкона")
    await expect(row).to_contain_text(re.compile(r"212\s500"))
    await page.get_by_role("searchbox", name="Найти лид").fill("балкон нет такого")
    await expect(row).to_have_count(0)
    await expect(page.get_by_text("Ничего не нашлось.")).to_be_visible()
    await page.get_by_role("searchbox", name="Найти лид").fill("БАЛКОН 916204")
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="Выгрузить в CSV").click()
    text = (await (await coming.value).path()).read_text("utf-8-sig")
    assert "Остекление балкона" in text
    await row.get_by_role("link").click()
    await pane.get_by_role("button", name="Закрыть окно").click()
    await expect(row.get_by_role("link")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(pane).to_be_focused()
    await pane.get_by_role("button", name="Ещё").click()
    await page.get_by_role("menuitem", name="Удалить лид").click()
    await expect(pane).to_have_count(0)
    await expect(row).to_have_count(0)
    await page.keyboard.press("Enter")  # the way back has the focus
    await expect(row.get_by_role("link")).to_be_focused()
    await page.get_by_role("button", name="Доска").click()
    won = stage(page, "Успешно").get_by_role("link", name="Остекление балкона")
    await won.click()
    await pane.get_by_role("button", name="Ещё").click()
    await page.get_by_role("menuitem", name="Удалить лид").click()
    await expect(won).to_have_count(0)
    async with page.expect_response(lambda got: got.request.method == "DELETE" and got.status == 204):
        await page.get_by_role("link", name="Мои").click()  # who leaves leaves nothing half deleted
    for person in (anna, igor):
        assert person.complaints.errors == []


async def test_how_it_looks(server: ServerProcess, new_operator: NewOperator) -> None:
    ids = [
        await make(server, title, amount)
        for title, amount in (
            ("Обращение № 48 217 из чата: кухня примерно 140 × 150, с установкой и вывозом старых окон", 14_800_000),
            ("Ремонт створки", 980_000),
            ("Москитные сетки", 0),
        )
    ]
    async with at_the_desk(server) as http:
        kept = (await http.get("/pipelines")).json()["pipelines"][0]["stages"]
        await http.patch(f"/deals/{ids[1]}", json={"stage": kept[1]["id"], "responsible": ""})
        await http.patch(f"/deals/{ids[2]}", json={"stage": kept[3]["id"]})
        text = "№ 42 · 1–2\nМарина: Здравствуйте! https://shop.example/okna"
        await http.post(f"/deals/{ids[0]}/comments", json={"id": make_id(), "text": text})
    anna = await new_operator()
    page = anna.page
    eye = await Eye.on(page)
    for path in ("", f"/{ids[0]}"):
        await page.goto(f"{server.url}/operator/leads{path}")
        await expect(page.get_by_role("link", name="Ремонт створки")).to_be_visible()
        await eye.sees_everywhere(f"leads{'-one' if path else ''}")
    await page.goto(f"{server.url}/operator/leads")
    await page.get_by_role("button", name="Список").click()
    await expect(page.get_by_role("row").filter(has_text="Ремонт створки")).to_be_visible()
    await eye.sees_everywhere("leads-list")
    await page.get_by_role("button", name="Доска").click()
    await remove(server, *ids)
    assert anna.complaints.errors == []


async def test_it_speaks_english(server: ServerProcess, new_operator: NewOperator) -> None:
    id = await make(server, "Balcony", 21_250_000)
    anna = await new_operator(language="en")
    await anna.page.goto(f"{server.url}/operator/leads/{id}")
    await expect(
        anna.page.get_by_role("complementary", name="Lead", exact=True).get_by_text("The lead was created")
    ).to_be_visible()
    assert await anna.page.evaluate("document.activeElement === document.body"), "the page takes the focus by itself"
    eye = await Eye.on(anna.page)
    await eye.sees_everywhere("leads-english", [("desktop", "light"), ("phone", "light")])
    await anna.page.evaluate("document.documentElement.dir = 'rtl'")
    await eye.sees("leads-mirrored")
    await force(anna.page)
    assert [await edge(anna.page.get_by_label(name)) for name in ("Stage", "Find a lead")] == ["1px", "1px"]
    await eye.sees("leads-forced")
    await remove(server, id)


SLOW = """() => {
  const real = fetch, stored = new Promise((done) => (window.store = done))
  window.fetch = async (to, how) => (how?.method === 'PATCH' && (await stored), real(to, how))
}"""


async def test_what_the_board_was_before_a_step_does_not_take_the_step_back(
    server: ServerProcess, new_operator: NewOperator
) -> None:
    page = (await new_operator()).page
    await page.get_by_role("link", name="Лиды").click()
    await expect(stage(page, "Новые")).to_be_visible()
    lead, other = await make(server, "Двери"), await make(server, "Пороги")
    tile = stage(page, "Новые").get_by_role("link", name="Двери")
    await expect(tile).to_be_visible()
    await expect(stage(page, "Новые").get_by_role("link", name="Пороги")).to_be_visible()
    await page.wait_for_timeout(500)  # nothing is asked any more
    asked, answers = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        answer = await route.fetch()
        asked.set()
        await answers.wait()
        await route.fulfill(response=answer)

    await page.route("**/board?**", hold, times=1)
    await page.evaluate(SLOW)
    async with at_the_desk(server) as http:
        assert (await http.patch(f"/deals/{other}", json={"title": "Порожки"})).status_code == 200
    await asyncio.wait_for(asked.wait(), 10)
    await tile.focus()
    await page.keyboard.press("Shift+ArrowRight")
    there = stage(page, "В работе").get_by_role("link", name="Двери")
    await expect(there).to_be_focused()
    async with page.expect_response("**/board?**"):
        answers.set()
    await page.wait_for_timeout(300)
    await expect(there).to_be_focused()
    await page.evaluate("window.store()")
    await expect(stage(page, "Новые").get_by_role("link", name="Порожки")).to_be_visible()
    await expect(there).to_be_focused()
    await remove(server, lead, other)


async def test_steps_keep_the_keyboards_place_on_a_busy_page(server: ServerProcess, new_operator: NewOperator) -> None:
    lead, page = await make(server, "Двери"), (await new_operator()).page
    await page.add_init_script(BUSY)
    await page.get_by_role("link", name="Лиды").click()
    await page.reload()
    tile = stage(page, "Новые").get_by_role("link", name="Двери")
    await tile.focus()
    for title in ("В работе", "Ждём клиента"):
        await page.keyboard.press("Shift+ArrowRight")
        await expect(stage(page, title).get_by_role("link", name="Двери")).to_be_focused()
    await remove(server, lead)


async def test_stages_are_kept_in_the_cabinet(server: ServerProcess, new_cabinet: NewCabinet) -> None:
    """A new stage comes and goes again, with the lead that stood in it."""
    marina = await new_cabinet()
    page = marina.page
    await page.locator("nav.side a[href$=crm]").click()
    group = page.get_by_role("region", name="Воронки и этапы")
    rows = group.get_by_role("listitem")
    await group.get_by_role("button", name="Добавить этап").click()
    save = page.get_by_role("button", name="Сохранить", exact=True)
    await save.click()
    await expect(group.get_by_role("alert")).to_contain_text("Введите название этапа")
    await expect(group.get_by_label("Этап", exact=True).nth(3)).to_be_focused()
    await group.get_by_label("Этап", exact=True).nth(3).fill("Замер")
    await group.get_by_role("button", name="Этап «Замер» выше").click()
    await save.click()
    await expect(page.get_by_text("Этапы сохранены")).to_be_visible()
    async with at_the_desk(server) as http:
        stages = (await http.get("/pipelines")).json()["pipelines"][0]["stages"]
        assert [one["title"] for one in stages][:4] == ["Новые", "В работе", "Замер", "Ждём клиента"]
        id = await make(server, "Москитные сетки")
        assert (await http.patch(f"/deals/{id}", json={"stage": stages[2]["id"]})).status_code == 200
    await page.reload()
    row = rows.filter(has=page.get_by_role("button", name="Удалить этап «Замер»"))
    await expect(row.get_by_text("1 заявка", exact=True)).to_be_visible()
    await (await Eye.on(page)).sees_everywhere(
        "stages", [("desktop", "light"), ("desktop", "dark"), ("tablet", "light"), ("phone", "light")]
    )
    await group.get_by_role("button", name="Удалить этап «Замер»").click()
    await group.get_by_label("Перенести на этап").select_option(label="Ждём клиента")
    await save.click()
    await expect(save).to_have_count(0)
    row = rows.filter(has=page.get_by_role("button", name="Удалить этап «Ждём клиента»"))
    await expect(row.get_by_text("1 заявка", exact=True)).to_be_visible()
    async with at_the_desk(server) as http:
        now = (await http.get(f"/deals/{id}")).json()["deal"]["stage"]
        assert now == next(one["id"] for one in stages if one["title"] == "Ждём клиента")
    await remove(server, id)
