"""What is told live and what is fetched are one: a window in which all was done, one that only listened, and one that is opened now show
the same rail, rows, words and card."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.people import Operator, Visitor
from tests.browser.test_files import choose
from tests.clients import make_id
from tests.pictures import PDF
from tests.waiting import eventually

IGOR = "igor@demo.example"
SHOWN = """() => ({
  rail: [...document.querySelectorAll('.rail a.nav')].map(one => one.innerText),
  rows: [...document.querySelectorAll('.rows .row')].map(one => one.innerText),
  log: document.querySelector('.log')?.innerText,
  head: document.querySelector('.talk > header').innerText,
  card: document.querySelector('.card')?.innerText,
})"""
PASSING = re.compile(r"\d+\s(с|мин)|\d{1,2}:\d{2}|только что")


async def _shown(page: Page) -> dict[str, str]:
    """What the window shows, without how long ago it was."""
    found: dict[str, object] = await page.evaluate(SHOWN)
    return {
        part: PASSING.sub("#", "\n".join(words) if isinstance(words, list) else str(words))
        for part, words in found.items()
    }


async def _comes_to_show(window: Page, fresh: Page) -> None:
    """What was done last has reached both by now, or does within moments; then they are one."""
    for _ in range(40):
        if await _shown(window) == await _shown(fresh):
            break
        await fresh.wait_for_timeout(250)
    assert await _shown(window) == await _shown(fresh)


async def _asks(visitor: Visitor, words: str) -> None:
    await visitor.visit("/lamp")
    await visitor.open()
    await visitor.write(words)
    await visitor.sees(words)


async def _ask(operator: Operator, method: str, path: str, **json: object) -> None:
    url = operator.page.url.split("/operator/")[0] + f"/api/operator/v1{path}"
    answer = await operator.page.request.fetch(url, method=method, data=json or None)
    assert answer.ok, await answer.text()


async def _lives(anna: Operator, igor: Operator, olga: Visitor, petr: Visitor, id: str) -> None:
    """Everything that may become of two conversations."""
    await anna.answers("Первая")
    await anna.answers("Вторая")
    await olga.sees("Вторая")
    await anna.log.get_by_text("Первая", exact=True).hover()
    await anna.log.get_by_role("button", name="Изменить", exact=True).click()
    await anna.answers("Первая, иначе")
    await expect(olga.log.get_by_text("Первая, иначе")).to_be_visible()
    await anna.log.get_by_text("Вторая", exact=True).hover()
    await anna.log.get_by_role("button", name="Удалить", exact=True).click()
    await expect(olga.log.get_by_text("Сообщение удалено")).to_be_visible()
    await anna.page.get_by_role("button", name="Примечание", exact=True).click()
    await anna.answers("Между нами")
    await expect(anna.log.locator(".memo")).to_be_visible()
    await anna.page.get_by_role("button", name="Ответ", exact=True).click()
    await choose(olga.page, ("План.pdf", PDF))
    await expect(olga.page.locator(".files .file.ready")).to_have_count(1, timeout=10_000)
    await olga.write("Вот план")
    await expect(anna.log.get_by_text("Вот план")).to_be_visible(timeout=10_000)
    tag = make_id()
    await _ask(anna, "POST", "/tags", id=tag, name="В ногу", color="blue")
    await _ask(anna, "PUT", f"/conversations/{id}/tags/{tag}")
    await _ask(anna, "PUT", f"/conversations/{id}/contact", name="Марина Ветрова")
    await igor.opens("Я второй")
    await igor.takes()
    await igor.answers("Слушаю вас")
    await petr.sees("Слушаю вас")
    other = igor.page.url.rsplit("/", 1)[-1]
    await _ask(igor, "POST", f"/conversations/{other}/close?anyway=true")
    stars = petr.page.get_by_role("radiogroup", name="Как вам разговор?")
    await stars.get_by_role("radio", name="Оценка 2 из 5").click()
    await petr.page.get_by_role("button", name="Оценить").click()
    await expect(petr.page.get_by_text("Спасибо за оценку")).to_be_visible()
    await petr.write("Ещё вопрос")
    await igor.sees("Ещё вопрос")


async def test_what_is_told_live_is_what_is_fetched(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, igor = await new_operator(), await new_operator(IGOR)
    olga, petr = await new_visitor(), await new_visitor()
    await _asks(olga, "Я первая")
    await anna.opens("Я первая")
    id = anna.page.url.rsplit("/", 1)[-1]
    await anna.takes()
    await anna.page.goto(anna.page.url.split("/operator/")[0] + f"/operator/all/{id}")
    listens = await anna.page.context.new_page()
    await listens.goto(anna.page.url)
    await expect(listens.get_by_role("log").get_by_text("Я первая")).to_be_visible()
    await _asks(petr, "Я второй")
    await _lives(anna, igor, olga, petr, id)
    fresh = await anna.page.context.new_page()
    await fresh.goto(anna.page.url)
    await expect(fresh.get_by_role("log").get_by_text("Вот план")).to_be_visible()
    await expect(fresh.locator(".card .sent li")).to_have_count(1)
    for window in (anna.page, listens):
        await _comes_to_show(window, fresh)


COPY = """([from, to]) => new Promise((done) => {
  const asked = indexedDB.open('besedka.operator', 1)
  asked.onsuccess = () => {
    const deed = asked.result.transaction('things', 'readwrite')
    deed.oncomplete = () => asked.result.close()
    const table = deed.objectStore('things')
    const keys = table.getAllKeys()
    keys.onsuccess = () => {
      const [source, mine] = [from, 'desk.'].map((start) => keys.result.find((one) => one.startsWith(start)) ?? 'nothing')
      const found = table.get(source)
      found.onsuccess = () => { table.put(found.result, to || mine).onsuccess = () => done(`${JSON.stringify(found.result)}`) }
    }
  }
})"""


async def test_what_was_read_in_another_window_is_not_new_in_one_that_begins_with_what_was_kept_before(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await _asks(olga, "Первый вопрос")
    await anna.opens("Первый вопрос")
    await anna.takes()
    at = anna.page.url
    await anna.page.get_by_role("link", name="Новые").first.click()
    await olga.write("Второй вопрос")

    async def keeps() -> bool:
        return "Второй вопрос" in await anna.page.evaluate(COPY, ["desk.", "earlier"])

    await eventually(keeps)
    await anna.page.go_back()
    await expect(anna.log.get_by_text("Новые сообщения")).to_be_visible()
    await expect(olga.log.get_by_text("Второй вопрос")).to_be_visible()
    await olga.sees_state("Прочитано")
    await anna.page.goto(at.split("/operator/")[0] + "/operator/icons/192.png")
    assert "Второй вопрос" in await anna.page.evaluate(COPY, ["earlier", ""])
    await anna.page.goto(at)
    await expect(anna.log.get_by_text("Второй вопрос")).to_be_visible()
    await expect(anna.log.get_by_text("Новые сообщения")).to_have_count(0)
