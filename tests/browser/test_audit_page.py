"""The audit log in the cabinet: what was done is seen, narrowed and taken away; a member reads it when the owner lets them."""

from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from tests.browser.conftest import NewCabinet
from tests.browser.looks import Eye
from tests.browser.test_people import PASSWORD, unique


async def test_the_owner_sees_what_was_done(new_cabinet: NewCabinet) -> None:
    marina, email = await new_cabinet(), unique("zoya")
    page = marina.page
    await marina.goes_to("Операторы")
    await page.get_by_role("button", name="Добавить", exact=True).click()
    await marina.fills(name="Зоя <b>Осипова</b>", email=email, password=PASSWORD)
    await marina.presses("Добавить")
    await expect(marina.row(email)).to_be_visible()
    await marina.goes_to("Журнал действий")
    line = page.locator(".audit > ul > li").filter(has_text=email)
    await expect(line).to_contain_text("Добавлен оператор: Зоя <b>Осипова</b>")
    await expect(line).to_contain_text("127.0.0.1")
    await page.get_by_label("Что", exact=True).select_option(label="Вход")
    await expect(line).to_have_count(0)
    await expect(page.locator(".audit > ul > li").first).to_contain_text("Вход")
    await page.get_by_label("Что", exact=True).select_option(label="Добавлен оператор")
    await expect(line).to_have_count(1)
    await page.get_by_label("С", exact=True).fill((datetime.now(UTC) + timedelta(days=2)).date().isoformat())
    await page.get_by_label("С", exact=True).blur()
    await expect(page.get_by_text("Ничего не нашлось")).to_be_visible()
    await page.get_by_role("button", name="Показать всё").click()
    await expect(line).to_have_count(1)
    await line.get_by_role("button", name="Показать действия:").click()
    await expect(page.get_by_label("Кто", exact=True)).not_to_have_value("")
    await expect(line).to_have_count(1)
    await (await Eye.on(page)).sees_everywhere("cabinet-audit-ru")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Выгрузить CSV").click()
    assert (await download.value).suggested_filename == "audit.csv"


async def test_a_member_reads_it_when_the_owner_lets_them(new_cabinet: NewCabinet) -> None:
    marina, email = await new_cabinet(language="en"), unique("lev")
    await marina.goes_to("Members")
    await marina.page.get_by_role("button", name="Let in").click()
    await marina.fills(name="Lev", email=email, password=PASSWORD)
    await marina.presses("Let in")
    row = marina.row(email)
    await expect(row).to_be_visible()
    lev = await new_cabinet(email, PASSWORD, language="en")
    await lev.goes_to("Audit log")
    await expect(lev.page.get_by_text("The owner decides who reads the audit log")).to_be_visible()
    await (await Eye.on(lev.page)).sees_everywhere("cabinet-audit-closed", [("desktop", "light"), ("phone", "dark")])
    may = row.get_by_role("switch", name="Reads the audit log: Lev")
    await may.click()
    await expect(may).to_have_attribute("aria-checked", "true")
    await (await Eye.on(marina.page)).sees_everywhere("cabinet-members-may", [("desktop", "light"), ("phone", "light")])
    await lev.page.reload()
    await expect(lev.page.locator(".audit > ul > li").filter(has_text="Changed a member’s rights: Lev")).to_be_visible(
        timeout=10_000
    )
    await (await Eye.on(lev.page)).sees_everywhere("cabinet-audit-en")
