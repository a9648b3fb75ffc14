"""Keeping canned responses: the same at both doors, the operators' (administrators) and the cabinet's. Open apps hear of every change."""

from collections.abc import Callable, Coroutine
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Path, Request, Response

from besedka.actions import canned as actions
from besedka.actions.canned import Draft, Keeper
from besedka.api.guards import api_of, deps_of
from besedka.domain.ids import HEX_ID, CannedId, FolderId, Instant
from besedka.wire import operator as words
from besedka.wire import operator_words
from besedka.wire.decode import file_ids

KeeperOf: TypeAlias = Callable[..., Coroutine[object, object, Keeper]]
"""A door's dependency, which finds out who keeps, and in which project."""
Id = Annotated[str, Path(pattern=HEX_ID)]


def keep_responses(router: APIRouter, under: str, keeper_of: KeeperOf) -> None:
    """Add the routes by which a door makes, changes and removes canned responses, at `under`."""

    @router.post(under, status_code=201)
    async def add_canned(
        request: Request, who: Annotated[Keeper, Depends(keeper_of)], body: words.NewCanned
    ) -> words.CannedResponse:
        """Make a canned response; the same `id` again answers the same. 403 `only_admins`; 422 by field."""
        made = await actions.add(deps_of(request), who, _canned(body["id"]), _draft(body))
        _tell(request, who)
        return operator_words.canned(made)

    @router.put(f"{under}/{{id}}")
    async def change_canned(
        request: Request, who: Annotated[Keeper, Depends(keeper_of)], id: Id, body: words.CannedChange
    ) -> words.CannedResponse:
        """Change a canned response. 409 `canned_changed` when somebody else did since `seen`."""
        seen = Instant(body["seen"])
        changed = await actions.change(deps_of(request), who, _canned(id), _draft(body), seen)
        _tell(request, who)
        return operator_words.canned(changed)

    @router.delete(f"{under}/{{id}}", status_code=204)
    async def remove_canned(request: Request, who: Annotated[Keeper, Depends(keeper_of)], id: Id) -> Response:
        """Remove a canned response."""
        await actions.remove(deps_of(request), who, _canned(id))
        _tell(request, who)
        return Response(status_code=204)


def keep_folders(router: APIRouter, under: str, keeper_of: KeeperOf) -> None:
    """Add the routes by which a door makes, renames and removes their folders, at `under`."""

    @router.post(under, status_code=201)
    async def add_folder(
        request: Request, who: Annotated[Keeper, Depends(keeper_of)], body: words.NewFolder
    ) -> words.CannedFolder:
        """Make a folder of canned responses."""
        made = await actions.add_folder(deps_of(request), who, _folder(body["id"]), body["name"])
        _tell(request, who)
        return operator_words.folder(made)

    @router.put(f"{under}/{{id}}")
    async def rename_folder(
        request: Request, who: Annotated[Keeper, Depends(keeper_of)], id: Id, body: words.FolderChange
    ) -> words.CannedFolder:
        """Call a folder otherwise."""
        changed = await actions.rename_folder(deps_of(request), who, _folder(id), body["name"])
        _tell(request, who)
        return operator_words.folder(changed)

    @router.delete(f"{under}/{{id}}", status_code=204)
    async def remove_folder(request: Request, who: Annotated[Keeper, Depends(keeper_of)], id: Id) -> Response:
        """Remove a folder; its canned responses stay, in no folder."""
        await actions.remove_folder(deps_of(request), who, _folder(id))
        _tell(request, who)
        return Response(status_code=204)


def _canned(text: str) -> CannedId:
    return CannedId(bytes.fromhex(text))


def _folder(text: str) -> FolderId:
    return FolderId(bytes.fromhex(text))


def _draft(body: words.NewCanned | words.CannedChange) -> Draft:
    folder, wanted = body["folder"], file_ids(body["files"]) if "files" in body else None
    return Draft(body["title"], body["text"], None if folder is None else _folder(folder), wanted)


def _tell(request: Request, who: Keeper) -> None:
    api_of(request).hub.blip(who.project, {"b": "canned"})
