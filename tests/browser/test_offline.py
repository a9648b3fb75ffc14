"""Work without a connection: everything written goes out once and in order, and what cannot be done any more is said."""

import re

from playwright.async_api import expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.cutting import Cable
from tests.browser.looks import look

IGOR = "igor@demo.example"
ASSIGN = """async () => {
  const id = location.pathname.split('/').at(-1), base = '/api/operator/v1'
  const { conversation } = await (await fetch(`${base}/conversations/${id}`)).json()
  const { me } = await (await fetch(`${base}/session`)).json()
  const answer = await fetch(`${base}/conversations/${id}/assign`, { method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ to: me.id, seen_with: conversation.assignee }) })
  return answer.status
}"""


async def test_what_was_written_without_a_connection_goes_out_once_and_in_order(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    igor, olga = await new_operator(IGOR), await new_visitor()
    cable = Cable(igor.page)
    await cable.lay()
    await olga.visit()
    await olga.open()
    await olga.write("Пишите без связи")
    await igor.opens("Пишите без связи")
    await igor.takes()
    await cable.cut()
    strip = igor.page.get_by_text(re.compile(r"Нет связи с \d+:\d+"))
    await expect(strip).to_be_visible(timeout=10_000)
    fills = "it => it.offsetWidth === it.parentElement.clientWidth"
    assert await igor.page.locator(".strip").filter(has_text="Нет связи с").evaluate(fills), "from edge to edge"
    for number in range(3):
        await igor.answers(f"без связи {number}")
    await igor.page.keyboard.press("Escape")
    await igor.page.keyboard.press("n")
    await igor.answers("заметка без связи")
    await igor.page.keyboard.press("Escape")
    await igor.page.keyboard.press("e")
    await expect(igor.page.get_by_text("Не получилось: Сначала дождитесь, когда уйдут ответы")).to_be_visible()
    await look(igor.page, "operator-offline-desktop-light-ru")
    await olga.write("А я пишу дальше")
    await olga.sees("без связи 0", 0)
    await cable.mend()
    await expect(strip).to_have_count(0, timeout=20_000)
    for number in range(3):
        await olga.sees(f"без связи {number}", patience=20_000)
        await igor.sees(f"без связи {number}")
    await igor.sees("А я пишу дальше")
    await igor.sees("заметка без связи")
    await olga.sees("заметка без связи", 0)
    said = [text.split("\n")[0] for text in await olga.texts()]
    assert [text for text in said if text.startswith("без связи")] == [f"без связи {number}" for number in range(3)]


async def test_a_new_one_cannot_be_taken_without_a_connection_and_one_is_told_who_took_it(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    igor, anna, olga = await new_operator(IGOR), await new_operator(), await new_visitor()
    cable = Cable(igor.page)
    await cable.lay()
    await olga.visit()
    await olga.open()
    await olga.write("Кто успеет?")
    await igor.opens("Кто успеет?")
    await cable.cut()
    await expect(igor.page.get_by_text("Взять можно, когда вернётся связь")).to_be_visible(timeout=10_000)
    await anna.opens("Кто успеет?")
    await anna.takes()
    await cable.mend()
    await expect(igor.page.get_by_text("Уже отвечает Анна Соколова")).to_be_visible(timeout=20_000)


async def test_an_answer_to_what_was_given_to_another_meanwhile_is_not_lost_without_a_word(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    igor, anna, olga = await new_operator(IGOR), await new_operator(), await new_visitor()
    cable = Cable(igor.page)
    await cable.lay()
    await olga.visit()
    await olga.open()
    await olga.write("Чьё это будет?")
    await igor.opens("Чьё это будет?")
    await igor.takes()
    await igor.answers("Моё")
    await olga.sees("Моё")
    await cable.cut()
    await expect(igor.page.locator(".rail .link.lost")).to_be_visible(timeout=10_000)
    await igor.answers("Пишу вслепую")
    id = igor.page.url.split("/")[-1]
    await igor.page.locator(".rail").get_by_role("link", name="Новые").click()
    await anna.page.goto(f"{anna.page.url.split('/operator')[0]}/operator/mine/{id}")
    await anna.sees("Моё")
    assert await anna.page.evaluate(ASSIGN) == 200
    await cable.mend()
    await expect(igor.page.get_by_text("Не ушло: ")).to_be_visible(timeout=20_000)
    await igor.page.get_by_role("button", name="Показать").click()
    await expect(igor.page.get_by_text("Пишу вслепую")).to_be_visible()
    await look(igor.page, "operator-stranded-desktop-light-ru")
    await igor.page.get_by_role("button", name="Убрать").click()
    await expect(igor.page.get_by_text("Пишу вслепую")).to_have_count(0)
    await olga.sees("Пишу вслепую", 0)
