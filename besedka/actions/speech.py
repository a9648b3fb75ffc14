"""What the widget says: its languages and texts, changed in the cabinet, never one person over another's head."""

from collections.abc import Callable
from dataclasses import dataclass

from besedka.actions import access
from besedka.actions.deps import Deps
from besedka.domain import speech as rules
from besedka.domain.errors import Conflict
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.domain.project import Project
from besedka.domain.speech import Speech
from besedka.ports.database import Script
from besedka.store import projects


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the widget is to say, and the language that it is to speak; `auto`: the visitor's."""

    speech: Speech
    language: str


async def change(
    deps: Deps, me: OwnerId, number: ProjectNumber, version: str, made: Callable[[Wanted], Wanted]
) -> Project:
    """Change what was seen as `version`. Conflict `settings_changed` when it is another by now; BadInput by field."""

    def script() -> Script[None]:
        project = yield from access.cabinet_to_change(me, number)
        known = Wanted(Speech(project.spoken, project.speech.own), project.language)
        wanted = made(known)
        rules.check(wanted.speech, wanted.language)
        if wanted == known:
            return
        if rules.version(known.speech, known.language) != version:
            raise Conflict("settings_changed")
        yield from projects.change_speech(number, wanted.speech, wanted.language)

    await deps.committer.run(script)
    return (await deps.database.read(access.cabinet(me, number))).project
