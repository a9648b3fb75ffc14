"""The owner chooses what visitors get when nobody is there; operators come and go."""

import asyncio

from playwright.async_api import expect

from tests.browser.choosing import owner, put_settings
from tests.browser.conftest import at_the_desk
from tests.browser.people import Operator
from tests.processes import ServerProcess

FIELDS = {"name": "optional", "phone": "optional", "email": "optional", "message": "required", "contact": True}
NO_WORDS = {"ru": "", "en": ""}
NO_CONSENT = {"in_forms": False, "in_chat": False, "text": NO_WORDS, "url": ""}
CONSENT = {**NO_CONSENT, "in_forms": True, "url": "https://shop.example/privacy"}
UNTOUCHED: dict[str, object] = {"away": "chat", "fields": FIELDS, "intro": NO_WORDS, "consent": NO_CONSENT}


async def choose(server: ServerProcess, **changes: object) -> None:
    """Choose the project's forms."""
    await put_settings(server, "forms", **changes)


async def stands(server: ServerProcess, stance: str | None) -> None:
    """Have the administrator say where they are: `away`, `offline`, or None for whatever the windows tell."""
    async with at_the_desk(server) as http:
        assert (await http.put("/stance", json={"stance": stance})).status_code == 200


async def nobody_is_there(server: ServerProcess) -> None:
    """Wait until the server sees nobody any more: who has just left is believed to be there for a while."""
    await _comes_to(server, anybody=False)


async def somebody_is_there(server: ServerProcess) -> None:
    """Wait until the server sees an operator: a window that has just opened has not said so yet."""
    await _comes_to(server, anybody=True)


async def is_there(anna: Operator, server: ServerProcess) -> None:
    """Wait until the server sees her, and not only who has just left, who is believed to be there for a while: her own window says so."""
    await expect(anna.page.locator(".rail .link:not(.lost)")).to_have_text("На связи", timeout=10_000)
    await somebody_is_there(server)


async def _comes_to(server: ServerProcess, *, anybody: bool) -> None:
    async with owner(server) as http:
        for _ in range(300):
            if bool((await http.get("/settings/forms")).json()["online"]) == anybody:
                return
            await asyncio.sleep(0.2)
    raise AssertionError("nobody has come" if anybody else "somebody is still there")


async def agreed(server: ServerProcess) -> int:
    """Return how many consents the project's journal has."""
    async with owner(server) as http:
        total: int = (await http.get("/consents")).json()["total"]
        return total
