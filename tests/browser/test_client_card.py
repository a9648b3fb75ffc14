"""The client's card: what the site tells reaches the operator, and a corrected name reaches every app."""

import re

from playwright.async_api import expect

from tests.browser.conftest import NewOperator, NewVisitor

IGOR = "igor@demo.example"


async def test_what_the_site_tells_and_a_name_that_follows(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, igor, olga = await new_operator(), await new_operator(IGOR), await new_visitor()
    await olga.visit("/lamp?utm_source=yandex&utm_campaign=mayak")
    await olga.page.evaluate("besedka('params', {'Товар': '<b>Маяк</b>', 'Скидка': 5, 'Лишнее': 'да'})")
    await olga.page.evaluate("besedka('params', {'Лишнее': null})")
    assert await olga.page.evaluate("Object.keys(localStorage).length") == 0, (
        "nothing is stored before the visitor acts"
    )
    await olga.open()
    await olga.write("Кто я для вас?")
    for operator in (anna, igor):
        await operator.opens("Кто я для вас?")
    await anna.takes()
    card = anna.page.get_by_role("complementary", name="Клиент")
    await expect(card.get_by_text("<b>Маяк</b>")).to_be_visible(timeout=10_000)
    await expect(card.get_by_text("Лишнее")).to_have_count(0)
    await expect(card.get_by_text("yandex", exact=True)).to_be_visible()
    await expect(card.get_by_text("Сейчас на сайте")).to_be_visible(timeout=10_000)
    await card.get_by_role("button", name=re.compile("^Телефон")).click()
    phone = card.get_by_label("Телефон", exact=True)
    await phone.fill("+7 916 204-18")
    await phone.press("Enter")
    await expect(card.get_by_text("Не хватает 2 цифр")).to_be_visible()
    await expect(phone).to_have_value("+7 916 204-18")
    await phone.fill("8 916 204-18-77")
    await phone.press("Enter")
    await expect(card.get_by_text("+7 916 204-18-77")).to_be_visible()
    await card.get_by_role("button", name=re.compile("^Имя")).click()
    await card.get_by_label("Имя", exact=True).fill("Ольга Маяк")
    await card.get_by_label("Имя", exact=True).press("Enter")
    await expect(anna.page.get_by_role("heading", name="Ольга Маяк").first).to_be_visible()
    await expect(anna.row("Ольга Маяк").first).to_be_visible()
    await olga.page.evaluate("history.pushState({}, '', '/delivery'); document.title = 'Доставка'")
    await expect(card.get_by_text("Доставка").first).to_be_visible(timeout=10_000)
    await olga.page.close()
    await expect(card.get_by_text("Сейчас на сайте")).to_have_count(0, timeout=10_000)
    assert anna.complaints.errors == []
