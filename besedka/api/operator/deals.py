"""The leads of the built-in CRM: board, list, one lead, and a table of them to take along."""

from typing import Annotated

from fastapi import Depends, Path, Query, Request, Response

from besedka.actions import pipelines
from besedka.actions.deals import reading, writing
from besedka.actions.deals.reading import Page
from besedka.actions.deals.writing import Draft, Edited
from besedka.api.errors import language_of
from besedka.api.guards import api_of, deps_of
from besedka.api.operator.door import PAGE, Id, Me, make_router, read
from besedka.domain.crm import Pipeline
from besedka.domain.deal import DealSeen, Narrowed
from besedka.domain.errors import NotFound
from besedka.domain.ids import HEX_ID, DealId, Instant, OperatorId
from besedka.domain.operator import Operator
from besedka.store import deals as store
from besedka.wire import deal_words
from besedka.wire import operator as words

ONE = "/deals/{id}"
ON_BOARD = 30
"""Leads of each stage that the board begins with."""
Named = Annotated[str | None, Query(pattern=HEX_ID)]
Moment = Annotated[int | None, Query(ge=0, le=2**53)]
Cursor = Annotated[str | None, Query(pattern=HEX_ID)]
PipelinePath = Annotated[str, Path(pattern=HEX_ID)]
router = make_router()


async def narrowed(
    pipeline: Named = None, stage: Named = None,
    responsible: Annotated[str | None, Query(pattern=r"^([0-9a-f]{32}|nobody)$")] = None,
    text: Annotated[str, Query(max_length=200)] = "", since: Moment = None, until: Moment = None,
) -> Narrowed:  # fmt: skip
    """Return what is wanted. `since` (with it) and `until` (without it) bound when a lead was made; `text` is looked for in title, client
    and free text."""
    whose = None if responsible is None else OperatorId(b"" if responsible == "nobody" else bytes.fromhex(responsible))
    return Narrowed(
        _hex(pipeline), _hex(stage), whose, text, None if since is None else Instant(since), None if until is None else Instant(until)
    )  # fmt: skip


By = Annotated[Narrowed, Depends(narrowed)]


@router.get("/pipelines")
async def read_pipelines(request: Request, me: Me) -> words.OwnCrm:
    """Return whether the project works in its own CRM, its pipelines, the first where leads begin (the first time one is made), and whether
    there are leads in your scope."""
    kept = await pipelines.seen(deps_of(request), me, language_of(request))
    return {"on": kept.on, "pipelines": [deal_words.pipeline(one) for one in kept.pipelines], "leads": kept.leads}


@router.get("/pipelines/{id}/board")
async def read_board(request: Request, me: Me, id: PipelinePath, by: By) -> words.Board:
    """Return a pipeline's leads by stages, within your scope: the newest of each; the list goes on after `next`."""
    columns = await read(request, reading.board(me, await _pipeline(request, me, id), by, ON_BOARD + 1))
    return {
        "columns": [
            {"stage": one.stage, "count": one.count, "sum": one.sum, **_page(me, one.deals, ON_BOARD)}
            for one in columns
        ]
    }


@router.get("/deals")
async def list_deals(
    request: Request, me: Me, by: By, cursor: Cursor = None, limit: Annotated[int, Query(ge=1, le=500)] = PAGE
) -> words.DealPage:
    """Return a page of the leads in your scope, newest first: yours, of your conversations, and nobody's; an administrator's all."""
    return _page(me, await read(request, store.page(me, by, _hex(cursor), limit + 1)), limit)


@router.get("/deals/export", response_class=Response)
async def export_deals(request: Request, me: Me, by: By) -> Response:
    """Return the leads in your scope as a table of separated values."""
    text = await reading.export(deps_of(request), me, by)
    named = {"Content-Disposition": 'attachment; filename="leads.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=named)


@router.post("/deals", status_code=201)
async def add_deal(request: Request, me: Me, body: words.NewDeal) -> words.DealView:
    """Make a lead by hand: it is yours. The same `id` again answers the same. `joined`: its client was known already. 422 by field."""
    draft = Draft(body["title"], body["name"], body["phone"], body["email"], body["stage"], body["sum"], body["note"])
    made = await writing.add(deps_of(request), me, _id(body["id"]), draft)
    return {**_told(request, me, made), "joined": made.joined}


@router.get(ONE)
async def read_deal(request: Request, me: Me, id: Id) -> words.DealView:
    """Return a lead with its comments and its history. 404 beyond your scope."""
    return _view(me, await read(request, reading.page(me, _id(id))))


@router.patch(ONE)
async def change_deal(request: Request, me: Me, id: Id, body: words.DealEdit) -> words.DealView:
    """Change what is given. 403 `admins_only` for giving a lead to a colleague: one may take what is nobody's, and let go."""
    to = body.get("responsible")
    edited = Edited(
        body.get("title"), body.get("stage"), None if to is None else OperatorId(bytes.fromhex(to)), body.get("sum"), body.get("note")
    )  # fmt: skip
    return _told(request, me, await writing.change(deps_of(request), me, _id(id), edited))


@router.delete(ONE, status_code=204)
async def remove_deal(request: Request, me: Me, id: Id) -> Response:
    """Delete a lead. 403 `admins_only`."""
    await writing.remove(deps_of(request), me, _id(id))
    _tell(request, me)
    return Response(status_code=204)


@router.post(f"{ONE}/comments", status_code=201)
async def add_deal_comment(request: Request, me: Me, id: Id, body: words.NewDealComment) -> words.DealView:
    """Comment on a lead; the same comment's `id` again answers the same."""
    return _told(
        request, me, await writing.comment(deps_of(request), me, _id(id), bytes.fromhex(body["id"]), body["text"])
    )


async def _pipeline(request: Request, me: Operator, id: str) -> Pipeline:
    kept = await pipelines.of(deps_of(request), me.project)
    found = next((one for one in kept if one.id == id), None)
    if found is None:
        raise NotFound("not_found")
    return found


def _page(me: Operator, found: list[DealSeen], limit: int) -> words.DealPage:
    shown = found[:limit]
    return {
        "deals": [deal_words.deal(me, one) for one in shown],
        "next": shown[-1].deal.id.hex() if len(found) > limit else None,
    }


def _view(me: Operator, page: Page) -> words.DealView:
    return deal_words.view(me, page.seen, page.comments, page.history)


def _told(request: Request, me: Operator, page: Page) -> words.DealView:
    _tell(request, me)
    return _view(me, page)


def _tell(request: Request, me: Operator) -> None:
    api_of(request).hub.blip(me.project, {"b": "deals"})


def _id(text: str) -> DealId:
    return DealId(bytes.fromhex(text))


def _hex(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)
