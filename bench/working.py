"""What a page's tasks cost by the processor's own clock: on a machine that others keep busy a task lasts longer than it works."""

import json
from collections.abc import Awaitable
from typing import TypedDict, TypeVar

from playwright.async_api import Page

Result = TypeVar("Result")


class _Event(TypedDict, total=False):
    """One line of the browser's trace, as far as it is read here. Microseconds."""

    name: str
    pid: int
    tid: int
    tdur: int
    args: dict[str, object]


async def worked(page: Page, doing: Awaitable[Result]) -> tuple[Result, float]:
    """Return the result, and the processor's milliseconds of the longest task on a page's main thread meanwhile."""
    browser = page.context.browser
    assert browser is not None
    await browser.start_tracing(page=page, categories=["toplevel"])
    result = await doing
    events: list[_Event] = json.loads(await browser.stop_tracing())["traceEvents"]
    named = [event for event in events if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"]
    mains = {(event["pid"], event["tid"]) for event in named}
    tasks = [event.get("tdur", 0) for event in events if (event["pid"], event["tid"]) in mains]
    return result, max(tasks, default=0) / 1_000
