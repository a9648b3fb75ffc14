"""Who invites: asked by a page at the moment of its invitation alone, and believed for a few seconds, however many pages ask."""

from pydantic_core import to_json

from besedka.domain import multiwidget
from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.operator import Operator
from besedka.domain.presence import gather
from besedka.domain.project import Project
from besedka.domain.speech import Standard
from besedka.ports.database import Script
from besedka.realtime.hub import Hub
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import people, projects
from besedka.wire import inviting_words

LOOK = 5.0
"""Seconds for which it is believed who is there."""
MAX_KEPT = 2_000


class Inviting:
    """The invitations of all projects, as bytes."""

    def __init__(self, hub: Hub, standard: Standard) -> None:
        self._hub = hub
        self._standard = standard
        self._kept: dict[ProjectNumber, tuple[float, Project, bytes]] = {}

    async def told(self, project: Project) -> bytes:
        """Return what a page of the project is told now; nobody invites where nobody is there, or the project does not."""
        now = self._hub.deps.clock.ticks()
        read_at, known, body = self._kept.get(project.number, (-1e9, project, b""))
        if known is project and now - read_at < LOOK:
            return body
        there = await self._there(project) if multiwidget.invites(project.multiwidget) else []
        body = to_json(inviting_words.invitation(project, self._standard, there))
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[project.number] = now, project, body
        return body

    async def _there(self, project: Project) -> list[Operator]:
        since = Instant(self._hub.deps.clock.now() - SHELF_LIFE_MS)
        return await self._hub.deps.database.read(_online(project.number, since))


def _online(number: ProjectNumber, since: Instant) -> Script[list[Operator]]:
    there = gather((yield from projects.present(number, since)))
    if not there.online:
        return []
    staff = yield from people.operators(number)
    return [one for one in staff if one.id in there.online]
