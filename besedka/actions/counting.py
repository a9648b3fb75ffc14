"""What a project counts on its sites: changed in the cabinet, never one person over another's head."""

from dataclasses import replace

from besedka.actions import access
from besedka.actions.deps import Deps
from besedka.domain import counting as rules
from besedka.domain.counting import Counting
from besedka.domain.errors import Conflict
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.ports.database import Script
from besedka.store import projects


async def change(
    deps: Deps, me: OwnerId, number: ProjectNumber, version: str, changes: dict[str, str | bool]
) -> Counting:
    """Change what was seen as `version`. Conflict `settings_changed` when it is another by now; BadInput by field."""

    def script() -> Script[Counting]:
        known = (yield from access.cabinet_to_change(me, number)).counting
        wanted = rules.cleaned(replace(known, **changes))  # type: ignore[arg-type]  # the wire has checked names and kinds
        if wanted == known:
            return known
        if rules.version(known) != version:
            raise Conflict("settings_changed")
        yield from projects.change_counting(number, wanted)
        return wanted

    return await deps.committer.run(script)
