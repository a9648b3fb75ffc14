"""The settings of the operators' work."""

from fastapi import Request

from besedka.actions import access, saving, sections
from besedka.api.guards import deps_of
from besedka.api.owner.door import Me, Number, make_router, read, tell
from besedka.domain import settings
from besedka.domain.ids import ProjectNumber
from besedka.wire import owner as words
from besedka.wire import owner_words

WORK = "/projects/{number}/settings/work"
router = make_router()


@router.get(WORK)
async def read_work(request: Request, me: Me, number: Number) -> words.Work:
    """Return the settings, and the `version` to name when changing them."""
    reach = await read(request, access.cabinet(me.id, ProjectNumber(number)))
    return owner_words.work(reach.project.settings)


@router.patch(WORK)
async def change_work(request: Request, me: Me, number: Number, body: words.WorkChange) -> words.Work:
    """Change what is given, if the settings are still those of `version`; 409 `settings_changed` when somebody else was quicker."""
    changes = {name: value for name, value in body["changes"].items() if isinstance(value, int | str)}
    project = await saving.save(
        deps_of(request), me.id, ProjectNumber(number), sections.WORK, body["version"],
        lambda known: settings.changed(known, changes),
    )  # fmt: skip
    tell(request, number)
    return owner_words.work(project.settings)
