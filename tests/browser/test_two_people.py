"""A visitor on a real page and an operator in a real app talk to each other."""

import asyncio
import re

from playwright.async_api import expect

from tests.browser.conftest import NewOperator, NewVisitor

IGOR = "igor@demo.example"


async def test_they_talk(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await olga.write("«Маяк» бывает в белом?")
    await olga.sees("«Маяк» бывает в белом?")
    await olga.sees_state("Отправлено|Доставлено")
    await anna.opens("«Маяк» бывает в белом?")
    await olga.sees_state("Прочитано")
    await anna.takes()
    await anna.field.type("Да, белых осталось три")
    await expect(olga.page.get_by_text("печатает")).to_be_visible()
    await anna.field.press("Enter")
    await olga.sees("Да, белых осталось три")
    await expect(olga.page.get_by_text("Анна").first).to_be_visible()
    await expect(anna.log.get_by_text(re.compile("Прочитано|прочитано")).first).to_be_attached(timeout=10_000)
    await olga.field.type("Отлож")
    await expect(anna.page.get_by_text("печатает").first).to_be_visible()


async def test_links_are_links_and_markup_is_text(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, eve = await new_operator(), await new_visitor()
    await eve.visit()
    await eve.open()
    evil = "<img src=x onerror=alert(1)> https://shop.example/a?b=1 javascript:alert(2)"
    await eve.write(evil)
    await anna.opens("<img src=x")
    link = anna.log.get_by_role("link", name="https://shop.example/a?b=1")
    await expect(link).to_have_attribute("rel", re.compile("noopener.*nofollow|nofollow.*noopener"))
    for log in (anna.log, eve.log):
        await expect(log.locator("img[src=x]")).to_have_count(0)
        await expect(log.locator("a[href^=javascript]")).to_have_count(0)


async def test_of_two_who_take_it_at_once_one_has_it_and_the_other_is_told_who(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, igor, olga = await new_operator(), await new_operator(IGOR), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Кто возьмёт меня первым?")
    for operator in (anna, igor):
        await operator.opens("Кто возьмёт меня первым?")
    take = re.compile("^Взять")
    buttons = [await one.page.get_by_role("button", name=take).first.element_handle() for one in (anna, igor)]
    await asyncio.gather(*(button.evaluate("button => button.click()") for button in buttons))
    for operator in (anna, igor):
        await expect(operator.page.get_by_role("button", name=take)).to_have_count(0, timeout=10_000)
    await expect(anna.log.get_by_text(re.compile("^Взято в работу: (Анна|Игорь)"))).to_have_count(1)
    if await anna.log.get_by_text("Взято в работу: Анна").count():
        await expect(igor.page.get_by_text(re.compile("Уже отвечает Анна"))).to_be_visible(timeout=10_000)
        await expect(igor.field).to_have_count(0)
        await anna.answers("Я")
    else:
        await expect(anna.page.locator(".talk > header")).to_contain_text("Игорь")
        await igor.answers("Я")
    await olga.sees("Я")
    taker = "Анна" if await anna.log.get_by_text("Взято в работу: Анна").count() else "Игорь"
    await expect(olga.page.locator(".head").get_by_text(taker).first).to_be_visible()


async def test_close_and_come_back(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Закройте меня, пожалуйста")
    await anna.opens("Закройте меня, пожалуйста")
    await anna.takes()
    await anna.page.get_by_role("button", name=re.compile("^Закрыть( |$)")).first.click()
    await expect(olga.page.get_by_text(re.compile("Разговор завершён")).first).to_be_visible(timeout=10_000)
    await olga.write("Ещё один вопрос")
    await olga.sees("Ещё один вопрос")
    await anna.page.get_by_role("link", name=re.compile("^Мои")).first.click()
    await anna.opens("Ещё один вопрос")
    await expect(anna.field).to_be_visible()


async def test_unread_badge_while_the_window_is_closed(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("Отвечайте, я отойду")
    await anna.opens("Отвечайте, я отойду")
    await anna.takes()
    await olga.page.keyboard.press("Escape")
    await anna.answers("Первое")
    await anna.answers("Второе")
    await expect(olga.launcher).to_have_accessible_name(re.compile("2"), timeout=10_000)
    await olga.launcher.click()
    await olga.sees("Второе")
    await expect(olga.launcher).not_to_have_accessible_name(re.compile("2"), timeout=10_000)


async def test_english_for_the_english(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, john = await new_operator(language="en"), await new_visitor(language="en")
    await john.visit("/en")
    await john.open()
    await john.write("Do you ship to Leeds?")
    await john.sees_state("Sent|Delivered")
    await anna.opens("Do you ship to Leeds?")
    await anna.takes()
    await anna.answers("We do")
    await john.sees("We do")
    await john.sees_state("Read")
