"""A Chromium before the operators' app, on all cores: what `scroll` and `writing` look through."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, async_playwright

from bench.guests import sign_in
from bench.machine import every_core
from bench.process import Server

VIEW = (1440, 900)


@asynccontextmanager
async def operators_app(server: Server) -> AsyncIterator[Page]:
    """Open the list of new conversations as an administrator who has just come in."""
    async with async_playwright() as playwright:
        path = os.environ.get("BESEDKA_CHROMIUM") or shutil.which("chromium")
        with every_core():  # the browser inherits them
            browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        context = await browser.new_context(viewport={"width": VIEW[0], "height": VIEW[1]}, locale="ru-RU")
        page = await context.new_page()
        name, _, value = sign_in(server).partition("=")
        url = f"http://127.0.0.1:{server.port}"
        await context.add_cookies([{"name": name, "value": value, "url": url}])
        await page.goto(f"{url}/operator/new")
        await page.wait_for_selector(".rows a.row")
        yield page
        await browser.close()
