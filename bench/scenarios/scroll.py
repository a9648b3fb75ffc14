"""The operators' app before an eye that scrolls: 10,000 conversations in a list, 10,000 messages in a thread, in a real Chromium.

The page moves the scroll by a fixed step per frame and notes when each frame came; a bare page of 10,000 plain rows does the same in
turn, and is the limit. The browser notes the tasks of more than 50 ms. What was filled is that of `opening`, and kept in the same folder.
"""

from playwright.async_api import Page

from bench.browser import operators_app
from bench.eye import opening_again, show, typing
from bench.figures import Figure
from bench.limits import Limits
from bench.places import place
from bench.seeing import STEP, alone, compare, to_the_end
from bench.threads import KEPT, MESSAGES_EACH, filled, id_of

SETTLE_MS = 2_000
"""The app reports what it has received; that is no part of the scrolling."""
LONG, OTHER = id_of(0), id_of(1)


async def run(limits: Limits) -> list[Figure]:
    """Scroll both, and tell the frames that came late."""
    with place("SQLite", KEPT) as where:
        async with filled(where) as server, operators_app(server) as page:
            found = [*await _list(page), *await _thread(page)]
            return [*found, *await opening_again(page, LONG, OTHER), *await typing(page)]


async def _list(page: Page) -> list[Figure]:
    """Load the whole list by going to its end again and again; then scroll it from the top."""
    await to_the_end(page, ".rows", 1)
    await page.evaluate("document.querySelector('.rows').scrollTop = 0")
    await page.wait_for_timeout(SETTLE_MS)
    return await compare("list of 10,000", page, ".rows", 1)


async def _thread(page: Page) -> list[Figure]:
    """Open the thread and scroll up through what has to be fetched; then, when all is there, from the middle."""
    await page.evaluate("document.querySelector('.rows').scrollTop = 0")
    await show(page, LONG)
    await page.click(f'.rows a.row[href*="{LONG}"]')
    await page.wait_for_selector(".log .msg")
    await page.wait_for_timeout(1_000)
    fetched = await alone("thread, fetched while scrolling", page, ".log", -STEP)
    await to_the_end(page, ".log", -1)
    await page.wait_for_timeout(SETTLE_MS)
    return [*fetched, *await compare(f"thread of {MESSAGES_EACH:,}", page, ".log", -1)]
