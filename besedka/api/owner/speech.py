"""What the widget says: its languages, and its texts in each."""

from dataclasses import replace

from fastapi import Request

from besedka.actions import access, saving, sections
from besedka.actions.sections import Spoken
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Me, Number, make_router, read, tell
from besedka.api.owner.multiwidget import previewed
from besedka.domain.ids import ProjectNumber
from besedka.domain.speech import Speech
from besedka.wire import owner, owner_speech
from besedka.wire import speech as words
from besedka.wire.shapes import SpokenLanguage

SPEECH = "/projects/{number}/settings/texts"
router = make_router()


@router.get(SPEECH)
async def read_texts(request: Request, me: Me, number: Number) -> words.Speech:
    """Return the languages and the project's own texts, and the `version` to name when changing them."""
    reach = await read(request, access.cabinet(me.id, ProjectNumber(number)))
    return owner_speech.speech(reach.project, api_of(request).standard)


@router.get(f"{SPEECH}/standard")
async def read_standard_texts(
    request: Request, me: Me, number: Number, language: SpokenLanguage
) -> words.StandardTexts:
    """Return every standard text in a language, and how long one in its place may be."""
    await read(request, access.cabinet(me.id, ProjectNumber(number)))
    return owner_speech.standard_texts(language, api_of(request).standard)


@router.patch(SPEECH)
async def change_texts(request: Request, me: Me, number: Number, body: words.SpeechChange) -> words.Speech:
    """Change what is given, if it is still that of `version`; 409 `settings_changed` when somebody else was quicker.

    422 by field: `language`, `languages`, or `<language>.<name>` of a text.
    """
    api, changes = api_of(request), body["changes"]

    def made(known: Spoken) -> Spoken:
        speech = owner_speech.changed(known.speech, api.standard, changes)
        return Spoken(speech, changes.get("language", known.language))

    project = await saving.save(deps_of(request), me.id, ProjectNumber(number), sections.SPEECH, body["version"], made)
    tell(request, number)
    return owner_speech.speech(project, api.standard)


@router.post(f"{SPEECH}/preview")
async def preview_texts(request: Request, me: Me, number: Number, body: words.SpeechDraft) -> owner.MultiwidgetPreview:
    """Return what a page would be told if the draft were saved, without what would be refused. Changes nothing."""
    project = (await read(request, access.cabinet(me.id, ProjectNumber(number)))).project
    known = Speech(project.spoken, project.speech.own)
    speech = owner_speech.drafted(known, api_of(request).standard, body["changes"])
    ways = project.multiwidget  # its invitation is looked at, whether pages invite or not
    shown = replace(ways, invite=replace(ways.invite, on=True))
    return await previewed(request, replace(project, speech=speech, multiwidget=shown))
