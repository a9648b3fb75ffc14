"""Lists of conversations: by name, in an order, narrowed by filters."""

from typing import Annotated

from fastapi import Depends, Query, Request

from besedka.actions import access
from besedka.api import cursors
from besedka.api.operator.door import PAGE, Me, make_router, read
from besedka.domain import listing
from besedka.domain.conversation import Channel
from besedka.domain.ids import HEX_ID, Instant, OperatorId, TagId
from besedka.domain.listing import Filter, Order
from besedka.store.lists import place
from besedka.wire import operator as words
from besedka.wire import operator_words

ListName = Annotated[listing.ListName, Query(alias="list")]
Named = Annotated[str | None, Query(pattern=HEX_ID)]
Moment = Annotated[int | None, Query(ge=0, le=2**53)]
router = make_router()


async def narrowed(
    channel: Channel | None = None, operator: Named = None, tag: Named = None, since: Moment = None, until: Moment = None,
    rating: Annotated[int | None, Query(ge=1, le=5)] = None,
) -> Filter:  # fmt: skip
    """Return what a list is to be narrowed by. `since` (with it) and `until` (without it) bound when a conversation began."""
    return Filter(
        channel,
        None if operator is None else OperatorId(bytes.fromhex(operator)),
        None if tag is None else TagId(bytes.fromhex(tag)),
        None if since is None else Instant(since),
        None if until is None else Instant(until),
        rating,
    )


@router.get("/conversations")
async def list_conversations(
    request: Request, me: Me, name: ListName, by: Annotated[Filter, Depends(narrowed)], sort: Order | None = None,
    cursor: Annotated[str | None, Query(max_length=64)] = None, limit: Annotated[int, Query(ge=1, le=500)] = PAGE,
) -> words.ConversationPage:  # fmt: skip
    """Return a page of one list, narrowed by filters; `cursor` is the `next` of the page before, asked for with the same ones.

    `sort`: `recent`, newest words first, or `waiting`, who waits longest first; `unanswered` is by waiting of itself.
    `all` is the administrators'; narrowed by a tag it is answered to any operator, within their scope.
    """
    order = sort or listing.ORDERS[name]
    position, found = await read(request, access.page(me, name, order, cursors.read_cursor(cursor), limit + 1, by))
    rows, more = found[:limit], len(found) > limit
    return {
        "position": position,
        "conversations": [operator_words.conversation(c) for c in rows],
        "next": cursors.cursor(place(rows[-1], order)) if more else None,
    }
