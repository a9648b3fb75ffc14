"""The cabinet's home."""

from fastapi import Request

from besedka.api.guards import api_of
from besedka.api.owner.door import Me, make_router
from besedka.domain.ids import Instant
from besedka.domain.multiwidget import offer
from besedka.domain.operator import Owner, fold_email
from besedka.domain.presence import gather
from besedka.domain.project import Project, snippet
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import accounts, crms, people, projects
from besedka.wire import owner as words

router = make_router()


@router.get("/home")
async def home(request: Request, me: Me) -> words.Home:
    """Return the projects within reach with their snippets and whether the counter was seen."""
    return await home_of(request, me)


async def home_of(request: Request, me: Owner) -> words.Home:
    """Return who is signed in, and their projects."""
    deps = api_of(request).deps
    found = await deps.database.read(projects.projects_of(me.id))
    return {
        "me": {"id": me.id.hex(), "name": me.name, "email": me.email},
        "founder": deps.registration or await deps.database.read(accounts.is_founder(me.id)),
        "projects": [await project_of(request, me, p) for p in found],
    }


def base_of(request: Request) -> str:
    """Return the address under which browsers reach us: the configured one, or the one of this request."""
    return api_of(request).public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"


async def project_of(request: Request, me: Owner, p: Project) -> words.Project:
    """Return a project as the cabinet shows it."""
    api, base = api_of(request), base_of(request)
    read, since = api.deps.database.read, Instant(api.deps.clock.now() - SHELF_LIFE_MS)
    seen_at, seen_url = await read(projects.counter_seen(p.number))
    staff, talked = await read(people.operators(p.number)), await read(projects.conversations_ever(p.number))
    there = gather(await read(projects.present(p.number, since)))
    row = await read(crms.of_project(p.number))
    crm = api.deps.crms.connectors.get(row.connector) if row else None
    return {
        "number": p.number, "name": p.name, "key": p.key, "sites": list(p.sites), "language": p.language, "hue": p.hue,
        "snippet": snippet(base, p.key), "standing": "owner" if p.owner == me.id else "member",
        "operators": sum(not o.disabled for o in staff), "online": len(there.online), "conversations": talked,
        "connected": any(fold_email(o.email) == fold_email(me.email) for o in staff),
        "chat": offer(p.multiwidget) == "chat", "crm": crm.title if crm else None, "counter_seen_at": seen_at, "counter_seen_url": seen_url,
    }  # fmt: skip
