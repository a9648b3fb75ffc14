"""What visitors get when nobody is there, and the consent that is asked for."""

from fastapi import Request

from besedka.actions import access, saving, sections
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Me, Number, make_router, read, tell
from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.presence import gather
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import projects
from besedka.wire import forms as words
from besedka.wire import forms_words

RULES = "/projects/{number}/settings/forms"
router = make_router()


@router.get(RULES)
async def read_forms(request: Request, me: Me, number: Number) -> words.Forms:
    """Return the rules, the `version` to name when changing them, and how many operators are there now."""
    reach = await read(request, access.cabinet(me.id, ProjectNumber(number)))
    return forms_words.forms(reach.project, await _online(request, ProjectNumber(number)))


@router.patch(RULES)
async def change_forms(request: Request, me: Me, number: Number, body: words.FormsChange) -> words.Forms:
    """Change what is given, if the rules are still those of `version`; 409 `settings_changed` when somebody else was quicker."""
    changes = body["changes"]
    project = await saving.save(
        deps_of(request), me.id, ProjectNumber(number), sections.FORMS, body["version"],
        lambda known: forms_words.changed(known, changes),
    )  # fmt: skip
    tell(request, number)
    return forms_words.forms(project, await _online(request, ProjectNumber(number)))


@router.post(f"{RULES}/preview")
async def preview_forms(request: Request, me: Me, number: Number, body: words.FormsDraft) -> words.FormsPreview:
    """Return what a visitor would get with nobody there if the draft were saved. Changes nothing."""
    reach = await read(request, access.cabinet(me.id, ProjectNumber(number)))
    return forms_words.preview(forms_words.changed(reach.project.forms, body["changes"]))


async def _online(request: Request, number: ProjectNumber) -> int:
    since = Instant(api_of(request).deps.clock.now() - SHELF_LIFE_MS)
    return len(gather(await read(request, projects.present(number, since))).online)
