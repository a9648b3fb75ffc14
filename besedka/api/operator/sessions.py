"""Signing in and out of the operators' app, and its first picture."""

from typing import Annotated

from fastapi import Depends, Request, Response

from besedka.actions import access
from besedka.api.guards import address_of, api_of, is_secure, mark_of, set_cookie, user_agent_of
from besedka.api.operator.door import Me, make_router, session_of
from besedka.api.sockets.gate import OPERATOR_COOKIE
from besedka.domain.errors import NotSignedIn
from besedka.domain.ids import ProjectNumber
from besedka.domain.operator import Operator
from besedka.store import projects
from besedka.store.sessions import Session
from besedka.wire import operator as words
from besedka.wire import operator_words

router = make_router()


async def _signed_in(request: Request, me: Operator) -> words.SignedIn:
    project = await api_of(request).deps.database.read(projects.project_by_number(me.project))
    if project is None:
        raise NotSignedIn("not_signed_in")
    return {"me": operator_words.operator(me), "project": operator_words.project(project)}


@router.post("/session")
async def sign_in(request: Request, response: Response, body: words.SignIn) -> words.SignedIn:
    """Sign in with project number, e-mail and password; the session goes into a cookie. Somebody else's that was in it ends."""
    api = api_of(request)
    number = ProjectNumber(body["project"])
    session, me = await api.doorkeeper.sign_in_operator(
        number,
        body["email"],
        body["password"],
        body["remember"],
        address_of(request),
        mark_of(request, OPERATOR_COOKIE),
        user_agent_of(request),
        request.cookies.get(OPERATOR_COOKIE),
    )
    if (before := session.ended) is not None and before.project is not None:
        api.hub.blip(before.project, {"b": "people", "ended": [before.token_hash.hex()]})
    set_cookie(response, OPERATOR_COOKIE, "/", session, is_secure(request), api.deps.clock.now())
    return await _signed_in(request, me)


@router.get("/session")
async def who_am_i(request: Request, me: Me) -> words.SignedIn:
    """Tell who is signed in."""
    return await _signed_in(request, me)


@router.delete("/session", status_code=204)
async def sign_out(request: Request, me: Me, mine: Annotated[Session, Depends(session_of)]) -> Response:
    """End this session and its connections at once."""
    api = api_of(request)
    await api.doorkeeper.sign_out(mine, address_of(request))
    api.hub.blip(me.project, {"b": "people", "ended": [mine.token_hash.hex()]})
    response = Response(status_code=204)
    response.delete_cookie(OPERATOR_COOKIE, path="/", httponly=True, samesite="strict")
    return response


@router.get("/overview")
async def overview(request: Request, me: Me) -> words.Overview:
    """Return the app's first picture: who, where, colleagues, counts."""
    found = await api_of(request).deps.database.read(access.lists(me))
    who = await _signed_in(request, me)
    return {
        "position": found.position, "me": who["me"], "project": who["project"],
        "operators": [operator_words.operator(o) for o in found.operators],
        "tags": [operator_words.tag(t) for t in found.tags], "counts": operator_words.counts(found.counts, found.tagged),
    }  # fmt: skip
