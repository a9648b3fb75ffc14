"""Looking at a screen: a picture is kept, axe finds nothing, nothing overflows."""

import os
from pathlib import Path

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

LOOKS = [
    (size, scheme, language)
    for size in ("desktop", "tablet", "phone")
    for scheme, language in (("light", "ru"), ("dark", "en"))
]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def look(page: Page, name: str) -> None:
    """Keep a picture, and find no fault of accessibility and no sideways scrolling."""
    await page.wait_for_timeout(400)
    if "BESEDKA_PICTURES" in os.environ:
        folder = Path(os.environ["BESEDKA_PICTURES"])
        folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240  # a test may wait for a folder
        await page.screenshot(path=folder / f"{name}.png")
    found = await Axe().run(page)
    faults = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found.response["violations"]]
    assert faults == [], name
    assert await page.evaluate(OVERFLOW) <= 0, name
