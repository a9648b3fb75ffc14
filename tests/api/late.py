"""What an operator may still want to do with a conversation that has just become another: made ready, changed by somebody, then tried.

The table itself is in tests/api/test_late.py. `KINDS` are the deeds, each a request; `HAPPENED` is what others did meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import httpx2

from besedka.store import projects
from tests.api.rights import LEAD
from tests.api.things import conversation, message, note, tag
from tests.clients import make_id
from tests.people import ANNA, IGOR, Person, Shop
from tests.serving import Served
from tests.units import read
from tests.uploading import Hand

BASE = "/api/operator/v1"
KEPT = (
    "conversations", "messages", "notes", "versions", "activities", "taggings", "contacts", "files", "journal", "visitors",
)  # fmt: skip
"""Every table that a deed may write to."""
LANGUAGES = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Scene:
    """A conversation with everything that may be done something to: Igor's own words, a tag, a file ready to be sent."""

    conversation: str
    message: str
    note: str
    tag: str
    file: str
    shop: Shop

    @property
    def at(self) -> str:
        """The conversation's address."""
        return f"{BASE}/conversations/{self.conversation}"


Request = tuple[str, str, object]
KINDS: dict[str, Callable[[Scene], Request]] = {
    "answer": lambda s: ("POST", f"{s.at}/messages", {"id": make_id(), "text": "вот"}),
    "answer with a file": lambda s: ("POST", f"{s.at}/messages", {"id": make_id(), "text": "", "files": [s.file]}),
    "note": lambda s: ("POST", f"{s.at}/notes", {"id": make_id(), "text": "вот"}),
    "change a message": lambda s: ("PATCH", f"{s.at}/messages/{s.message}", {"text": "иначе"}),
    "delete a message": lambda s: ("DELETE", f"{s.at}/messages/{s.message}", None),
    "change a note": lambda s: ("PATCH", f"{s.at}/notes/{s.note}", {"text": "иначе"}),
    "delete a note": lambda s: ("DELETE", f"{s.at}/notes/{s.note}", None),
    "tag": lambda s: ("PUT", f"{s.at}/tags/{s.tag}", None),
    "change the card": lambda s: ("PUT", f"{s.at}/contact", {"name": "Марина", "phone": "+7 916 204-18-77"}),
    "send a lead": lambda s: ("PUT", f"{s.at}/lead", LEAD),
    "write to the client": lambda s: ("POST", f"{s.at}/letters", None),
    "make a link": lambda s: ("POST", f"{s.at}/link", None),
    "revoke links": lambda s: ("DELETE", f"{s.at}/link", None),
    "choose in the CRM": lambda s: ("PUT", f"{s.at}/crm", {"contact": ""}),
    "take": lambda s: ("POST", f"{s.at}/take", None),
    "close": lambda s: ("POST", f"{s.at}/close?anyway=true", None),
    "ask and close": lambda s: ("POST", f"{s.at}/close", None),
    "reopen": lambda s: ("POST", f"{s.at}/reopen", None),
    "hand over": lambda s: ("POST", f"{s.at}/assign", {"to": s.shop.anna.hex(), "seen_with": s.shop.igor.hex()}),
    "put back": lambda s: ("POST", f"{s.at}/assign", {"to": None, "seen_with": s.shop.igor.hex()}),
    "upload": lambda s: ("PUT", f"{BASE}/files/{make_id()}", {"name": "план.txt", "size": 3}),
}
"""Every route that does something to a conversation (test_late.py counts them), and uploading for one."""


class Stage:
    """The house with Igor and Anna at their desks."""

    def __init__(self, server: Served) -> None:
        self.server, self.shop = server, server.shop
        self.http: dict[str, httpx2.AsyncClient] = {}

    async def opened(self) -> "Stage":
        """Sign both in; the project asks its clients before closing."""
        for who in (IGOR, ANNA):
            self.http[who.email] = self.server.http(await self.server.sign_in(who))
        house = self.server.house
        project = await house.deps.database.read(projects.project_by_number(self.shop.number))
        assert project is not None
        changed = replace(project.settings, confirm_closing=True)
        await house.deps.committer.run(lambda: projects.change_settings(self.shop.number, changed))
        await house.hub.refresh(await house.hub.channel(self.shop.number))
        return self

    async def close(self) -> None:
        """Hang up."""
        for http in self.http.values():
            await http.aclose()

    async def scene(self, *, new: bool = False) -> Scene:
        """Make a conversation: Igor's with an answer and a note of his, or (`new`) nobody's with his note alone."""
        house, shop = self.server.house, self.shop
        id = await conversation(house, shop, "nobody" if new else "igor")
        said = make_id() if new else await message(house, shop, "igor", id)
        memo, label = await note(house, shop, "igor", id), await tag(house, shop, "")
        file = await Hand(self.http[IGOR.email], BASE).upload("смета.txt", b"estimate")
        return Scene(id, said, memo, label, file, shop)

    async def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return everything that is stored."""
        return {table: await read(self.server.house, f"SELECT * FROM {table} ORDER BY 1, 2") for table in KEPT}

    async def settled(self) -> None:
        """Wait until no lead is on its way: what becomes of one is written when it has been sent, beside what others do meanwhile."""
        house = self.server.house
        due = "SELECT 1 FROM leads WHERE state = 'waiting' AND due_at <= $1"
        async with asyncio.timeout(30):
            while await read(house, due, house.deps.clock.now()):  # noqa: ASYNC110  # the database tells nobody
                await asyncio.sleep(0.05)

    async def tries(self, who: Person, request: Request, language: str) -> httpx2.Response:
        """Send a request as this operator."""
        method, path, body = request
        return await self.http[who.email].request(method, path, json=body, headers={"Accept-Language": language})

    async def does(self, who: Person, scene: Scene, deed: str, **body: object) -> None:
        """Do something that must be possible."""
        answer = await self.http[who.email].post(f"{scene.at}/{deed}", json=body or None)
        assert answer.status_code == 200, answer.text


async def _closed(stage: Stage) -> Scene:
    scene = await stage.scene()
    await stage.does(ANNA, scene, "close?anyway=true")
    return scene


async def _handed(stage: Stage) -> Scene:
    scene = await stage.scene()
    await stage.does(ANNA, scene, "assign", to=stage.shop.anna.hex(), seen_with=stage.shop.igor.hex())
    return scene


async def _returned(stage: Stage) -> Scene:
    scene = await stage.scene()
    await stage.does(ANNA, scene, "assign", to=None, seen_with=stage.shop.igor.hex())
    return scene


async def _taken(stage: Stage) -> Scene:
    scene = await stage.scene(new=True)
    await stage.does(ANNA, scene, "take")
    return scene


async def _closed_unread(stage: Stage) -> Scene:
    scene = await stage.scene(new=True)
    await stage.does(ANNA, scene, "close?anyway=true")
    return scene


async def _asked(stage: Stage) -> Scene:
    scene = await stage.scene()
    await stage.does(ANNA, scene, "close")
    return scene


HAPPENED: dict[str, Callable[[Stage], Awaitable[Scene]]] = {
    "closed": _closed, "closed when new": _closed_unread, "taken": _taken, "handed over": _handed, "put back": _returned, "asked": _asked,
}  # fmt: skip
"""What became of the conversation that stands on Igor's screen as his own, or (taken; closed when new) as nobody's."""
