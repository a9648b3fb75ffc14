"""The operators' door: HTTP requests of the operators' app."""

import asyncio
import base64
import binascii
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from besedka.actions import access
from besedka.actions.conversations import OperatorVerb, Verb
from besedka.actions.messages import OperatorPost, Posted
from besedka.actions.sessions import hash_token
from besedka.api.guards import address_of, api_of, is_secure, must_be_ours, set_cookie
from besedka.api.operator.waiting import answer_of
from besedka.api.sockets.gate import OPERATOR_COOKIE
from besedka.api.sockets.poll import PollLink, converse
from besedka.domain.conversation import Conversation
from besedka.domain.errors import BadInput, Conflict, NotSignedIn
from besedka.domain.ids import HEX_ID, ConversationId, MessageId, OperatorId, ProjectNumber
from besedka.domain.message import clean_text
from besedka.domain.operator import Operator
from besedka.realtime.operator_session import OperatorSession
from besedka.store import people, projects
from besedka.wire import operator as words
from besedka.wire import operator_words
from besedka.wire.shapes import Problem

PREFIX = "/api/operator/v1"
PAGE = 100

ERRORS: dict[int | str, dict[str, object]] = {
    status: {"model": Problem} for status in (401, 403, 404, 409, 422, 429, 503)
}
router = APIRouter(prefix=PREFIX, tags=["operator"], responses=ERRORS, dependencies=[Depends(must_be_ours)])

Id = Annotated[str, Path(pattern=HEX_ID)]
ListName = Annotated[Literal["new", "mine", "closed"], Query(alias="list")]
Seq = Annotated[int | None, Query(ge=0, le=2**53)]


async def signed_in(request: Request) -> Operator:
    """Return the operator whose session the cookie opens."""
    operator, _ = await api_of(request).doorkeeper.operator(request.cookies.get(OPERATOR_COOKIE))
    return operator


Me = Annotated[Operator, Depends(signed_in)]

# ── sessions ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def _signed_in(request: Request, me: Operator) -> words.SignedIn:
    project = await api_of(request).deps.database.read(projects.project_by_number(me.project))
    if project is None:
        raise NotSignedIn("not_signed_in")
    return {"me": operator_words.operator(me), "project": {"number": project.number, "name": project.name}}


@router.post("/session")
async def sign_in(request: Request, response: Response, body: words.SignIn) -> words.SignedIn:
    """Sign in with project number, e-mail and password; the session goes into a cookie."""
    api = api_of(request)
    number = ProjectNumber(body["project"])
    session, me = await api.doorkeeper.sign_in_operator(
        number, body["email"], body["password"], body["remember"], address_of(request)
    )
    set_cookie(response, OPERATOR_COOKIE, "/", session, is_secure(request), api.deps.clock.now())
    return await _signed_in(request, me)


@router.get("/session")
async def who_am_i(request: Request, me: Me) -> words.SignedIn:
    """Tell who is signed in."""
    return await _signed_in(request, me)


@router.delete("/session", status_code=204)
async def sign_out(request: Request, me: Me) -> Response:
    """End this session and its connections at once."""
    api, token = api_of(request), request.cookies[OPERATOR_COOKIE]
    await api.doorkeeper.sign_out(token)
    api.hub.blip(me.project, {"b": "people", "ended": [hash_token(token).hex()]})
    response = Response(status_code=204)
    response.delete_cookie(OPERATOR_COOKIE, path="/", httponly=True, samesite="strict")
    return response


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


@router.get("/overview")
async def overview(request: Request, me: Me) -> words.Overview:
    """Return the app's first picture: who, where, colleagues, counts."""
    found = await api_of(request).deps.database.read(access.lists(me))
    who = await _signed_in(request, me)
    return {
        "position": found.position, "me": who["me"], "project": who["project"],
        "operators": [operator_words.operator(o) for o in found.operators],
        "counts": {"new": found.counts["new"], "mine": found.counts["mine"], "closed": found.counts["closed"]},
    }  # fmt: skip


@router.get("/conversations")
async def list_conversations(
    request: Request, me: Me, name: ListName, cursor: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = PAGE,
) -> words.ConversationPage:  # fmt: skip
    """Return a page of one list, newest words first; `cursor` is the `next` of the page before."""
    before = None if cursor is None else _read_cursor(cursor)
    position, found = await api_of(request).deps.database.read(access.page(me, name, before, limit + 1))
    rows, more = found[:limit], len(found) > limit
    return {
        "position": position,
        "conversations": [operator_words.conversation(c) for c in rows],
        "next": _cursor(rows[-1]) if more else None,
    }


@router.get("/conversations/{id}")
async def read_conversation(request: Request, me: Me, id: Id) -> words.ConversationView:
    """Return one conversation in your scope."""
    found = await api_of(request).deps.database.read(access.view(me, _id(id)))
    return {"position": found.position, "conversation": operator_words.conversation(found.conversation)}


@router.get("/conversations/{id}/messages")
async def read_messages(
    request: Request,
    me: Me,
    id: Id,
    before: Seq = None,
    after: Seq = None,
    limit: Annotated[int, Query(ge=1, le=500)] = PAGE,
) -> words.MessagePage:
    """Return a page of messages: the newest, those before a seq, or those after one."""
    found = await api_of(request).deps.database.read(access.thread(me, _id(id), before, after, limit))
    return {
        "position": found.position,
        "messages": [operator_words.message(m) for m in found.messages],
        "more": found.more,
    }


# ── acting ───────────────────────────────────────────────────────────────────────────────────────────────────────


@router.post("/conversations/{id}/take")
async def take(request: Request, me: Me, id: Id) -> words.ConversationView:
    """Become responsible. 409 `already_taken` names who was quicker."""
    return await _act(request, me, id, "take")


@router.post("/conversations/{id}/close")
async def close(request: Request, me: Me, id: Id) -> words.ConversationView:
    """Close the conversation; writing again reopens it."""
    return await _act(request, me, id, "close")


@router.post("/conversations/{id}/reopen")
async def reopen(request: Request, me: Me, id: Id) -> words.ConversationView:
    """Bring a closed conversation back to work."""
    return await _act(request, me, id, "reopen")


@router.post("/conversations/{id}/messages")
async def post_message(request: Request, me: Me, id: Id, body: words.NewMessage) -> words.Stored:
    """Post an answer; the same `id` again returns the first answer."""
    deps, text = api_of(request).deps, clean_text(body["text"])
    answer: asyncio.Future[Posted]
    answer, done = answer_of()
    admin = me.role == "admin"
    message = MessageId(bytes.fromhex(body["id"]))
    deps.committer.submit(OperatorPost(me.project, me.id, admin, _id(id), message, text, deps.clock.now(), done))
    posted = await answer
    return {"id": posted.id.hex(), "seq": posted.seq, "at": posted.at}


async def _act(request: Request, me: Operator, id: str, verb: Verb) -> words.ConversationView:
    deps = api_of(request).deps
    answer: asyncio.Future[Conversation]
    answer, done = answer_of()
    deps.committer.submit(OperatorVerb(me.project, me.id, me.role == "admin", _id(id), verb, deps.clock.now(), done))
    try:
        changed = await answer
    except Conflict as refusal:
        raise await _with_name(request, refusal) from None
    return {"position": changed.last_position, "conversation": operator_words.conversation(changed)}


async def _with_name(request: Request, refusal: Conflict) -> Conflict:
    """People are told a colleague's name, not an id."""
    id = refusal.params.get("operator")
    if not isinstance(id, str):
        return refusal
    found = await api_of(request).deps.database.read(people.operator_by_id(OperatorId(bytes.fromhex(id))))
    return Conflict(refusal.code, {"operator": found.name if found else "", "operator_id": id})


@router.post("/poll")
async def poll(request: Request, body: words.Poll) -> words.Polled:
    """Say frames and hear the server's, for networks that break WebSockets."""
    api, link = api_of(request), PollLink()
    api.gate.must_have_room()
    me, stored = await api.doorkeeper.operator(request.cookies.get(OPERATOR_COOKIE))
    session = OperatorSession(api.hub, link, me, stored.expires_at, stored.token_hash)
    api.hub.arrived(session)
    return Response(
        await converse(link, session, body["hello"], body["frames"], body["wait"]), media_type="application/json"
    )  # type: ignore[return-value]  # bytes that already are a Polled


def _id(text: str) -> ConversationId:
    return ConversationId(bytes.fromhex(text))


def _cursor(c: Conversation) -> str:
    return base64.urlsafe_b64encode(c.last_at.to_bytes(8, "big") + c.id).rstrip(b"=").decode()


def _read_cursor(text: str) -> tuple[int, bytes]:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 24 or raw[0] > 0x7F:
        raise BadInput("bad_input", {"field": "cursor"})
    return int.from_bytes(raw[:8], "big"), raw[8:]
