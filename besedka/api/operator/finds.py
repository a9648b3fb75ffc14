"""Search over messages, notes and clients, within the operator's scope."""

from typing import Annotated

from fastapi import Depends, Query, Request

from besedka.actions import access
from besedka.api.operator.door import Me, make_router, read
from besedka.api.operator.lists import narrowed
from besedka.domain.errors import BadInput
from besedka.domain.listing import Filter
from besedka.domain.search import MAX_QUERY, Term, excerpt, numbers, terms
from besedka.store.search import Hit
from besedka.wire import operator as words
from besedka.wire import operator_words

router = make_router()


@router.get("/search")
async def search(
    request: Request, me: Me, q: str, by: Annotated[Filter, Depends(narrowed)],
    cursor: Annotated[int | None, Query(ge=0, le=2**32 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> words.SearchPage:  # fmt: skip
    """Return what has all words of `q`, in any form and case (the last one may be a beginning), in conversations narrowed by filters; when
    `q` is a telephone number or a part of one, what has it too, however it is written there.

    `cursor` is the `next` of the page before, asked for with the same ones. A page may be short, or empty, and not be the last.
    """
    if len(q) > MAX_QUERY:
        raise BadInput("query_long", {"limit": MAX_QUERY, "field": "q"})
    wanted, dialled = terms(q), numbers(q)
    found = await read(request, access.search(me, wanted, cursor, limit, by, dialled))
    return {"hits": [_hit(hit, wanted, dialled) for hit in found.hits], "next": found.next}


def _hit(hit: Hit, wanted: list[Term], dialled: list[Term]) -> words.SearchHit:
    c = hit.conversation
    marked = excerpt(hit.text, wanted, dialled)
    parts: list[words.ExcerptPart] = [{"text": part.text, "hit": part.hit} for part in marked]
    id, seq, at = c.id.hex(), c.last_seq, c.last_at
    if hit.message is not None:
        id, seq, at = hit.message.id.hex(), hit.message.seq, hit.message.at
    elif hit.note is not None:
        id, seq, at = hit.note.id.hex(), hit.note.after, hit.note.at
    return {
        "kind": hit.kind, "conversation": operator_words.conversation(c), "id": id, "seq": seq, "at": at, "parts": parts,
    }  # fmt: skip
