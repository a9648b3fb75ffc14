"""Making projects and their owners; what a project is called, and its sites."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from besedka.actions import access, audit
from besedka.actions.deps import Deps
from besedka.actions.passwords import Passwords
from besedka.domain import schedule
from besedka.domain.account import MOST_PROJECTS
from besedka.domain.audit import Did, differences
from besedka.domain.errors import BadInput, Forbidden, NotFound
from besedka.domain.ids import OwnerId, ProjectNumber, new_id
from besedka.domain.operator import Owner, check_password, clean_email, fold_email
from besedka.domain.project import MOST_SITES, Project, clean_name
from besedka.domain.schedule import Schedule
from besedka.domain.site import clean_site
from besedka.domain.targeting import Targeting
from besedka.ports.database import Script
from besedka.store import accounts, deletions, people, projects


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
        yield from audit.note(deps, audit.HOUSE, project.number, Did("project_made", name))
        return project

    return await deps.committer.run(script), owner


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed about a project that is to be made. `id` was made by the client; `site` empty: none yet."""

    id: bytes
    name: str
    site: str
    language: str
    hue: int
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be changed about a project; None leaves it as it is."""

    name: str | None = None
    language: str | None = None
    hue: int | None = None


async def begin(deps: Deps, me: OwnerId, draft: Draft) -> Project:
    """Make one's own project; the same id again answers the same.

    BadInput by field, `zone_unknown`, `projects_too_many`; Forbidden `projects_by_founders` for who came here as somebody's member.
    """
    name, origins = clean_name(draft.name), (clean_site(draft.site),) if draft.site.strip() else ()
    key, now, hours = _key_of(deps, me, draft.id), deps.clock.now(), Schedule(zone=draft.zone)
    schedule.check(hours)

    def script() -> Script[Project]:
        known = yield from projects.project_by_key(key)
        if known is not None:
            return known
        if (yield from deletions.of_key(key)) is not None:
            raise NotFound("project_deleted")
        if not deps.registration and not (yield from accounts.is_founder(me)):
            raise Forbidden("projects_by_founders")
        if (yield from projects.owned_by(me)) >= MOST_PROJECTS:
            raise BadInput("projects_too_many", {"limit": MOST_PROJECTS})
        project = yield from projects.add_project(key, name, me, origins, now, draft.language, draft.hue)
        yield from projects.change_targeting(project.number, Targeting(schedule=hours))
        yield from audit.note(deps, audit.of_cabinet(me), project.number, Did("project_made", name))
        return project

    return await deps.committer.run(script)


def _key_of(deps: Deps, me: OwnerId, id: bytes) -> str:
    """Return the counter's key of a project that is made under this id: always the same one, and nobody else can guess it."""
    return hmac.digest(deps.secret, b"project key" + me + id, "sha256").hex()[:32]


async def change(deps: Deps, me: OwnerId, number: ProjectNumber, edit: Edit) -> Project:
    """Change what a project is called, its language and its colour. BadInput by field; NotFound."""
    name = None if edit.name is None else clean_name(edit.name)

    def script() -> Script[Project]:
        known = yield from access.cabinet_to_change(me, number)
        wanted = replace(
            known,
            name=known.name if name is None else name,
            language=edit.language or known.language,
            hue=known.hue if edit.hue is None else edit.hue,
        )
        if wanted != known:
            yield from projects.change_project(wanted)
            did = Did("project_changed", wanted.name, changes=differences(_told(known), _told(wanted)))
            yield from audit.note(deps, audit.of_cabinet(me), number, did)
        return wanted

    return await deps.committer.run(script)


def _told(project: Project) -> dict[str, object]:
    return {"name": project.name, "language": project.language, "hue": project.hue}


async def add_site(deps: Deps, me: OwnerId, number: ProjectNumber, site: str) -> Project:
    """Let one more site carry the counter. BadInput `site_invalid`, `sites_too_many`; NotFound."""
    origin = clean_site(site)

    def script() -> Script[Project]:
        known = yield from access.cabinet_to_change(me, number)
        if origin in known.sites:
            return known
        if len(known.sites) >= MOST_SITES:
            raise BadInput("sites_too_many", {"limit": MOST_SITES})
        yield from projects.set_sites(number, (*known.sites, origin))
        yield from audit.note(deps, audit.of_cabinet(me), number, Did("site_added", origin))
        return replace(known, sites=(*known.sites, origin))

    return await deps.committer.run(script)


async def remove_site(deps: Deps, me: OwnerId, number: ProjectNumber, site: str) -> Project:
    """Take a site off the list; one that is not on it changes nothing. BadInput `site_invalid`; NotFound."""
    origin = clean_site(site)

    def script() -> Script[Project]:
        known = yield from access.cabinet_to_change(me, number)
        left = tuple(one for one in known.sites if one != origin)
        if left != known.sites:
            yield from projects.set_sites(number, left)
            yield from audit.note(deps, audit.of_cabinet(me), number, Did("site_removed", origin))
        return replace(known, sites=left)

    return await deps.committer.run(script)


async def allow_site(deps: Deps, number: ProjectNumber, site: str) -> Project:
    """Add a site to those that may carry the counter; one that is there already changes nothing."""
    origin = clean_site(site)

    def script() -> Script[Project]:
        project = yield from projects.project_by_number(number)
        if project is None:
            raise NotFound("project_unknown")
        if origin not in project.sites:
            yield from projects.set_sites(number, (*project.sites, origin))
            yield from audit.note(deps, audit.HOUSE, number, Did("site_added", origin))
        return project

    await deps.committer.run(script)
    found = await deps.database.read(projects.project_by_number(number))
    assert found is not None
    return found
