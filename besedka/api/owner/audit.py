"""The audit log in the cabinet: read, narrowed, exported."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Query, Request, Response

from besedka.actions import audit as actions
from besedka.api.cursors import cursor, read_cursor
from besedka.api.guards import deps_of
from besedka.api.owner.door import Me, Number, make_router, read
from besedka.domain.audit import Did, Kind, Wanted, exported
from besedka.domain.ids import HEX_ID, Instant, ProjectNumber
from besedka.wire import owner as words
from besedka.wire import owner_words

ALL = "/projects/{number}/audit"
MOST = 100_000
"""Lines of one export."""
router = make_router()
Moment: TypeAlias = Annotated[int | None, Query(ge=0, le=2**53)]


async def wanted(
    person: Annotated[str | None, Query(pattern=HEX_ID)] = None,
    kind: Kind | None = None,
    since: Moment = None,
    until: Moment = None,
) -> Wanted:
    """Return which lines are asked for."""
    return Wanted(
        None if person is None else bytes.fromhex(person), kind,
        None if since is None else Instant(since), None if until is None else Instant(until),
    )  # fmt: skip


Narrowed = Annotated[Wanted, Depends(wanted)]


@router.get(ALL)
async def read_audit(
    request: Request,
    me: Me,
    number: Number,
    narrowed: Narrowed,
    cursor_text: Annotated[str | None, Query(alias="cursor", max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> words.AuditPage:
    """Return a page of the log, newest first: what a person did or had done to them, of one kind, from `since` to before `until`.

    403 `audit_by_owner` for a member whom the owner has not let.
    """
    after = read_cursor(cursor_text)
    log = await read(request, actions.page(me.id, ProjectNumber(number), after, limit, narrowed))
    last = log.entries[-1] if log.more else None
    return {
        "entries": [owner_words.audited(one) for one in log.entries],
        "next": None if last is None else cursor((last.at, last.id)),
    }


@router.get(f"{ALL}/export", response_class=Response)
async def export_audit(request: Request, me: Me, number: Number, narrowed: Narrowed) -> Response:
    """Return the log as a table of separated values, narrowed as above; that it was taken away is a line of it."""
    project = ProjectNumber(number)
    log = await read(request, actions.page(me.id, project, None, MOST, narrowed))
    await actions.noted(deps_of(request), actions.of_cabinet(me.id), project, Did("audit_exported"))
    named = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return Response(exported(log.entries), media_type="text/csv; charset=utf-8", headers=named)
