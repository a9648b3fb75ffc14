"""The ways to get in touch that the demo shop offers, set behind the cabinet's door, and taken back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Locator, expect

from tests.browser.choosing import put_settings
from tests.browser.people import Visitor
from tests.processes import Json, ServerProcess

LOOK: Json = {
    "button": "", "icon": "", "inline": "end", "block": "end", "offset_inline": 24, "offset_block": 24, "pulse": True, "theme": "auto",
}  # fmt: skip


def way(kind: str, link: str = "", caption: str = "", *, id: str = "") -> Json:
    """Return a way that is on."""
    return {"id": id or kind, "kind": kind, "on": True, "link": link, "caption": caption}


CHAT, TELEGRAM = way("chat"), way("telegram", "@shop_bot")
NO_CHAT: Json = {**CHAT, "on": False}
OWN = way("link", "https://shop.example/shops", "Адреса магазинов", id="link-1")


async def put_ways(server: ServerProcess, *entries: Json, **look: object) -> None:
    """Offer these."""
    await put_settings(server, "multiwidget", entries=list(entries), look={**LOOK, **look}, hue=165)


@asynccontextmanager
async def ways(server: ServerProcess, *entries: Json, **look: object) -> AsyncIterator[None]:
    """Let these be offered until the block ends; then the button opens the chat, as before."""
    await put_ways(server, *entries, **look)
    try:
        yield
    finally:
        await put_ways(server, CHAT)


def listed(visitor: Visitor) -> Locator:
    """Return the list of ways."""
    return visitor.page.get_by_role("dialog", name="Как вам удобнее?")


async def opens(visitor: Visitor) -> Locator:
    """Press the button and see the list."""
    await visitor.launcher.click()
    await expect(listed(visitor)).to_be_visible(timeout=10_000)
    return listed(visitor)
