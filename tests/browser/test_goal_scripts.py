"""The scripts by which sites count openings of the chat as goals: they find their nodes when promised, and count once per opening.

The code is a site's: it waits for a moment, looks for the node by its class, and listens to its clicks, on the node or from above.
"""

from collections.abc import Iterator

import pytest
from playwright.async_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.people import Visitor
from tests.browser.roistat import carry
from tests.browser.shop import Shop
from tests.browser.ways import CHAT, TELEGRAM, ways
from tests.processes import ServerProcess

HOLDER = ".roistat-online-chat-holder:not(.opened)"
LINE = ".roistat-multiwidget-pulsator-popup-item-chat"
LOOK = """(() => {{ const holder = document.querySelector('{holder}'); if (!holder) return missed.push('{moment}');
holder.addEventListener('click', () => goals.push('{moment}')) }})()"""
ABOVE = f"""for (const [name, early] of [['above', false], ['first', true]])
document.addEventListener('click', ({{ target }}) => {{ if (target.closest('{HOLDER}')) goals.push(name) }}, early);"""
BEGIN = "window.goals = []; window.missed = []; " + ABOVE
READY = "document.addEventListener('DOMContentLoaded', () => {{ {look} }});"
LOADED = "window.addEventListener('load', () => {{ {look} }});"
PAGE = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Лампы</title><script>%s</script>{snippet}<script>%s</script>
<script defer src="data:text/javascript,%s"></script></head><body><h1>Лампы</h1><p>Все лампы</p></body></html>"""


def look(moment: str) -> str:
    return LOOK.format(holder=HOLDER, moment=moment)


def at(when: str, moment: str) -> str:
    return when.format(look=look(moment))


async def count(visitor: Visitor, times: int = 2) -> dict[str, int]:
    """Open the chat with its button, write nothing, and close it with its button; return what was counted."""
    for _ in range(times):
        await visitor.open()
        await expect(visitor.page.locator(".roistat-online-chat-holder.opened")).to_have_count(1)
        await visitor.launcher.click()
        await expect(visitor.field).not_to_be_visible()
        await expect(visitor.page.locator(HOLDER)).to_have_count(1)
    goals: list[str] = await visitor.page.evaluate("goals")
    return {name: goals.count(name) for name in goals}


@pytest.fixture
def page(shop: Shop, server: ServerProcess) -> Iterator[str]:
    """A page with Besedka's snippet, whose scripts look at every moment that is promised; above the snippet, below it, and deferred."""
    before = BEGIN + at(READY, "ready, above") + at(LOADED, "load, above")
    after = at(READY, "ready, below") + at(LOADED, "load, below")
    shop.pages["/goals"] = PAGE % (before, after, look("deferred").replace(" ", "%20").replace('"', "%22"))
    yield "/goals"
    del shop.pages["/goals"]


async def test_the_only_way_is_found_from_the_first_moment_and_counted_once(new_visitor: NewVisitor, page: str) -> None:
    olga = await new_visitor()
    await olga.visit(page)
    assert await olga.page.evaluate("missed") == []
    moments = ("ready, above", "ready, below", "deferred", "load, above", "load, below", "above", "first")
    assert await count(olga) == dict.fromkeys(moments, 2)
    await olga.page.evaluate("besedka('open')")
    await expect(olga.field).to_be_visible()
    assert len(await olga.page.evaluate("goals")) == 2 * len(moments), (
        "who calls the chat from a script has clicked nothing"
    )


async def test_on_a_phone_too_where_the_window_covers_the_button(new_visitor: NewVisitor, page: str) -> None:
    olga = await new_visitor("phone")
    await olga.visit(page)
    for _ in range(2):
        await olga.open()
        await olga.page.get_by_role("button", name="Закрыть").click()
        await expect(olga.field).not_to_be_visible()
    goals = await olga.page.evaluate("goals")
    assert set(map(goals.count, goals)) == {2}


async def test_on_a_phone_the_button_goes_with_the_very_press(new_visitor: NewVisitor, page: str) -> None:
    """Its name is the window's own button's then, and nobody finds two of one name."""
    olga = await new_visitor("phone")
    await olga.visit(page)
    await olga.open()
    await olga.page.get_by_role("button", name="Закрыть").click()
    shown = "node => { node.click(); return getComputedStyle(node).display }"
    assert await olga.launcher.evaluate(shown) == "none"


async def test_the_node_is_the_same_when_the_site_swaps_its_body_before_the_chat_comes(
    new_visitor: NewVisitor, page: str, shop: Shop
) -> None:
    olga = await new_visitor()
    swap = "addEventListener('load', () => document.body.replaceWith(document.createElement('body')))"
    shop.pages[page] = shop.pages[page].replace("</head>", f"<script>{swap}</script></head>")
    await olga.visit(page)
    assert (await count(olga))["ready, above"] == 2


async def test_until_it_is_dressed_the_node_is_not_seen(new_visitor: NewVisitor, shop: Shop, page: str) -> None:
    olga = await new_visitor()
    loud = "<style>*,button{display:block!important;all:revert!important;width:90px!important;height:90px!important}</style>"
    shop.pages[page] = shop.pages[page].replace("</head>", f"{loud}</head>")
    await olga.page.route("**/c/*.js", lambda route: route.abort())
    await olga.page.goto(shop.url + page)
    await olga.page.wait_for_timeout(300)
    assert await olga.page.evaluate("missed") == []
    for node in await olga.page.locator("button").all():
        assert await node.bounding_box() is None
    assert [line for line in olga.complaints.console if not line.startswith("Failed to load resource")] == []


async def test_under_a_policy_without_leave_for_the_lines_the_chat_works(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess, page: str
) -> None:
    olga = await new_visitor()
    shop.csp = f"script-src {server.url}; connect-src {server.url} ws://{server.url.removeprefix('http://')}"
    try:
        await olga.visit(page)
        await expect(olga.page.locator(HOLDER)).to_have_count(1)
        await olga.open()
    finally:
        shop.csp = ""


async def test_with_the_original_s_snippet_from_its_callbacks_and_the_load_event_on(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    olga = await new_visitor()
    names = ("onRoistatOnlineChatInited", "onRoistatMultiwidgetInited", "onRoistatAllModulesLoaded")
    callbacks = "".join(f"window.{name} = () => {{ {look(name)} }};" for name in names)
    await olga.page.goto(carry(shop, server, "/moved-goals", BEGIN + callbacks + at(LOADED, "load")))
    await expect(olga.launcher).to_be_visible(timeout=10_000)
    await olga.page.wait_for_timeout(100)
    assert await olga.page.evaluate("missed") == []
    assert await count(olga) == dict.fromkeys((*names, "load", "above", "first"), 2)


async def test_among_several_ways_the_chat_s_line_is_found_and_counted_once(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    line = "(() => {{ const line = document.querySelector('{line}'); if (!line) return missed.push('{moment}');"
    line += " line.addEventListener('click', () => goals.push('{moment}')) }})()"
    looks = {moment: line.format(line=LINE, moment=moment) for moment in ("ready", "load", "inited")}
    callback = f"window.onRoistatMultiwidgetInited = () => {{ {looks['inited']} }};"
    ready, loaded = READY.format(look=looks["ready"]), LOADED.format(look=looks["load"])
    shop.pages["/several"] = PAGE % ("window.goals = []; window.missed = [];" + ready + loaded, "", "")
    moved = carry(shop, server, "/several-moved", "window.goals = []; window.missed = [];" + callback + loaded)
    async with ways(server, TELEGRAM, CHAT):
        for address, moments in ((shop.url + "/several", ("ready", "load")), (moved, ("inited", "load"))):
            olga = await new_visitor()
            await olga.page.goto(address)
            await expect(olga.launcher).to_be_visible(timeout=10_000)
            await olga.page.wait_for_timeout(100)
            for _ in range(2):
                await olga.launcher.click()
                await olga.page.locator(LINE).click()
                await expect(olga.field).to_be_visible(timeout=10_000)
                await olga.launcher.click()
                await expect(olga.field).not_to_be_visible()
            goals = await olga.page.evaluate("goals")
            assert await olga.page.evaluate("missed") == []
            assert {name: goals.count(name) for name in goals} == dict.fromkeys(moments, 2)
