"""The operators' app under writing hands: 500 letters typed into the field with 10,000 conversations in the list, in a real Chromium.

The page notes for every letter how long it took until the frame that shows it, and the browser notes the tasks of more than 50 ms.
"""

import os
import shutil
from typing import TypedDict

from playwright.async_api import Page, async_playwright

from bench.figures import Figure, figure
from bench.generator import close_all
from bench.guests import sign_in
from bench.limits import Limits
from bench.process import Server, fresh
from bench.scenarios.reconnect import acquainted

LETTERS = 500
PAUSE_MS = 30
"""Thirty letters a second: twice as quick as the quickest hands."""
SETTLE_MS = 2_000
WORDS = "Здравствуйте! Белых осталось три, отложу до пятницы. "

_WATCH = """() => {
  const seen = window.seen = { waits: [], tasks: 0, long: 0 }
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.tasks++, seen.long = Math.max(seen.long, one.duration) })
    .observe({ type: 'longtask' })
  document.querySelector('#answer').addEventListener('keydown', (event) => {
    const at = event.timeStamp
    requestAnimationFrame(() => setTimeout(() => seen.waits.push(performance.now() - at)))
  }, true)
}"""


class Seen(TypedDict):
    """What the page noted: milliseconds from a key to the frame after it, long tasks and the longest of them."""

    waits: list[float]
    tasks: int
    long: float


async def run(limits: Limits) -> list[Figure]:
    """Type, and tell how long a letter took to be seen."""
    with fresh() as server:
        close_all(await acquainted(server))
        async with async_playwright() as playwright:
            path = os.environ.get("BESEDKA_CHROMIUM") or shutil.which("chromium")
            browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="ru-RU")
            await _come_in(page, server)
            found = _told(await _type(page))
            await browser.close()
    return found


async def _come_in(page: Page, server: Server) -> None:
    """Load the whole list, take the conversation that has waited longest."""
    name, _, value = sign_in(server).partition("=")
    url = f"http://127.0.0.1:{server.port}"
    await page.context.add_cookies([{"name": name, "value": value, "url": url}])
    await page.goto(f"{url}/operator/new")
    await page.wait_for_selector(".rows a.row")
    await page.wait_for_timeout(SETTLE_MS)
    await page.keyboard.press("t")
    await page.wait_for_selector(".log .msg")
    await page.click(".take .btn.main")
    await page.wait_for_selector("#answer")
    await page.wait_for_timeout(SETTLE_MS)


async def _type(page: Page) -> Seen:
    await page.focus("#answer")
    await page.evaluate(_WATCH)
    text = (WORDS * (LETTERS // len(WORDS) + 1))[:LETTERS]
    await page.keyboard.type(text, delay=PAUSE_MS)
    assert await page.input_value("#answer") == text, "every letter stands where it was typed"
    await page.wait_for_timeout(200)
    seen: Seen = await page.evaluate("window.seen")
    return seen


def _told(seen: Seen) -> list[Figure]:
    waits = sorted(seen["waits"])
    return [
        figure("writing", "a letter is seen after, median", waits[len(waits) // 2], "ms"),
        figure("writing", "a letter is seen after, 99 of 100", waits[len(waits) * 99 // 100], "ms", "50"),
        figure("writing", f"tasks over 50 ms while {LETTERS} letters are typed", seen["tasks"], "", "none"),
        figure("writing", "the longest task", seen["long"], "ms"),
    ]
