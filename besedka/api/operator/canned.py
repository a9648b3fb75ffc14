"""Canned responses: read by every operator, kept by administrators."""

from fastapi import Request, Response

from besedka.actions.canned import Keeper
from besedka.api import canned
from besedka.api.operator.door import Id, Me, make_router, read
from besedka.domain.operator import Operator
from besedka.store import canned as store
from besedka.wire import operator as words
from besedka.wire import operator_words

router = make_router()


@router.get("/canned")
async def list_canned(request: Request, me: Me) -> words.CannedLibrary:
    """Return all canned responses of the project, for the app to search in by itself."""
    return operator_words.library(await read(request, store.library(me.project)))


@router.post("/canned", status_code=201)
async def add_canned(request: Request, me: Me, body: words.NewCanned) -> words.CannedResponse:
    """Make a canned response; the same `id` again answers the same. 403 `only_admins`; 422 by field."""
    return await canned.add(request, _keeper(me), body)


@router.put("/canned/{id}")
async def change_canned(request: Request, me: Me, id: Id, body: words.CannedChange) -> words.CannedResponse:
    """Change a canned response. 409 `canned_changed` when somebody else did since `seen`."""
    return await canned.change(request, _keeper(me), id, body)


@router.delete("/canned/{id}", status_code=204)
async def remove_canned(request: Request, me: Me, id: Id) -> Response:
    """Remove a canned response."""
    await canned.remove(request, _keeper(me), id)
    return Response(status_code=204)


@router.post("/folders", status_code=201)
async def add_folder(request: Request, me: Me, body: words.NewFolder) -> words.CannedFolder:
    """Make a folder of canned responses."""
    return await canned.add_folder(request, _keeper(me), body)


@router.put("/folders/{id}")
async def rename_folder(request: Request, me: Me, id: Id, body: words.FolderChange) -> words.CannedFolder:
    """Call a folder otherwise."""
    return await canned.rename_folder(request, _keeper(me), id, body)


@router.delete("/folders/{id}", status_code=204)
async def remove_folder(request: Request, me: Me, id: Id) -> Response:
    """Remove a folder; its canned responses stay, in no folder."""
    await canned.remove_folder(request, _keeper(me), id)
    return Response(status_code=204)


def _keeper(me: Operator) -> Keeper:
    return Keeper(me.project, operator=me)
