"""Attaching as people do it, at the visitor's window and at the operator's field: choose, paste, drop, look, give up."""

import asyncio
import base64
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from playwright.async_api import Locator, Page, Route, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.people import Operator, Visitor

Side: TypeAlias = Literal["visitor", "operator"]
State: TypeAlias = Literal["going", "waiting", "ready", "failed"]
PIECE = 256 * 1024
"""How much the apps send at once."""

_COPY = """async (kinds) => {
  const bytes = (data) => Uint8Array.from(atob(data), (c) => c.charCodeAt(0))
  const blobs = Object.entries(kinds).map(([kind, data]) => [kind, new Blob([bytes(data)], { type: kind })])
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
}"""


@dataclass
class Writer:
    """Whoever attaches: the place where they write, and the files above it."""

    page: Page
    side: Side
    field: Locator
    log: Locator

    def files(self, state: State | None = None) -> Locator:
        """Every file that waits to be sent; only those in this state."""
        if self.side == "visitor":
            return self.page.locator(f".files .file{'' if state is None else f'.{state}'}")
        return self.page.locator(f".carried li{'[data-state]' if state is None else f'[data-state={state}]'}")

    async def has(self, count: int, state: State | None = None) -> None:
        """See so many files there."""
        await expect(self.files(state)).to_have_count(count, timeout=20_000)

    async def choose(self, *files: tuple[str, bytes] | Path) -> None:
        """Choose files with the button."""
        place = self.page.locator(".composer input[type=file]")
        given = [one if isinstance(one, Path) else _payload(*one) for one in files]
        await place.set_input_files(given)  # type: ignore[arg-type]  # payloads as Playwright's own

    async def paste(self, **kinds: bytes) -> None:
        """Copy this (`png`, `text`, `html`) and paste it into the field."""
        names = {"png": "image/png", "text": "text/plain", "html": "text/html"}
        await self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await self.page.bring_to_front()
        copied = {names[kind]: base64.b64encode(data).decode() for kind, data in kinds.items()}
        await self.page.evaluate(_COPY, copied)
        await self.field.focus()
        await self.page.keyboard.press("Control+v")

    async def drag(self, kind: Literal["dragEnter", "dragOver", "drop"], *files: Path) -> None:
        """Do this with files from the desktop over the messages."""
        box = await self.log.bounding_box()
        assert box is not None
        devtools = await self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        await devtools.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
        await devtools.detach()

    async def drop(self, *files: Path) -> None:
        """Drag files from the desktop over the messages and let them go."""
        for kind in ("dragEnter", "dragOver", "drop"):
            await self.drag(kind, *files)

    async def remove(self, name: str) -> None:
        """Give a file up."""
        await self.page.get_by_role("button", name=re.compile(f"(Убрать|Remove).*{re.escape(name)}")).click()

    async def send(self, text: str) -> None:
        """Write and send."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def is_refused(self, words: str) -> None:
        """See why, where the file is."""
        await expect(self.files("failed").get_by_role("alert").filter(has_text=words)).to_be_visible(timeout=20_000)


def _payload(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@dataclass
class Pair:
    """A visitor and an operator in one conversation."""

    visitor: Visitor
    operator: Operator

    def writer(self, side: Side) -> Writer:
        """The one who attaches."""
        who = self.visitor if side == "visitor" else self.operator
        return Writer(who.page, side, who.field, who.log)

    def reader(self, side: Side) -> Writer:
        """The one at the other end."""
        return self.writer("operator" if side == "visitor" else "visitor")


async def meet(new_visitor: NewVisitor, new_operator: NewOperator, words: str, language: str = "ru") -> Pair:
    """Let the two talk to each other: the visitor has written, the operator has taken it."""
    anna, olga = await new_operator(language=language), await new_visitor(language=language)
    await olga.visit("/en" if language == "en" else "/lamp")
    await olga.open()
    await olga.write(words)
    await anna.opens(words)
    await anna.takes()
    return Pair(olga, anna)


async def ends(
    new_visitor: NewVisitor, new_operator: NewOperator, side: Side, words: str, language: str = "ru"
) -> tuple[Writer, Writer]:
    """Let the two meet; returns who attaches and who reads it."""
    pair = await meet(new_visitor, new_operator, words, language)
    return pair.writer(side), pair.reader(side)


class Pieces:
    """What the pieces of uploads go through on one page. `hold`: from this offset on they wait; `lose`: answers that get lost."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.offsets: list[int] = []
        self.hold: int | None = None
        self.lose = 0
        self.deleted = 0
        self.holds = asyncio.Event()
        self._held: list[Route] = []

    async def watch(self) -> "Pieces":
        """Begin."""
        await self.page.route(re.compile(r"/files/[0-9a-f]{32}(\?|$)"), self._pass)
        return self

    async def _pass(self, route: Route) -> None:
        self.deleted += route.request.method == "DELETE"
        found = re.search(r"offset=(\d+)", route.request.url)
        if found is None:
            await route.continue_()
        elif self.hold is not None and int(found[1]) >= self.hold:
            self._held.append(route)
            self.holds.set()
        else:
            await self._carry(route, int(found[1]))

    async def cut(self) -> None:
        """The network is gone, and with it what was on its way: a piece that is held is, once it has been read from the disk."""
        if self.hold is not None:
            await self.holds.wait()
        await self.page.context.set_offline(True)
        held, self._held = self._held, []
        for route in held:
            await route.abort("internetdisconnected")

    async def mend(self) -> None:
        """The network is back, and nothing is held any more."""
        self.hold = None
        await self.page.context.set_offline(False)

    async def _carry(self, route: Route, offset: int) -> None:
        self.offsets.append(offset)
        if self.lose == 0:
            await route.continue_()
            return
        self.lose -= 1
        await route.fetch()
        await route.abort("connectionreset")
