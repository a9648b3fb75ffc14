"""The operators' app before an eye that scrolls: 10,000 conversations in a list, 10,000 messages in a thread, in a real Chromium.

The page moves the scroll by a fixed step per frame and notes when each frame came; a bare page of 10,000 plain rows does the same in
turn, and is the limit. The browser notes the tasks of more than 50 ms.
"""

from playwright.async_api import Page

from bench.browser import operators_app
from bench.eye import opening, opening_again, typing
from bench.figures import Figure
from bench.generator import close_all, connect, until
from bench.guests import Visitor, new_id, post
from bench.limits import Limits
from bench.process import fresh
from bench.scenarios.reconnect import acquainted
from bench.seeing import STEP, alone, compare, to_the_end

MESSAGES = 10_000
UNDER_WAY = 20
SETTLE_MS = 2_000
"""The app reports what it has received; that is no part of the scrolling."""


async def run(limits: Limits) -> list[Figure]:
    """Scroll both, and tell the frames that came late."""
    with fresh() as server:
        long = await connect(
            server, lambda host: Visitor(server, host), 1
        )  # the first to come waits longest, and stands on top
        await until(lambda: long[0].welcomed, 10, "the visitor to be welcome")
        await _writes(long[0])
        close_all([*long, *await acquainted(server)])
        async with operators_app(server) as page:
            found = [*await opening(page), *await _list(page), *await _thread(page)]
            found += [*await opening_again(page), *await typing(page)]
    return found


async def _writes(visitor: Visitor) -> None:
    """Have one visitor write a long thread."""
    stored: list[bytes] = []

    def more(writer: Visitor, id: bytes) -> None:
        stored.append(id)
        if len(stored) <= MESSAGES - UNDER_WAY:
            writer.send(post(new_id()))

    visitor.on_ack = more
    for _ in range(UNDER_WAY):
        visitor.send(post(new_id()))
    await until(lambda: len(stored) >= MESSAGES, 120, "the long thread to be stored")


async def _list(page: Page) -> list[Figure]:
    """Load the whole list by going to its end again and again; then scroll it from the top."""
    await to_the_end(page, ".rows", 1)
    await page.evaluate("document.querySelector('.rows').scrollTop = 0")
    await page.wait_for_timeout(SETTLE_MS)
    return await compare("list of 10,000", page, ".rows", 1)


async def _thread(page: Page) -> list[Figure]:
    """Open the thread and scroll up through what has to be fetched; then, when all is there, from the middle."""
    await page.evaluate("document.querySelector('.rows').scrollTop = 0")
    await page.click(".rows a.row >> nth=0")
    await page.wait_for_selector(".log .msg")
    await page.wait_for_timeout(1_000)
    fetched = await alone("thread, fetched while scrolling", page, ".log", -STEP)
    await to_the_end(page, ".log", -1)
    await page.wait_for_timeout(SETTLE_MS)
    return [*fetched, *await compare(f"thread of {MESSAGES:,}", page, ".log", -1)]
