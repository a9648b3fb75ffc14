"""When and where the chat is shown: changed in the cabinet, never one person over another's head."""

from collections.abc import Callable

from besedka.actions import access
from besedka.actions.deps import Deps
from besedka.domain import targeting as rules
from besedka.domain.errors import Conflict
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.domain.project import Project
from besedka.domain.targeting import Targeting
from besedka.ports.database import Script
from besedka.store import projects


async def change(
    deps: Deps, me: OwnerId, number: ProjectNumber, version: str, made: Callable[[Targeting], Targeting]
) -> Project:
    """Change the rules that were seen as `version`. Conflict `settings_changed` when they are others by now; BadInput by field."""

    def script() -> Script[None]:
        project = yield from access.cabinet_to_change(me, number)
        wanted = made(project.targeting)
        rules.check(wanted)
        if rules.version(project.targeting) != version and wanted != project.targeting:
            raise Conflict("settings_changed")
        if wanted != project.targeting:
            yield from projects.change_targeting(number, wanted)

    await deps.committer.run(script)
    return (await deps.database.read(access.cabinet(me, number))).project
