"""The counter's code and the templates, as the cabinet's people use them."""

import json
from pathlib import Path

from playwright.async_api import FilePayload, expect

from tests.browser.conftest import NewCabinet, NewOperator, NewVisitor
from tests.browser.looks import Eye
from tests.browser.people import SIZES, Cabinet
from tests.browser.shop import Shop
from tests.clients import make_id


async def seen(cabinet: Cabinet, name: str) -> None:
    """Look at the page at every size."""
    await (await Eye.on(cabinet.page)).sees_everywhere(name)


async def test_the_code_where_it_was_seen_and_a_look_at_the_site(
    new_cabinet: NewCabinet, new_visitor: NewVisitor, shop: Shop
) -> None:
    elena, owner = await new_visitor(), await new_cabinet()
    await elena.visit()
    await owner.goes_to("Код счётчика")
    await expect(owner.page.get_by_role("row").filter(has_text=shop.url)).to_be_visible(timeout=10_000)
    await expect(owner.page.get_by_role("region", name="Код счётчика")).to_have_text(shop.snippet)
    check = owner.page.get_by_role("region", name="Проверка сайта")
    await check.locator("input[name=address]").fill(shop.url)
    await check.get_by_role("button", name="Проверить").click()
    await expect(check.get_by_text("Код найден, ключ верный")).to_be_visible()
    await expect(check.get_by_text("Политика безопасности ничего не запрещает")).to_be_visible()
    await expect(check.get_by_text("Фильтр страниц чат здесь не прячет")).to_be_visible()
    await expect(check.get_by_text("Сейчас время показа")).to_be_visible()
    await expect(check.get_by_text("На связи").first).to_be_visible()
    shop.csp = "default-src 'self'"
    try:
        await check.get_by_role("button", name="Проверить").click()
        await expect(check.get_by_text("Политика безопасности не пускает чат")).to_be_visible()
        await expect(check.get_by_text("не даёт вставке выполниться")).to_have_count(0)  # the code comes by an address
        await expect(check.locator("pre")).to_contain_text("connect-src 'self' http://127.0.0.1")
        await seen(owner, "cabinet-code-ru")
    finally:
        shop.csp = ""
    await check.locator("input[name=address]").fill(shop.url + "/plain")
    await check.get_by_role("button", name="Проверить").click()
    await expect(check.get_by_text("Кода на странице нет")).to_be_visible()
    await check.locator("input[name=address]").fill("http://10.0.0.1/")
    await check.get_by_role("button", name="Проверить").click()
    await expect(check.get_by_role("alert")).to_contain_text("не публичный адрес")
    await owner.page.get_by_role("button", name="Уже стоит счётчик Roistat").click()
    await expect(owner.page.get_by_text("замените в нём два значения")).to_be_visible()
    english = await new_cabinet(language="en")
    await english.goes_to("Counter code")
    await expect(english.page.get_by_role("row").filter(has_text=shop.url)).to_be_visible()
    await seen(english, "cabinet-code-en")


async def test_templates_are_made_found_and_refused_with_the_cure(
    new_cabinet: NewCabinet, new_operator: NewOperator, new_visitor: NewVisitor
) -> None:
    owner, word = await new_cabinet(), make_id()[20:]
    await owner.goes_to("Шаблоны")
    page = owner.page
    await page.get_by_role("button", name="Папка", exact=True).click()
    await page.locator("input[name=folder]").fill(f"Договоры {word}")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("navigation", name="Папки").get_by_text(f"Договоры {word}")).to_be_visible()
    await page.get_by_role("button", name="Шаблон", exact=True).first.click()
    await page.locator("input[name=title]").fill(f"Отправить договор {word}")
    await page.locator("textarea[name=text]").fill("Здравствуйте, {surname}. Договор во вложении.")
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_role("alert")).to_contain_text("Переменной {surname} нет")
    await page.locator("textarea[name=text]").fill("Здравствуйте, . Договор во вложении.")
    await page.evaluate("document.querySelector('textarea').setSelectionRange(14, 14)")
    await page.get_by_role("button", name="client_name").click()
    await expect(page.locator("textarea[name=text]")).to_have_value("Здравствуйте, {client_name}. Договор во вложении.")
    await expect(page.locator(".as-read p")).to_have_text("Здравствуйте, Ольга. Договор во вложении.")
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_text("Всё сохранено")).to_be_visible()
    await page.get_by_role("searchbox").fill("ljujdjh")
    await expect(page.locator(".sought")).to_contain_text("Ищем «договор»")
    await expect(page.locator(".found mark").first).to_be_visible()
    await seen(owner, "cabinet-canned-ru")

    anna, elena = await new_operator(), await new_visitor()
    await elena.visit()
    await elena.open()
    await elena.write(f"Пришлите договор {word}")
    await anna.opens(f"Пришлите договор {word}")
    await anna.takes()
    await anna.field.fill(f"/{word}")
    await expect(anna.page.get_by_role("option").first).to_contain_text("Отправить договор")

    other = await new_cabinet()
    await other.goes_to("Шаблоны")
    await other.page.get_by_role("searchbox").fill(word)
    await other.page.locator(".found .one").first.click()
    await other.page.locator("input[name=title]").fill(f"Договор по почте {word}")
    await other.page.get_by_role("button", name="Сохранить").click()
    await expect(other.page.get_by_text("Всё сохранено")).to_be_visible()
    await page.locator("input[name=title]").fill(f"Наш договор {word}")
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_role("alert")).to_contain_text("изменил кто-то ещё")
    await expect(page.get_by_text("Сейчас там написано")).to_be_visible()
    assert await page.locator("input[name=title]").input_value() == f"Наш договор {word}", "what was typed stays"
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_text("Всё сохранено")).to_be_visible()
    await page.get_by_role("button", name="Удалить", exact=True).click()
    await page.get_by_role("status").get_by_role("button", name="Вернуть").click()
    await page.get_by_role("searchbox").fill(word)
    await expect(page.locator(".found .one")).to_have_count(1)


async def test_templates_from_a_file_and_into_one(new_cabinet: NewCabinet, tmp_path: Path) -> None:
    owner, word = await new_cabinet(language="en"), make_id()[20:]
    await owner.goes_to("Templates")
    rows = [
        {"folder": f"Files {word}", "title": f"One {word}", "text": "1"},
        {"title": f"Two {word}", "text": "{nobody}"},
    ]
    bad = tmp_path / "canned.json"
    bad.write_text(json.dumps(rows))
    page = owner.page
    await page.get_by_role("button", name="Import", exact=True).click()
    await owner.pane.get_by_role("button", name="Import", exact=True).click()
    await expect(owner.pane.get_by_role("alert")).to_contain_text("Choose a file")
    await owner.pane.locator("input[type=file]").set_input_files(bad)
    await owner.presses("Import")
    await expect(owner.pane.get_by_role("alert")).to_contain_text("Nothing was changed")
    await expect(owner.pane).to_contain_text("There is no variable {nobody}")
    await seen(owner, "cabinet-canned-import-en")
    again = await owner.pane.get_by_role("button", name="Check again").bounding_box()
    assert again is not None
    assert again["x"] + again["width"] <= SIZES["desktop"][0], "every button of the pane is within it"
    rows[1]["text"] = "2"
    bad.write_text(json.dumps(rows))
    async with page.expect_file_chooser() as choosing:
        await owner.pane.locator("input[type=file]").click()
    await (await choosing.value).set_files(bad)
    await owner.presses("Import")
    await expect(page.get_by_role("status").filter(has_text="Added: 2")).to_be_visible()
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="Export").click()
    download = await coming.value
    await download.save_as(tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert f"Files {word},One {word},1" in text
    await expect(page.get_by_role("navigation", name="Folders").get_by_text(f"Files {word}")).to_have_count(1)


async def test_a_template_is_given_files(
    new_cabinet: NewCabinet, new_operator: NewOperator, new_visitor: NewVisitor
) -> None:
    owner, word = await new_cabinet(), make_id()[20:]
    await owner.goes_to("Шаблоны")
    page = owner.page
    await page.get_by_role("button", name="Шаблон", exact=True).first.click()
    await page.locator("input[name=title]").fill(f"Прайс {word}")
    await page.locator("textarea[name=text]").fill("Цены во вложении")
    files = page.locator("form.editor input[type=file]")
    await files.set_input_files(
        [
            FilePayload(name="прайс.txt", mimeType="text/plain", buffer=b"500"),
            FilePayload(name="пусто.txt", mimeType="text/plain", buffer=b""),
        ]
    )
    coming = page.get_by_role("list", name="Загружаются")
    await expect(coming.get_by_role("alert")).to_be_visible()
    await expect(coming.locator("[data-state=ready]")).to_have_count(1)
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_role("alert").filter(has_text="уберите лишние")).to_be_visible()
    await seen(owner, "cabinet-canned-files-ru")
    await page.get_by_role("button", name="Убрать файл пусто.txt").click()
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_text("Всё сохранено")).to_be_visible()
    await expect(page.get_by_role("list", name="Файлы").get_by_role("listitem")).to_have_text("прайс.txt3 Б")

    anna, elena = await new_operator(), await new_visitor()
    await elena.visit()
    await elena.open()
    await elena.write(f"Пришлите прайс {word}")
    await anna.opens(f"Пришлите прайс {word}")
    await anna.takes()
    await anna.field.fill(f"/{word}")
    await anna.page.get_by_role("option").first.click()
    await expect(anna.page.locator(".carried [data-state=ready]")).to_have_count(1, timeout=10_000)
    await page.get_by_role("button", name="Удалить", exact=True).click()
    await expect(page.locator("form.editor")).to_have_count(0)
    await expect(page.get_by_role("button", name="Вернуть")).to_be_focused()
    await page.get_by_role("button", name="Вернуть").press("Enter")
    await page.locator(".found .one").filter(has_text=f"Прайс {word}").click()
    await expect(page.get_by_role("list", name="Файлы").get_by_role("listitem")).to_have_text("прайс.txt3 Б")
    await page.get_by_role("button", name="Удалить", exact=True).click()
    await expect(page.locator(".found .one").filter(has_text=f"Прайс {word}")).to_have_count(0)
    async with page.expect_response(lambda got: got.request.method == "DELETE" and got.status == 204):
        await owner.goes_to("Операторы")
