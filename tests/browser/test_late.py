"""Too late: the conversation was closed or handed over under one's hands. What was typed is there, and one is told why it did not go."""

import re

import pytest
from playwright.async_api import FilePayload, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.cutting import Cable
from tests.browser.looks import look
from tests.browser.people import Operator, Visitor

IGOR = "igor@demo.example"
ASSIGN = """async (to) => {
  const id = location.pathname.split('/').at(-1), base = '/api/operator/v1'
  const { conversation } = await (await fetch(`${base}/conversations/${id}`)).json()
  const { operators } = await (await fetch(`${base}/overview`)).json()
  const answer = await fetch(`${base}/conversations/${id}/assign`, { method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ to: operators.find((one) => one.email.startsWith(to)).id, seen_with: conversation.assignee }) })
  return answer.status
}"""


async def _talk(visitor: Visitor, operator: Operator, words: str) -> None:
    """The visitor has written, the operator has taken it and answered."""
    await visitor.visit()
    await visitor.open()
    await visitor.write(words)
    await operator.opens(words)
    await operator.takes()
    await operator.answers("Моё")
    await visitor.sees("Моё")


async def _comes_too(anna: Operator, operator: Operator) -> None:
    """Anna opens the conversation that is on the operator's screen."""
    id = operator.page.url.rsplit("/", 1)[-1]
    await anna.page.goto(f"{anna.page.url.split('/operator')[0]}/operator/mine/{id}")
    await anna.sees("Моё")


async def test_handed_over_while_one_types(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    igor, anna, olga = await new_operator(IGOR), await new_operator(), await new_visitor()
    await _talk(olga, igor, "Заберут ли?")
    await _comes_too(anna, igor)
    estimate: FilePayload = {"name": "смета.txt", "mimeType": "text/plain", "buffer": b"estimate"}
    await igor.page.set_input_files("input[data-attach]", [estimate])
    await igor.field.fill("Полный ответ на три абзаца")
    await igor.page.get_by_role("button", name=re.compile("^Телефон")).click()
    await igor.page.locator("#contact-phone").fill("+7 916 204")
    await igor.field.focus()
    await expect(igor.page.locator("#contact-phone-error")).to_be_visible()
    assert await anna.page.evaluate(ASSIGN, "anna") == 200
    await expect(igor.page.get_by_text("Уже отвечает Анна Соколова")).to_be_visible(timeout=10_000)
    kept = igor.page.get_by_role("region", name="Написано и не отправлено")
    for words in ("Полный ответ на три абзаца", "+7 916 204", "смета.txt"):
        await expect(kept).to_contain_text(words)
    await look(igor.page, "operator-late-desktop-light-ru")
    await igor.page.reload()
    await expect(kept).to_contain_text("Полный ответ на три абзаца", timeout=10_000)

    assert await anna.page.evaluate(ASSIGN, "igor") == 200
    await expect(igor.field).to_have_value("Полный ответ на три абзаца", timeout=10_000)
    await expect(igor.page.locator("#contact-phone")).to_have_value("+7 916 204")
    await expect(igor.page.locator(".carried")).to_contain_text("смета.txt", timeout=10_000)
    await expect(igor.page.locator("button.go")).not_to_have_attribute("aria-disabled", "true")
    await igor.field.press("Enter")
    for part in ("Полный ответ на три абзаца", "смета.txt"):
        await expect(olga.log).to_contain_text(part, timeout=10_000)


async def test_closed_while_one_types(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    igor, anna, olga = await new_operator(IGOR, language="en", scheme="dark"), await new_operator(), await new_visitor()
    await _talk(olga, igor, "Закроют ли?")
    await _comes_too(anna, igor)
    await igor.field.fill("Ещё одно")
    await igor.page.get_by_role("button", name="Note", exact=True).click()
    await igor.field.fill("Между нами")
    await anna.page.get_by_role("button", name="Закрыть обращение").click()
    kept = igor.page.get_by_role("region", name="Written and not sent")
    await expect(kept).to_contain_text("Ещё одно", timeout=10_000)
    await expect(kept).to_contain_text("Между нами")
    await look(igor.page, "operator-late-desktop-dark-en")
    await igor.page.locator(".take").get_by_role("button", name="Reopen").click()
    await expect(igor.field).to_have_value("Между нами", timeout=10_000)
    await igor.page.get_by_role("button", name="Answer", exact=True).first.click()
    await expect(igor.field).to_have_value("Ещё одно")
    await igor.field.press("Enter")
    await olga.sees("Ещё одно")


async def test_an_answer_to_what_was_closed_meanwhile_is_kept_with_the_reason_and_goes_later(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    igor, anna, olga = await new_operator(IGOR), await new_operator(), await new_visitor()
    cable = Cable(igor.page)
    await cable.lay()
    await _talk(olga, igor, "Успеете?")
    await _comes_too(anna, igor)
    await cable.cut()
    await expect(igor.page.locator(".rail .link.lost")).to_be_visible(timeout=10_000)
    await igor.answers("Пишу без связи")
    await anna.page.get_by_role("button", name="Закрыть обращение").click()
    await expect(anna.page.get_by_role("button", name="Вернуть в работу").first).to_be_visible()
    await cable.mend()
    why = igor.log.get_by_text("Не ушло: Обращение тем временем закрыли. Сначала верните его в работу.")
    await expect(why).to_be_visible(timeout=20_000)
    await olga.sees("Пишу без связи", 0)
    await look(igor.page, "operator-late-answer-desktop-light-ru")
    await igor.page.locator(".take").get_by_role("button", name="Вернуть в работу").click()
    await expect(igor.field).to_be_visible(timeout=10_000)
    await igor.log.get_by_role("button", name="Отправить снова").click()
    await olga.sees("Пишу без связи")
    await igor.sees("Пишу без связи")


@pytest.mark.parametrize("kind", ["message", "note"])
async def test_handed_over_while_one_changes_words(
    new_visitor: NewVisitor, new_operator: NewOperator, kind: str
) -> None:
    igor, anna, olga = await new_operator(IGOR), await new_operator(), await new_visitor()
    await _talk(olga, igor, f"Правки? {kind}")
    if kind == "note":
        await igor.page.get_by_role("button", name="Примечание", exact=True).click()
        await igor.answers("Моё слово")
        await expect(igor.log.locator(".memo")).to_contain_text("Моё слово")
    await _comes_too(anna, igor)
    words = igor.log.locator(".memo") if kind == "note" else igor.log.get_by_text("Моё", exact=True)
    await words.hover()
    await igor.log.get_by_role("button", name="Изменить", exact=True).click()
    await igor.field.fill("Иначе и длиннее")
    assert await anna.page.evaluate(ASSIGN, "anna") == 200
    await expect(igor.page.get_by_text("Уже отвечает Анна Соколова")).to_be_visible(timeout=10_000)
    kept = igor.page.get_by_role("region", name="Написано и не отправлено")
    await expect(kept).to_contain_text("Правка")
    await expect(kept).to_contain_text("Иначе и длиннее")
    await kept.get_by_role("button", name="Убрать").click()
    await expect(kept).to_have_count(0)
    await olga.sees("Иначе и длиннее", 0)


async def test_closed_while_one_hands_it_over(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    igor, anna, olga = await new_operator(IGOR), await new_operator(), await new_visitor()
    await _talk(olga, igor, "Передадите?")
    await _comes_too(anna, igor)
    await anna.page.get_by_role("button", name=re.compile("Передать обращение")).first.click()
    sheet = anna.page.get_by_role("dialog", name="Передать обращение")
    await sheet.locator("textarea").fill("Ждёт замера")
    await igor.page.get_by_role("button", name="Закрыть обращение").click()
    await expect(sheet).to_have_count(0, timeout=10_000)
    await expect(anna.page.get_by_text("Не получилось: Закрытое обращение сначала верните в работу")).to_be_visible()
    await expect(anna.page.get_by_role("region", name="Написано и не отправлено")).to_contain_text("Ждёт замера")
