"""The client's card: what the site tells reaches the operator, and a corrected name reaches every app."""

import json
import re

from playwright.async_api import Browser, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import look
from tests.browser.people import Complaints, Visitor
from tests.browser.shop import Shop
from tests.processes import ServerProcess

IGOR = "igor@demo.example"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15"
LONG_AGO = """() => {
  const name = Object.keys(localStorage).find((one) => one.endsWith('.visits'))
  localStorage.setItem(name, localStorage.getItem(name).split(' ')[0] + ' ' + (Date.now() - 31 * 60_000))
}"""


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
    await expect(card.locator("dt:text-is('Город') + dd")).to_have_text("Тверь")
    await expect(card.get_by_text("Сейчас на сайте")).to_be_visible(timeout=10_000)
    await card.get_by_role("button", name=re.compile("^Телефон")).click()
    phone = card.get_by_label("Телефон", exact=True)
    await phone.fill("+7 916 204-93")
    await phone.press("Enter")
    await expect(card.get_by_text("Не хватает 2 цифр")).to_be_visible()
    await expect(phone).to_have_value("+7 916 204-93")
    await phone.fill("8 916 204-93-31")
    await phone.press("Enter")
    await expect(card.locator("section.contact").get_by_text("+7 916 204-93-31")).to_be_visible()
    await card.get_by_role("button", name=re.compile("^Имя")).click()
    await card.get_by_label("Имя", exact=True).fill("Ольга Маяк")
    await card.get_by_label("Имя", exact=True).press("Enter")
    await expect(anna.page.get_by_role("heading", name="Ольга Маяк").first).to_be_visible()
    await expect(anna.row("Ольга Маяк").first).to_be_visible()
    saved: list[str] = []
    anna.page.on("request", lambda asked: saved.append(asked.post_data or "") if asked.method == "PUT" else None)
    await card.get_by_role("button", name=re.compile("^Имя")).click()
    await card.get_by_label("Имя", exact=True).fill("Никто")
    await card.get_by_label("Имя", exact=True).press("Escape")
    await card.get_by_role("button", name=re.compile("^Почта")).click()
    await card.get_by_label("Почта", exact=True).fill("olga.mayak@mail.example")
    await card.get_by_label("Почта", exact=True).press("Enter")
    await expect(card.locator("section.contact").get_by_text("olga.mayak@mail.example")).to_be_visible()
    assert [json.loads(body) for body in saved] == [{"email": "olga.mayak@mail.example"}]
    await olga.page.evaluate("history.pushState({}, '', '/delivery'); document.title = 'Доставка'")
    await expect(card.get_by_text("Доставка").first).to_be_visible(timeout=10_000)
    await olga.page.close()
    await expect(card.get_by_text("Сейчас на сайте")).to_have_count(0, timeout=10_000)
    assert anna.complaints.errors == []


async def test_who_the_page_says_it_is_is_shown_as_said(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.page.evaluate("besedka('identify', { name: 'Ольга со слов', phone: '8 916 204-18-77', email: 'нет' })")
    assert await olga.page.evaluate("Object.keys(localStorage).length") == 0, "nothing is stored before one acts"
    await olga.open()
    await olga.write("Как меня зовут?")
    await anna.opens("Как меня зовут?")
    await anna.takes()
    await expect(anna.page.get_by_role("heading", name="Ольга со слов").first).to_be_visible()
    card = anna.page.get_by_role("complementary", name="Клиент")
    name = card.get_by_role("button", name=re.compile("^Имя"))
    await expect(name).to_contain_text("со слов")
    await expect(card.get_by_role("button", name=re.compile("^Телефон"))).to_contain_text("+7 916 204-18-77")
    await expect(card.get_by_role("button", name=re.compile("^Почта"))).to_contain_text("нет")
    await look(anna.page, "operator-card-claimed")
    await name.click()
    await card.get_by_label("Имя", exact=True).fill("Ольга Ким")
    await card.get_by_label("Имя", exact=True).press("Enter")
    await expect(card.get_by_role("button", name=re.compile("^Имя"))).not_to_contain_text("со слов")
    await olga.page.evaluate("besedka('identify', { name: 'Кто-то ещё', email: 'olga@shop.example' })")
    await expect(card.get_by_role("button", name=re.compile("^Почта"))).to_contain_text(
        "olga@shop.example", timeout=10_000
    )
    await expect(card.get_by_role("button", name=re.compile("^Имя"))).to_contain_text("Ольга Ким")


async def test_visits_are_counted_from_the_first_act_on(
    new_visitor: NewVisitor, new_operator: NewOperator, shop: Shop
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    assert await olga.page.evaluate("Object.keys(localStorage).length") == 0
    await olga.write("Который раз я здесь?")
    await anna.opens("Который раз я здесь?")
    visit = anna.page.get_by_role("complementary", name="Клиент").locator("dt:text-is('Визит') + dd")
    await expect(visit).to_have_text("1", timeout=10_000)
    await olga.page.reload()
    await expect(olga.launcher).to_be_visible()
    await expect(visit).to_have_text("1")
    await olga.page.goto(f"{shop.url}/plain")  # no page of hers writes down meanwhile that she is here
    await olga.page.evaluate(LONG_AGO)
    await olga.visit("/delivery")
    await expect(visit).to_have_text("2", timeout=10_000)
    await olga.context.add_cookies([{"name": "roistat_visit", "value": "184203", "url": olga.shop.url}])
    await olga.visit("/lamp")
    await expect(visit).to_have_text(re.compile("184.203"), timeout=10_000)


async def test_an_ipad_is_no_macintosh(
    browsers: tuple[Browser, Browser], shop: Shop, server: ServerProcess, new_operator: NewOperator
) -> None:
    anna = await new_operator()
    for touch, called in ((True, "iPad, Safari"), (False, "macOS, Safari")):
        context = await browsers[0].new_context(user_agent=SAFARI, has_touch=touch, locale="ru-RU")
        page = await context.new_page()
        if touch:
            await page.add_init_script("Object.defineProperty(Navigator.prototype, 'maxTouchPoints', { get: () => 5 })")
        olga, words = Visitor(page, shop, Complaints()), f"С чего я пишу? {called}"
        await olga.visit()
        await olga.open()
        await olga.write(words)
        await anna.opens(words)
        device = anna.page.get_by_role("complementary", name="Клиент").locator("dt:text-is('Устройство') + dd")
        await expect(device).to_have_text(called, timeout=10_000)
        await context.close()
