"""Nobody is there: the form in place of the chat. Operators vanish and return; nothing is lost, what was sent is there once."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.forming import CONSENT, FIELDS, NO_CONSENT, UNTOUCHED, choose, is_there, stands
from tests.browser.looks import Eye, look
from tests.browser.people import Visitor
from tests.processes import ServerProcess

WORDS = "Есть ли «Маяк» в зелёном и сколько идёт до Твери? Нужны три штуки к пятнице."


@pytest_asyncio.fixture(loop_scope="session")
async def forms(server: ServerProcess) -> AsyncIterator[ServerProcess]:
    """The shop's visitors get a form while nobody is there; afterwards the chat again."""
    await choose(server, away="form")
    yield server
    await choose(server, **UNTOUCHED)
    await stands(server, None)


def form(visitor: Visitor) -> Locator:
    """The form in the window."""
    return visitor.page.locator(".besedka-frame form.form")


def composer(visitor: Visitor) -> Locator:
    """The chat's own field."""
    return visitor.page.locator(".besedka-frame form.composer textarea")


async def comes(visitor: Visitor, language: str = "ru") -> None:
    """Open the window with nobody there."""
    await visitor.visit()
    if language != "ru":
        await visitor.page.evaluate("language => besedka('language', language)", language)
    await visitor.open()
    await expect(form(visitor)).to_be_visible(timeout=10_000)


async def test_operators_vanish_and_return_while_a_visitor_types(
    forms: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await composer(olga).click()
    here = True
    for number, letter in enumerate(WORDS):
        await olga.page.keyboard.type(letter)
        if number % 9 == 4:
            here = not here
            await stands(forms, None if here else "away")
            await expect(composer(olga) if here else form(olga)).to_be_visible(timeout=10_000)
    assert await olga.field.input_value() == WORDS
    await stands(forms, "away")
    await expect(form(olga)).to_be_visible(timeout=10_000)
    await olga.page.get_by_label("Имя").fill("Ольга")
    await stands(forms, None)
    await expect(composer(olga)).to_have_value(WORDS, timeout=10_000)
    await stands(forms, "away")
    await expect(olga.page.get_by_label("Имя")).to_have_value("Ольга", timeout=10_000)
    await olga.page.get_by_label("Телефон или почта").fill("8 916 204-18-77")
    await olga.page.get_by_role("button", name="Отправить", exact=True).click()
    said = f"{WORDS}\n\nОльга, 8 916 204-18-77"
    await olga.sees(said)
    await expect(composer(olga)).to_have_value("")
    await stands(forms, None)
    await anna.opens(WORDS[:40])
    await anna.sees(said)
    await expect(anna.page.get_by_text("Оффлайн-форма").first).to_be_visible()
    await expect(anna.page.get_by_role("heading", name="Ольга", level=1)).to_be_visible()
    await anna.takes()
    await anna.answers("Есть, привезём в четверг")
    await olga.sees("Есть, привезём в четверг")
    await olga.page.reload()
    await olga.open()
    await olga.sees(said)
    await expect(olga.log.locator(".message")).to_have_count(2)


async def test_the_last_operator_closes_the_window_and_opens_it_again(
    forms: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await composer(olga).fill("Половина вопроса")
    address = anna.page.url
    await anna.page.goto("about:blank")
    await expect(form(olga)).to_be_visible(timeout=20_000)
    await expect(olga.field).to_have_value("Половина вопроса")
    await expect(olga.field).to_be_focused()
    await olga.page.keyboard.type(" и вторая")
    await anna.page.goto(address)
    await expect(composer(olga)).to_have_value("Половина вопроса и вторая", timeout=10_000)
    await expect(olga.field).to_be_focused()
    await olga.field.press("Enter")
    await olga.sees("Половина вопроса и вторая")
    await anna.opens("Половина вопроса и вторая")


async def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    forms: ServerProcess, new_visitor: NewVisitor
) -> None:
    olga = await new_visitor()
    await choose(forms, consent=CONSENT)
    await comes(olga)
    page, send = olga.page, olga.page.get_by_role("button", name="Отправить", exact=True)
    await expect(page.get_by_label("Имя")).to_be_focused()
    await page.keyboard.type("Ольга")
    await page.keyboard.press("Enter")
    await expect(form(olga).get_by_text("Оставьте телефон или почту")).to_be_visible()
    reach = page.get_by_label("Телефон или почта")
    await expect(reach).to_be_focused()
    await page.keyboard.type("olga@mail")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Есть ли «Маяк»?")
    await send.click()
    await expect(form(olga).get_by_text("Допишите адрес")).to_be_visible()
    await look(page, "form-refused-desktop-light-ru")
    await reach.fill("8 916")
    await send.click()
    await expect(form(olga).get_by_text("Без согласия отправить нельзя")).to_be_visible()
    await page.get_by_role("checkbox").check()
    await send.click()
    await expect(form(olga).get_by_text(re.compile("Не хватает цифр"))).to_be_visible(timeout=10_000)
    await expect(reach).to_have_value("8 916")
    await expect(reach).to_be_focused()
    await expect(olga.field).to_have_value("Есть ли «Маяк»?")
    await reach.fill("8 916 204-18-77")
    await page.get_by_role("checkbox").check()
    await send.click()
    await olga.sees("Есть ли «Маяк»?\n\nОльга, 8 916 204-18-77")


async def test_what_is_sent_without_a_network_waits_over_a_reload_and_goes_out_once(
    forms: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    olga = await new_visitor()
    await comes(olga)
    await olga.context.set_offline(True)
    await olga.field.fill("Из метро")
    await olga.page.get_by_label("Телефон или почта").fill("olga@mail.example")
    await olga.page.get_by_role("button", name="Отправить", exact=True).click()
    said = "Из метро\n\nolga@mail.example"
    await olga.sees(said)
    await olga.sees_state("Ждёт отправки")
    await olga.context.set_offline(False)
    await olga.page.reload()
    await olga.open()
    await olga.sees(said)
    await olga.sees_state("Отправлено")
    anna = await new_operator()
    await anna.opens("Из метро")
    await anna.sees(said)
    await expect(anna.page.get_by_role("listitem").filter(has_text="Из метро")).to_have_count(1)


async def test_whoever_has_a_conversation_keeps_it_and_is_told_that_nobody_is_there(
    forms: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    await is_there(await new_operator(), forms)
    olga = await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Я уже спрашивала")
    await olga.sees("Я уже спрашивала")
    await stands(forms, "offline")
    await expect(olga.page.get_by_text("Сейчас не на связи, ответим позже")).to_be_visible(timeout=10_000)
    await expect(form(olga)).to_have_count(0)
    await olga.write("И ещё раз")
    await olga.sees("И ещё раз")


async def test_the_chat_hides_while_nobody_is_there_and_nothing_open_is_taken_away(
    forms: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    await choose(forms, away="hide")
    await is_there(await new_operator(), forms)
    olga, vera = await new_visitor(), await new_visitor()
    await olga.visit()
    await olga.open()
    await composer(olga).fill("Почти дописала")
    await stands(forms, "away")
    await expect(olga.page.get_by_text("Сейчас не на связи, ответим позже")).to_be_visible(timeout=10_000)
    await expect(composer(olga)).to_have_value("Почти дописала")
    await olga.page.keyboard.press("Escape")
    await expect(olga.launcher).to_have_count(0)
    await vera.page.goto(olga.shop.url)
    await vera.page.wait_for_timeout(1500)
    await expect(vera.launcher).to_have_count(0)
    await stands(forms, None)
    nina = await new_visitor()  # a browser that has looked already keeps for less than a minute what it was told
    await nina.visit()
    await nina.open()
    await nina.write("Я пишу")
    await nina.sees("Я пишу")
    await stands(forms, "away")
    await nina.page.reload()
    await expect(nina.launcher).to_be_visible(timeout=10_000)
    await nina.open()
    await nina.sees("Я пишу")


async def test_a_first_message_that_asks_for_consent(
    forms: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    await choose(forms, away="chat", consent={**CONSENT, "in_forms": False, "in_chat": True})
    anna, olga = await new_operator(), await new_visitor()
    await comes(olga, "en")
    await olga.field.fill("Is the lamp there?")
    await olga.page.get_by_role("button", name="Send", exact=True).click()
    await expect(form(olga).get_by_text("Without your consent")).to_be_visible()
    await look(olga.page, "form-consent-desktop-light-en")
    await olga.page.get_by_role("checkbox").check()
    await olga.page.get_by_role("button", name="Send", exact=True).click()
    await olga.sees("Is the lamp there?")
    await expect(composer(olga)).to_be_visible()
    await anna.opens("Is the lamp there?")
    await choose(forms, consent=NO_CONSENT)


async def test_a_file_that_is_dropped_before_consent_is_kept_and_goes_after_it(
    forms: ServerProcess, new_visitor: NewVisitor, tmp_path: Path
) -> None:
    await choose(forms, away="chat", consent={**CONSENT, "in_forms": False, "in_chat": True})
    plan, olga = tmp_path / "plan.txt", await new_visitor()
    plan.write_text("a plan", encoding="utf-8")
    await comes(olga)
    box = await form(olga).bounding_box()
    assert box is not None
    devtools = await olga.page.context.new_cdp_session(olga.page)
    data = {"items": [], "files": [str(plan)], "dragOperationsMask": 1}
    asked: list[str] = []
    olga.page.on("request", lambda request: asked.append(request.method) if "/files/" in request.url else None)
    for kind in ("dragEnter", "dragOver", "drop"):
        at = {"type": kind, "x": box["x"] + 60, "y": box["y"] + 40, "data": data}
        await devtools.send("Input.dispatchDragEvent", at)
    await expect(form(olga).locator(".file").filter(has_text="plan.txt")).to_contain_text(
        "уйдёт, когда отправите форму"
    )
    await look(olga.page, "form-consent-file")
    assert (asked, await olga.page.evaluate("Object.keys(localStorage)")) == ([], []), "nothing before consent"
    await olga.field.fill("Вот план")
    await olga.page.get_by_role("checkbox").check()
    await olga.page.get_by_role("button", name="Отправить", exact=True).click()
    await olga.sees("Вот план")
    await expect(composer(olga)).to_be_visible()
    await expect(olga.page.locator(".besedka-frame .file.ready").filter(has_text="plan.txt")).to_be_visible(
        timeout=10_000
    )
    await olga.write("И сам файл")
    await expect(olga.page.get_by_role("log").get_by_role("link", name="plan.txt")).to_be_visible(timeout=10_000)
    await choose(forms, consent=NO_CONSENT)


async def test_the_form_is_fit_to_be_seen_everywhere(forms: ServerProcess, new_visitor: NewVisitor) -> None:
    await choose(forms, consent=CONSENT, fields={**FIELDS, "phone": "required"})
    for language in ("ru", "en"):
        olga = await new_visitor()
        await comes(olga, language)
        await expect(olga.page.get_by_label("Имя" if language == "ru" else "Name")).to_be_visible(timeout=10_000)
        await (await Eye.on(olga.page)).sees_everywhere(f"form-{language}")
