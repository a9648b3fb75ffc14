"""Opening a conversation of 10,000 messages in the operators' app: 10,000 conversations in the list, a real Chromium, both databases.

Each opening is of a conversation that the app has not opened before, from the click on its row to its newest words on the screen. The
page tells besides when the server's last answer for it was there. BESEDKA_BENCH_OPENED_IN names a folder where the databases are kept.
"""

from typing import TypedDict

from playwright.async_api import Page

from bench.browser import operators_app
from bench.eye import show
from bench.figures import Figure, figure, percentile
from bench.limits import Limits
from bench.places import DATABASES, Place, place
from bench.threads import KEPT, LONG, MESSAGES_EACH, filled, id_of, words_of

SETTLE_MS = 3_000
"""The app fetches its lists to their ends when it begins."""
REST_MS = 400

_OPEN = """async ([id, words]) => {
  const row = document.querySelector(`.rows a.row[href*="${id}"]`)
  const shown = () => [...document.querySelectorAll('.log[role=log] .msg')].some((one) => one.textContent.includes(words))
  performance.clearResourceTimings()
  const begun = performance.now()
  row.click()
  while (!shown()) await new Promise(requestAnimationFrame)
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))
  const took = performance.now() - begun
  const asked = performance.getEntriesByType('resource').filter((one) => one.name.includes(id))
  const needed = asked.filter((one) => !/card|files/.test(one.name))
  const told = ({ name, startTime, responseEnd }) =>
    `${name.split(id)[1].split('?')[0] || '/'} ${Math.round(startTime - begun)}-${Math.round(responseEnd - begun)}`
  return { took, answered: Math.max(0, ...needed.map((one) => one.responseEnd - begun)), asked: asked.map(told) }
}"""


class Opened(TypedDict):
    """Milliseconds from the click until the words are on the screen, and until the last answer that they need; what was asked, and when."""

    took: float
    answered: float
    asked: list[str]


async def run(limits: Limits) -> list[Figure]:
    """Measure on SQLite, then on PostgreSQL."""
    found: list[Figure] = []
    for name in DATABASES:
        with place(name, KEPT) as where:
            found += _told(name, await _measure(where))
    return found


async def _measure(where: Place) -> list[Opened]:
    async with filled(where) as server, operators_app(server) as page:
        await page.wait_for_timeout(SETTLE_MS)
        return [await _open(page, talk) for talk in range(LONG)]


async def _open(page: Page, talk: int) -> Opened:
    await show(page, id_of(talk))
    await page.wait_for_timeout(REST_MS)
    opened: Opened = await page.evaluate(_OPEN, [id_of(talk), f"{words_of(talk)} {MESSAGES_EACH}."])
    return opened


def _told(name: str, opened: list[Opened]) -> list[Figure]:
    took = [one["took"] for one in opened]
    answered = [one["answered"] for one in opened]
    slowest = max(opened, key=lambda one: one["took"])
    what = f"{name}: a conversation of {MESSAGES_EACH:,}"
    return [
        figure("opening", f"{what}, click to words, p50", percentile(took, 50), "ms"),
        figure("opening", f"{what}, p95 of {len(took)}", percentile(took, 95), "ms", "≤ 300 ms"),
        figure("opening", f"{what}, the slowest; asked {', '.join(slowest['asked'])}", slowest["took"], "ms"),
        figure("opening", f"{name}: of it until the server's last answer, p95", percentile(answered, 95), "ms"),
    ]
