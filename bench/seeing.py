"""Scrolling as an eye sees it: by a fixed step per frame, ours and a bare page of as many plain rows in turn, in one Chromium."""

from dataclasses import dataclass
from typing import TypedDict

from playwright.async_api import Page

from bench.figures import Figure, figure
from bench.working import worked

ROWS = 10_000
ROUNDS = 2
SECONDS = 4
STEP = 60
"""Pixels per frame: 3,600 a second, a quick finger."""
LONG_FRAME_MS = 17

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
  return { frames, tasks, long, all: box.scrollHeight, nodes: document.querySelectorAll('*').length }
}"""

_PLACE = """([selector, way]) => {
  const box = document.querySelector(selector), { x, y, width, height } = box.getBoundingClientRect()
  if (way < 0) box.scrollTop = box.scrollHeight * 0.7
  return [x, y, width, height]
}"""

_BARE = """([[x, y, width, height], rows, words, down]) => {
  document.body.innerHTML = '<div id="box"></div>'
  const box = document.querySelector('#box')
  box.style.cssText = `position:fixed;left:${x}px;top:${y}px;width:${width}px;height:${height}px;overflow:auto;font:14px sans-serif`
  const row = (_, n) => `<div style="height:74px;border-bottom:1px solid #ddd"><b>${n}</b><br>${words}</div>`
  box.innerHTML = Array.from({ length: rows }, row).join('')
  if (!down) box.scrollTop = box.scrollHeight * 0.7
}"""


class Noted(TypedDict):
    """What the page noted: milliseconds between frames, long tasks and the longest of them, the height of all, and the page's elements."""

    frames: list[float]
    tasks: int
    long: float
    all: float
    nodes: int


class Seen(Noted):
    """And the longest task by the processor's clock, in milliseconds."""

    worked: float


@dataclass(frozen=True, slots=True)
class Run:
    """All rounds of one page."""

    frames: list[float]
    tasks: int
    nodes: int
    worked: float

    @property
    def rate(self) -> float:
        """Frames per second."""
        return 1_000 * len(self.frames) / sum(self.frames)

    @property
    def late(self) -> float:
        """Of a hundred frames, those that came after more than a sixtieth of a second."""
        return 100 * sum(ms > LONG_FRAME_MS for ms in self.frames) / len(self.frames)


async def compare(what: str, page: Page, selector: str, way: int) -> list[Figure]:
    """Scroll ours and a bare page of the same size in turn; `way` is 1 for down, -1 for up."""
    place = await page.evaluate(_PLACE, [selector, way])
    bare = await page.context.new_page()
    await bare.set_viewport_size({"width": 1440, "height": 900})
    await bare.evaluate(_BARE, [place, ROWS, "Здравствуйте! Есть ли лампа «Тихий свет»?", way > 0])
    ours, plain = list[Seen](), list[Seen]()
    for _ in range(ROUNDS):
        for one, into, box in ((bare, plain, "#box"), (page, ours, selector)):
            await one.bring_to_front()
            await one.wait_for_timeout(500)
            into.append(await _scrolled(one, box, way * STEP))
    await bare.close()
    await page.bring_to_front()
    return _told(what, _all(ours), _all(plain))


async def alone(what: str, page: Page, selector: str, step: int) -> list[Figure]:
    """Scroll ours through what a bare page has no like of."""
    return _told(what, _all([await _scrolled(page, selector, step)]), None)


async def _scrolled(page: Page, selector: str, step: int) -> Seen:
    noted: Noted
    noted, longest = await worked(page, page.evaluate(_SCROLL, [selector, step, SECONDS]))
    return {**noted, "worked": longest}


async def to_the_end(page: Page, selector: str, way: int) -> None:
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


def _all(seen: list[Seen]) -> Run:
    return Run(
        [ms for one in seen for ms in one["frames"]],
        sum(one["tasks"] for one in seen),
        seen[-1]["nodes"],
        max(one["worked"] for one in seen),
    )


def _told(what: str, ours: Run, bare: Run | None) -> list[Figure]:
    return [
        figure("scroll", f"{what}: frames per second", ours.rate, "", "as the bare page", bare.rate if bare else None),
        figure(
            "scroll",
            f"{what}: frames over {LONG_FRAME_MS} ms",
            ours.late,
            "of 100",
            "as the bare page",
            bare.late if bare else None,
        ),
        figure("scroll", f"{what}: the longest frame", max(ours.frames), "ms", "", max(bare.frames) if bare else None),
        figure("scroll", f"{what}: tasks over 50 ms", ours.tasks, "", "none", bare.tasks if bare else None),
        figure(
            "scroll",
            f"{what}: the longest task, by the processor",
            ours.worked,
            "ms",
            "≤ 50",
            bare.worked if bare else None,
        ),
        figure("scroll", f"{what}: elements in the page", ours.nodes, "", "", bare.nodes if bare else None),
    ]
