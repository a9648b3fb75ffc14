"""The button before anybody touches it: it calls, it costs little, and what lies around it is the page's."""

import re

from playwright.async_api import expect

from tests.browser.conftest import NewVisitor

WAVES = "() => document.getAnimations().filter(one => one.animationName === 'besedka-pulse').length"
UNDER = """node => {
  const { left, top, width, height } = node.getBoundingClientRect()
  return ['svg', 'i'].every(name => node.querySelector(name)) && document.elementFromPoint(left + width / 2, top + height / 3) === node
}"""
WRITTEN = "node => ['::before', '::after'].filter(name => getComputedStyle(node, name).content !== 'none')"


async def test_it_calls_until_it_is_pressed(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    await olga.visit()
    assert await olga.page.evaluate(WAVES) == 1
    await olga.open()
    await expect(olga.launcher).to_have_class(re.compile(r"\bopened\b"))
    assert await olga.page.evaluate(WAVES) == 0


async def test_it_does_not_call_where_nothing_is_to_move(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    await olga.page.emulate_media(reduced_motion="reduce")
    await olga.visit()
    assert await olga.page.evaluate(WAVES) == 0
    await expect(olga.launcher.locator("i")).to_have_css("opacity", "0")


async def test_a_finger_meets_the_button_itself_and_no_letter_is_looked_for(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    await olga.visit()
    assert await olga.launcher.evaluate(UNDER), "a site's script sees the button clicked, not something in it"
    assert await olga.launcher.evaluate(WRITTEN) == [], (
        "for a text that it makes, even an empty one, the browser looks for a font"
    )
