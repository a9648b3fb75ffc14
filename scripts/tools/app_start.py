"""Opens the operators' app as a phone does that had it open before: from what lies on the device, without a network, four times slower."""

import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SLOWER = 4
STARTS = 5
WITHIN = 30.0
_PAINTED = """
new MutationObserver(() => {
  if (window.painted || !document.querySelector('.rows [role=listitem]')) return
  requestAnimationFrame(() => setTimeout(() => { window.painted ??= performance.now() }))
}).observe(document, { childList: true, subtree: true })
"""
_KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('besedka.operator', 1)
  asked.onsuccess = () => {
    const found = asked.result.transaction('things').objectStore('things').getAll(IDBKeyRange.bound('desk', 'desk~'))
    found.onsuccess = () => { asked.result.close(); done(found.result.some((one) => one.conversations.length > 0)) }
  }
})"""


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds until the list is painted, the calmest of several starts, and what keeps a browser from installing the app."""

    painted_ms: float
    obstacles: list[str]


def measure(chromium: str, installed: dict[str, Any]) -> Start:
    """Install the app, keep a list with somebody in it, and begin anew without a network."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        _writes(browser.new_context().new_page(), str(installed["demo_url"]))
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ru-RU")
        page = _at_the_desk(context, installed)
        obstacles = _obstacles(page)
        context.set_offline(True)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        painted = min(_begins(page) for _ in range(STARTS))
        browser.close()
    return Start(round(painted), obstacles)


def _writes(page: Page, shop: str) -> None:
    page.goto(shop)
    page.click(".besedka-launcher")
    page.fill(".besedka-frame textarea", "Здравствуйте! Лампа ещё есть?")
    page.press(".besedka-frame textarea", "Enter")
    page.wait_for_selector(".besedka-frame .message")


def _at_the_desk(context: BrowserContext, installed: dict[str, Any]) -> Page:
    me, page = installed["operator"], context.new_page()
    who = {
        "project": installed["project"]["number"], "email": me["email"], "password": me["password"], "remember": True,
    }  # fmt: skip
    context.request.post(f"{installed['url']}/api/operator/v1/session", data=who)
    page.add_init_script(_PAINTED)
    page.goto(installed["operator_url"])
    page.wait_for_selector(".rows [role=listitem]")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    ends = time.monotonic() + WITHIN
    while not page.evaluate(_KEPT) and time.monotonic() < ends:
        page.wait_for_timeout(100)
    return page


def _obstacles(page: Page) -> list[str]:
    """Return what Chromium has against installing the app; that this profile is one that installs nothing is the profile's own affair."""
    cdp = page.context.new_cdp_session(page)
    found = [one["errorId"] for one in cdp.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    manifest = [one["message"] for one in cdp.send("Page.getAppManifest")["errors"]]
    return [*(one for one in found if one != "in-incognito"), *manifest]


def _begins(page: Page) -> float:
    page.reload()
    page.wait_for_function("() => window.painted")
    return float(page.evaluate("window.painted"))
