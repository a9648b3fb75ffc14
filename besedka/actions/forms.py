"""What visitors get when nobody is there: changed in the cabinet, never one person over another's head."""

from collections.abc import Callable

from besedka.actions import access
from besedka.actions.deps import Deps
from besedka.domain import forms as rules
from besedka.domain.errors import Conflict
from besedka.domain.forms import Forms
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.ports.database import Script
from besedka.store import projects


async def change(deps: Deps, me: OwnerId, number: ProjectNumber, version: str, made: Callable[[Forms], Forms]) -> Forms:
    """Change the forms that were seen as `version`. Conflict `settings_changed` when they are others by now; BadInput by field."""

    def script() -> Script[Forms]:
        project = yield from access.cabinet_to_change(me, number)
        wanted = rules.cleaned(made(project.forms))
        if rules.version(project.forms) != version and wanted != project.forms:
            raise Conflict("settings_changed")
        if wanted != project.forms:
            yield from projects.change_forms(number, wanted)
        return wanted

    return await deps.committer.run(script)
