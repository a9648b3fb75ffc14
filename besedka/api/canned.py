"""What both doors do with canned responses: the operators' (administrators) and the cabinet's. Open apps hear of every change."""

from fastapi import Request

from besedka.actions import canned as actions
from besedka.actions.canned import Draft, Keeper
from besedka.api.guards import api_of
from besedka.domain.ids import CannedId, FolderId, Instant
from besedka.wire import operator as words
from besedka.wire import operator_words


async def add(request: Request, keeper: Keeper, body: words.NewCanned) -> words.CannedResponse:
    """Make a canned response."""
    id, draft = CannedId(bytes.fromhex(body["id"])), _draft(body)
    made = await actions.add(api_of(request).deps, keeper, id, draft)
    _tell(request, keeper)
    return operator_words.canned(made)


async def change(request: Request, keeper: Keeper, id: str, body: words.CannedChange) -> words.CannedResponse:
    """Change a canned response."""
    deps, named = api_of(request).deps, CannedId(bytes.fromhex(id))
    changed = await actions.change(deps, keeper, named, _draft(body), Instant(body["seen"]))
    _tell(request, keeper)
    return operator_words.canned(changed)


async def remove(request: Request, keeper: Keeper, id: str) -> None:
    """Remove a canned response."""
    await actions.remove(api_of(request).deps, keeper, CannedId(bytes.fromhex(id)))
    _tell(request, keeper)


async def add_folder(request: Request, keeper: Keeper, body: words.NewFolder) -> words.CannedFolder:
    """Make a folder."""
    made = await actions.add_folder(api_of(request).deps, keeper, FolderId(bytes.fromhex(body["id"])), body["name"])
    _tell(request, keeper)
    return operator_words.folder(made)


async def rename_folder(request: Request, keeper: Keeper, id: str, body: words.FolderChange) -> words.CannedFolder:
    """Call a folder otherwise."""
    deps = api_of(request).deps
    changed = await actions.rename_folder(deps, keeper, FolderId(bytes.fromhex(id)), body["name"])
    _tell(request, keeper)
    return operator_words.folder(changed)


async def remove_folder(request: Request, keeper: Keeper, id: str) -> None:
    """Remove a folder; what lies in it then lies in none."""
    await actions.remove_folder(api_of(request).deps, keeper, FolderId(bytes.fromhex(id)))
    _tell(request, keeper)


def _draft(body: words.NewCanned | words.CannedChange) -> Draft:
    folder = body["folder"]
    return Draft(body["title"], body["text"], None if folder is None else FolderId(bytes.fromhex(folder)))


def _tell(request: Request, keeper: Keeper) -> None:
    api_of(request).hub.blip(keeper.project, {"b": "canned"})
