"""Signing in to the cabinet and out of it; one's own password."""

from typing import Annotated

from fastapi import Depends, Request, Response

from besedka.actions.sessions import SignedIn
from besedka.api.guards import address_of, api_of, is_secure, mark_of, set_cookie, user_agent_of
from besedka.api.owner.door import Me, make_router, session_of
from besedka.api.owner.home import home_of
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.store.sessions import Session
from besedka.wire import owner as words
from besedka.wire.staff import NewPassword

router = make_router()


@router.post("/session")
async def sign_in(request: Request, response: Response, body: words.SignIn) -> words.Home:
    """Sign in with e-mail and password; the session goes into a cookie. Somebody else's that was in it ends."""
    api = api_of(request)
    session, me = await api.doorkeeper.sign_in_owner(
        body["email"], body["password"], body["remember"], address_of(request), mark_of(request, OWNER_COOKIE),
        user_agent_of(request), request.cookies.get(OWNER_COOKIE),
    )  # fmt: skip
    _give(request, response, session)
    return await home_of(request, me)


@router.get("/session")
async def who_am_i(request: Request, me: Me) -> words.Home:
    """Tell who is signed in, and their projects."""
    return await home_of(request, me)


@router.delete("/session", status_code=204)
async def sign_out(request: Request, mine: Annotated[Session, Depends(session_of)]) -> Response:
    """End this session at once."""
    await api_of(request).doorkeeper.sign_out(mine, address_of(request))
    response = Response(status_code=204)
    response.delete_cookie(OWNER_COOKIE, path="/", httponly=True, samesite="strict")
    return response


@router.put("/password", status_code=204)
async def set_password(request: Request, body: NewPassword) -> Response:
    """Change your own password. All your sessions end at once; this browser gets a new one. 422 `password_wrong`."""
    api = api_of(request)
    me, session = await api.doorkeeper.owner(request.cookies.get(OWNER_COOKIE))
    fresh = await api.doorkeeper.change_owner_password(
        me, session, body["old"], body["new"], address_of(request), mark_of(request, OWNER_COOKIE)
    )
    response = Response(status_code=204)
    _give(request, response, fresh)
    return response


def _give(request: Request, response: Response, session: SignedIn) -> None:
    set_cookie(response, OWNER_COOKIE, "/", session, is_secure(request), api_of(request).deps.clock.now())
