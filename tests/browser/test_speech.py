"""What the chat says, in every language; and the cabinet's page where it is changed."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from besedka.api.assets import WEB
from besedka.api.speech import SpeakingScripts
from besedka.domain.language import FIRST, LANGUAGES
from tests.browser.choosing import put_settings
from tests.browser.conftest import NewCabinet, NewOperator, NewVisitor
from tests.browser.looks import Eye
from tests.browser.people import SIZES
from tests.processes import ServerProcess

HOLE = re.compile(r"\{\w+|undefined")
WINDOW = ".besedka-frame [role=dialog]"


@pytest.fixture(scope="module")
def standard() -> dict[str, dict[str, str]]:
    """Every standard text, by language and name."""
    return {language: dict(texts) for language, texts in SpeakingScripts(Path(WEB), "").standard.texts.items()}


@asynccontextmanager
async def speaking(server: ServerProcess, *languages: str, **more: object) -> AsyncIterator[None]:
    """Let the shop speak these languages until the block ends."""
    await put_settings(server, "texts", languages=languages, **more)
    try:
        yield
    finally:
        back = {language: dict.fromkeys(texts) for language, texts in (more.get("texts") or {}).items()}  # type: ignore[attr-defined]  # a dict of dicts
        await put_settings(server, "texts", language="auto", languages=FIRST, texts=back)


async def test_the_chat_opens_in_every_language(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess, standard: dict[str, dict[str, str]]
) -> None:
    async with speaking(server, *LANGUAGES):
        olga, anna = await new_visitor(), await new_operator()
        await olga.visit()
        eye, faults = await Eye.on(olga.page), list[str]()
        await olga.page.evaluate("besedka('language', 'xx'); besedka('language', 'toString')")
        await expect(olga.launcher).to_have_attribute("lang", "ru")
        await olga.open()
        for language in LANGUAGES:
            said = standard[language]
            await olga.page.evaluate("language => besedka('language', language)", language)
            await expect(olga.launcher).to_have_attribute("aria-label", said["panel.close"])
            window = olga.page.locator(WINDOW)
            await expect(window).to_have_attribute("lang", language)
            await expect(window).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
            await expect(olga.field).to_have_attribute("placeholder", said["panel.write"])
            await olga.page.get_by_role("button", name=said["panel.menu"], exact=True).click()
            await expect(olga.page.get_by_role("menuitemcheckbox")).to_contain_text(said["menu.sound"])
            faults += await eye.faults(f"widget-{language}")
            await olga.page.keyboard.press("Escape")
            assert not HOLE.search(await window.inner_text()), language
        await olga.page.evaluate("besedka('language', 'de')")
        await olga.write("Haben Sie die Lampe?")
        await anna.opens("Haben Sie die Lampe?")
        await anna.takes()
        await anna.field.type("Ja")
        await expect(olga.log.get_by_text(re.compile("schreibt"))).to_be_visible()
        await olga.sees_state("Gelesen")
        assert faults == []


async def test_a_page_gets_its_own_language_or_the_browsers_or_the_main_one(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with speaking(server, "fr", "en", "de"):
        for browser, path, language in (("de", "/", "de"), ("de", "/en", "en"), ("pl", "/", "fr")):
            olga = await new_visitor(language=browser)
            await olga.visit(path)
            await expect(olga.launcher).to_have_attribute("lang", language)
    async with speaking(server, "fr", "en", language="fr"):
        olga = await new_visitor(language="en")
        await olga.visit("/en")
        await expect(olga.launcher).to_have_attribute("aria-label", "Ouvrir le chat")
        await olga.page.evaluate("besedka('language', 'en')")
        await expect(olga.launcher).to_have_attribute("aria-label", "Open chat")
    async with speaking(
        server, *LANGUAGES
    ):  # the script has no room for all their names: they come once the button stands
        olga = await new_visitor(language="tr")
        await olga.visit("/")
        for language, name in (("tr", "Sohbeti aç"), ("ar", "فتح الدردشة")):
            await olga.page.evaluate("language => besedka('language', language)", language)
            await expect(olga.launcher).to_have_attribute("lang", language)
            await expect(olga.launcher).to_have_attribute("aria-label", name)


async def test_a_refusal_comes_in_the_visitors_language(new_visitor: NewVisitor, server: ServerProcess) -> None:
    async with speaking(server, "de"):
        olga = await new_visitor()
        await olga.visit()
        await olga.open()
        await olga.page.locator(".besedka-frame input[type=file]").set_input_files(
            {"name": "leer.txt", "mimeType": "text/plain", "buffer": b""}
        )
        await expect(olga.page.get_by_role("alert").filter(has_text="leer.txt")).to_contain_text("ist leer")


async def test_from_right_to_left_at_every_size(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess
) -> None:
    async with speaking(server, "ar", "ru"):
        for path in ("/ar", "/"):
            leila, anna, faults = await new_visitor(language="ar"), await new_operator(), list[str]()
            eye = await Eye.on(leila.page)
            await leila.visit(path)
            await leila.page.evaluate("besedka('language', 'ar')")
            await leila.open()
            faults += await _looks(eye, f"widget-ar-greeting{path.replace('/', '-')}")
            first = f"هل المصباح متوفر؟ {path}"
            await leila.write(first)
            await anna.opens(first)
            await anna.takes()
            await anna.answers("Да, есть: https://shop.example/lamp")
            await leila.sees_state("أُرسلت|وصلت|قُرئت")
            await leila.sees("Да, есть:", 0)
            await leila.write("شكرًا جزيلًا، سآخذ واحدًا")
            await leila.page.get_by_role("button", name="رموز تعبيرية").click()
            await expect(leila.page.get_by_role("group", name="رموز تعبيرية")).to_be_visible()
            faults += await _looks(eye, f"widget-ar-talk{path.replace('/', '-')}")
            assert faults == []


async def _looks(eye: Eye, name: str) -> list[str]:
    found = list[str]()
    for size in SIZES:
        for scheme in ("light", "dark"):
            await eye.turn(size, scheme)
            found += await eye.faults(f"{name}-{size}-{scheme}")
    await eye.turn("desktop")
    return found


async def opens_texts(page: Page, language: str = "ru") -> None:
    """Choose the language of the texts."""
    await page.get_by_label("Язык текстов").select_option(language)


async def seen_beside(page: Page) -> None:
    """See the greeting that is not saved in the widget beside it, and the other texts where they are said."""
    shown = page.frame_locator(".glass iframe").first
    await expect(shown.get_by_role("heading", name="Добрый день. <b>Что ищете?</b>")).to_be_visible(timeout=20_000)
    await page.get_by_role("searchbox", name="Найти текст").fill("")
    await page.get_by_role("textbox", name="Как вам разговор?").fill("Ну как мы вам?")
    await expect(shown.get_by_role("group", name="Ну как мы вам?")).to_be_visible(timeout=20_000)
    await page.get_by_role("textbox", name="Как вам разговор?").fill("")
    await page.get_by_role("textbox", name="Здравствуйте. Чем помочь?").focus()
    await expect(shown.get_by_role("heading", name="Добрый день. <b>Что ищете?</b>")).to_be_visible(timeout=20_000)


async def test_own_words_are_found_changed_said_and_brought_back(
    new_cabinet: NewCabinet, new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with speaking(server, *FIRST, texts={"ru": {"panel.hello": None, "panel.menu": None}}):
        cabinet = await new_cabinet()
        page = cabinet.page
        await cabinet.goes_to("Тексты и языки")
        await opens_texts(page)
        await page.get_by_role("searchbox", name="Найти текст").fill("чем помочь")
        hello = page.get_by_role("textbox", name="Здравствуйте. Чем помочь?")
        await hello.fill("Добрый день. <b>Что ищете?</b>")
        await seen_beside(page)
        await page.get_by_role("button", name="Сохранить", exact=True).click()
        await expect(page.locator(".unsaved")).to_have_count(0, timeout=10_000)
        olga = await new_visitor()
        await olga.visit()
        await olga.open()
        await expect(olga.page.get_by_role("heading", name="Добрый день. <b>Что ищете?</b>")).to_be_visible()
        await olga.page.evaluate("besedka('language', 'en')")
        await expect(olga.page.get_by_role("heading", name="Hello. How can we help?")).to_be_visible()
        await page.get_by_role("searchbox", name="Найти текст").fill("")
        await page.get_by_role("switch", name="Только изменённые").click()
        await expect(page.locator(".phrase")).to_have_count(1)
        await page.get_by_role("button", name="Вернуть стандартный").click()
        await page.get_by_role("button", name="Сохранить", exact=True).click()
        await expect(page.get_by_text("На этом языке вы ничего не меняли")).to_be_visible()


async def test_what_cannot_be_said_is_refused_beside_its_field_and_stays_there(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    async with speaking(server, *FIRST):
        cabinet = await new_cabinet()
        page = cabinet.page
        await cabinet.goes_to("Тексты и языки")
        await opens_texts(page)
        closed = page.get_by_role("textbox", name="Разговор завершён в {time}")
        await closed.fill("Закрыли в {время}")
        await opens_texts(page, "en")
        await page.get_by_role("button", name="Сохранить", exact=True).click()
        await expect(page.locator(".phrase").get_by_role("alert")).to_contain_text("Можно: {time}")
        await expect(closed, "the language of the refused text is shown").to_have_value("Закрыли в {время}")
        await closed.fill("Закрыли в {time}")
        await expect(page.locator(".phrase").get_by_role("alert")).to_have_count(0)
        await page.get_by_role("button", name="Отменить", exact=True).click()
        await expect(closed).to_have_value("")


async def test_the_second_of_two_who_save_is_told_what_the_first_has_changed(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    async with speaking(server, *FIRST, texts={"ru": {"panel.send": None}}):
        cabinet = await new_cabinet()
        page = cabinet.page
        await cabinet.goes_to("Тексты и языки")
        await page.get_by_label("Добавить язык").select_option("de")
        await put_settings(server, "texts", texts={"ru": {"panel.send": "Пуск"}}, language="ru")
        await page.get_by_role("button", name="Сохранить", exact=True).click()
        await expect(page.locator(".unsaved")).to_contain_text("Пока вы правили, сохранили другое")
        await expect(page.locator(".unsaved")).to_contain_text("Русский — «Отправить»")
        await page.get_by_role("button", name="Сохранить", exact=True).click()
        await expect(page.locator(".unsaved")).to_have_count(0, timeout=10_000)
        await opens_texts(page)
        await expect(page.locator("#text-panel\\.send")).to_have_value("Пуск")
        await expect(page.locator(".tongues li")).to_contain_text(["Русский", "Английский", "Немецкий"])


async def test_the_page_in_every_look(new_cabinet: NewCabinet, server: ServerProcess) -> None:
    own = {"ru": {"panel.hello": "Добрый день. Что ищете?", "files.many": "Хватит {n} {n|файла|файлов|файлов}"}}
    async with speaking(server, "ru", "en", "de", "ar", texts=own):
        cabinet, faults = await new_cabinet(), list[str]()
        page, eye = cabinet.page, await Eye.on(cabinet.page)
        for language in ("ru", "en"):
            await eye.turn("desktop")
            await page.evaluate("language => localStorage.setItem('besedka.language', language)", language)
            await page.reload()
            await cabinet.goes_to("Тексты и языки" if language == "ru" else "Texts and languages")
            await page.locator("#text-panel\\.title").fill("{имя}")
            await page.get_by_role("button", name="Сохранить" if language == "ru" else "Save", exact=True).click()
            await expect(page.locator(".phrase").get_by_role("alert")).to_be_visible()
            for size in (*SIZES, "zoomed"):
                for scheme in ("light", "dark"):
                    await eye.turn(size, scheme)
                    name = f"cabinet-texts-{size}-{scheme}-{language}"
                    faults += await eye.faults(name, axe=(scheme == "dark") == (language == "en"))
            await page.get_by_role("button", name="Отменить" if language == "ru" else "Discard", exact=True).click()
        assert faults == []
