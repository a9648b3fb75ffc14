"""Accounts: made, and given a new password, by who has a ticket for it; the ticket comes by mail or from the command line."""

from fastapi import Request, Response

from besedka.actions import accounts as actions
from besedka.actions import letters
from besedka.api.errors import language_of
from besedka.api.guards import address_of, api_of, deps_of, is_secure, set_cookie, user_agent_of
from besedka.api.owner.door import make_router, read
from besedka.api.owner.home import home_of
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.wire import owner as words

router = make_router()


@router.get("/ways")
async def ways(request: Request) -> words.Ways:
    """Tell whether anybody may make an account here, and whether a new password can be sent by mail."""
    deps = api_of(request).deps
    return {"registration": deps.registration, "mail": deps.mailer is not None}


@router.post("/letters", status_code=204)
async def ask_for_letter(request: Request, body: words.LetterWanted) -> Response:
    """Have the way to a new account or password sent. 204 whether the e-mail is known or not; 409 `mail_off`; 429."""
    api = api_of(request)
    await actions.ask_for_letter(
        deps_of(request), api.doorkeeper.asking, body["kind"], body["email"], language_of(request), address_of(request)
    )
    api.hub.spawn(letters.send_soon(api.deps))
    return Response(status_code=204)


@router.post("/tickets")
async def look_at_ticket(request: Request, body: words.TicketShown) -> words.Ticket:
    """Tell what a ticket opens; it stays unused. 404 `ticket_over`."""
    found = await read(request, actions.look_at(body["ticket"], api_of(request).deps.clock.now()))
    return {"kind": found.kind, "email": found.email}


@router.post("/accounts", status_code=201)
async def make_account(request: Request, response: Response, body: words.NewAccount) -> words.Home:
    """Make an account with a ticket, and sign in. 404 `ticket_over`; 409 `account_taken`; 422 by field."""
    api = api_of(request)
    made = await actions.register(
        deps_of(request), api.doorkeeper.passwords, body["ticket"], body["name"], body["email"], body["password"]
    )
    former = request.cookies.get(OWNER_COOKIE)
    session = await api.doorkeeper.begin(made, address_of(request), user_agent_of(request), former)
    set_cookie(response, OWNER_COOKIE, "/", session, is_secure(request), api.deps.clock.now())
    return await home_of(request, made)


@router.put("/passwords", status_code=204)
async def reset_password(request: Request, body: words.PasswordReset) -> Response:
    """Set a new password with a ticket. Every session of the account ends at once. 404 `ticket_over`; 422 by field."""
    api = api_of(request)
    await actions.reset_password(deps_of(request), api.doorkeeper.passwords, body["ticket"], body["password"])
    return Response(status_code=204)
