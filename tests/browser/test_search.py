"""Searching in the operators' app: a word in another form is found, marked, and opened where it was said; tags are set and counted."""

from playwright.async_api import expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import Eye
from tests.clients import make_id

PATIENT = (
    "const was = setTimeout; window.setTimeout = (then, ms, ...rest) => was(then, ms === 12000 ? 120000 : ms, ...rest)"
)
"""What is removed can be brought back for two minutes: axe takes its time on a busy machine."""


async def test_a_word_is_found_in_another_form_and_opened(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await olga.write("Привезёте абажуры в четверг?")
    await olga.sees("Привезёте абажуры в четверг?")
    await expect(anna.row("абажуры")).to_be_visible()
    await anna.page.keyboard.press("Control+k")
    field = anna.page.get_by_role("combobox")
    await field.fill("АБАЖУРА")
    hit = anna.page.locator("#found mark", has_text="абажуры")
    for _ in range(20):
        if await hit.count():
            break
        await field.fill("абажур")
        await anna.page.wait_for_timeout(300)
        await field.fill("АБАЖУРА")
        await anna.page.wait_for_timeout(300)
    await expect(hit).to_be_visible()
    await field.press("Enter")
    await expect(anna.log.get_by_text("Привезёте абажуры в четверг?")).to_be_visible()


async def test_a_tag_is_made_set_and_counted(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await olga.write("Запишите меня на замер")
    await anna.opens("Запишите меня на замер")
    await anna.page.get_by_role("button", name="Изменить метки").click()
    await anna.page.get_by_label("Новая метка").fill("Замер")
    await anna.page.get_by_role("button", name="Добавить").click()
    remove = anna.page.get_by_role("button", name="Удалить метку «Замер»")
    name = anna.page.locator(".tagrow", has=remove).get_by_label("Название метки")
    await expect(name).to_have_value("Замер")
    await remove.press("Enter")
    await expect(name).to_have_count(0)
    await expect(anna.page.get_by_role("status").filter(has_text="Метка «Замер» удалена")).to_be_visible()
    back = anna.page.get_by_role("button", name="Вернуть «Замер»")
    await expect(back).to_be_focused()
    await back.press("Enter")
    await expect(name).to_be_focused()
    await anna.page.keyboard.press("Escape")
    await anna.page.get_by_role("button", name="Метки", exact=True).click()
    await anna.page.get_by_role("menuitemcheckbox", name="Замер").click()
    tag = anna.page.locator(".rail a", has_text="Замер")
    await expect(tag.locator(".count")).to_have_text("1")
    await tag.click()
    await expect(anna.page.locator(".list h1")).to_have_text("Замер")
    await expect(anna.row("Запишите меня на замер").locator(".tag")).to_have_text("Замер")


async def test_the_way_back_of_what_was_removed_is_fit_to_be_seen(new_operator: NewOperator) -> None:
    page, word = (await new_operator()).page, f"Лишняя {make_id()[24:]}"
    tags, id = page.url.split("/operator")[0] + "/api/operator/v1/tags", make_id()
    assert (await page.request.post(tags, data={"id": id, "name": word, "color": "rose"})).ok
    await page.add_init_script(PATIENT)
    await page.reload()
    await page.get_by_role("button", name="Изменить метки").click()
    await page.get_by_role("button", name=f"Удалить метку «{word}»").click()
    await expect(page.get_by_role("status").filter(has_text=f"Метка «{word}» удалена")).to_be_visible()
    await (await Eye.on(page)).sees_everywhere(
        "tag-removed", [("desktop", "light"), ("desktop", "dark"), ("phone", "light")]
    )
    await page.get_by_role("button", name=f"Вернуть «{word}»").click()
    await expect(page.get_by_role("button", name=f"Удалить метку «{word}»")).to_be_visible()
    assert (await page.request.delete(f"{tags}/{id}")).ok


async def test_all_is_no_list_of_an_ordinary_operator(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    igor, olga = await new_operator("igor@demo.example"), await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await olga.write("Сколько стоит плафон?")
    await igor.opens("Сколько стоит плафон?")
    await igor.takes()
    rail, title = igor.page.locator(".rail"), igor.page.locator(".list h1")
    await expect(rail.get_by_role("link", name="Мои")).to_be_visible()
    await expect(rail.get_by_role("link", name="Все")).to_have_count(0)
    await igor.page.locator(".list").click()
    await igor.page.keyboard.press("g")
    await igor.page.keyboard.press("c")
    await expect(title).to_contain_text("Закрытые")
    await igor.page.keyboard.press("g")
    await igor.page.keyboard.press("a")
    await expect(title).to_contain_text("Закрытые")
    await igor.page.goto(igor.page.url.partition("/operator/")[0] + "/operator/all")
    await expect(title).to_contain_text("Мои")
    await expect(igor.row("Сколько стоит плафон?")).to_be_visible()
    assert igor.page.url.endswith("/operator/mine")
    assert not [said for said in igor.complaints.console if "403" in said]
