"""Opening a conversation of 10,000 messages in the operators' app: 10,000 conversations in the list, a real Chromium, both databases.

Each opening is of a conversation that the app has not opened before, from the click on its row to its newest words on the screen. The
page tells besides when the server's last answer for it was there. BESEDKA_BENCH_OPENED_IN names a folder where the databases are kept.
"""

from typing import TypedDict

from playwright.async_api import Page

from bench.browser import operators_app
from bench.figures import Figure, figure
from bench.limits import Limits
from bench.places import DATABASES, Place, place
from bench.process import besedka
from bench.threads import LONG, MESSAGES_EACH, fill, id_of, words_of
from besedka.domain.ids import ProjectNumber

SETTLE_MS = 3_000
"""The app fetches its lists to their ends when it begins."""
REST_MS = 400

_SHOW = """async (id) => {
  const box = document.querySelector('.rows'), row = () => document.querySelector(`.rows a.row[href*="${id}"]`)
  for (let top = 0; !row(); top += 300) {
    if (top > 5000) throw new Error(`no row of ${id}`)
    box.scrollTop = top
    await new Promise((then) => setTimeout(then, 30))
  }
}"""
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
        with place(name, "BESEDKA_BENCH_OPENED_IN") as where:
            found += _told(name, await _measure(where))
    return found


async def _measure(where: Place) -> list[Opened]:
    with besedka(where.folder, where.environment) as server:
        project = ProjectNumber(server.project)
    database = await where.open()
    try:
        await fill(database, project)
    finally:
        await database.close()
    with besedka(where.folder, where.environment) as server:
        async with operators_app(server) as page:
            await page.wait_for_timeout(SETTLE_MS)
            return [await _open(page, talk) for talk in range(LONG)]


async def _open(page: Page, talk: int) -> Opened:
    await page.evaluate(_SHOW, id_of(talk))
    await page.wait_for_timeout(REST_MS)
    opened: Opened = await page.evaluate(_OPEN, [id_of(talk), f"{words_of(talk)} {MESSAGES_EACH}."])
    return opened


def _told(name: str, opened: list[Opened]) -> list[Figure]:
    took = sorted(one["took"] for one in opened)
    answered = sorted(one["answered"] for one in opened)
    slowest = max(opened, key=lambda one: one["took"])
    what = f"{name}: a conversation of {MESSAGES_EACH:,}"
    return [
        figure("opening", f"{what}, click to words, p50", took[len(took) // 2], "ms"),
        figure("opening", f"{what}, p95 of {len(took)}", took[int(len(took) * 0.95) - 1], "ms", "≤ 300 ms"),
        figure("opening", f"{what}, the slowest; asked {', '.join(slowest['asked'])}", took[-1], "ms"),
        figure(
            "opening",
            f"{name}: of it until the server's last answer, p95",
            answered[int(len(answered) * 0.95) - 1],
            "ms",
        ),
    ]
