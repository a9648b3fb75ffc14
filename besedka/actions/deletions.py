"""Deleting a project (PRODUCT.md 1 and 9): at once for everybody, and then, piece by piece, from disk."""

import asyncio

from besedka.actions import access, files
from besedka.actions.deps import Deps
from besedka.domain.account import Waiting
from besedka.domain.cabinet import must_own
from besedka.domain.errors import BadInput, NotFound
from besedka.domain.ids import OwnerId, ProjectNumber, new_id
from besedka.domain.letters import about_deletion
from besedka.domain.project import Project, same_name
from besedka.ports.database import Script
from besedka.store import accounts, people, projects
from besedka.store import deletions as store
from besedka.store.deletions import Gone

TONGUES = ("ru", "en")
"""In which letters are written, each in its own; in all of them where nobody knows the owner's."""
PAUSE = 0.02
"""Seconds between two pieces: messages go first."""


def look(me: OwnerId, number: ProjectNumber) -> Script[Gone]:
    """Return what would be gone. Forbidden `only_owner`; NotFound."""
    yield from _owned(me, number)
    found = yield from store.gone(number)
    return found


def may_delete(me: OwnerId, number: ProjectNumber, name: str) -> Script[None]:
    """Let the owner on who has typed the project's name. Forbidden `only_owner`; BadInput `project_name_wrong`; NotFound."""
    _must_name((yield from _owned(me, number)), name)


async def delete(deps: Deps, me: OwnerId, number: ProjectNumber, name: str, language: str = "") -> None:
    """Delete a project: from the commit on it is there for nobody. The owner is told by mail, in this language. Refusals as above."""

    def script() -> Script[None]:
        _must_name((yield from _owned(me, number)), name)
        project = yield from access.cabinet_to_change(me, number)
        yield from _end(deps, project, language)

    await deps.committer.run(script)


async def delete_by_house(deps: Deps, number: ProjectNumber, name: str) -> Gone:
    """Delete a project as who runs the installation; return what is gone. NotFound `project_unknown`; BadInput `project_name_wrong`."""

    def script() -> Script[Gone]:
        project = yield from projects.project_to_change(number)
        if project is None:
            raise NotFound("project_unknown")
        _must_name(project, name)
        found = yield from store.gone(number)
        yield from _end(deps, project)
        return found

    return await deps.committer.run(script)


def _end(deps: Deps, project: Project, language: str | None = None) -> Script[None]:
    """Begin the end, and have its letter posted where mail is sent. `language` is the owner's who did it; None: who runs the house did."""
    now = deps.clock.now()
    owner = yield from people.owner_by_id(project.owner)
    if deps.mailer is not None and owner is not None:
        about = about_deletion(project, None if language is None else owner, now)
        spoken = language or (project.language if project.language in TONGUES else " ".join(TONGUES))
        yield from accounts.post(Waiting(new_id(now), "deleted", owner.email, spoken, now, 0, about))
    yield from store.begin(project, "house" if language is None else "cabinet", now)


def _owned(me: OwnerId, number: ProjectNumber) -> Script[Project]:
    reach = yield from access.cabinet(me, number)
    must_own(reach.standing, reach.owner)
    return reach.project


def _must_name(project: Project, name: str) -> None:
    """Whoever deletes a project has typed what it is called."""
    if not same_name(project.name, name):
        raise BadInput("project_name_wrong", {"field": "name", "name": project.name})


async def sweep(deps: Deps) -> None:
    """Take away what is left of deleted projects; a node that dies over it leaves the rest to the next one."""
    for number in await deps.database.read(store.due(deps.clock.now())):
        if await deps.committer.run(lambda number=number: store.claim(number, deps.clock.now())):  # type: ignore[misc]
            await _sweep(deps, number)


async def _sweep(deps: Deps, number: ProjectNumber) -> None:
    clean = True
    while await deps.committer.run(lambda: store.take_some(number)):
        clean = False
        await asyncio.sleep(PAUSE)
    await deps.committer.run(lambda: store.take_rest(number))
    while await files.delete_gone(deps):
        clean = False
    clean = clean and not await deps.database.read(store.has_files(number))
    await deps.committer.run(lambda: store.rest(number, deps.clock.now(), clean=clean))
