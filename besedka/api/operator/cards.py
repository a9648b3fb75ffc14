"""The client's card of a conversation."""

from typing import Annotated

from fastapi import Query, Request

from besedka.actions import contacts as actions
from besedka.actions.contacts import EditContact, Recognise
from besedka.api import cursors
from besedka.api.guards import api_of
from besedka.api.operator.door import PAGE, Id, Me, commit, conversation_id, make_router, read, read_to_change
from besedka.domain.contact import Edit
from besedka.domain.conversation import Conversation
from besedka.domain.ids import ContactId
from besedka.store.card_files import place
from besedka.wire import operator as words
from besedka.wire import operator_words

router = make_router()


@router.get("/conversations/{id}/card")
async def read_card(request: Request, me: Me, id: Id) -> words.Card:
    """Return what is known of the client: contact, site's parameters, path, earlier conversations."""
    found = await read(request, actions.card(me, conversation_id(id)))
    api_of(request).hub.blip(me.project, {"b": "visitor_asked", "visitor": found.visitor.hex()})
    return operator_words.card(found)


@router.get("/conversations/{id}/files")
async def list_files(
    request: Request, me: Me, id: Id, cursor: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = PAGE,
) -> words.CardFiles:  # fmt: skip
    """Return a page of the client's files, newest first: of this conversation and of the same contact's others within your scope,
    notes' files among them. `cursor` is the `next` of the page before."""
    after, conversation = cursors.read_cursor(cursor), conversation_id(id)
    position, found = await read(request, actions.files(me, conversation, after, limit + 1))
    rows, more = found[:limit], len(found) > limit
    return {
        "position": position,
        "files": [operator_words.card_file(one) for one in rows],
        "next": cursors.cursor(place(rows[-1])) if more else None,
    }


@router.put("/conversations/{id}/contact")
async def change_contact(request: Request, me: Me, id: Id, body: words.ContactChange) -> words.Card:
    """Change who the client is; every open app sees the new name at once. 422 by field; 403 `not_yours`."""
    now, c = api_of(request).deps.clock.now(), conversation_id(id)
    known = body.get("contact")
    changed: Conversation
    if known is not None:
        contact = await read(request, actions.chosen(me, ContactId(bytes.fromhex(known))))
        changed = await commit(request, lambda done: Recognise(me, c, now, done, contact))
    else:
        edit = Edit(body.get("name"), body.get("phone"), body.get("email"))
        before = await read_to_change(request, actions.before(me, c))
        changed = await commit(request, lambda done: EditContact(me, c, now, done, edit, before))
    return operator_words.card(await read(request, actions.card(me, changed.id)))
