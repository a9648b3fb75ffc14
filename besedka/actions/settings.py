"""A project's settings of the operators' work: read and changed in the cabinet, never one person over another's head."""

from besedka.actions import access
from besedka.actions.deps import Deps
from besedka.domain import settings as rules
from besedka.domain.errors import Conflict
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.domain.settings import Settings
from besedka.ports.database import Script
from besedka.store import projects


async def change(
    deps: Deps, me: OwnerId, number: ProjectNumber, version: str, changes: dict[str, int | bool | str]
) -> Settings:
    """Change some settings that were seen as `version`. Conflict `settings_changed` when they are others by now; BadInput by field."""

    def script() -> Script[Settings]:
        project = yield from access.cabinet_to_change(me, number)
        wanted = rules.changed(project.settings, changes)
        if rules.version(project.settings) != version and wanted != project.settings:
            raise Conflict("settings_changed")
        if wanted != project.settings:
            yield from projects.change_settings(number, wanted)
        return wanted

    return await deps.committer.run(script)
