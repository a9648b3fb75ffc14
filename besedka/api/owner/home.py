"""The cabinet's home."""

import asyncio
from dataclasses import dataclass

from fastapi import Request

from besedka.api.errors import language_of
from besedka.api.guards import api_of
from besedka.api.owner.door import Me, make_router
from besedka.domain.alert import Way
from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.multiwidget import offer
from besedka.domain.operator import Operator, Owner, fold_email
from besedka.domain.presence import Presence, gather
from besedka.domain.project import Project, snippet
from besedka.ports.database import Script
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import accounts, alerts, crms, people, projects
from besedka.store.crms import Connection
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
        "projects": await asyncio.gather(*(project_of(request, me, p) for p in found)),
    }


def base_of(request: Request) -> str:
    """Return the address under which browsers reach us: the configured one, or the one of this request."""
    return api_of(request).public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"


@dataclass(frozen=True, slots=True)
class _Standing:
    """How it stands with a project: when and where its counter was seen, its operators and who of them is there, how many conversations it
    has had, its CRM, and the ways by which its people are told."""

    seen: tuple[Instant | None, str | None]
    staff: list[Operator]
    there: Presence
    talked: int
    crm: Connection | None
    ways: list[Way]


def _standing(number: ProjectNumber, since: Instant) -> Script[_Standing]:
    seen, staff = (yield from projects.counter_seen(number)), (yield from people.operators(number))
    there = gather((yield from projects.present(number, since)))
    talked, crm = (yield from projects.conversations_ever(number)), (yield from crms.of_project(number))
    ways = [way for way in (yield from alerts.ways(number)) if way.on]
    return _Standing(seen, staff, there, talked, crm, ways)


async def project_of(request: Request, me: Owner, p: Project) -> words.Project:
    """Return a project as the cabinet shows it."""
    deps, base = api_of(request).deps, base_of(request)
    s = await deps.database.read(_standing(p.number, Instant(deps.clock.now() - SHELF_LIFE_MS)))
    crm = deps.crms.connectors.get(s.crm.connector) if s.crm else None
    return {
        "number": p.number, "name": p.name, "key": p.key, "sites": list(p.sites), "language": p.language, "hue": p.hue,
        "snippet": snippet(base, p.key), "standing": "owner" if p.owner == me.id else "member",
        "operators": sum(not o.disabled for o in s.staff), "online": len(s.there.online), "conversations": s.talked,
        "connected": any(fold_email(o.email) == fold_email(me.email) for o in s.staff),
        "chat": offer(p.multiwidget) == "chat", "crm": crm.called(language_of(request)) if crm else None,
        "crm_problem": bool(s.crm and s.crm.fault), "alert_ways": len(s.ways), "alert_problem": any(way.fault for way in s.ways),
        "counter_seen_at": s.seen[0], "counter_seen_url": s.seen[1],
    }  # fmt: skip
