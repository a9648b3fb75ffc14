"""Every screen, full of life, in the twelve looks: three sizes, light and dark, Russian and English; and at 200 %. One page is turned from
look to look; `scripts/pictures FOLDER` keeps what it saw, to be looked at."""

from playwright.async_api import Page, expect

from tests.browser.conftest import NewCabinet, NewOperator, NewVisitor
from tests.browser.cutting import Cable
from tests.browser.looks import Eye
from tests.browser.people import SIZES
from tests.browser.scene import clear, set_up
from tests.browser.screens import SCREENS
from tests.processes import ServerProcess

AXED = {("desktop", "light", "ru"), ("zoomed", "light", "ru"), ("tablet", "dark", "ru"), ("phone", "dark", "en")}
"""Where axe is asked too: it judges names and roles by the size, colours by the scheme."""


async def _looks(eye: Eye, name: str, size: str, language: str) -> list[str]:
    found: list[str] = []
    for scheme in ("light", "dark"):
        await eye.turn(size, scheme)
        found += await eye.faults(f"{name}-{size}-{scheme}-{language}", axe=(size, scheme, language) in AXED)
    await eye.turn(size)
    return found


async def _every_look(eye: Eye, name: str, language: str) -> list[str]:
    return [fault for size in SIZES for fault in await _looks(eye, name, size, language)]


async def _speak(page: Page, language: str) -> None:
    await page.evaluate("language => localStorage.setItem('besedka.language', language)", language)
    await page.reload()


async def test_the_operators_app(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    scene = await set_up(new_visitor, new_operator)
    eye, faults = await Eye.on(scene.page), list[str]()
    for language in ("ru", "en"):
        await eye.turn("desktop")
        await scene.speak(language)
        for size in (*SIZES, "zoomed") if language == "ru" else SIZES:
            await eye.turn(size)
            for name, opens, shuts in SCREENS:
                await opens(scene, size)
                faults += await _looks(eye, f"operator-{name}", size, language)
                await shuts(scene, size)
    await clear(scene)
    assert faults == []


async def test_the_widget_and_a_lost_connection(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    for language, page in (("ru", "/"), ("en", "/en")):
        olga, anna, faults = await new_visitor(language=language), await new_operator(language=language), list[str]()
        hers, his = await Eye.on(olga.page), await Eye.on(anna.page)
        cables = Cable(olga.page, "visitor"), Cable(anna.page)
        for cable in cables:
            await cable.lay()
        await olga.visit(page)
        faults += await _every_look(hers, "widget-button", language)
        await hers.turn("desktop")
        await olga.open()
        faults += await _every_look(hers, "widget-greeting", language)
        await olga.write(f"White? {language}")
        await anna.opens(f"White? {language}")
        await anna.takes()
        await anna.answers("Three are left: https://tihiydom.example/mayak")
        await expect(olga.log.get_by_text("are left")).to_be_visible(timeout=10_000)
        await olga.write("Great, keep one for me please")
        await expect(anna.log.get_by_text("Great, keep")).to_be_visible()
        faults += await _every_look(hers, "widget-talk", language)
        for cable in cables:
            await cable.cut()
        await olga.page.context.set_offline(True)
        await olga.write("Call an hour before")
        faults += await _every_look(hers, "widget-lost", language)
        await expect(anna.page.locator(".strip")).to_be_visible(timeout=10_000)
        faults += await _every_look(his, "operator-lost", language)
        assert faults == []


async def test_an_empty_list(new_operator: NewOperator) -> None:
    igor, faults = await new_operator("igor@demo.example"), list[str]()
    eye = await Eye.on(igor.page)
    for language in ("ru", "en"):
        await eye.turn("desktop")
        await _speak(igor.page, language)
        await igor.page.locator(".rail").wait_for()
        await igor.page.keyboard.press("g")
        await igor.page.keyboard.press("m")
        await expect(igor.page.locator(".list .void")).to_be_visible(timeout=10_000)
        faults += await _every_look(eye, "operator-empty", language)
    assert faults == []


async def test_the_doors(new_visitor: NewVisitor, server: ServerProcess) -> None:
    anyone, owner, faults = await new_visitor(), server.installed["owner"], list[str]()
    assert isinstance(owner, dict)
    page, eye = anyone.page, await Eye.on(anyone.page)
    for language in ("ru", "en"):
        for name in ("operator", "cabinet"):
            await page.goto(f"{server.url}/{name}/")
            await _speak(page, language)
            await expect(page.locator("input[name=password]")).to_be_visible(timeout=10_000)
            faults += await _every_look(eye, f"{name}-door", language)
        await page.locator("input[name=email]").fill(str(owner["email"]))
        await page.locator("input[name=password]").fill("not the password")
        await page.keyboard.press("Enter")
        await expect(page.locator("[role=alert]")).to_be_visible(timeout=10_000)
        faults += await _every_look(eye, "cabinet-refused", language)
        assert await page.locator("input[name=email]").input_value() == owner["email"]
    assert faults == []


async def test_the_cabinet(new_cabinet: NewCabinet) -> None:
    owner, faults = await new_cabinet(), list[str]()
    page, eye = owner.page, await Eye.on(owner.page)
    for language in ("ru", "en"):
        ru = language == "ru"
        await _speak(page, language)
        await page.locator("nav.side").get_by_role("link", name="Главная" if ru else "Home").click()
        await page.locator("main h1").wait_for()
        faults += await _every_look(eye, "cabinet-home", language)
        await eye.turn("desktop")
        await owner.goes_to("Операторы" if ru else "Operators")
        await expect(owner.row("igor@demo.example")).to_be_visible()
        faults += await _every_look(eye, "cabinet-operators", language)
        await page.get_by_role("button", name="Добавить" if ru else "Add", exact=True).click()
        await owner.fills(name="", email="olga@", password="short")
        await owner.presses("Добавить" if ru else "Add")
        await expect(owner.pane.get_by_role("alert")).to_be_visible()
        faults += await _every_look(eye, "cabinet-operator-new", language)
        await page.keyboard.press("Escape")
        await owner.row("igor@demo.example").get_by_role("button").click()
        faults += await _every_look(eye, "cabinet-operator", language)
        await page.keyboard.press("Escape")
        await eye.turn("desktop")
        await owner.goes_to("Сотрудники" if ru else "Members")
        faults += await _every_look(eye, "cabinet-members", language)
        await eye.turn("desktop")
        await owner.goes_to("Работа операторов" if ru else "Operators’ work")
        await page.get_by_role("switch").first.click()
        faults += await _every_look(eye, "cabinet-work", language)
        await page.get_by_role("switch").first.click()
        await owner.goes_to("CRM")
        await expect(page.get_by_role("heading", name="встроенную CRM" if ru else "built-in CRM")).to_be_visible()
        await eye.sees_everywhere(f"cabinet-crm-{language}", [("desktop", "light"), ("phone", "dark")])
    assert faults == []
