"""Where one is signed in: seen and ended by the operator, and by the owner in the cabinet."""

import asyncio

from playwright.async_api import Page, expect

from tests.browser.conftest import NewCabinet, NewOperator
from tests.browser.looks import Eye
from tests.browser.test_people import PASSWORD, unique

VIEWS = [("desktop", "light"), ("desktop", "dark"), ("phone", "light")]


async def test_an_operator_signs_another_browser_out(new_cabinet: NewCabinet, new_operator: NewOperator) -> None:
    owner, email = await new_cabinet(), unique("vera")
    await owner.goes_to("Операторы")
    await owner.page.get_by_role("button", name="Добавить", exact=True).click()
    await owner.fills(name="Вера", email=email, password=PASSWORD)
    await owner.presses("Добавить")
    await expect(owner.row(email)).to_be_visible()
    desk, home, phone = [await new_operator(email) for _ in range(3)]
    await desk.page.locator(".rail .me").click()
    await desk.page.get_by_role("menuitem", name="Где выполнен вход").click()
    sheet = desk.page.get_by_role("dialog", name="Где выполнен вход")
    await expect(sheet.get_by_role("listitem")).to_have_count(3)
    await expect(sheet.get_by_role("listitem").filter(has_text="Этот браузер")).to_have_count(1)
    await (await Eye.on(desk.page)).sees_everywhere("operator-signed-in", VIEWS)
    await sheet.get_by_role("button", name="Завершить остальные").click()
    await expect(sheet.get_by_role("listitem")).to_have_count(1)
    for gone in (home, phone):
        await expect(gone.page.locator("input[name=password]")).to_be_visible(timeout=10_000)

    await home.sign_in(email)
    await owner.row(email).get_by_role("button").click()
    await expect(owner.pane.get_by_role("listitem")).to_have_count(2, timeout=15_000)
    await (await Eye.on(owner.page)).sees_everywhere("cabinet-operator-signed-in", VIEWS)
    await owner.pane.get_by_role("listitem").first.get_by_role("button").click()
    await expect(owner.pane.get_by_role("listitem")).to_have_count(1)
    assert await _how_many_are_out(desk.page, home.page) == 1, "the other one goes on"


async def test_the_owner_ends_all_others(new_cabinet: NewCabinet) -> None:
    here, there, _ = [await new_cabinet(language="en") for _ in range(3)]
    await here.page.locator("nav.side button.me").click()
    await here.page.get_by_role("menuitem", name="Where you are signed in").click()
    items = here.pane.get_by_role("listitem")
    await expect(items.filter(has_text="This browser")).to_have_count(1)
    await (await Eye.on(here.page)).sees_everywhere("cabinet-signed-in", VIEWS)
    await here.pane.get_by_role("button", name="End all others").click()
    await expect(items).to_have_count(1)
    await there.page.reload()
    await expect(there.page.locator("input[name=password]")).to_be_visible(timeout=10_000)


async def test_the_owner_signs_a_member_out(new_cabinet: NewCabinet) -> None:
    owner, email = await new_cabinet(), unique("mark")
    await owner.goes_to("Сотрудники")
    await owner.page.get_by_role("button", name="Пустить").click()
    await owner.fills(name="Марк", email=email, password=PASSWORD)
    await owner.presses("Пустить")
    await expect(owner.row(email)).to_be_visible()
    drawer = owner.row(email).get_by_role("button", name="Где выполнен вход: Марк")
    await drawer.click()
    await expect(owner.pane.get_by_text("Сейчас нигде")).to_be_visible()
    await owner.page.keyboard.press("Escape")
    await expect(drawer).to_be_focused()
    members = [await new_cabinet(email, PASSWORD) for _ in range(3)]
    await drawer.click()
    items = owner.pane.get_by_role("listitem")
    await expect(items).to_have_count(3, timeout=15_000)
    await expect(items.filter(has_text="Этот браузер")).to_have_count(0)
    await (await Eye.on(owner.page)).sees_everywhere("cabinet-member-signed-in", VIEWS)
    await items.first.get_by_role("button").click()
    await expect(items).to_have_count(2)
    for member in members:
        await member.page.reload()
    assert await _how_many_are_out(*(member.page for member in members)) == 1, "the two others go on"
    await owner.pane.get_by_role("button", name="Завершить все").click()
    await expect(owner.pane.get_by_text("Сейчас нигде")).to_be_visible()
    for member in members:
        await member.page.reload()
        await expect(member.page.locator("input[name=password]")).to_be_visible(timeout=10_000)
    await owner.page.keyboard.press("Escape")
    await expect(owner.row("owner@demo.example").get_by_role("button", name="Где выполнен вход")).to_have_count(0)


async def _how_many_are_out(*pages: Page) -> int:
    """Look at them all at once: who goes on is looked at for seconds."""
    return sum(await asyncio.gather(*map(_is_out, pages)))


async def _is_out(page: Page) -> bool:
    try:
        await expect(page.locator("input[name=password]")).to_be_visible(timeout=5_000)
    except AssertionError:
        return False
    return True
