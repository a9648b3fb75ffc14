"""A conversation's messages."""

from typing import Annotated

from fastapi import Query, Request

from besedka.actions import access
from besedka.actions.messages import OperatorPost, Posted
from besedka.api.guards import api_of
from besedka.api.operator.door import PAGE, Id, Me, commit, conversation_id, make_router
from besedka.domain.ids import MessageId
from besedka.domain.message import clean_text
from besedka.wire import operator as words
from besedka.wire import operator_words
from besedka.wire.decode import file_ids

Seq = Annotated[int | None, Query(ge=0, le=2**53)]
router = make_router()


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
    found = await api_of(request).deps.database.read(access.thread(me, conversation_id(id), before, after, limit))
    return {
        "position": found.position,
        "messages": [operator_words.message(m, found.attached.get(m.id, ())) for m in found.messages],
        "more": found.more,
    }


@router.post("/conversations/{id}/messages")
async def post_message(request: Request, me: Me, id: Id, body: words.NewMessage) -> words.Stored:
    """Post an answer; the same `id` again returns the first answer."""
    files = file_ids(body.get("files"))
    text, now, admin = clean_text(body["text"], files=len(files)), api_of(request).deps.clock.now(), me.role == "admin"
    message = MessageId(bytes.fromhex(body["id"]))
    posted: Posted = await commit(
        request,
        lambda done: OperatorPost(me.project, me.id, admin, conversation_id(id), message, text, now, done, files),
    )
    return {"id": posted.id.hex(), "seq": posted.seq, "at": posted.at}
