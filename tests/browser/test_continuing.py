"""A conversation goes on elsewhere: a link opens it once, in another browser, with all that was said; and hands nobody else anything."""

from playwright.async_api import Browser, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import look
from tests.browser.people import new_page


async def test_a_link_continues_the_conversation_on_another_device_once(
    new_visitor: NewVisitor, new_operator: NewOperator, browsers: tuple[Browser, Browser]
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await olga.write("Доедет ли кресло до дачи?")
    await anna.opens("Доедет ли кресло до дачи?")
    await anna.takes()
    await anna.answers("Доедет в пятницу")
    card = anna.page.get_by_role("complementary", name="Клиент")
    async with anna.page.expect_response(lambda answer: answer.url.endswith("/link")) as asked:
        await card.get_by_role("button", name="Ссылка для продолжения").click()
    url = (await (await asked.value).json())["url"]
    phone, complaints = await new_page(browsers[1], "phone", "ru", touch=True)
    await phone.goto(url)
    await expect(phone.get_by_role("heading", name="Продолжить разговор здесь?")).to_be_visible(timeout=10_000)
    assert await phone.evaluate("localStorage.length") == 0, "nothing is kept before they say so"
    await look(phone, "continue-asks-phone")
    await phone.get_by_role("button", name="Продолжить").click()
    log = phone.get_by_role("log")
    await expect(log.get_by_text("Доедет в пятницу", exact=True)).to_be_visible(timeout=15_000)
    assert "#" not in phone.url, "the token leaves the address"
    await phone.locator(".besedka-frame textarea").fill("Спасибо, с телефона")
    await phone.locator(".besedka-frame textarea").press("Enter")
    await expect(anna.page.get_by_role("log").get_by_text("Спасибо, с телефона", exact=True)).to_be_visible(
        timeout=10_000
    )
    await olga.sees("Спасибо, с телефона")
    await phone.reload()
    await expect(log.get_by_text("Спасибо, с телефона", exact=True)).to_be_visible(timeout=15_000)
    await look(phone, "continued-phone")
    assert not complaints.errors
    await look(anna.page, "continued-card")
    await card.get_by_role("button", name="Закрыть доступ по ссылкам").click()
    await expect(card.get_by_text("потеряют этот разговор")).to_be_visible()
    await look(anna.page, "continued-revoke")
    await card.get_by_role("button", name="Закрыть доступ", exact=True).click()
    await expect(anna.page.get_by_role("log").get_by_text("доступ по ссылкам закрыт")).to_be_visible(timeout=10_000)
    await expect(card.get_by_role("button", name="Закрыть доступ по ссылкам")).to_have_count(0)
    await expect(phone.get_by_text("Доедет в пятницу")).to_have_count(0, timeout=15_000)
    await look(phone, "continue-revoked-phone")
    await olga.write("Я ещё здесь")
    await expect(anna.page.get_by_role("log").get_by_text("Я ещё здесь", exact=True)).to_be_visible(timeout=10_000)
    stranger, _ = await new_page(browsers[1], "desktop", "ru")
    await stranger.goto(url)
    await stranger.get_by_role("button", name="Продолжить").click()
    await expect(stranger.get_by_role("heading", name="Ссылка уже сработала")).to_be_visible(timeout=10_000)
    await look(stranger, "continue-over")
    await stranger.get_by_role("button", name="Написать").click()
    await expect(stranger.locator(".besedka-frame textarea")).to_be_visible(timeout=15_000)
    await expect(stranger.get_by_text("Доедет в пятницу")).to_have_count(0)
    await look(stranger, "continue-anew")
