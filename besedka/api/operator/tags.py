"""Tags: kept by administrators, set by every operator."""

from typing import Annotated

from fastapi import Path, Request, Response

from besedka.actions import tags as actions
from besedka.actions.tags import SetTag
from besedka.api.guards import api_of, deps_of
from besedka.api.operator.door import Id, Me, commit, conversation_id, make_router, read
from besedka.domain.conversation import Conversation
from besedka.domain.ids import HEX_ID, TagId
from besedka.domain.operator import Operator
from besedka.store import tags as store
from besedka.wire import operator as words
from besedka.wire import operator_words

TagPath = Annotated[str, Path(pattern=HEX_ID)]
router = make_router()


@router.get("/tags")
async def list_tags(request: Request, me: Me) -> list[words.Tag]:
    """Return the project's tags, in their order."""
    return [operator_words.tag(tag) for tag in await read(request, store.of_project(me.project))]


@router.post("/tags", status_code=201)
async def add_tag(request: Request, me: Me, body: words.NewTag) -> words.Tag:
    """Make a tag; the same `id` again answers the same. 403 `admins_only`; 409 `tag_taken`."""
    made = await actions.add(deps_of(request), me, _id(body["id"]), body["name"], body["color"])
    _tell(request, me)
    return operator_words.tag(made)


@router.put("/tags/{id}")
async def change_tag(request: Request, me: Me, id: Id, body: words.TagChange) -> words.Tag:
    """Call a tag otherwise, or paint it."""
    changed = await actions.change(deps_of(request), me, _id(id), body["name"], body["color"])
    _tell(request, me)
    return operator_words.tag(changed)


@router.delete("/tags/{id}", status_code=204)
async def remove_tag(request: Request, me: Me, id: Id) -> Response:
    """Remove a tag, from every conversation too."""
    await actions.remove(deps_of(request), me, _id(id))
    _tell(request, me)
    return Response(status_code=204)


@router.put("/conversations/{id}/tags/{tag}")
async def set_tag(request: Request, me: Me, id: Id, tag: TagPath) -> words.ConversationView:
    """Set a tag on a conversation in your scope."""
    return await _set(request, me, id, tag, on=True)


@router.delete("/conversations/{id}/tags/{tag}")
async def unset_tag(request: Request, me: Me, id: Id, tag: TagPath) -> words.ConversationView:
    """Unset a tag."""
    return await _set(request, me, id, tag, on=False)


async def _set(request: Request, me: Operator, id: str, tag: str, *, on: bool) -> words.ConversationView:
    now = api_of(request).deps.clock.now()
    c: Conversation = await commit(request, lambda done: SetTag(me, conversation_id(id), now, done, _id(tag), on))
    return {"position": c.last_position, "conversation": operator_words.conversation(c)}


def _id(text: str) -> TagId:
    return TagId(bytes.fromhex(text))


def _tell(request: Request, me: Operator) -> None:
    api_of(request).hub.blip(me.project, {"b": "tags"})
