"""The operators' app before an eye that scrolls: 10,000 conversations in a list, 10,000 messages in a thread, in a real Chromium.

The page moves the scroll by a fixed step per frame and notes when each frame came; the browser notes the tasks of more than 50 ms.
"""

import os
import shutil
from typing import TypedDict

from playwright.async_api import Page, async_playwright

from bench.eye import opening, opening_again, typing
from bench.figures import Figure, figure
from bench.generator import close_all, connect, until
from bench.guests import Visitor, new_id, post, sign_in
from bench.limits import Limits
from bench.machine import every_core
from bench.process import Server, fresh
from bench.scenarios.reconnect import acquainted

MESSAGES = 10_000
UNDER_WAY = 20
SECONDS = 5
STEP = 60
"""Pixels per frame: 3,600 a second, a quick finger."""
LONG_FRAME_MS = 17
SETTLE_MS = 2_000
"""The app reports what it has received; that is no part of the scrolling."""

_SCROLL = """async ([selector, step, seconds]) => {
  const box = document.querySelector(selector), frames = []
  let long = 0, tasks = 0
  const watch = new PerformanceObserver((list) => { for (const one of list.getEntries()) tasks++, long = Math.max(long, one.duration) })
  watch.observe({ type: 'longtask' })
  const begun = await new Promise(requestAnimationFrame)
  for (let before = begun, now; before - begun < seconds * 1000; before = now) {
    box.scrollTop += step
    now = await new Promise(requestAnimationFrame)
    frames.push(now - before)
  }
  watch.disconnect()
  return { frames, tasks, long, moved: box.scrollTop, all: box.scrollHeight, nodes: document.querySelectorAll('*').length }
}"""


class Seen(TypedDict):
    """What the page noted: milliseconds between frames, long tasks and the longest of them, and where it was in the end."""

    frames: list[float]
    tasks: int
    long: float
    moved: float
    all: float
    nodes: int


async def run(limits: Limits) -> list[Figure]:
    """Scroll both, and tell the frames that came late."""
    with fresh() as server:
        long = await connect(
            server, lambda host: Visitor(server, host), 1
        )  # the first to come waits longest, and stands on top
        await until(lambda: long[0].welcomed, 10, "the visitor to be welcome")
        await _writes(long[0])
        close_all([*long, *await acquainted(server)])
        async with async_playwright() as playwright:
            with every_core():  # the browser inherits them
                browser = await playwright.chromium.launch(
                    executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"]
                )
            page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="ru-RU")
            await _come_in(page, server)
            found = [*await opening(page), *await _list(page), *await _thread(page)]
            found += [*await opening_again(page), *await typing(page)]
            await browser.close()
    return found


def _chromium() -> str | None:
    return os.environ.get("BESEDKA_CHROMIUM") or shutil.which("chromium")


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


async def _come_in(page: Page, server: Server) -> None:
    name, _, value = sign_in(server).partition("=")
    url = f"http://127.0.0.1:{server.port}"
    await page.context.add_cookies([{"name": name, "value": value, "url": url}])
    await page.goto(f"{url}/operator/new")
    await page.wait_for_selector(".rows a.row")


async def _list(page: Page) -> list[Figure]:
    """Load the whole list by going to its end again and again; then scroll it from the top."""
    await _to_the_end(page, ".rows", 1)
    await page.evaluate("document.querySelector('.rows').scrollTop = 0")
    await page.wait_for_timeout(SETTLE_MS)
    return _told("list of 10,000", await _scroll(page, ".rows", STEP))


async def _thread(page: Page) -> list[Figure]:
    """Open the thread and scroll up through what has to be fetched; then, when all is there, from the middle."""
    await page.evaluate("document.querySelector('.rows').scrollTop = 0")
    await page.click(".rows a.row >> nth=0")
    await page.wait_for_selector(".log .msg")
    await page.wait_for_timeout(1_000)
    fetched = await _scroll(page, ".log", -STEP)
    await _to_the_end(page, ".log", -1)
    await page.evaluate("const box = document.querySelector('.log'); box.scrollTop = box.scrollHeight / 2")
    await page.wait_for_timeout(SETTLE_MS)
    return [
        *_told("thread, fetched while scrolling", fetched),
        *_told(f"thread of {MESSAGES:,}", await _scroll(page, ".log", -STEP)),
    ]


async def _to_the_end(page: Page, selector: str, way: int) -> None:
    """Jump to one end until nothing more comes."""
    before, still = 0.0, 0
    while still < 5:
        now = float(
            await page.evaluate(
                "([selector, way]) => { const box = document.querySelector(selector);"
                "box.scrollTop = way > 0 ? box.scrollHeight : 0; return box.scrollHeight }",
                [selector, way],
            )
        )
        still = still + 1 if now == before else 0
        before = now
        await page.wait_for_timeout(60)


async def _scroll(page: Page, selector: str, step: int) -> Seen:
    seen: Seen = await page.evaluate(_SCROLL, [selector, step, SECONDS])
    return seen


def _told(what: str, seen: Seen) -> list[Figure]:
    frames = seen["frames"]
    late = [ms for ms in frames if ms > LONG_FRAME_MS]
    return [
        figure("scroll", f"{what}: frames per second", 1_000 * len(frames) / sum(frames), "", "60"),
        figure("scroll", f"{what}: frames over {LONG_FRAME_MS} ms", len(late), f"of {len(frames)}", "few"),
        figure("scroll", f"{what}: the longest frame", max(frames), "ms"),
        figure("scroll", f"{what}: tasks over 50 ms", seen["tasks"], "", "none"),
        figure("scroll", f"{what}: height scrolled through", seen["all"], "px"),
        figure("scroll", f"{what}: elements in the page", seen["nodes"], ""),
    ]
