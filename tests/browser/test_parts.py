"""What the panel fetches only when somebody needs it: the emoji, the menu, the links, the sound, the count of visits."""

import re

import pytest_asyncio
from playwright.async_api import Request, expect

from tests.browser.choosing import change_settings
from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.people import Visitor
from tests.browser.shop import Shop
from tests.browser.showing import AT_ANY_TIME, put_rules
from tests.processes import ServerProcess
from tests.waiting import until

MISSING = re.compile("Не загрузилось")


def _watch(visitor: Visitor) -> list[str]:
    """Note which parts the page asks for, by name."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if found := re.search(r"/(?:part-)?(words-\w\w|(?!panel)\w+)-[\w-]+\.js$", request.url):
            asked.append(found[1])

    visitor.page.on("request", note)
    return asked


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def plain(server: ServerProcess) -> None:
    """Nothing is to be said of the wait, whatever was chosen before."""
    await change_settings(server, show_wait=False, show_position=False)
    await put_rules(server, schedule=AT_ANY_TIME)


async def test_reading_and_writing_need_no_part(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    asked = _watch(olga)
    await olga.visit()
    await olga.open()
    await olga.field.type("Только думаю")
    await olga.page.wait_for_timeout(500)
    assert asked == []
    await olga.field.press("Enter")
    await olga.sees_state("Отправлено|Доставлено")
    await until(lambda: len(asked) > 1)
    assert sorted(asked) == ["earlier", "sound"], "who has written is counted from then on, and may be answered"


async def test_the_emoji_come_with_the_first_wish_and_go_where_one_writes(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    asked = _watch(olga)
    await olga.visit()
    await olga.open()
    await olga.field.type("Спасибо")
    opener = olga.page.get_by_role("button", name="Эмодзи")
    await opener.press("Enter")
    group = olga.page.get_by_role("group", name="Эмодзи")
    await expect(group.get_by_role("button").first).to_be_focused()
    await expect(opener).to_have_attribute("aria-expanded", "true")
    await olga.page.keyboard.press("ArrowDown")
    await expect(group.get_by_role("button").nth(8)).to_be_focused()
    await olga.page.keyboard.press("Escape")
    await expect(group).to_have_count(0)
    await expect(opener).to_be_focused()
    await opener.click()
    await group.get_by_text("🙏").click()
    await expect(olga.field).to_be_focused()
    await expect(olga.field).to_have_value("Спасибо🙏")
    assert asked == ["emoji"]


async def test_the_menu_turns_the_sound_off(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    await olga.visit()
    await olga.open()
    await olga.page.get_by_role("button", name="Ещё").click()
    sound = olga.page.get_by_role("menuitemcheckbox", name=re.compile("Звук"))
    await expect(sound).to_be_checked()
    await sound.click()
    await expect(sound).not_to_be_checked()
    await olga.field.click()
    await expect(sound).to_have_count(0)


async def test_another_language_is_fetched_when_the_page_asks_for_it(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    asked = _watch(olga)
    await olga.visit()
    await olga.open()
    assert asked == []
    await olga.page.evaluate("besedka('language', 'en')")
    await expect(olga.page.get_by_role("textbox", name="Write a message")).to_be_visible()
    await olga.page.evaluate("besedka('language', 'ru')")
    await expect(olga.page.get_by_role("textbox", name="Напишите сообщение")).to_be_visible()
    assert asked == ["words-en", "words-ru"]


async def test_links_are_links_as_soon_as_there_is_one(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    asked = _watch(olga)
    await olga.visit()
    await olga.open()
    await olga.write("Пришлите ссылку, пожалуйста")
    await anna.opens("Пришлите ссылку, пожалуйста")
    await anna.takes()
    assert "links" not in asked
    await anna.answers("Вот: https://shop.example/lamp, и телефон +7 495 123-45-67")
    for address in ("https://shop.example/lamp", "tel:+74951234567"):
        await expect(olga.log.locator(f"a[href='{address}']")).to_be_visible()
    assert asked.count("links") == 1
    await anna.field.type("И ещё")
    await expect(olga.page.get_by_text("печатает")).to_be_visible()
    assert asked.count("typing") == 1


async def test_what_does_not_come_is_said_where_one_looks_and_comes_with_the_next_try(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    await olga.page.route("**/part-emoji-*.js", lambda route: route.abort())
    await olga.visit()
    await olga.open()
    await olga.field.type("Спасибо")
    opener = olga.page.get_by_role("button", name="Эмодзи")
    await opener.press("Enter")
    await expect(olga.page.get_by_role("status").filter(has_text=MISSING)).to_be_visible()
    await expect(opener).to_have_attribute("aria-expanded", "false")
    await olga.page.unroute("**/part-emoji-*.js")
    await opener.press("Enter")
    await expect(olga.page.get_by_role("group", name="Эмодзи").get_by_text("🙏")).to_be_visible()
    await expect(olga.page.get_by_text(MISSING)).to_have_count(0)
    await expect(olga.field).to_have_value("Спасибо")


async def test_a_proxys_page_in_a_parts_place_harms_nothing(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    await olga.page.route("**/part-menu-*.js", lambda route: route.fulfill(body="window.strange = 1"))
    await olga.visit()
    await olga.open()
    await olga.page.get_by_role("button", name="Ещё").press("Enter")
    await expect(olga.page.get_by_text(MISSING)).to_be_visible()
    await olga.write("Пишу дальше")
    await olga.sees_state("Отправлено|Доставлено")


async def test_a_policy_that_knows_only_a_nonce_lets_the_parts_in(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    olga = await new_visitor()
    shop.csp = f"script-src 'nonce-n1'; connect-src {server.url} ws://{server.url.removeprefix('http://')}"
    bare = f'<script async nonce="n1" src="{server.url}/c/{_key(server)}.js"></script>'
    shop.snippet, plain = bare, shop.snippet
    try:
        await olga.visit()
        await olga.open()
        await olga.page.get_by_role("button", name="Эмодзи").click()
        await expect(olga.page.get_by_role("group", name="Эмодзи").get_by_text("🙏")).to_be_visible()
        assert [text for text in olga.complaints.console if "script" in text] == []
    finally:
        shop.csp, shop.snippet = "", plain


def _key(server: ServerProcess) -> str:
    project = server.installed["project"]
    assert isinstance(project, dict)
    return str(project["key"])
