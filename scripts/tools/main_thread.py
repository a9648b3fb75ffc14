"""Adds up, from a browser's trace, what the snippet makes a slow phone's main thread do.

Counted: the tasks that run our scripts, and everything that happens from the moment our script starts in idle time (style,
layout, paint, the button's pulse). The clock is the thread's own, so that a busy machine does not count. The same page
with an empty script in the snippet's place is taken off: every site runs some script, and the first one on a page pays
for the engine's start.
"""

import json
import re
from typing import TypedDict

from playwright.sync_api import Browser, Route

ROUNDS = 4
SLOWER = 4
WATCHED_MS = 4_000
SNIPPET = re.compile(r"<!-- Besedka -->.*?<!-- /Besedka -->", re.DOTALL)
_CATEGORIES = ["toplevel", "devtools.timeline", "v8"]
_SCRIPTS = ("EvaluateScript", "FunctionCall", "FireIdleCallback", "v8.compile")


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


def measure(browser: Browser, shop: str) -> float:
    """Return the milliseconds that the snippet adds: the calmest of several visits, with it and without."""
    ours = min(_ours(_trace(browser, shop, with_snippet=True)) for _ in range(ROUNDS))
    bare = min(_bare(_trace(browser, shop, with_snippet=False)) for _ in range(ROUNDS))
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
    page.wait_for_timeout(WATCHED_MS)
    events: list[Event] = json.loads(browser.stop_tracing())["traceEvents"]
    context.close()
    return _main_thread(events, shop)


def _main_thread(events: list[Event], shop: str) -> list[Event]:
    """Return the timed events of the thread that parsed the shop."""
    parsed = next(event for event in events if event["name"] == "ParseHTML" and shop in json.dumps(event.get("args", {})))
    thread = (parsed["pid"], parsed["tid"])
    return [event for event in events if event.get("ph") == "X" and (event["pid"], event["tid"]) == thread and "tdur" in event]


def _ours(events: list[Event]) -> float:
    scripts = [event for event in events if event["name"] in _SCRIPTS]
    started = min(event["ts"] for event in scripts if event["name"] == "FireIdleCallback")
    return _tasks_around(events, scripts, started) + _after(events, started)


def _bare(events: list[Event]) -> float:
    """The empty script, and the rustle of a page at rest over as long a time as the button's life in the other visit."""
    end = max(event["ts"] + event["dur"] for event in events)
    return sum(event["tdur"] for event in events if event["name"] == "EvaluateScript") + _after(events, end - 2_000_000)


def _tasks_around(events: list[Event], scripts: list[Event], until: float) -> float:
    """Return the thread time of our scripts before idle time; a page's own parsing around them is not ours."""
    return sum(event["tdur"] for event in events if event["name"] == "EvaluateScript" and event in scripts and event["ts"] < until)


def _after(events: list[Event], start: float) -> float:
    """Return the thread time of all tasks from `start` on, each once though they nest."""
    total, done = 0.0, start
    for event in sorted((event for event in events if event["ts"] >= start), key=lambda event: (event["ts"], -event["dur"])):
        if event["ts"] >= done:
            total += event["tdur"]
            done = event["ts"] + event["dur"]
    return total
