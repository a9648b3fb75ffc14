"""Uploading in pieces: the same at all doors, the visitors', the operators' and the cabinet's."""

from collections.abc import Callable, Coroutine
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from besedka.actions import files
from besedka.actions.files import Uploader
from besedka.api.guards import api_of, piece_of
from besedka.domain.ids import HEX_ID, FileId
from besedka.wire.shapes import NewFile, Upload
from besedka.wire.uploads import PIECE_OF_A_FILE, upload

UploaderOf: TypeAlias = Callable[..., Coroutine[object, object, Uploader]]
"""A door's dependency, which finds out who uploads."""
Id = Annotated[str, Path(pattern=HEX_ID)]
Offset = Annotated[int, Query(ge=0, le=2**53)]


def take_uploads(router: APIRouter, uploader_of: UploaderOf, beginner_of: UploaderOf, under: str = "/files") -> None:
    """Add the routes by which a door takes uploads, at `under`; who begins one may have to be let in by `beginner_of`."""
    one = under + "/{id}"

    @router.put(one)
    async def begin_upload(
        request: Request, who: Annotated[Uploader, Depends(beginner_of)], id: Id, body: NewFile
    ) -> Upload:
        """Begin an upload under an id of yours, or find how far it is."""
        return upload(await files.begin(api_of(request).deps, who, file_id(id), body["name"], body["size"]))

    @router.get(one)
    async def look_at_upload(request: Request, who: Annotated[Uploader, Depends(uploader_of)], id: Id) -> Upload:
        """Tell how far an upload of yours is."""
        return upload(await files.look(api_of(request).deps, who, file_id(id)))

    @router.patch(one, openapi_extra=PIECE_OF_A_FILE)
    async def append_to_upload(
        request: Request, who: Annotated[Uploader, Depends(uploader_of)], id: Id, offset: Offset
    ) -> Upload:
        """Add a piece of at most 2 MiB at `offset`. Where that is not the end, nothing is added: go on from `received`."""
        data = await piece_of(request)
        return upload(await files.append(api_of(request).deps, who, file_id(id), offset, data))

    @router.delete(one, status_code=204)
    async def cancel_upload(request: Request, who: Annotated[Uploader, Depends(uploader_of)], id: Id) -> Response:
        """Give up an upload that was not posted."""
        await files.cancel(api_of(request).deps, who, file_id(id))
        return Response(status_code=204)


def file_id(text: str) -> FileId:
    """Return the id that the address names."""
    return FileId(bytes.fromhex(text))
