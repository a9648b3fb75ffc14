"""Canned responses in the cabinet: kept by the owner and the members."""

from fastapi import Request, Response

from besedka.actions import canned as actions
from besedka.actions.canned import Keeper
from besedka.api import canned
from besedka.api.owner.door import Id, Me, Number, make_router, read
from besedka.domain.ids import ProjectNumber
from besedka.domain.operator import Owner
from besedka.wire import operator as words
from besedka.wire import operator_words

ALL, FOLDERS = "/projects/{number}/canned", "/projects/{number}/folders"
ONE, FOLDER = ALL + "/{id}", FOLDERS + "/{id}"
router = make_router()


@router.get(ALL)
async def list_canned(request: Request, me: Me, number: Number) -> words.CannedLibrary:
    """Return all canned responses of the project."""
    return operator_words.library(await read(request, actions.library(_keeper(me, number))))


@router.post(ALL, status_code=201)
async def add_canned(request: Request, me: Me, number: Number, body: words.NewCanned) -> words.CannedResponse:
    """Make a canned response; the same `id` again answers the same. 422 by field."""
    return await canned.add(request, _keeper(me, number), body)


@router.put(ONE)
async def change_canned(
    request: Request, me: Me, number: Number, id: Id, body: words.CannedChange
) -> words.CannedResponse:
    """Change a canned response. 409 `canned_changed` when somebody else did since `seen`."""
    return await canned.change(request, _keeper(me, number), id, body)


@router.delete(ONE, status_code=204)
async def remove_canned(request: Request, me: Me, number: Number, id: Id) -> Response:
    """Remove a canned response."""
    await canned.remove(request, _keeper(me, number), id)
    return Response(status_code=204)


@router.post(FOLDERS, status_code=201)
async def add_folder(request: Request, me: Me, number: Number, body: words.NewFolder) -> words.CannedFolder:
    """Make a folder of canned responses."""
    return await canned.add_folder(request, _keeper(me, number), body)


@router.put(FOLDER)
async def rename_folder(
    request: Request, me: Me, number: Number, id: Id, body: words.FolderChange
) -> words.CannedFolder:
    """Call a folder otherwise."""
    return await canned.rename_folder(request, _keeper(me, number), id, body)


@router.delete(FOLDER, status_code=204)
async def remove_folder(request: Request, me: Me, number: Number, id: Id) -> Response:
    """Remove a folder; its canned responses stay, in no folder."""
    await canned.remove_folder(request, _keeper(me, number), id)
    return Response(status_code=204)


def _keeper(me: Owner, number: int) -> Keeper:
    return Keeper(ProjectNumber(number), person=me.id)
