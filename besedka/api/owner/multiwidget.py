"""The multiwidget: the ways to get in touch and the button's look; and what a page would be told of a draft."""

from dataclasses import replace

from fastapi import Request

from besedka.actions import access, saving, sections
from besedka.api.errors import language_of
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Me, Number, make_router, read, tell
from besedka.domain import multiwidget
from besedka.domain.errors import BadInput
from besedka.domain.ids import ProjectNumber
from besedka.domain.project import Project
from besedka.domain.sentences import sentence
from besedka.store import people
from besedka.wire import inviting_words, multiwidget_words, widget_words
from besedka.wire import owner as words

SETTINGS = "/projects/{number}/settings/multiwidget"
router = make_router()


@router.get(SETTINGS)
async def read_multiwidget(request: Request, me: Me, number: Number) -> words.Multiwidget:
    """Return the settings, and the `version` to name when changing them."""
    reach = await read(request, access.cabinet(me.id, ProjectNumber(number)))
    return multiwidget_words.multiwidget(reach.project, api_of(request).standard)


@router.patch(SETTINGS)
async def change_multiwidget(
    request: Request, me: Me, number: Number, body: words.MultiwidgetChange
) -> words.Multiwidget:
    """Change what is given, if the settings are still those of `version`; 409 `settings_changed` when somebody else was quicker."""
    changes = body["changes"]
    project = await saving.save(
        deps_of(request), me.id, ProjectNumber(number), sections.MULTIWIDGET, body["version"],
        lambda known: multiwidget_words.changed(*known, changes),
    )  # fmt: skip
    tell(request, number)
    return multiwidget_words.multiwidget(project, api_of(request).standard)


@router.post(f"{SETTINGS}/preview")
async def preview_multiwidget(
    request: Request, me: Me, number: Number, body: words.MultiwidgetDraft
) -> words.MultiwidgetPreview:
    """Return what a page would be told if the draft were saved, and the first thing for which it would be refused. Changes nothing."""
    project = (await read(request, access.cabinet(me.id, ProjectNumber(number)))).project
    asked, hue = multiwidget_words.changed(project.multiwidget, project.hue, body["changes"])
    draft, wrong = multiwidget.draft(asked)
    told = await previewed(request, replace(project, multiwidget=draft, hue=hue))
    return {**told, "wrong": None if wrong is None else _wrong(wrong, language_of(request))}


async def previewed(request: Request, shown: Project) -> words.MultiwidgetPreview:
    """Return what a page of the project would be told if it were so."""
    api, staff = api_of(request), await read(request, people.operators(shown.number))
    return {
        "settings": widget_words.settings(shown, api.scripts_for(shown), api.deps.clock.now()),
        "ways": widget_words.ways(shown, api.standard),
        "invitation": inviting_words.invitation(shown, api.standard, [one for one in staff if not one.disabled][:1]),
        "contrast": multiwidget_words.contrast(shown.multiwidget.look), "wrong": None,
    }  # fmt: skip


def _wrong(refusal: BadInput, language: str) -> words.Wrong:
    told: words.Wrong = {
        "field": str(refusal.params.get("field", "")),
        "code": refusal.code,
        "message": sentence(refusal.code, refusal.params, language),
    }
    if "nearest" in refusal.params:
        told["nearest"] = str(refusal.params["nearest"])
    return told
