"""Goals for the site's own analytics: told to what the page has, once for each thing that happens, and to nobody else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, Request, Route, expect

from tests.browser.choosing import put_settings
from tests.browser.conftest import NewCabinet, NewOperator, NewVisitor
from tests.browser.forming import UNTOUCHED, choose, nobody_is_there, stands
from tests.browser.looks import look
from tests.browser.roistat import carry
from tests.browser.shop import Shop
from tests.processes import ServerProcess

HEARD = "window.heard = []; for (const name of ['gtag', 'ym']) window[name] = (...said) => heard.push([name, ...said]);"


@asynccontextmanager
async def counted(server: ServerProcess, **changes: object) -> AsyncIterator[None]:
    """Have the project count this until the end of the block."""
    await put_settings(server, "counting", **changes)
    try:
        yield
    finally:
        await put_settings(server, "counting", analytics="", metrika="", visits=False)


async def heard(page: Page, times: int) -> list[list[object]]:
    await page.wait_for_function(f"heard.length >= {times}")
    await page.wait_for_timeout(300)
    said: list[list[object]] = await page.evaluate("heard")
    return said


async def test_both_are_told_of_each_goal_once(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    strangers: list[Request] = []
    olga.page.on("request", lambda r: None if r.url.startswith((olga.shop.url, server.url)) else strangers.append(r))
    await olga.page.add_init_script(HEARD)
    async with counted(server, analytics="G-AB12CD34EF", metrika="1234"):
        await olga.visit()
        await olga.page.wait_for_timeout(300)
        assert await olga.page.evaluate("heard") == [], "looking at a page is no goal of ours"
        await olga.open()
        await olga.write("Где лампа?")
        await olga.sees_state("Отправлено|Доставлено")
        await olga.write("Я подожду")
        expected = [
            [["gtag", "event", goal, {"send_to": "G-AB12CD34EF"}], ["ym", 1234, "reachGoal", goal]]
            for goal in ("besedka_open", "besedka_first_message")
        ]
        assert await heard(olga.page, 4) == [*expected[0], *expected[1]]
        await anna.opens("Я подожду")
        await anna.takes()
        await anna.answers("Вот она")
        await olga.sees("Вот она")
        await anna.page.get_by_role("button", name="Закрыть обращение").click()
        await olga.page.get_by_role("radio").nth(4).click()
        await olga.page.locator(".ask").get_by_role("button", name="Оценить").click()
        rated = (await heard(olga.page, 6))[4:]
    assert rated == [
        ["gtag", "event", "besedka_rating", {"rating": 5, "send_to": "G-AB12CD34EF"}],
        ["ym", 1234, "reachGoal", "besedka_rating", {"rating": 5}],
    ]
    assert strangers == []


async def test_goals_that_are_turned_on_while_the_chat_is_open_are_told_from_then_on(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    olga, fetched = await new_visitor(), list[str]()
    olga.page.on("response", lambda answer: fetched.append(answer.url))
    await olga.page.add_init_script(
        HEARD + "document.addEventListener('besedka:ready', ({ detail }) => { window.told = detail })"
    )
    await olga.visit()
    await olga.open()
    await olga.field.fill("До целей")
    assert [url for url in fetched if "part-goals" in url] == []
    async with counted(server, analytics="G-AB12CD34EF"):
        await olga.page.wait_for_function("told.goals")
        await olga.field.fill("С целями")
        await olga.page.wait_for_function("heard.length")
        assert len([url for url in fetched if "part-goals" in url]) == 1
        await olga.field.press("Enter")
        await olga.sees_state("Отправлено|Доставлено")
        told = [said[2] for said in await heard(olga.page, 2)]
        assert told == ["besedka_open", "besedka_first_message"]
    await olga.page.wait_for_function("!told.goals")
    await olga.launcher.click()
    await olga.open()
    assert len(await heard(olga.page, 2)) == 2, "nobody wants to know any more"


async def test_a_first_message_that_was_quicker_than_what_tells_goals_is_told_once(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    olga, let = await new_visitor(), asyncio.Event()

    async def wait(route: Route) -> None:
        await let.wait()
        await route.continue_()

    await olga.page.add_init_script(HEARD)
    await olga.page.route("**/part-goals-*.js", wait)
    async with counted(server, metrika="1234"):
        await olga.visit()
        await olga.open()
        for words in ("Быстрее целей", "И ещё раз"):
            await olga.write(words)
            await olga.sees_state("Отправлено|Доставлено")
        let.set()
        assert [said[3] for said in await heard(olga.page, 2)] == ["besedka_open", "besedka_first_message"]
        await olga.visit()
        await olga.open()
        assert [said[3] for said in await heard(olga.page, 1)] == ["besedka_open"], "it was told on another page"


async def test_a_form_that_was_accepted_is_a_goal(new_visitor: NewVisitor, server: ServerProcess) -> None:
    await choose(server, away="form")
    await stands(server, "away")
    try:
        await nobody_is_there(server)
        olga = await new_visitor()
        await olga.page.add_init_script(HEARD)
        async with counted(server, analytics="G-AB12CD34EF"):
            await olga.visit()
            await olga.open()
            await olga.page.get_by_label("Телефон или почта").fill("olga@mail.example", timeout=10_000)
            send = olga.page.get_by_role("button", name="Отправить", exact=True)
            await send.click()
            await expect(olga.page.get_by_text("Заполните это поле")).to_be_visible()
            await olga.field.fill("Есть ли «Маяк»?")
            assert len(await heard(olga.page, 1)) == 1, "what was refused is no goal"
            await send.click()
            await olga.sees_state("Отправлено|Доставлено")
            told = [said[2] for said in await heard(olga.page, 3)]
        assert told[0] == "besedka_open"
        assert sorted(map(str, told[1:])) == ["besedka_first_message", "besedka_form"]
    finally:
        await stands(server, None)
        await choose(server, **UNTOUCHED)


async def test_without_their_scripts_the_data_layer_is_told(new_visitor: NewVisitor, server: ServerProcess) -> None:
    olga = await new_visitor()
    async with counted(server, analytics="G-AB12CD34EF"):
        await olga.visit()
        await olga.open()
        await olga.page.wait_for_function("window.dataLayer?.length")
        assert await olga.page.evaluate("dataLayer") == [{"event": "besedka_open"}]


async def test_what_is_not_chosen_is_not_even_fetched(new_visitor: NewVisitor) -> None:
    olga, asked = await new_visitor(), list[str]()
    olga.page.on("request", lambda request: asked.append(request.url))
    await olga.page.add_init_script(HEARD)
    await olga.visit()
    await olga.open()
    await olga.page.wait_for_timeout(500)
    assert [url for url in asked if "part-goals" in url] == []
    assert await olga.page.evaluate("heard") == []


async def test_the_cabinet_takes_the_ids_and_says_what_is_wrong_where(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    cabinet = await new_cabinet()
    await cabinet.goes_to("Код счётчика")
    sheet = cabinet.page.get_by_role("region", name="Цели")
    save = sheet.get_by_role("button", name="Сохранить")
    await expect(save).to_have_count(0)
    async with counted(server):
        await sheet.get_by_label("Google Analytics").fill("UA-1234")
        await sheet.get_by_label("Яндекс Метрика").fill("4321")
        await save.click()
        await expect(sheet.get_by_role("alert").get_by_text("Это не идентификатор потока")).to_be_visible()
        await expect(sheet.get_by_label("Google Analytics")).to_have_value("UA-1234")
        await expect(sheet.get_by_label("Google Analytics")).to_be_focused()
        await look(cabinet.page, "cabinet-goals-refused")
        await sheet.get_by_label("Google Analytics").fill("g-ab12cd34ef")
        await save.click()
        await expect(sheet.get_by_label("Google Analytics")).to_have_value("G-AB12CD34EF")
        await expect(save).to_have_count(0)
        async with counted(server, metrika="99"):
            await sheet.get_by_role("switch", name="Номера визитов").click()
            await save.click()
            await expect(sheet.get_by_text("Пока вы правили, сохранили другое")).to_be_visible()
            await save.click()
            await expect(sheet.get_by_text("Пока вы правили")).to_have_count(0)
        await cabinet.page.reload()
        await expect(sheet.get_by_label("Google Analytics")).to_have_value("")


async def test_what_is_not_saved_outlives_other_pages_and_a_save_under_way(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    cabinet, held = await new_cabinet(), asyncio.Event()

    async def slowly(route: Route) -> None:
        if route.request.method == "PATCH":
            await held.wait()
        await route.continue_()

    async with counted(server):
        await cabinet.goes_to("Код счётчика")
        sheet = cabinet.page.get_by_role("region", name="Цели")
        number, save = sheet.get_by_label("Яндекс Метрика"), sheet.get_by_role("button", name="Сохранить")
        await number.fill("4321")
        await cabinet.goes_to("Шаблоны")
        await cabinet.goes_to("Код счётчика")
        await expect(number).to_have_value("4321")
        await cabinet.page.route("**/settings/counting", slowly)
        await save.click()
        await number.fill("98765")
        held.set()
        await expect(sheet.get_by_text("Изменено: 1")).to_be_visible()
        await expect(number).to_have_value("98765")
        await save.click()
        await expect(save).to_have_count(0)
        await cabinet.page.reload()
        await expect(number).to_have_value("98765")


async def test_visit_numbers_where_the_project_wants_them(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    olga = await new_visitor()
    called = "window.called = []; window.roistatVisitCallback = (visit) => called.push(visit)"
    address = carry(shop, server, "/numbered", called)
    async with counted(server, visits=True):
        await olga.page.goto(address)
        await expect(olga.launcher).to_be_visible(timeout=10_000)
        await olga.page.wait_for_function("called.length")
        visit = await olga.page.evaluate("roistat.getVisit()")
        assert visit.isdecimal()
        assert await olga.page.evaluate("called") == [visit]
        (cookie,) = await olga.context.cookies()
        assert (cookie["name"], cookie["value"], cookie["sameSite"]) == ("roistat_visit", visit, "Lax")
        async with olga.page.expect_request("**/dist/module.js"):
            await olga.page.reload()
        await expect(olga.launcher).to_be_visible(timeout=10_000)
        assert await olga.page.evaluate("roistat.getVisit()") == visit


async def test_goals_are_tried_in_the_cabinet_and_nobody_else_is_told(new_cabinet: NewCabinet) -> None:
    cabinet, asked = await new_cabinet(), list[str]()
    page = cabinet.page
    page.on("request", lambda request: asked.append(request.url))
    await cabinet.goes_to("Код счётчика")
    tried, heard = page.get_by_role("region", name="Проверить цели"), page.get_by_role("log", name="Что узнали бы")
    await page.get_by_label("Google Analytics").fill("G-ABCD1234")
    await expect(tried).to_contain_text("какая цель ушла бы")
    await tried.get_by_role("button", name="Форма, когда никого нет").click()
    shown = page.frame_locator(".tried .glass iframe").first
    await shown.get_by_label("Телефон или почта").fill("+7 916 204-18-77", timeout=20_000)
    await shown.get_by_label("Вопрос").fill("Есть ли «Маяк»?")
    await shown.get_by_role("button", name="Отправить").click()
    for goal in ("besedka_open", "besedka_form", "besedka_first_message"):
        await expect(heard.get_by_role("listitem").filter(has_text=goal)).to_contain_text("G-ABCD1234", timeout=20_000)
    await look(page, "cabinet-goals-tried")
    assert not [address for address in asked if "google" in address or "yandex" in address]
    await page.get_by_role("button", name="Отменить", exact=True).click()
