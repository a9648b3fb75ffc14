"""Letters to a client who left, and links that continue a conversation."""

from fastapi import Request

from besedka.actions.continuing import MakeLink, RevokeLinks
from besedka.actions.follow_ups import asking
from besedka.actions.follow_ups.asking import Standing
from besedka.actions.follow_ups.keeping import AskLetter
from besedka.api.errors import language_of
from besedka.api.guards import api_of, deps_of
from besedka.api.operator.door import Id, Me, commit, conversation_id, make_router, read, read_to_change
from besedka.domain import continuation
from besedka.domain.sentences import sentence
from besedka.wire import operator as words

router = make_router()


@router.get("/conversations/{id}/letters")
async def read_letters(request: Request, me: Me, id: Id) -> words.Letters:
    """Return how it stands with writing to the client by e-mail."""
    deps = deps_of(request)
    found = await read(request, asking.standing(deps, me, conversation_id(id)))
    return _told(request, found, on=deps.mailer is not None)


@router.post("/conversations/{id}/letters")
async def send_letter(request: Request, me: Me, id: Id) -> words.Letters:
    """Send the client now what they have not read; with nothing of that, the last answer again. It is on its way when this answers;
    `letter_sent` or `letter_failed` tells the rest. 403 `not_yours`; 409 `letters_off`, `letter_no_address`, `letter_unwelcome`,
    `letter_nothing`, `letter_going`."""
    deps, c = deps_of(request), conversation_id(id)
    known = await read_to_change(request, asking.ready_to_ask(deps, me, c))
    await asking.try_again(deps, me, known)
    await commit(request, lambda done: AskLetter(me, c, deps.clock.now(), done))
    return await read_letters(request, me, id)


@router.post("/conversations/{id}/link")
async def make_link(request: Request, me: Me, id: Id) -> words.MadeLink:
    """Make a link with which the client continues the conversation on another device: once, within a week. 403 `not_yours`."""
    now = api_of(request).deps.clock.now()
    made = await commit(request, lambda done: MakeLink(me, conversation_id(id), now, done))
    return {"url": continuation.address(_base(request), made.token), "expires_at": made.link.expires_at}


@router.delete("/conversations/{id}/link")
async def revoke_links(request: Request, me: Me, id: Id) -> words.Letters:
    """Take back all links to the conversation, those in letters too: they open nothing more, and browsers that came in by one are let in
    no more. 403 `not_yours`."""
    now = api_of(request).deps.clock.now()
    await commit(request, lambda done: RevokeLinks(me, conversation_id(id), now, done))
    return await read_letters(request, me, id)


def _told(request: Request, found: Standing, *, on: bool) -> words.Letters:
    row = found.row
    if row is None:
        return {
            "on": on, "email": found.email, "stopped": found.stop, "state": "idle", "to": "", "due_at": None, "sent_at": None, "code": "",
            "message": "", "detail": "", "links": found.links,
        }  # fmt: skip
    return {
        "on": on, "email": found.email, "stopped": found.stop, "state": row.state, "to": row.email,
        "due_at": row.due_at if row.state == "waiting" else None, "sent_at": row.sent_at, "code": row.code,
        "message": sentence(row.code, {}, language_of(request)) if row.code else "", "detail": row.detail,
        "links": found.links,
    }  # fmt: skip


def _base(request: Request) -> str:
    """Return under which address browsers reach this server."""
    return api_of(request).public_url.rstrip("/") or f"{request.url.scheme}://{request.headers.get('host', '')}"
