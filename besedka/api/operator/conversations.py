"""One conversation, and what is done with it."""

from typing import Annotated

from fastapi import Query, Request

from besedka.actions import access
from besedka.actions.assign import Assign
from besedka.actions.conversations import OperatorVerb, Verb
from besedka.api.guards import api_of
from besedka.api.operator.door import PAGE, Id, Me, commit, conversation_id, make_router, operator_id, read
from besedka.domain.conversation import Conversation
from besedka.domain.operator import Operator
from besedka.store import projects
from besedka.wire import operator as words
from besedka.wire import operator_words

router = make_router()


@router.get("/conversations/{id}")
async def read_conversation(request: Request, me: Me, id: Id) -> words.ConversationView:
    """Return one conversation in your scope."""
    found = await api_of(request).deps.database.read(access.view(me, conversation_id(id)))
    return {"position": found.position, "conversation": operator_words.conversation(found.conversation)}


@router.post("/conversations/{id}/take")
async def take(request: Request, me: Me, id: Id) -> words.ConversationView:
    """Become responsible. 409 `already_taken` names who was quicker."""
    return await _act(request, me, id, "take")


@router.post("/conversations/{id}/close")
async def close(request: Request, me: Me, id: Id, anyway: bool = False) -> words.ConversationView:
    """Close the conversation; writing again reopens it. Where the project asks its clients first, it waits for the answer; `anyway`
    closes it without."""
    project = await read(request, projects.project_by_number(me.project))
    asks = project is not None and project.settings.confirm_closing and not anyway
    return await _act(request, me, id, "ask" if asks else "close")


@router.post("/conversations/{id}/reopen")
async def reopen(request: Request, me: Me, id: Id) -> words.ConversationView:
    """Bring a closed conversation back to work."""
    return await _act(request, me, id, "reopen")


@router.post("/conversations/{id}/assign")
async def assign(request: Request, me: Me, id: Id, body: words.Assignment) -> words.ConversationView:
    """Make an operator responsible, or (null) put it back among the new ones. Administrators only; 409 when somebody was quicker."""
    to, seen_with, now = operator_id(body["to"]), operator_id(body["seen_with"]), api_of(request).deps.clock.now()
    changed: Conversation = await commit(
        request, lambda done: Assign(me, conversation_id(id), now, done, to, seen_with)
    )
    return {"position": changed.last_position, "conversation": operator_words.conversation(changed)}


@router.get("/loads")
async def read_loads(request: Request, me: Me) -> words.Loads:
    """Return how many conversations everybody has in work. Administrators only."""
    found = await read(request, access.loads(me))
    return {"loads": {id.hex(): count for id, count in found.items()}}


@router.get("/conversations/{id}/activities")
async def read_activities(
    request: Request, me: Me, id: Id, before: Annotated[int | None, Query(ge=0, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = PAGE,
) -> words.ActivityPage:  # fmt: skip
    """Return the lines between messages: what was done with the conversation, the newest, or those before a position."""
    found = await read(request, access.activities(me, conversation_id(id), before, limit))
    lines = [operator_words.activity(a, found.out) for a in found.activities]
    return {"position": found.position, "activities": lines, "more": found.more}


async def _act(request: Request, me: Operator, id: str, verb: Verb) -> words.ConversationView:
    now, admin = api_of(request).deps.clock.now(), me.role == "admin"
    changed: Conversation = await commit(
        request, lambda done: OperatorVerb(me.project, me.id, admin, conversation_id(id), verb, now, done)
    )
    return {"position": changed.last_position, "conversation": operator_words.conversation(changed)}
