"""A conversation's messages."""

from typing import Annotated

from fastapi import Path, Query, Request

from besedka.actions import access, audit
from besedka.actions.edits import Changed, DeleteMessage, EditMessage
from besedka.actions.messages import OperatorPost, Posted
from besedka.api.guards import api_of, deps_of
from besedka.api.operator.door import PAGE, Id, Me, commit, conversation_id, make_router, read
from besedka.domain.audit import Did
from besedka.domain.ids import HEX_ID, MessageId, Seq
from besedka.domain.message import clean_text
from besedka.domain.operator import Operator
from besedka.store import files as file_rows
from besedka.wire import operator as words
from besedka.wire import operator_words
from besedka.wire.decode import file_ids

SeqQuery = Annotated[int | None, Query(ge=0, le=2**53)]
MessageIdPath = Annotated[str, Path(pattern=HEX_ID)]
router = make_router()


@router.get("/conversations/{id}/messages")
async def read_messages(
    request: Request,
    me: Me,
    id: Id,
    before: SeqQuery = None,
    after: SeqQuery = None,
    limit: Annotated[int, Query(ge=1, le=500)] = PAGE,
) -> words.MessagePage:
    """Return a page of messages: the newest, those before a seq, or those after one."""
    found = await api_of(request).deps.database.read(access.thread(me, conversation_id(id), before, after, limit))
    return {
        "position": found.position,
        "messages": [operator_words.message(m, found.attached.get(m.id, ())) for m in found.messages],
        "more": found.more,
        "notes": [operator_words.note(n, found.beside.get(n.id, ())) for n in found.notes],
    }


@router.post("/conversations/{id}/messages")
async def post_message(request: Request, me: Me, id: Id, body: words.NewMessage) -> words.Stored:
    """Post an answer; the same `id` again returns the first answer."""
    quote = Seq(body["quote"]) if body.get("quote") else None
    files = file_ids(body.get("files"))
    text, now, admin = clean_text(body["text"], files=len(files)), api_of(request).deps.clock.now(), me.role == "admin"
    message = MessageId(bytes.fromhex(body["id"]))
    posted: Posted = await commit(
        request,
        lambda done: OperatorPost(
            me.project, me.id, admin, conversation_id(id), message, text, now, done, files, quote
        ),
    )
    return {"id": posted.id.hex(), "seq": posted.seq, "at": posted.at}


@router.patch("/conversations/{id}/messages/{message}")
async def edit_message(
    request: Request, me: Me, id: Id, message: MessageIdPath, body: words.NewText
) -> words.MessageView:
    """Change your own message; the client sees it at once. 409 `change_too_late` after the project's time limit."""
    limit, now, named = await _limit(request, me), api_of(request).deps.clock.now(), MessageId(bytes.fromhex(message))
    attached = tuple((await read(request, file_rows.used_by("message", [named]))).get(named, ()))
    text = clean_text(body["text"], files=len(attached))
    changed: Changed = await commit(
        request, lambda done: EditMessage(me, conversation_id(id), now, done, named, limit, text, attached)
    )
    return _view(changed)


@router.delete("/conversations/{id}/messages/{message}")
async def delete_message(request: Request, me: Me, id: Id, message: MessageIdPath) -> words.MessageView:
    """Take your own message back; its place remains. Refused as a change is."""
    limit, now = await _limit(request, me), api_of(request).deps.clock.now()
    named = MessageId(bytes.fromhex(message))
    changed: Changed = await commit(
        request, lambda done: DeleteMessage(me, conversation_id(id), now, done, named, limit)
    )
    return _view(changed)


@router.get("/conversations/{id}/messages/{message}/versions")
async def read_versions(request: Request, me: Me, id: Id, message: MessageIdPath) -> words.Versions:
    """Return what a message or a note said before it was changed. Administrators only."""
    found = await read(request, access.versions(me, conversation_id(id), bytes.fromhex(message)))
    did = Did("versions_read", f"#{found.conversation.ordinal}", found.conversation.id)
    await audit.noted(deps_of(request), audit.of_operator(me), me.project, did)
    return {"versions": [operator_words.version(v) for v in found.versions]}


async def _limit(request: Request, me: Operator) -> int:
    channel = await api_of(request).hub.channel(me.project)
    return channel.project.settings.edit_limit


def _view(changed: Changed) -> words.MessageView:
    return {"position": changed.position, "message": operator_words.message(changed.message, changed.attached)}
