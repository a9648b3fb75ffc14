"""The journal of consents in the cabinet: read, exported, and an entry marked as taken back."""

from typing import Annotated

from fastapi import Query, Request, Response

from besedka.actions import audit
from besedka.actions import consents as actions
from besedka.api.cursors import cursor, read_cursor
from besedka.api.guards import deps_of
from besedka.api.owner.door import Id, Me, Number, make_router, read
from besedka.domain.audit import Did
from besedka.domain.consent import exported
from besedka.domain.ids import ProjectNumber
from besedka.wire import forms as words
from besedka.wire import forms_words

ALL = "/projects/{number}/consents"
MOST = 100_000
"""Entries of one export."""
router = make_router()


@router.get(ALL)
async def list_consents(
    request: Request,
    me: Me,
    number: Number,
    cursor_text: Annotated[str | None, Query(alias="cursor", max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> words.Consents:
    """Return a page of the journal, newest first; `next` goes on after it."""
    after = read_cursor(cursor_text)
    journal = await read(request, actions.journal(me.id, ProjectNumber(number), after, limit))
    last = journal.entries[-1] if journal.more else None
    return {
        "consents": [forms_words.consented(one) for one in journal.entries],
        "next": None if last is None else cursor((last.at, last.id)),
        "total": journal.total,
    }  # fmt: skip


@router.get(f"{ALL}/export", response_class=Response)
async def export_consents(request: Request, me: Me, number: Number) -> Response:
    """Return the journal as a table of separated values."""
    project = ProjectNumber(number)
    journal = await read(request, actions.journal(me.id, project, None, MOST))
    await audit.noted(deps_of(request), audit.of_cabinet(me.id), project, Did("consents_exported"))
    named = {"Content-Disposition": 'attachment; filename="consents.csv"'}
    return Response(exported(journal.entries), media_type="text/csv; charset=utf-8", headers=named)


@router.post(f"{ALL}/{{id}}/withdrawal", status_code=204)
async def withdraw_consent(request: Request, me: Me, number: Number, id: Id) -> Response:
    """Note that the person has taken their consent back; what was agreed to stays written. A second time changes nothing."""
    await actions.withdraw(deps_of(request), me.id, ProjectNumber(number), bytes.fromhex(id))
    return Response(status_code=204)
