"""The multiwidget: changed in the cabinet, never one person over another's head."""

from collections.abc import Callable

from besedka.actions import access
from besedka.actions.deps import Deps
from besedka.domain import multiwidget as rules
from besedka.domain.errors import Conflict
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.domain.multiwidget import Multiwidget
from besedka.domain.project import Project
from besedka.ports.database import Script
from besedka.store import projects

Chosen = tuple[Multiwidget, int]
"""The settings and the chat's hue: they are seen and saved together."""


async def change(
    deps: Deps, me: OwnerId, number: ProjectNumber, version: str, made: Callable[[Chosen], Chosen]
) -> Project:
    """Change the settings that were seen as `version`. Conflict `settings_changed` when they are others by now; BadInput by field."""

    def script() -> Script[None]:
        project = yield from access.cabinet_to_change(me, number)
        stored = (project.multiwidget, project.hue)
        asked, hue = made(stored)
        wanted = (rules.clean(asked), hue)
        if rules.version(*stored) != version and wanted != stored:
            raise Conflict("settings_changed")
        if wanted != stored:
            yield from projects.change_multiwidget(number, *wanted)

    await deps.committer.run(script)
    return (await deps.database.read(access.cabinet(me, number))).project
