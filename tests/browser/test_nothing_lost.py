"""Reloads, crashes, lost networks, broken WebSockets, several tabs: every message exactly once, in order, on both screens."""

import asyncio
import re
import signal

import pytest
from playwright.async_api import Page, WebSocketRoute, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.people import Operator, Visitor
from tests.processes import ServerProcess


async def _both_see(visitor: Visitor, operator: Operator, wanted: list[str]) -> None:
    """Look until both show exactly these of the numbered messages, each once, in this order."""
    mark = wanted[0].split()[0]
    found: list[str] = []
    for log in (visitor.log, operator.log):
        for _ in range(100):
            found = [
                re.sub(r"\s*\n.*", "", text)
                for text in await log.get_by_text(re.compile(f"^{mark} \\d+$")).all_inner_texts()
            ]
            if found == wanted:
                break
            await asyncio.sleep(0.1)
        assert found == wanted


async def test_a_reload_at_any_moment_loses_and_doubles_nothing(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    wanted = []
    for number, wait in enumerate((0, 1, 3, 8, 15, 30, 60, 120, 5, 0)):
        wanted.append(f"reload {number}")
        await olga.write(wanted[-1])
        await asyncio.sleep(wait / 1000)
        await olga.page.reload()
        await olga.open()
    await anna.opens(wanted[-1])
    await _both_see(olga, anna, wanted)


async def test_a_crashed_tab_loses_nothing(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("crash 0")
    await olga.sees("crash 0")
    context = olga.context
    server.send(signal.SIGSTOP)
    try:
        await olga.write("crash 1")
        await olga.sees("crash 1")
        await _crash(olga.page)
    finally:
        server.send(signal.SIGCONT)
    olga.page = await context.new_page()
    await olga.visit()
    await olga.open()
    await anna.opens("crash 1")
    await _both_see(olga, anna, ["crash 0", "crash 1"])


async def _crash(page: Page) -> None:
    session = await page.context.new_cdp_session(page)
    crashed = asyncio.get_running_loop().create_future()
    page.once("crash", lambda _: crashed.set_result(None))
    asyncio.ensure_future(session.send("Page.crash")).add_done_callback(lambda done: done.exception())
    await asyncio.wait_for(crashed, 10)


@pytest.mark.parametrize("other", ["opens later", "is there", "is there with the window open"])
async def test_what_a_tab_left_that_died_before_it_had_a_key(
    new_visitor: NewVisitor, new_operator: NewOperator, other: str
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    if other != "opens later":
        await olga.visit()
    if other.endswith("open"):
        await olga.open()
        await olga.page.wait_for_timeout(1_000)
    # She turns to another tab: a browser says so, Playwright keeps each page focused.
    await olga.page.evaluate("dispatchEvent(new Event('blur'))")
    dying = Visitor(await olga.context.new_page(), olga.shop, olga.complaints)
    await dying.page.route_web_socket(re.compile("/ws/visitor"), lambda _: None)  # a server that says nothing
    await dying.page.route("**/api/visitor/v1/poll*", lambda route: route.abort())
    await dying.visit("/lamp")
    await dying.open()
    words = f"left by a tab, another {other}"
    await dying.write(words)
    await dying.sees(words)
    await _crash(dying.page)
    if other == "opens later":
        await olga.visit()
    await anna.opens(words)
    await anna.sees(words)
    await olga.page.wait_for_timeout(1_000)
    await anna.sees(words)


async def test_offline_messages_wait_and_go_in_order(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("offline 0")
    await anna.opens("offline 0")
    await anna.takes()
    await olga.context.set_offline(True)
    for number in range(1, 4):
        await olga.write(f"offline {number}")
    await expect(olga.page.get_by_text(re.compile("Нет связи"))).to_be_visible(timeout=60_000)
    await anna.answers("offline 4")
    await olga.context.set_offline(False)
    await olga.sees("offline 3", patience=40_000)
    await olga.sees("offline 4", patience=40_000)
    assert await olga.log.get_by_text(re.compile(r"^offline \d$")).count() == 5
    await anna.sees("offline 3")


async def test_the_operator_offline_writes_on(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("operator 0")
    await anna.opens("operator 0")
    await anna.takes()
    await anna.page.context.set_offline(True)
    await anna.answers("operator 1")
    await anna.answers("operator 2")
    await anna.page.context.set_offline(False)
    await olga.sees("operator 2", patience=40_000)
    await _both_see(olga, anna, ["operator 0", "operator 1", "operator 2"])


async def test_two_tabs_in_step(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    second = Visitor(await olga.context.new_page(), olga.shop, olga.complaints)
    await second.visit("/lamp")
    await second.open()
    await olga.write("tabs 0")
    await second.sees("tabs 0")
    await second.write("tabs 1")
    await olga.sees("tabs 1")
    await anna.opens("tabs 1")
    await anna.takes()
    await anna.answers("tabs 2")
    await _both_see(olga, anna, ["tabs 0", "tabs 1", "tabs 2"])
    await _both_see(second, anna, ["tabs 0", "tabs 1", "tabs 2"])


async def test_networks_that_break_websockets(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()

    async def refuse(route: WebSocketRoute) -> None:
        await route.close(code=1011)

    await olga.page.route_web_socket(re.compile("/ws/visitor"), refuse)
    await olga.visit()
    await olga.open()
    await olga.write("poll 0")
    await olga.sees_state("Отправлено|Доставлено|Прочитано")
    await anna.opens("poll 0")
    await anna.takes()
    await anna.answers("poll 1")
    await olga.sees("poll 1", patience=30_000)
    await _both_see(olga, anna, ["poll 0", "poll 1"])


async def test_the_server_killed_in_the_middle(
    new_visitor: NewVisitor, new_operator: NewOperator, server: ServerProcess
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.write("kill 0")
    await anna.opens("kill 0")
    await anna.takes()
    wanted = ["kill 0"]
    for number in range(1, 4):
        wanted.append(f"kill {number}")
        await olga.write(wanted[-1])
        await server.kill()
        await server.start(40)
        await olga.sees_state("Отправлено|Доставлено|Прочитано")
    await anna.sees("kill 3")
    await _both_see(olga, anna, wanted)
