"""Where the system forces its own few colours, what is chosen still differs from what is not, and what lies over has an edge."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import NewOperator, NewVisitor

_LOOK = """(node) => {
  const { backgroundColor, color, outlineStyle, outlineColor } = getComputedStyle(node)
  return [backgroundColor, color, outlineStyle, outlineStyle === 'none' ? '' : outlineColor].join()
}"""


async def look_of(what: Locator) -> str:
    """Return what tells one thing from its neighbour."""
    return str(await what.evaluate(_LOOK))


async def edge(what: Locator) -> str:
    """Return how wide its border is."""
    return str(await what.evaluate("node => getComputedStyle(node).borderTopWidth"))


async def force(page: Page) -> None:
    """Let the system force its colours."""
    await page.emulate_media(forced_colors="active")


async def test_what_is_chosen_in_the_operators_app(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await force(anna.page)
    await olga.visit()
    await olga.open()
    await olga.write("Мало красок")
    await anna.opens("Мало красок")
    await anna.takes()
    answer, note = anna.page.locator(".seg button").nth(0), anna.page.locator(".seg button").nth(1)
    for chosen, other in ((answer, note), (note, answer)):
        await chosen.click()
        await expect(chosen).to_have_attribute("aria-pressed", "true")
        await anna.page.mouse.move(0, 0)
        assert await look_of(chosen) != await look_of(other)
    await anna.page.keyboard.press("Control+k")
    options = anna.page.locator("#found [role=option]")
    await expect(options.first).to_have_attribute("aria-selected", "true")
    assert await look_of(options.nth(0)) != await look_of(options.nth(1))
    assert await edge(anna.page.locator("dialog[open]")) == "1px"
    await anna.page.keyboard.press("Escape")
    await anna.page.locator(".rail .bell").click()
    hush = anna.page.locator(".hush .btn")
    await hush.nth(3).click()
    await expect(hush.nth(3)).to_have_attribute("aria-pressed", "true")
    await anna.page.mouse.move(0, 0)
    assert await look_of(hush.nth(3)) != await look_of(hush.nth(2))


async def test_the_rating_in_the_widget(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await force(olga.page)
    await olga.visit()
    await olga.open()
    await olga.write("Мало красок здесь")
    await anna.opens("Мало красок здесь")
    await anna.takes()
    await anna.page.locator("header [aria-keyshortcuts=e]").click()
    stars = olga.page.locator(".star")
    await expect(stars).to_have_count(5, timeout=10_000)
    await stars.nth(2).click()
    await olga.page.mouse.move(0, 0)
    await expect(stars.nth(2)).to_have_class(re.compile("lit"))
    assert await look_of(stars.nth(2)) != await look_of(stars.nth(4))
    assert await edge(olga.page.locator(".ask")) == "1px"
