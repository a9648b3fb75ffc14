"""How a section of a project's settings is saved: never one person over another's head, and nothing is written that is so already."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from besedka.actions import access, audit
from besedka.actions.deps import Deps
from besedka.domain.audit import Did, differences
from besedka.domain.errors import Conflict
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.domain.project import Project
from besedka.ports.database import Script
from besedka.store import projects

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """What is seen and saved together: what it is called in the audit log, where a
    project has it, what names its state, how it must look, and how it is stored."""

    name: str
    of: Callable[[Project], T]
    version: Callable[[T], str]
    clean: Callable[[T], T]
    """Returns it as it is stored; BadInput by field for what cannot be."""
    store: Callable[[ProjectNumber, T], Script[None]]
    told: Callable[[T], object] = lambda state: state
    """Returns it by the names that the audit log tells."""


async def save(
    deps: Deps, me: OwnerId, number: ProjectNumber, section: Section[T], version: str, made: Callable[[T], T]
) -> Project:
    """Change what was seen as `version`, and return the project as it is then.

    Conflict `settings_changed` when it is another by now; BadInput by field; NotFound as `access.cabinet`.
    """

    def script() -> Script[Project]:
        project = yield from access.cabinet_to_change(me, number)
        known = section.of(project)
        wanted = section.clean(made(known))
        if wanted == known:
            return project
        if section.version(known) != version:
            raise Conflict("settings_changed")
        yield from section.store(number, wanted)
        did = Did("settings_changed", section.name, changes=differences(section.told(known), section.told(wanted)))
        yield from audit.note(deps, audit.of_cabinet(me), number, did)
        return (yield from projects.project_to_change(number)) or project

    return await deps.committer.run(script)
