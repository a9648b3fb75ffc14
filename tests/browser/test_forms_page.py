"""The cabinet's page of the offline form: chosen, refused beside the field, the second saver told, looked at everywhere."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import NewCabinet, NewVisitor
from tests.browser.forming import UNTOUCHED, agreed, choose, nobody_is_there
from tests.browser.looks import Eye, look
from tests.browser.test_speech import speaking
from tests.processes import ServerProcess


@pytest_asyncio.fixture(loop_scope="session")
async def forms(server: ServerProcess) -> AsyncIterator[ServerProcess]:
    """The forms are as they were, afterwards."""
    yield server
    await choose(server, **UNTOUCHED)


async def test_the_owner_chooses_a_form_and_is_told_what_cannot_be(
    forms: ServerProcess, new_cabinet: NewCabinet, new_visitor: NewVisitor
) -> None:
    marina, olga = await new_cabinet(), await new_visitor()
    page, before = marina.page, await agreed(forms)
    await marina.goes_to("Оффлайн-форма")
    await page.get_by_label("Форма вместо чата").check()
    for name in ("Телефон", "Почта"):
        await page.get_by_role("combobox", name=name).select_option(label="нет в форме")
    await page.get_by_role("switch", name="В форме").click()
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_text("Нужен телефон или почта, а ни одно из полей не показано").first).to_be_visible()
    await page.get_by_role("combobox", name="Телефон").select_option(label="обязательно")
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_text("Слова в [скобках] никуда не ведут").first).to_be_visible()
    await page.get_by_label("Страница с условиями").fill("https://shop.example/privacy")
    await choose(forms, intro={"ru": "Мы вернёмся в девять", "en": ""})
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_text("Слова над полями").first).to_be_visible()
    await expect(page.locator(".unsaved")).to_contain_text("Слова над полями")
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.locator(".unsaved")).to_have_count(0)
    await nobody_is_there(forms)
    await olga.visit()
    await olga.open()
    await expect(olga.page.get_by_text("Мы вернёмся в девять")).to_be_visible(timeout=10_000)
    await olga.page.get_by_label("Телефон").fill("8 916 204-18-99")
    await olga.field.fill("Есть ли «Маяк»?")
    await olga.page.get_by_role("checkbox").check()
    await olga.page.get_by_role("button", name="Отправить", exact=True).click()
    await olga.sees("Есть ли «Маяк»?\n\n8 916 204-18-99")
    await page.reload()
    await expect(page.get_by_text(f"Записей: {before + 1}")).to_be_visible(timeout=10_000)
    await expect(page.get_by_text("+79162041899").first).to_be_visible()
    await (await Eye.on(page)).sees_everywhere("cabinet-offline-ru")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Выгрузить CSV").click()
    assert (await download.value).suggested_filename == "consents.csv"
    await page.get_by_role("button", name="Отозвать согласие: +79162041899").click()
    await marina.pane.get_by_role("button", name="Отозвать").click()
    await expect(page.get_by_text("отозвано").first).to_be_visible(timeout=10_000)


async def test_the_form_stands_beside_its_settings_before_they_are_saved(
    forms: ServerProcess, new_cabinet: NewCabinet
) -> None:
    page = (cabinet := await new_cabinet()).page
    await cabinet.goes_to("Оффлайн-форма")
    shown = page.frame_locator(".glass iframe").first
    await expect(shown.locator("form.composer")).to_be_visible(timeout=15_000)
    await page.get_by_label("Форма вместо чата").check()
    form = shown.locator("form.form")
    await expect(form).to_be_visible(timeout=15_000)
    await expect(form.get_by_label("Телефон или почта")).to_be_visible()
    await page.get_by_role("combobox", name="Телефон").select_option(label="нет в форме")
    await page.get_by_label("Слова над полями, по-русски").fill("Мы спим, но ответим")
    await expect(form.get_by_text("Мы спим, но ответим")).to_be_visible(timeout=15_000)
    await expect(form.get_by_label("Почта")).to_be_visible()
    await expect(form.get_by_label("Телефон или почта")).to_have_count(0)
    await page.get_by_role("switch", name="В форме").click()
    await expect(form.get_by_role("checkbox")).to_be_visible(timeout=15_000)
    await look(page, "cabinet-offline-beside")
    await page.get_by_label("Чат скрывается").check()
    await expect(page.get_by_text("Кнопки нет, пока никого нет на связи")).to_be_visible(timeout=15_000)
    await expect(shown.locator("body > header")).to_be_visible()  # the page's own
    await expect(shown.locator(".head, .besedka-launcher:visible")).to_have_count(0, timeout=15_000)
    await page.get_by_label("Чат остаётся").check()
    await expect(shown.locator("form.composer")).to_be_visible(timeout=15_000)


async def test_the_form_beside_takes_no_focus_from_whoever_types(forms: ServerProcess, new_cabinet: NewCabinet) -> None:
    page = (cabinet := await new_cabinet()).page
    await cabinet.goes_to("Оффлайн-форма")
    await page.get_by_label("Форма вместо чата").check()
    field, form = page.get_by_label("Слова над полями, по-русски"), page.frame_locator(".glass iframe").first
    await field.fill("Мы спим")
    await expect(form.get_by_text("Мы спим")).to_be_visible(timeout=15_000)
    await expect(field).to_be_focused()
    await page.keyboard.type(", но ответим")
    await expect(form.get_by_text("Мы спим, но ответим")).to_be_visible(timeout=15_000)
    await expect(field).to_be_focused()


async def test_words_for_every_language_that_the_chat_speaks(
    forms: ServerProcess, new_cabinet: NewCabinet, new_visitor: NewVisitor
) -> None:
    async with speaking(forms, "ru", "de"):
        await choose(forms, away="form")
        page = (cabinet := await new_cabinet()).page
        await cabinet.goes_to("Оффлайн-форма")
        await page.get_by_label("Слова над полями, Немецкий").fill("Wir antworten ab neun")
        await page.get_by_role("switch", name="В форме").click()
        german = page.get_by_label("Текст согласия, Немецкий")
        await expect(german).to_have_attribute("placeholder", re.compile("^Ich stimme der"))
        await expect(page.get_by_label("Текст согласия, по-английски")).to_have_count(0)
        await german.fill("Ich stimme [den Bedingungen] zu")
        await page.get_by_label("Страница с условиями").fill("https://shop.example/privacy")
        await page.get_by_role("button", name="Сохранить").click()
        await expect(page.locator(".unsaved")).to_have_count(0, timeout=10_000)
        await look(page, "cabinet-offline-german")
        await nobody_is_there(forms)
        olga = await new_visitor()
        await olga.visit()
        await olga.page.evaluate("besedka('language', 'de')")
        await olga.open()
        form = olga.page.locator(".besedka-frame form.form")
        await expect(form.get_by_text("Wir antworten ab neun")).to_be_visible(timeout=10_000)
        await expect(form.get_by_role("link", name="den Bedingungen")).to_be_visible()
        await look(olga.page, "form-german")


async def test_the_page_in_english(forms: ServerProcess, new_cabinet: NewCabinet) -> None:
    await choose(forms, away="form")
    marina = await new_cabinet(language="en")
    await marina.goes_to("Offline form")
    await (await Eye.on(marina.page)).sees_everywhere("cabinet-offline-en")
