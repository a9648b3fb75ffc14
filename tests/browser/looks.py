"""Looking at a screen: a picture is kept, axe finds nothing, nothing overflows."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import CDPSession, Page, expect

from tests.browser.people import SIZES

ZOOMED = (720, 450)
"""A desktop at 200 %."""
VIEWS = [
    ("desktop", "light"),
    ("desktop", "dark"),
    ("tablet", "light"),
    ("phone", "light"),
    ("phone", "dark"),
    ("zoomed", "light"),
]
"""Sizes and schemes at which a screen is looked at."""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOVED = """() => {
  const moving = document.getAnimations().filter(one => one.effect.getTiming().iterations < 9)
  for (const one of moving) if (!one.effect.getTiming().delay) one.finish()
  return Promise.all(moving.map(one => one.finished.catch(() => {})))
}"""
"""Whatever moves has come to where it ends: at once, so that nobody draws the way there; what waits before it begins is waited for."""

DRAWN = "() => document.hidden || new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

SPILLED = """() => {
  const clips = el => { for (let at = el; at; at = at.parentElement) { const style = getComputedStyle(at)
    if (style.overflowX !== 'visible' || style.clipPath !== 'none') return true } return false }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), out = []
  for (let text; (text = texts.nextNode());) {
    const box = text.parentElement
    if (!text.data.trim() || !box.checkVisibility()) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    const words = range.getBoundingClientRect()
    let room = box
    while (room.parentElement && getComputedStyle(room).display === 'inline') room = room.parentElement
    const walls = room.getBoundingClientRect()
    if (words.width && !clips(box) && (words.right > walls.right + 2 || words.left < walls.left - 2))
      out.push(`spilled: ${text.data.trim().slice(0, 40)} out of ${room.className || room.tagName}`)
    if (words.width && words.right > innerWidth + 1 && !clips(box)) out.push(`beyond the edge: ${text.data.trim().slice(0, 40)}`)
  }
  return out
}"""


JUDGED = "() => axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)"


async def violations(page: Page) -> list[Any]:
    """Return what axe finds; the page reads its script once, and tells only what is wrong."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(Axe().axe_script)
    found: list[Any] = await page.evaluate(JUDGED)
    return found


async def look(page: Page, name: str) -> None:
    """Keep a picture, and find no fault of accessibility and no sideways scrolling."""
    await page.wait_for_timeout(400)
    await page.evaluate(MOVED)
    await keep(page, name)
    faults = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in await violations(page)]
    assert faults == [], name
    assert await page.evaluate(OVERFLOW) <= 0, name


async def keep(page: Page, name: str) -> None:
    """Keep a picture in the folder that BESEDKA_PICTURES names, if it names one."""
    if "BESEDKA_PICTURES" in os.environ:
        folder = Path(os.environ["BESEDKA_PICTURES"])
        folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240  # a test may wait for a folder
        await page.screenshot(path=folder / f"{name}.png")


@dataclass
class Eye:
    """Looks at one page at every size and scheme, without opening it anew."""

    page: Page
    cdp: CDPSession
    patient: bool = True
    """Waits for what is on its way."""
    size: str = ""
    scheme: str = ""

    @staticmethod
    async def on(page: Page) -> "Eye":
        """Make an eye for this page."""
        return Eye(page, await page.context.new_cdp_session(page))

    async def turn(self, size: str, scheme: str = "light") -> None:
        """Give the page another size and scheme, where it has others: the same once more would be drawn anew for nothing."""
        if self.size != size:
            await self._resize(size)
        if self.scheme != scheme:
            await self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        self.size, self.scheme = size, scheme

    async def _resize(self, size: str) -> None:
        """A phone has a finger for a pointer. The page hears of its size with the next frame."""
        width, height = ZOOMED if size == "zoomed" else SIZES[size]
        await self.page.set_viewport_size({"width": width, "height": height})
        await self.cdp.send("Emulation.setTouchEmulationEnabled", {"enabled": size == "phone"})
        await self.page.evaluate(DRAWN)

    async def sees(self, name: str) -> None:
        """Find no fault of accessibility and no sideways scrolling; keep a picture."""
        assert await self.faults(name) == []

    async def sees_everywhere(self, name: str, views: list[tuple[str, str]] | None = None) -> None:
        """Find no fault at any size and scheme; the page is a desktop's again afterwards."""
        faults = list[str]()
        for size, scheme in views or VIEWS:
            await self.turn(size, scheme)
            faults += await self.faults(f"{name}-{size}-{scheme}")
        await self.turn("desktop")
        assert faults == [], "\n".join(faults)

    async def faults(self, name: str, *, axe: bool = True) -> list[str]:
        """Return what is wrong with what is seen, once it has loaded; keep a picture."""
        if self.patient:
            await expect(self.page.locator(".coming")).to_have_count(0, timeout=10_000)
        await self.page.evaluate(MOVED)
        await keep(self.page, name)
        found = [f"sideways by {over}" for over in [await self.page.evaluate(OVERFLOW)] if over > 0]
        found += await self.page.evaluate(SPILLED)
        if axe:
            found += [
                f"{v['id']}: {n['html'][:160]}: {n['failureSummary'][-200:]}"
                for v in await violations(self.page)
                for n in v["nodes"]
            ]
        return [f"{name}: {fault}" for fault in found]
