"""What a project counts on its sites: goals for its analytics, and visits."""

from dataclasses import replace

from fastapi import Request

from besedka.actions import access, saving, sections
from besedka.api.guards import deps_of
from besedka.api.owner.door import Me, Number, make_router, read, tell
from besedka.domain import counting as rules
from besedka.domain.counting import Counting
from besedka.domain.ids import ProjectNumber
from besedka.wire import owner as words

COUNTING = "/projects/{number}/settings/counting"
router = make_router()


@router.get(COUNTING)
async def read_counting(request: Request, me: Me, number: Number) -> words.Counting:
    """Return what is counted, and the `version` to name when changing it."""
    return _told((await read(request, access.cabinet(me.id, ProjectNumber(number)))).project.counting)


@router.patch(COUNTING)
async def change_counting(request: Request, me: Me, number: Number, body: words.CountingChange) -> words.Counting:
    """Change what is given, if the rest is still that of `version`; 409 `settings_changed` when somebody else was quicker."""
    changes = {name: value for name, value in body["changes"].items() if isinstance(value, str | bool)}
    project = await saving.save(
        deps_of(request), me.id, ProjectNumber(number), sections.COUNTING, body["version"],
        lambda known: replace(known, **changes),  # type: ignore[arg-type]  # the wire has checked names and kinds
    )  # fmt: skip
    tell(request, number)
    return _told(project.counting)


def _told(c: Counting) -> words.Counting:
    return {"version": rules.version(c), "analytics": c.analytics, "metrika": c.metrika, "visits": c.visits}
