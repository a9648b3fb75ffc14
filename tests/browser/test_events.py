"""The events of the page: every one that the reference lists is heard as an event of the document, by its name, and no other is told."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.forming import somebody_is_there
from tests.browser.people import Operator, Visitor
from tests.browser.test_invitation import bubble, inviting
from tests.browser.ways import CHAT, way, ways
from tests.processes import ROOT, ServerProcess

LISTEN = """names => {
  window.besedka = function () { (window.besedka.q = window.besedka.q || []).push(arguments) }
  Object.assign(window, { heard: [], called: [], told: new Set() })
  const plain = (detail) => (detail && typeof detail === 'object' ? { ...detail, at: typeof detail.at } : detail ?? null)
  for (const name of names) {
    document.addEventListener(`besedka:${name}`, ({ detail }) => heard.push([name, name === 'ready' ? null : plain(detail)]))
    besedka('on', name, (detail) => called.push([name, name === 'ready' ? null : plain(detail)]))
  }
  const dispatch = document.dispatchEvent
  document.dispatchEvent = function (event) {
    if (event.type.startsWith('besedka:')) told.add(event.type.slice(8))
    return dispatch.call(this, event)
  }
}"""


def documented() -> set[str]:
    """Return the events that the reference lists."""
    text = (ROOT / "docs/reference/page.md").read_text()
    rows = re.findall(r"^\| (`.+?`) \|", text.partition("## Events")[2].partition("\n## ")[0], re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


async def comes(page: Page, *events: object) -> None:
    """Wait for these, and for no others before them; what was heard is forgotten then."""
    await page.wait_for_function("n => heard.length >= n", arg=len(events), timeout=15_000)
    await page.wait_for_timeout(100)
    assert await page.evaluate("heard.splice(0)") == list(events)


async def asks_for_a_call(olga: Visitor) -> None:
    """Leave a number in the form that the list opens."""
    await olga.launcher.click()
    await olga.page.locator(".besedka-ways").get_by_role("button", name="Перезвоните мне").click()
    form = olga.page.locator("form.form")
    await form.get_by_label("Телефон").fill("+7 900 000-00-18")
    await form.get_by_label("Вопрос").fill("После обеда")
    await form.get_by_role("button", name="Отправить").click()
    await expect(olga.log).to_contain_text("После обеда")


async def is_answered_and_rated(olga: Visitor, anna: Operator) -> None:
    """Be answered, be asked how it was, and say so."""
    await anna.opens("После обеда")
    await anna.takes()
    await anna.answers("Позвоним в три")
    await olga.sees("Позвоним в три")
    await anna.page.get_by_role("button", name="Закрыть обращение").click()
    await olga.page.get_by_role("radio").nth(3).click()
    await olga.page.locator(".ask").get_by_role("button", name="Оценить").click()


def message(author: str, text: str) -> list[object]:
    """Return what a listener is told of a message."""
    return ["message", {"author": author, "text": text, "at": "number"}]


async def test_every_event_of_the_reference_comes_by_its_name(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess
) -> None:
    names = documented()
    async with ways(server, CHAT, way("callback")), inviting(server):
        anna, olga = await new_operator(), await new_visitor()
        await somebody_is_there(server)
        page = olga.page
        await page.add_init_script(f"({LISTEN})({sorted(names)!r})")
        await olga.visit()
        await comes(page, ["shown", None], ["ready", None], ["invite", "bubble"])
        await expect(bubble(page)).to_be_visible()
        for call, event in (
            ("toggle", "open"),
            ("toggle", "close"),
            ("open", "open"),
            ("open", ""),
            ("close", "close"),
        ):
            await page.evaluate("call => besedka(call)", call)
            await comes(page, *([[event, None]] if event else []))
        await asks_for_a_call(olga)
        await comes(page, ["open", None], message("visitor", "После обеда\n\n+7 900 000-00-18"), ["form", None])
        await is_answered_and_rated(olga, anna)
        await comes(page, message("operator", "Позвоним в три"), ["rating", 4])
        await olga.launcher.click()
        await comes(page, ["close", None])
        assert set(await page.evaluate("[...told]")) == names
        called = await page.evaluate("called")
        assert {name for name, _ in called} == names
        assert ["rating", 4] in called
        assert olga.complaints.console == []
