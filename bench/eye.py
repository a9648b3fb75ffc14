"""What somebody before the operators' app waits for: a conversation that opens, letters that appear. Told by the page itself."""

from typing import TypedDict

from playwright.async_api import Page

from bench.figures import Figure, figure, percentile

OPENINGS = 20
LETTERS = 300
LONG_TASK_MS = 50
SETTLE_MS = 1_500
"""The app fetches its lists to their ends when it begins; that is no part of an opening."""

_SHOW = """async (id) => {
  const box = document.querySelector('.rows'), row = () => document.querySelector(`.rows a.row[href*="${id}"]`)
  for (let top = 0; !row(); top += 300) {
    if (top > 5000) throw new Error(`no row of ${id}`)
    box.scrollTop = top
    await new Promise((then) => setTimeout(then, 30))
  }
}"""
_OPEN = """async ([id, words]) => {
  const before = document.querySelector('.log[role=log]')
  const row = document.querySelector(`.rows a.row[href*="${id}"]`)
  const shown = () => {
    const log = document.querySelector('.log[role=log]')
    return log && log !== before && [...log.querySelectorAll('.msg')].some((one) => one.textContent.includes(words))
  }
  const begun = performance.now()
  row.click()
  while (!shown()) await new Promise(requestAnimationFrame)
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))
  return performance.now() - begun
}"""

_WATCH = """() => {
  window.slow = { tasks: 0, longest: 0 }
  const note = ({ duration }) => { slow.tasks++; slow.longest = Math.max(slow.longest, duration) }
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: 'longtask' })
}"""


class Slow(TypedDict):
    """Tasks of more than 50 ms, and the longest of them."""

    tasks: int
    longest: float


async def show(page: Page, id: str) -> None:
    """Scroll the list until the row of a conversation is there."""
    await page.evaluate(_SHOW, id)


async def opening(page: Page, id: str, words: str) -> list[Figure]:
    """Open a conversation again and again, each time in an app that has only begun, until these words of it are on the screen."""
    took: list[float] = []
    for _ in range(OPENINGS):
        await page.goto(page.url.partition("/operator/")[0] + "/operator/new")
        await page.wait_for_selector(".rows a.row")
        await page.wait_for_timeout(SETTLE_MS)
        took.append(await _open(page, id, words))
    return _told("beginning", "opening a thread that is not loaded", took)


async def opening_again(page: Page, id: str, other: str) -> list[Figure]:
    """Go to and fro between a conversation that is all loaded and another."""
    took: list[float] = []
    for _ in range(OPENINGS):
        await _open(page, other)
        await page.wait_for_timeout(200)
        took.append(await _open(page, id))
        await page.wait_for_timeout(200)
    return _told("scroll", "opening a thread that is all loaded", took)


async def _open(page: Page, id: str, words: str = "") -> float:
    await show(page, id)
    took: float = await page.evaluate(_OPEN, [id, words])
    return took


async def typing(page: Page) -> list[Figure]:
    """Take the open conversation and type an answer, with everything loaded (`writing` tells how soon a letter is seen)."""
    await page.keyboard.press("t")
    await page.wait_for_selector("#answer")
    await page.wait_for_timeout(SETTLE_MS)
    await page.focus("#answer")
    await page.evaluate(_WATCH)
    await page.keyboard.type(("Здравствуйте, лампа есть. " * LETTERS)[:LETTERS], delay=15)
    await page.wait_for_timeout(200)
    slow: Slow = await page.evaluate("slow")
    return [
        figure("scroll", f"typing {LETTERS} letters: tasks over {LONG_TASK_MS} ms", slow["tasks"], "", "none"),
        figure("scroll", "typing: the longest task over 50 ms", slow["longest"], "ms"),
    ]


def _told(scenario: str, what: str, took: list[float]) -> list[Figure]:
    return [
        figure(scenario, f"{what}, to words on screen, p50", percentile(took, 50), "ms"),
        figure(scenario, f"{what}, p95 of {len(took)}", percentile(took, 95), "ms", "≤ 300"),
    ]
