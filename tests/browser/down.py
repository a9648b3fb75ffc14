"""The moments at which a page asks the server for something, and the server is down: what is asked for, and what a visitor does then."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from playwright.async_api import Page, Route, expect

from tests.browser.ways import CHAT, NO_CHAT, TELEGRAM, way
from tests.processes import Json

Act: TypeAlias = Callable[[Page], Awaitable[None]]
FIELD = ".besedka-frame textarea"
BROKEN = "Не загрузилось. Откройте ещё раз."
"""As the page speaks: the shop has chosen no language for all."""
MISSING = ".besedka-frame [role=status] >> text=Не загрузилось"


async def refuse(page: Page, *addresses: str) -> list[str]:
    """Refuse every connection to these addresses from now on; what was asked for stands in the list."""
    refused: list[str] = []

    async def no(route: Route) -> None:
        refused.append(route.request.url)
        await route.abort("connectionrefused")

    for address in addresses:
        await page.route(address, no)
    return refused


async def asked_for(refused: list[str], times: int = 1) -> None:
    """Wait until the page has really asked, so many times."""
    for _ in range(150):
        if len(refused) >= times:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"nobody has asked: {refused}")


async def nothing(page: Page) -> None:
    """Look at the page."""


async def press(page: Page) -> None:
    """Press the chat's button."""
    await page.locator("button.besedka-launcher").click()


async def again(page: Page) -> None:
    """Close what the button has opened, and open it again."""
    await press(page)
    await press(page)


async def comes_anew(page: Page) -> None:
    """Load the page again, and open the chat."""
    await page.reload()
    await expect(page.locator("button.besedka-launcher")).to_be_visible(timeout=15_000)
    await press(page)


async def opens_nothing(page: Page) -> None:
    """Press the button: the window says in its place why it stays empty."""
    await press(page)
    await expect(page.locator(".besedka-frame")).to_have_text(BROKEN, timeout=15_000)


async def opens(page: Page) -> None:
    """Press the button, and see where one writes: a list or a form that cannot come leaves its place to the chat."""
    await press(page)
    await expect(page.locator(FIELD)).to_be_visible(timeout=15_000)


async def wants_english(page: Page) -> None:
    """Open the chat, and ask for another language: it goes on in its own."""
    await opens(page)
    await page.evaluate("besedka('language', 'en')")


async def gets_english(page: Page) -> None:
    """Ask for the language once more, and hear it."""
    await page.evaluate("besedka('language', 'en')")
    await expect(page.get_by_role("textbox", name="Write a message")).to_be_visible(timeout=15_000)


async def misses_the_menu(page: Page) -> None:
    """Open the chat, press for the menu, and read that it did not come."""
    await opens(page)
    await page.get_by_role("button", name="Ещё").press("Enter")
    await expect(page.locator(MISSING)).to_be_visible(timeout=15_000)


async def gets_the_menu(page: Page) -> None:
    """Press for the menu again; the words of trouble are gone, and with them the menu."""
    await page.get_by_role("button", name="Ещё").press("Enter")
    await expect(page.get_by_role("menuitemcheckbox")).to_be_visible(timeout=15_000)
    await expect(page.locator(MISSING)).to_have_count(0)
    await page.keyboard.press("Escape")


async def misses_the_links(page: Page) -> None:
    """Miss the menu, and write an address: what finds links and what makes sounds stays away, the words go out."""
    await misses_the_menu(page)
    await page.locator(FIELD).fill("Смотрю https://shop.example/lamp")
    await page.locator(FIELD).press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Смотрю https://shop.example/lamp")


async def gets_the_list(page: Page) -> None:
    """Close the chat, and press again: there is the list now, and the chat in it."""
    await press(page)
    await press(page)
    await expect(page.locator(".besedka-ways").get_by_role("link", name="Telegram")).to_be_visible(timeout=15_000)
    await page.get_by_role("button", name="Написать в чат").click()


async def gets_the_call(page: Page) -> None:
    """Come anew, leave a number in the form, and be where one writes."""
    await comes_anew(page)
    form = page.locator("form.form")
    await form.get_by_label("Телефон").fill("+7 900 000-00-17")
    await form.get_by_role("button", name="Отправить").click()
    await expect(form).to_have_count(0, timeout=15_000)


@dataclass(frozen=True)
class Moment:
    """What is asked for and refused; `times` at least. `act` makes the page ask, `back` is what a visitor does once the server is back."""

    name: str
    dead: tuple[str, ...]
    act: Act = nothing
    back: Act = comes_anew
    stands: bool = True
    times: int = 1
    entries: tuple[Json, ...] = ()
    """The ways that are offered; none: the chat alone."""
    invites: bool = False
    fetches: bool = False
    """The site has left `crossorigin` out of its snippet: the script fetches the settings."""


SEVERAL = (TELEGRAM, CHAT)
MOMENTS = (
    Moment("script", ("**/c/*.js",), stands=False),
    Moment("settings", ("**/c/*.json",), stands=False, fetches=True),
    Moment("panel", ("**/panel-*.js",), opens_nothing, again),
    Moment("language", ("**/words-en-*.js",), wants_english, gets_english),
    Moment("words of a part", ("**/words-ru-*.js",), misses_the_menu, gets_the_menu),
    Moment("parts", ("**/part-*.js",), misses_the_links, gets_the_menu, times=3),
    Moment("list", ("**/part-ways-*.js",), opens, gets_the_list, entries=SEVERAL),
    Moment("ways of the list", ("**/*.ways.json",), opens, gets_the_list, entries=SEVERAL),
    Moment("form of a call", ("**/part-form-*.js",), opens, gets_the_call, entries=(NO_CHAT, way("callback"))),
    Moment("invitation", ("**/part-invite-*.js",), back=press, invites=True),
    Moment("words of the invitation", ("**/*.invite.json",), back=press, invites=True),
)
