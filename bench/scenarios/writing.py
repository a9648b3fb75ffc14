"""The operators' app under writing hands: 500 letters typed into the field with 10,000 conversations in the list, in a real Chromium.

Twice: while nothing else happens, and while clients write twenty messages a second. The page notes for every letter how long it took
until the frame that shows it, and the browser notes the tasks of more than 50 ms.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TypedDict

from playwright.async_api import Page

from bench.browser import operators_app
from bench.figures import Figure, figure
from bench.generator import close_all
from bench.guests import Visitor, new_id, post
from bench.limits import Limits
from bench.process import fresh
from bench.scenarios.reconnect import acquainted
from bench.seeing import to_the_end

LETTERS = 500
PAUSE_MS = 30
"""Thirty letters a second: twice as quick as the quickest hands."""
FACTS = 20
"""Messages of clients a second."""
TALKERS = 200
SETTLE_MS = 2_000
WORDS = "Здравствуйте! Белых осталось три, отложу до пятницы. "

_WATCH = """() => {
  const field = document.querySelector('#answer')
  const seen = { waits: [], tasks: 0, long: 0 }
  const note = ({ duration }) => { seen.tasks++; seen.long = Math.max(seen.long, duration) }
  const watch = new PerformanceObserver((list) => list.getEntries().forEach(note))
  const pressed = (event) => requestAnimationFrame(() => setTimeout(() => seen.waits.push(performance.now() - event.timeStamp)))
  watch.observe({ type: 'longtask' })
  field.addEventListener('keydown', pressed, true)
  window.told = () => { watch.disconnect(); field.removeEventListener('keydown', pressed, true); return seen }
}"""


class Seen(TypedDict):
    """What the page noted: milliseconds from a key to the frame after it, long tasks and the longest of them."""

    waits: list[float]
    tasks: int
    long: float


async def run(limits: Limits) -> list[Figure]:
    """Type, and tell how long a letter took to be seen."""
    with fresh() as server:
        visitors = await acquainted(server)
        close_all(visitors[TALKERS:])
        async with operators_app(server) as page:
            await _take(page)
            found = _told("", await _type(page))
            async with _talking(visitors[1:TALKERS]):  # the first has been taken
                found += _told(f", {FACTS} facts a second", await _type(page))
        close_all(visitors[:TALKERS])
    return found


async def _take(page: Page) -> None:
    """Load the whole list, take the conversation that has waited longest."""
    await to_the_end(page, ".rows", 1)
    await page.evaluate("document.querySelector('.rows').scrollTop = 0")
    await page.wait_for_timeout(SETTLE_MS)
    await page.keyboard.press("t")
    await page.wait_for_selector(".log .msg")
    await page.click(".take .btn.main")
    await page.wait_for_selector("#answer")
    await page.wait_for_timeout(SETTLE_MS)


@asynccontextmanager
async def _talking(visitors: Sequence[Visitor]) -> AsyncIterator[None]:
    """Have the visitors write, one after the other, at an even pace."""

    async def talk() -> None:
        while True:
            for visitor in visitors:
                visitor.send(post(new_id()))
                await asyncio.sleep(1 / FACTS)

    talk_on = asyncio.create_task(talk())
    yield
    talk_on.cancel()


async def _type(page: Page) -> Seen:
    await page.fill("#answer", "")
    await page.focus("#answer")
    await page.evaluate(_WATCH)
    text = (WORDS * (LETTERS // len(WORDS) + 1))[:LETTERS]
    await page.keyboard.type(text, delay=PAUSE_MS)
    assert await page.input_value("#answer") == text, "every letter stands where it was typed"
    await page.wait_for_timeout(200)
    seen: Seen = await page.evaluate("told()")
    return seen


def _told(when: str, seen: Seen) -> list[Figure]:
    waits = sorted(seen["waits"])
    return [
        figure("writing", f"a letter is seen after, median{when}", waits[len(waits) // 2], "ms"),
        figure("writing", f"a letter is seen after, 99 of 100{when}", waits[len(waits) * 99 // 100], "ms", "50"),
        figure("writing", f"tasks over 50 ms while {LETTERS} letters are typed{when}", seen["tasks"], "", "none"),
        figure("writing", f"the longest task{when}", seen["long"], "ms"),
    ]
