"""Drives Chromium over the demo shop, with the snippet and without it, and tells what the difference costs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tools import main_thread
from tools.budget import gzipped, panel_paths, part_paths, script_sizes

_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_WATCH_SHIFTS = """
window.shifted = 0
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value })
  .observe({ type: 'layout-shift', buffered: true })
"""
_STORED = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...document.cookie.split(';').filter(Boolean),
  ...(await indexedDB.databases()).map((base) => base.name), ...(await caches.keys()),
]"""


@dataclass(frozen=True, slots=True)
class Costs:
    """What one page pays for the widget: `panel_bytes` for all scripts that opening the chat fetches, `parts` for those it leaves."""

    button_bytes: int
    panel_bytes: int
    parts: dict[str, int]
    requests: int
    layout_shift: float
    main_thread_ms: float
    stored: list[str]
    strangers: list[str]
    errors: int


def measure(chromium: str, shop: str, enough_ms: float) -> Costs:
    """Visit `shop` as a first-time visitor, as a slow phone would, and open the chat without writing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        with _page(browser) as page:
            bare = _requests(page, shop, with_snippet=False)
        with _page(browser) as page:
            visit = _visit(page, shop)
        busy = main_thread.measure(browser, shop, enough_ms)
        browser.close()
    asked = [address for address in visit.before_opening if address not in bare]
    host, scripts = urlsplit(shop).netloc, script_sizes()
    button = gzipped(visit.button)
    opened = {urlsplit(address).path for address in visit.asked} & scripts.keys()
    panels = [scripts[path] for path in panel_paths().values()]
    left = {name: scripts[path] for name, path in part_paths().items() if path not in opened}
    strangers = [address for address in visit.asked if urlsplit(address).netloc not in (host, "")]
    return Costs(
        button,
        max(sum(scripts[path] for path in opened), *panels),
        left,
        len(asked),
        visit.shifted,
        busy,
        visit.stored,
        strangers,
        visit.errors,
    )


@dataclass(frozen=True, slots=True)
class _Visit:
    before_opening: list[str]
    asked: list[str]
    button: bytes
    shifted: float
    stored: list[str]
    errors: int


def _visit(page: Page, shop: str) -> _Visit:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.add_init_script(_WATCH_SHIFTS)
    with page.expect_response(re.compile(r"/c/[^/]+\.js$")) as button:
        before = _requests(page, shop, with_snippet=True)
    asked = list(before)
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(500)
    shifted = float(page.evaluate("window.shifted"))
    page.click(".besedka-launcher")
    page.wait_for_selector(".besedka-frame textarea")
    page.wait_for_timeout(1_000)
    return _Visit(before, asked, button.value.body(), shifted, _stored(page), len(errors))


def _stored(page: Page) -> list[str]:
    cookies = [cookie.get("name", "") for cookie in page.context.cookies()]
    return [*cookies, *page.evaluate(_STORED)]


def _requests(page: Page, shop: str, *, with_snippet: bool) -> list[str]:
    """Load the shop and return what it asked for until it is quiet."""
    asked: list[str] = []

    def note(address: str) -> None:
        asked.append(address)

    page.on("request", lambda request: note(request.url))
    if not with_snippet:
        page.route(shop, _without_snippet)
    page.goto(shop, wait_until="networkidle")
    if with_snippet:
        page.wait_for_selector(".besedka-launcher")
    return list(asked)


def _without_snippet(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=main_thread.SNIPPET.sub("", answer.text()))


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(viewport={"width": 390, "height": 844}, locale="ru-RU")
    try:
        yield context.new_page()
    finally:
        context.close()
