"""Adds up, from a browser's trace, what the snippet makes a slow phone's main thread do.

Counted: the scripts that run while the page loads, and everything after it has loaded (our script waits for that), with style,
layout, paint and the button's pulse. The clock is the thread's own, so that a busy machine does not count. The same page
with an empty script in the snippet's place is taken off: every site runs some script, and the first one on a page pays
for the engine's start.
"""

import json
import re
from typing import TypedDict

from playwright.sync_api import Browser, Route

FEWEST_VISITS = 3
MOST_VISITS = 12
SLOWER = 4
WATCHED_MS = 3_000
SNIPPET = re.compile(r"<!-- Besedka -->.*?<!-- /Besedka -->", re.DOTALL)
_CATEGORIES = ["toplevel", "devtools.timeline", "v8"]


_WORK = {
    "EvaluateScript", "FunctionCall", "FireIdleCallback", "EventDispatch", "TimerFire", "BlinkScheduler_PerformMicrotaskCheckpoint",
    "ParseAuthorStyleSheet", "UpdateLayoutTree", "Layout", "PrePaint", "Paint", "Layerize", "Commit", "HitTest", "MajorGC", "MinorGC",
}  # fmt: skip


class Event(TypedDict, total=False):
    """One event of a trace; times in microseconds."""

    name: str
    ph: str
    pid: int
    tid: int
    ts: float
    dur: float
    tdur: float
    args: dict[str, object]


def measure(browser: Browser, shop: str, enough: float) -> float:
    """Return the milliseconds that the snippet adds: the calmest of several visits, fewer when `enough` is reached."""
    ours = bare = float("inf")
    for visits in range(1, MOST_VISITS + 1):
        ours = min(ours, _work(_trace(browser, shop, with_snippet=True)))
        bare = min(bare, _work(_trace(browser, shop, with_snippet=False)))
        if visits >= FEWEST_VISITS and ours - bare <= enough * 1_000:
            break
    return round(max(0.0, ours - bare) / 1_000, 1)


def _trace(browser: Browser, shop: str, *, with_snippet: bool) -> list[Event]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ru-RU")
    page = context.new_page()

    def serve(route: Route) -> None:
        answer = route.fetch()
        text = answer.text() if with_snippet else SNIPPET.sub("<script>window.other = 1</script>", answer.text())
        route.fulfill(response=answer, body=text)

    page.route(shop, serve)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    browser.start_tracing(page=page, categories=_CATEGORIES)
    page.goto(shop)
    if with_snippet:
        page.wait_for_selector(".besedka-launcher")  # a visit whose button came late has cost something too
    page.wait_for_timeout(WATCHED_MS)
    events: list[Event] = json.loads(browser.stop_tracing())["traceEvents"]
    context.close()
    return _of_the_page(events, shop)


def _of_the_page(events: list[Event], shop: str) -> list[Event]:
    """Return the timed events of the thread that parsed the shop."""
    parsed = next(
        event for event in events if event["name"] == "ParseHTML" and shop in json.dumps(event.get("args", {}))
    )
    thread = (parsed["pid"], parsed["tid"])
    return [
        event
        for event in events
        if (event["pid"], event["tid"]) == thread and (event["name"] == "MarkLoad" or "tdur" in event)
    ]


def _work(events: list[Event]) -> float:
    """Return the thread time of the scripts that ran while the page loaded, and of all the page's work that came after."""
    loaded = next(event["ts"] for event in events if event["name"] == "MarkLoad")
    scripts = [event for event in events if event["name"] == "EvaluateScript" and event["ts"] < loaded]
    after = [event for event in events if event["name"] in _WORK and event["ts"] >= loaded]
    return sum(event["tdur"] for event in scripts) + _outermost(after)


def _outermost(events: list[Event]) -> float:
    """Return the thread time of the events, each moment once though they nest."""
    total, done = 0.0, 0.0
    for event in sorted(events, key=lambda event: (event["ts"], -event["dur"])):
        if event["ts"] >= done:
            total += event["tdur"]
            done = event["ts"] + event["dur"]
    return total
