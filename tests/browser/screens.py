"""The way to each screen of the operators' app, and away from it, at any size and in either language."""

import re
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from playwright.async_api import expect

from tests.browser.scene import Scene
from tests.browser.test_files import choose
from tests.pictures import PDF

Step: TypeAlias = Callable[[Scene, str], Awaitable[None]]


async def _escape(scene: Scene, size: str) -> None:
    await scene.page.keyboard.press("Escape")
    await expect(scene.page.locator("dialog, .menu:popover-open")).to_have_count(0)


async def _leave(scene: Scene, size: str) -> None:
    """Leave it as it is."""


def _at(path: str) -> Step:
    async def go(scene: Scene, size: str) -> None:
        await scene.at(path.format(taken=scene.taken, waits=scene.waits, over=scene.over))

    return go


def _click(selector: str, path: str = "mine/{taken}") -> Step:
    async def press(scene: Scene, size: str) -> None:
        await _at(path)(scene, size)
        await scene.page.locator(selector).locator("visible=true").first.click()

    return press


def _mine(number: int) -> Step:
    """One's own menu, and its nth window: 0 is the menu itself."""

    async def press(scene: Scene, size: str) -> None:
        await _at("mine")(scene, size)
        await scene.page.locator(".rail .me, .tabs button[aria-haspopup]").locator("visible=true").click()
        names = (
            "",
            "Аватар|Avatar",
            "Шаблоны|Canned responses",
            "Сменить пароль|Change password",
            "Изменить метки|Edit tags",
        )
        if number:
            await (
                scene.page.get_by_role("menuitem", name=re.compile(f"^({names[number]})$"))
                .locator("visible=true")
                .click()
            )
            await scene.page.locator("dialog[open]").wait_for()

    return press


async def _nothing(scene: Scene, size: str) -> None:
    await _click(".list > header [aria-haspopup=dialog]", "all")(scene, size)
    await scene.page.locator(".menu.filters select").last.select_option("1")
    await _escape(scene, size)
    await expect(scene.page.locator(".list .void")).to_be_visible()


async def _bell(scene: Scene, size: str) -> None:
    if size != "phone":
        return await _click(".rail .bell", "mine")(scene, size)
    await _mine(0)(scene, size)
    await (
        scene.page.get_by_role("menuitem", name=re.compile("^(Уведомления|Notifications)$"))
        .locator("visible=true")
        .click()
    )
    await scene.page.locator("dialog[open]").wait_for()


async def _files(scene: Scene, size: str) -> None:
    await _at("mine/{taken}")(scene, size)
    await choose(scene.page, ("Смета на очень длинное имя файла без сокращений.pdf", PDF))
    await expect(scene.page.locator(".carried li[data-state=ready]")).to_be_visible(timeout=10_000)


async def _edit(scene: Scene, size: str) -> None:
    await _at("mine/{taken}")(scene, size)
    await scene.page.locator(".grp.out .msg:has(.was):not(.gone)").first.click(position={"x": 20, "y": 12})
    await scene.page.locator(".tools button").nth(1).click()
    await expect(scene.page.locator(".composer .strip")).to_be_visible()


async def _was(scene: Scene, size: str) -> None:
    await _at("mine/{taken}")(scene, size)
    await scene.page.locator(".grp.out .msg:has(.was):not(.gone)").first.click(position={"x": 20, "y": 12})
    await scene.page.locator(".tools button").last.click()
    await expect(scene.page.locator(".hist")).to_be_visible()


async def _hand(scene: Scene, size: str) -> None:
    await _at("mine/{taken}")(scene, size)
    if size in ("phone", "zoomed"):
        await scene.page.locator(".talk > header button[aria-haspopup=menu]").locator("visible=true").click()
        await scene.page.locator("[role=menuitem][aria-haspopup=dialog]").first.click()
    else:
        await scene.page.locator(".talk > header .pick[aria-haspopup=dialog]").click()
    await scene.page.locator("dialog[open]").wait_for()


async def _lead(scene: Scene, size: str) -> None:
    await _at("mine/{taken}")(scene, size)
    await scene.page.evaluate("document.activeElement?.blur()")
    await scene.page.keyboard.press("l")
    await scene.page.locator("#lead-title").wait_for()


def _find(words: str) -> Step:
    async def ask(scene: Scene, size: str) -> None:
        await _at("mine")(scene, size)
        await scene.page.keyboard.press("Control+k")
        await scene.page.locator(".palette input").fill(words)
        if words:
            await scene.page.locator("#found mark").first.wait_for()

    return ask


async def _keys(scene: Scene, size: str) -> None:
    await _at("mine")(scene, size)
    await scene.page.keyboard.press("Shift+Slash")
    await scene.page.locator("dialog[open]").wait_for()


async def _clear_field(scene: Scene, size: str) -> None:
    await scene.page.keyboard.press("Escape")
    await scene.anna.field.fill("")


SCREENS: tuple[tuple[str, Step, Step], ...] = (
    ("list", _at("mine"), _leave),
    ("list-all", _at("all"), _leave),
    ("filters", _click(".list > header [aria-haspopup=dialog]", "all"), _escape),
    ("nothing", _nothing, _click(".list .void .btn", "all")),
    ("menu", _mine(0), _escape),
    ("avatar", _mine(1), _escape),
    ("keep", _mine(2), _escape),
    ("password", _mine(3), _escape),
    ("tags", _mine(4), _escape),
    ("bell", _bell, _escape),
    ("find", _find(""), _escape),
    ("find-hits", _find("белом"), _escape),
    ("keys", _keys, _escape),
    ("new", _at("new/{waits}"), _leave),
    ("over", _at("closed/{over}"), _leave),
    ("talk", _at("mine/{taken}"), _leave),
    ("note", _click(".seg button >> nth=1"), _click(".seg button >> nth=0")),
    ("edit", _edit, _click(".composer .strip .icon")),
    ("files", _files, _click(".carried .icon")),
    ("canned", _click(".composer .slash"), _clear_field),
    ("emoji", _click(".composer .smile"), _escape),
    ("viewer", _click(".log .picture"), _escape),
    ("head-menu", _click(".talk > header [aria-haspopup=menu]"), _escape),
    ("hand", _hand, _escape),
    ("lead", _lead, _escape),
    ("card", _at("mine/{taken}/client"), _leave),
    ("contact", _click(".contact .line >> nth=1", "mine/{taken}/client"), _escape),
    ("was", _was, _leave),
)  # fmt: skip
