"""Making projects and their owners."""

import secrets
from collections.abc import Sequence

from besedka.actions.deps import Deps
from besedka.actions.passwords import Passwords
from besedka.domain.errors import NotFound
from besedka.domain.ids import OwnerId, ProjectNumber, new_id
from besedka.domain.operator import Owner, check_password, clean_email, fold_email
from besedka.domain.project import Project, clean_name, clean_site
from besedka.ports.database import Script
from besedka.store import people, projects


async def create(
    deps: Deps, passwords: Passwords, name: str, sites: Sequence[str], owner_name: str, email: str, password: str | None
) -> tuple[Project, Owner]:
    """Make a project, and its owner unless the e-mail already is one's (then `password` is not looked at).

    BadInput for a name, site, e-mail or password that cannot be one; nothing is made then.
    """
    name, email = clean_name(name), clean_email(email)
    origins = tuple(dict.fromkeys(clean_site(site) for site in sites))
    known = await deps.database.read(people.owner_by_email(fold_email(email)))
    now, key = deps.clock.now(), secrets.token_hex(16)
    owner = known[0] if known else Owner(OwnerId(new_id(now)), clean_name(owner_name), email)
    hashed = None if known else await passwords.hash(check_password(password or ""))

    def script() -> Script[Project]:
        if hashed is not None:
            yield from people.add_owner(owner, fold_email(email), hashed, now)
        project = yield from projects.add_project(key, name, owner.id, origins, now)
        return project

    return await deps.committer.run(script), owner


async def allow_site(deps: Deps, number: ProjectNumber, site: str) -> Project:
    """Add a site to those that may carry the counter; one that is there already changes nothing."""
    origin = clean_site(site)

    def script() -> Script[Project]:
        project = yield from projects.project_by_number(number)
        if project is None:
            raise NotFound("project_unknown")
        if origin not in project.sites:
            yield from projects.set_sites(number, (*project.sites, origin))
        return project

    await deps.committer.run(script)
    found = await deps.database.read(projects.project_by_number(number))
    assert found is not None
    return found
