"""A long thread: only what is near the eye is in the page, and the eye never loses its place."""

import re
from typing import TypedDict

from playwright.async_api import Page, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.people import Operator, Visitor

LINES = 150
FEW = 110
"""Of 150 messages: a screen, and a good deal above and below."""

_EYE = """async (move) => {
  const box = document.querySelector('.log')
  box.scrollTop += move
  for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame)
  const edge = box.getBoundingClientRect().top
  const one = [...box.querySelectorAll('[data-id]')].find((it) => it.getBoundingClientRect().bottom > edge)
  const at = box.scrollTop > 0 ? 'amid' : box.querySelector('.older').textContent === 'Начало разговора' ? 'beginning' : 'loaded'
  return { id: one.dataset.id, top: one.getBoundingClientRect().top, at }
}"""
_COME = "() => document.querySelector('.log').scrollTop > 0"
_STANDS = "(id) => document.querySelector(`.log [data-id='${id}']`)?.getBoundingClientRect().top ?? null"


class Eye(TypedDict):
    """The first message in sight, where it stands, and whether that is amid, at the beginning of the thread, or of what is loaded of it."""

    id: str
    top: float
    at: str


async def _look(page: Page, move: int) -> Eye:
    eye: Eye = await page.evaluate(_EYE, move)
    return eye


async def _talk(anna: Operator, olga: Visitor, first: str) -> None:
    """Have the client write a long thread; the operator's answer quotes the beginning of it."""
    await olga.visit()
    await olga.open()
    await olga.write(first)
    await anna.opens(first)
    await anna.takes()
    await anna.log.get_by_text(first, exact=True).hover()
    await anna.log.get_by_role("button", name="Ответить с цитатой", exact=True).click()
    for number in range(LINES):
        await olga.write(f"{first} {number}")
    await anna.sees(f"{first} {LINES - 1}")
    await anna.answers(f"Ответ: {first}")
    await expect(anna.log.get_by_text(f"Ответ: {first}")).to_be_visible()


async def test_a_quote_goes_to_what_is_neither_drawn_nor_loaded(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await _talk(anna, olga, "вопрос")
    assert await anna.log.locator(".msg").count() < FEW
    await anna.page.reload()
    await anna.log.locator(".quote").click()
    await expect(anna.log.locator(".msg:focus")).to_contain_text("вопрос")
    await expect(anna.log.locator(".msg:focus")).to_be_in_viewport()
    await expect(anna.log.get_by_text("вопрос", exact=True)).to_be_in_viewport()
    assert await anna.log.locator(".msg").count() < FEW
    await anna.page.get_by_role("button", name=re.compile("К последнему|новы")).click()
    await expect(anna.log.get_by_text("Ответ: вопрос")).to_be_in_viewport()


async def test_the_eye_stays_where_it_is(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await _talk(anna, olga, "место")
    await anna.page.reload()
    await expect(anna.log.get_by_text("Ответ: место")).to_be_visible()
    seen: list[str] = []
    for _ in range(30):
        eye = await _look(anna.page, -400)
        seen.append(eye["id"])
        if eye["at"] == "loaded":
            await anna.page.wait_for_function(_COME)
        await anna.page.wait_for_timeout(150)  # older messages come, and what is drawn is measured
        assert abs(await anna.page.evaluate(_STANDS, eye["id"]) - eye["top"]) <= 1
        if eye["at"] == "beginning":
            break
    await expect(anna.log.get_by_text("место", exact=True)).to_be_in_viewport()
    assert seen == sorted(seen, reverse=True)
    eye = await _look(anna.page, 1500)
    await olga.write("место: ещё одно")
    await expect(anna.page.get_by_role("button", name=re.compile("1 ново"))).to_be_visible()
    assert await anna.page.evaluate(_STANDS, eye["id"]) == eye["top"]
    await anna.page.set_viewport_size({"width": 1210, "height": 700})
    await anna.page.wait_for_timeout(150)
    assert abs(await anna.page.evaluate(_STANDS, eye["id"]) - eye["top"]) <= 1
    await anna.page.get_by_role("button", name=re.compile("1 ново")).click()
    await expect(anna.log.get_by_text("место: ещё одно")).to_be_in_viewport()
