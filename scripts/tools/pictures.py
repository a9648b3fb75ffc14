"""Draws the README's picture: a real visitor on the demo shop's page, a real operator at the app, side by side.

scripts/pictures          the README's picture
scripts/pictures icons    the icons of the operators' app
scripts/pictures FOLDER   every screen at three sizes, light and dark, in both languages, as the browser tests see them
"""

from __future__ import annotations

import asyncio
import base64
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools import chromium, environment
from tools.frontend import ROOT
from tools.steps import program, run

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.browser.people import Operator, Visitor
    from tests.processes import ServerProcess

PICTURE = ROOT / "docs" / "pictures" / "both-sides.png"
_TALK = (
    ("visitor", "Здравствуйте! Лампа «Капля» бывает в белом?"),
    ("operator", "Добрый день! Да, белых на складе три. Отложить для вас одну?"),
    ("visitor", "Да, пожалуйста. Заберу в субботу"),
    ("operator", "Отложила до воскресенья. Ждём вас с 10 до 20: https://shop.example/contacts"),
    ("visitor", "Спасибо!"),
)
_FRAME = """<body style="margin:0;padding:36px;display:flex;gap:32px;align-items:center;width:max-content;background:#e4ebe7">
<img src="data:image/png;base64,{visitor}" style="height:760px;{look}">
<img src="data:image/png;base64,{operator}" style="height:860px;{look}">"""
_LOOK = "border-radius:14px;box-shadow:0 2px 6px #0002,0 18px 50px #0003"


def main(arguments: list[str]) -> int:
    """Start a demo, let two people talk, photograph them; with a folder, keep what the browser tests look at."""
    try:
        environment.enter("test", "pictures", arguments)
        environment.prepare_frontend()
        browser = chromium.ensure()
    except environment.SetupFailed as failure:
        environment.say(str(failure))
        return 1
    if arguments == ["icons"]:
        from tools import icons

        return len(icons.draw(browser)) == 0
    if arguments:
        return _every_screen(browser, Path(arguments[0]).resolve())
    with tempfile.TemporaryDirectory(prefix="besedka-pictures-") as data:
        asyncio.run(_draw(browser, Path(data)))
    environment.say(f"drew {PICTURE.relative_to(ROOT)}, {PICTURE.stat().st_size // 1024} kB")
    return 0


def _every_screen(browser: str, folder: Path) -> int:
    os.environ |= {chromium.VARIABLE: browser, "BESEDKA_PICTURES": str(folder)}
    looking = [
        str(test)
        for test in sorted((ROOT / "tests" / "browser").glob("test_*.py"))
        if "tests.browser.looks" in test.read_text()
    ]
    code = run([program("every screen", "pytest", *looking)])
    environment.say(f"{len(list(folder.glob('*.png')))} pictures are in {folder}")
    return code


async def _draw(browser: str, data: Path) -> None:
    from playwright.async_api import async_playwright

    from tests.processes import ServerProcess

    server = ServerProcess(data, demo=True)
    await server.start(40)
    try:
        async with async_playwright() as playwright:
            arguments = [
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--hide-scrollbars",
            ]
            opened = await playwright.chromium.launch(executable_path=browser, args=arguments)
            await _photograph(opened, server)
            await opened.close()
    finally:
        await server.stop()


async def _photograph(browser: Browser, server: ServerProcess) -> None:
    from tests.browser.people import Operator, Visitor, new_page
    from tests.browser.shop import Shop

    page, complaints = await new_page(browser, "desktop", "ru")
    await page.set_viewport_size({"width": 820, "height": 780})
    visitor = Visitor(page, Shop(f"{server.url}/demo"), complaints)
    page, complaints = await new_page(browser, "desktop", "ru")
    operator = Operator(page, server.installed, complaints)
    await visitor.visit("/lamp.html")
    await visitor.open()
    await operator.sign_in()
    await _talk(visitor, operator)
    pictures = [base64.b64encode(await person.page.screenshot()).decode() for person in (visitor, operator)]
    await _compose(browser, pictures)


async def _talk(visitor: Visitor, operator: Operator) -> None:
    for turn, (who, text) in enumerate(_TALK):
        if who == "visitor":
            await visitor.write(text)
        elif turn == 1:
            await operator.opens(_TALK[0][1])
            await operator.takes()
            await operator.answers(text)
        else:
            await operator.answers(text)
        await asyncio.sleep(1)
    await visitor.page.mouse.move(0, 0)
    await asyncio.sleep(2)


async def _compose(browser: Browser, pictures: list[str]) -> None:
    page = await browser.new_page(viewport={"width": 2400, "height": 1000})
    await page.set_content(_FRAME.format(visitor=pictures[0], operator=pictures[1], look=_LOOK))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    await page.locator("body").screenshot(path=PICTURE)
