"""Canned responses in the cabinet: kept by the owner and the members."""

from typing import Annotated, Literal

from fastapi import Depends, Query, Request, Response

from besedka.actions import audit
from besedka.actions import canned as actions
from besedka.actions.canned import Keeper
from besedka.actions.canned_import import bring_in
from besedka.api.canned import keep_folders, keep_responses
from besedka.api.errors import language_of
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Me, Number, make_router, read
from besedka.domain.audit import Did
from besedka.domain.canned_table import exported, lines_of
from besedka.domain.ids import ProjectNumber
from besedka.domain.sentences import sentence
from besedka.wire import operator as words
from besedka.wire import operator_words
from besedka.wire import owner as owner_words

ALL, FOLDERS = "/projects/{number}/canned", "/projects/{number}/folders"
router = make_router()


async def keeper(me: Me, number: Number) -> Keeper:
    """Return the person as one who keeps the project's canned responses: whether they may, the action asks."""
    return Keeper(ProjectNumber(number), person=me.id)


@router.get(ALL)
async def list_canned(request: Request, who: Annotated[Keeper, Depends(keeper)]) -> words.CannedLibrary:
    """Return all canned responses of the project."""
    return operator_words.library(await read(request, actions.library(who)))


@router.get(f"{ALL}/export", response_class=Response)
async def export_canned(
    request: Request,
    who: Annotated[Keeper, Depends(keeper)],
    kind: Annotated[Literal["csv", "json"], Query(alias="format")] = "csv",
) -> Response:
    """Return all canned responses as a file: CSV or JSON, with folder, title and text of each."""
    text = exported(await read(request, actions.library(who)), kind)
    await audit.noted(deps_of(request), who.actor, who.project, Did("canned_exported"))
    media = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    return Response(text, media_type=media, headers={"Content-Disposition": f'attachment; filename="canned.{kind}"'})


@router.post(f"{ALL}/import")
async def import_canned(
    request: Request, who: Annotated[Keeper, Depends(keeper)], body: owner_words.CannedFile
) -> owner_words.CannedReport:
    """Bring in a file, in one piece. `done` false: nothing was changed, for some rows are refused; with `anyway` those are left out."""
    lines = lines_of(body["content"], body["format"])
    report = await bring_in(deps_of(request), who, lines, anyway=body["anyway"])
    if report.done:
        api_of(request).hub.blip(who.project, {"b": "canned"})
    language = language_of(request)
    refused: list[owner_words.CannedRefused] = [
        {
            "row": one.row,
            "title": one.title,
            "code": one.why.code,
            "message": sentence(one.why.code, one.why.params, language),
        }
        for one in report.refused
    ]
    return {
        "done": report.done, "added": report.added, "changed": report.changed, "same": report.same, "refused": refused,
    }  # fmt: skip


keep_responses(router, ALL, keeper)
keep_folders(router, FOLDERS, keeper)
