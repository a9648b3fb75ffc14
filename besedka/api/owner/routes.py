"""The owner's door: HTTP requests of the cabinet."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from besedka.actions.sessions import SignedIn
from besedka.api.guards import address_of, api_of, is_secure, mark_of, must_be_ours, set_cookie
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.domain.ids import Instant
from besedka.domain.operator import Owner
from besedka.domain.project import Project, snippet
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import people, projects
from besedka.wire import owner as words
from besedka.wire.shapes import Problem

ERRORS: dict[int | str, dict[str, object]] = {status: {"model": Problem} for status in (401, 403, 422, 429, 503)}
router = APIRouter(prefix="/api/owner/v1", tags=["owner"], responses=ERRORS, dependencies=[Depends(must_be_ours)])


async def signed_in(request: Request) -> Owner:
    """Return the owner whose session the cookie opens."""
    return await api_of(request).doorkeeper.owner(request.cookies.get(OWNER_COOKIE))


Me = Annotated[Owner, Depends(signed_in)]


@router.post("/session")
async def sign_in(request: Request, response: Response, body: words.SignIn) -> words.Home:
    """Sign in with e-mail and password; the session goes into a cookie."""
    api = api_of(request)
    session, me = await api.doorkeeper.sign_in_owner(
        body["email"], body["password"], body["remember"], address_of(request), mark_of(request, OWNER_COOKIE)
    )
    _give(request, response, session)
    return await _home(request, me)


@router.get("/session")
async def who_am_i(request: Request, me: Me) -> words.Home:
    """Tell who is signed in, and their projects."""
    return await _home(request, me)


@router.get("/home")
async def home(request: Request, me: Me) -> words.Home:
    """Return the owner's projects with their snippets and whether the counter was seen."""
    return await _home(request, me)


@router.delete("/session", status_code=204, dependencies=[Depends(signed_in)])
async def sign_out(request: Request) -> Response:
    """End this session at once."""
    await api_of(request).doorkeeper.sign_out(request.cookies[OWNER_COOKIE])
    response = Response(status_code=204)
    response.delete_cookie(OWNER_COOKIE, path="/", httponly=True, samesite="strict")
    return response


def _give(request: Request, response: Response, session: SignedIn) -> None:
    set_cookie(response, OWNER_COOKIE, "/", session, is_secure(request), api_of(request).deps.clock.now())


async def _home(request: Request, me: Owner) -> words.Home:
    found = await api_of(request).deps.database.read(projects.projects_of(me.id))
    return {
        "me": {"id": me.id.hex(), "name": me.name, "email": me.email},
        "projects": [await _project(request, p) for p in found],
    }


async def _project(request: Request, p: Project) -> words.Project:
    api = api_of(request)
    base = api.public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"
    read, since = api.deps.database.read, Instant(api.deps.clock.now() - SHELF_LIFE_MS)
    seen_at, seen_url = await read(projects.counter_seen(p.number))
    staff = await read(people.operators(p.number))
    online = await read(projects.present(p.number, since))
    return {
        "number": p.number, "name": p.name, "key": p.key, "sites": list(p.sites), "snippet": snippet(base, p.key),
        "operators": sum(not o.disabled for o in staff), "online": len(online), "counter_seen_at": seen_at,
        "counter_seen_url": seen_url,
    }  # fmt: skip
