"""A call-back is asked for in the chat's window: among other ways, as the only one, with consent, and again."""

from playwright.async_api import Locator, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.forming import CONSENT, NO_CONSENT, agreed, choose
from tests.browser.looks import look
from tests.browser.people import Visitor
from tests.browser.roistat import arrive, carry
from tests.browser.shop import Shop
from tests.browser.ways import CHAT, NO_CHAT, TELEGRAM, opens, way, ways
from tests.processes import ServerProcess


async def test_a_call_is_asked_for_and_stands_among_the_new_conversations(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess
) -> None:
    async with ways(server, CHAT, TELEGRAM, way("callback")):
        olga = await new_visitor()
        await olga.visit()
        await (await opens(olga)).get_by_role("button", name="Перезвоните мне").click()
        form = olga.page.locator("form.form")
        await expect(form).to_contain_text("Оставьте номер", timeout=10_000)
        await form.get_by_label("Имя").fill("Ольга")
        await form.get_by_label("Телефон").fill("900")
        await form.get_by_role("button", name="Отправить").click()
        await expect(form.get_by_label("Телефон")).to_have_attribute("aria-invalid", "true", timeout=10_000)
        await expect(form.get_by_label("Имя")).to_have_value("Ольга")
        await form.get_by_label("Телефон").fill("+7 900 000-00-14")
        await form.get_by_label("Вопрос").fill("После шести вечера")
        await form.get_by_role("button", name="Отправить").click()
        await expect(olga.log).to_contain_text("После шести вечера")
        await expect(form).to_have_count(0, timeout=10_000)
        anna = await new_operator()
        await expect(anna.row("После шести вечера")).to_contain_text("Обратный звонок", timeout=10_000)
        assert olga.complaints.errors == []


async def test_the_form_of_a_call_back_is_left_for_the_page_or_for_the_chat(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with ways(server, CHAT, way("callback")):
        olga = await new_visitor()
        await olga.visit()
        await (await opens(olga)).get_by_role("button", name="Перезвоните мне").click()
        form = olga.page.locator("form.form")
        await form.get_by_label("Телефон").fill("+7 900")
        await olga.page.keyboard.press("Escape")
        await (await opens(olga)).get_by_role("button", name="Написать в чат").click()
        await expect(olga.field).to_be_visible()
        await expect(form).to_have_count(0)
        await olga.page.keyboard.press("Escape")
        await (await opens(olga)).get_by_role("button", name="Перезвоните мне").click()
        await expect(form.get_by_label("Телефон")).to_have_value("+7 900")
        await form.get_by_role("button", name="Назад").click()
        await expect(form).to_have_count(0)
        await expect(olga.field).to_be_visible()


async def test_a_call_back_that_is_the_only_way_opens_its_form_at_once(
    new_visitor: NewVisitor, server: ServerProcess
) -> None:
    async with ways(server, NO_CHAT, way("callback")):
        olga = await new_visitor()
        await olga.visit()
        await expect(olga.launcher).to_have_accessible_name("Перезвоните мне")
        await expect(olga.page.locator(".roistat-online-chat-holder")).to_have_count(0)
        await olga.launcher.click()
        form = olga.page.locator("form.form")
        await expect(form).to_contain_text("Оставьте номер", timeout=10_000)
        await expect(form.get_by_role("button", name="Назад")).to_have_count(0)
        await form.get_by_label("Телефон").fill("+7 900 000-00-15")
        await form.get_by_role("button", name="Отправить").click()
        await olga.sees("+7 900 000-00-15")
        await expect(form).to_have_count(0, timeout=10_000)
        await asks_again(olga, form)


async def test_a_call_back_alone_is_no_chat_to_a_page_with_the_original_s_names(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    told = "window.told = []; window.onRoistatOnlineChatInited = () => told.push('chat');"
    told += "window.onRoistatAllModulesLoaded = () => told.push('all')"
    for kinds, alone in (
        ((NO_CHAT, way("callback")), ""),
        ((NO_CHAT, TELEGRAM, way("callback")), "window.roistatOnlineChatOnly = true;"),
    ):
        async with ways(server, *kinds):
            olga = await new_visitor()
            await arrive(olga, carry(shop, server, "/call", alone + told))
            await olga.page.wait_for_function("told.includes('all')")
            assert await olga.page.evaluate("[told, roistat.onlineChat.isEnabled]") == [["all"], False]
            await expect(
                olga.page.locator(".roistat-multiwidget-pulsator-phone:not(.roistat-online-chat-holder)")
            ).to_be_visible()
            await olga.launcher.click()
            opened = olga.page.locator("form.form" if not alone else ".besedka-ways.opened")
            await expect(opened).to_be_visible(timeout=10_000)
            assert olga.complaints.console == []


async def asks_again(olga: Visitor, form: Locator) -> None:
    """Ask for another call on the next page, where the number is known; however often it is pressed, it is asked for once."""
    await olga.sees_state("Отправлено|Доставлено")
    await olga.visit("/delivery")
    await olga.launcher.click()
    again = olga.page.get_by_role("button", name="Попросить о звонке ещё раз")
    await again.click()
    await expect(form.get_by_label("Телефон")).to_have_value("+7 900 000-00-15")
    await form.get_by_role("button", name="Назад").click()
    await again.click()
    await form.get_by_label("Вопрос").fill("И ещё про доставку")
    await form.evaluate("form => { form.requestSubmit(); form.requestSubmit() }")
    await expect(olga.log).to_contain_text("И ещё про доставку", timeout=10_000)
    await olga.sees_state("Отправлено|Доставлено")
    await expect(olga.log.get_by_text("И ещё про доставку")).to_have_count(1)
    await expect(again).to_be_visible()
    await look(olga.page, "widget-call-again")


async def test_a_call_back_asks_for_consent_where_forms_do(new_visitor: NewVisitor, server: ServerProcess) -> None:
    async with ways(server, NO_CHAT, way("callback")):
        await choose(server, consent=CONSENT)
        try:
            await agrees(await new_visitor(), server)
        finally:
            await choose(server, consent=NO_CONSENT)


async def agrees(olga: Visitor, server: ServerProcess) -> None:
    """Leave a telephone, first without the consent that is asked for."""
    await olga.visit()
    await olga.launcher.click()
    form = olga.page.locator("form.form")
    await form.get_by_label("Телефон").fill("+7 900 000-00-16")
    await form.get_by_role("button", name="Отправить").click()
    await expect(form).to_contain_text("Без согласия отправить нельзя")
    before = await agreed(server)
    await form.get_by_role("checkbox").check()
    await form.get_by_role("button", name="Отправить").click()
    await expect(form).to_have_count(0, timeout=10_000)
    await expect(olga.log).to_contain_text("+7 900 000-00-16")
    assert await agreed(server) > before
