"""The operators' files: uploads in pieces, and downloads of what is in scope."""

from typing import Annotated

from fastapi import Query, Request, Response

from besedka.actions import files
from besedka.actions.files import Uploader
from besedka.api.downloads import OPERATORS, hand_out, hand_out_preview
from besedka.api.guards import api_of, piece_of
from besedka.api.operator.door import Id, Me, make_router, read
from besedka.domain.ids import FileId
from besedka.wire.shapes import NewFile, Upload
from besedka.wire.uploads import PIECE_OF_A_FILE, upload

Offset = Annotated[int, Query(ge=0, le=2**53)]
router = make_router()


@router.put("/files/{id}")
async def begin_upload(request: Request, me: Me, id: Id, body: NewFile) -> Upload:
    """Begin an upload under an id of yours, or find how far it is."""
    deps = api_of(request).deps
    return upload(await files.begin(deps, Uploader.operator(me), file_id(id), body["name"], body["size"]))


@router.get("/files/{id}")
async def look_at_upload(request: Request, me: Me, id: Id) -> Upload:
    """Tell how far an upload of yours is."""
    return upload(await files.look(api_of(request).deps, Uploader.operator(me), file_id(id)))


@router.patch("/files/{id}", openapi_extra=PIECE_OF_A_FILE)
async def append_to_upload(request: Request, me: Me, id: Id, offset: Offset) -> Upload:
    """Add a piece of at most 2 MiB at `offset`. Where that is not the end, nothing is added: go on from `received`."""
    data = await piece_of(request)
    return upload(await files.append(api_of(request).deps, Uploader.operator(me), file_id(id), offset, data))


@router.delete("/files/{id}", status_code=204)
async def cancel_upload(request: Request, me: Me, id: Id) -> Response:
    """Give up an upload that was not posted."""
    await files.cancel(api_of(request).deps, Uploader.operator(me), file_id(id))
    return Response(status_code=204)


@router.get("/files/{id}/content", response_class=Response)
async def download(request: Request, me: Me, id: Id) -> Response:
    """Return a file of a conversation in your scope; `Range` is understood."""
    return await hand_out(request, await read(request, files.for_operator(me, file_id(id))), OPERATORS)


@router.get("/files/{id}/preview", response_class=Response)
async def preview(request: Request, me: Me, id: Id) -> Response:
    """Return a small picture of it."""
    return await hand_out_preview(request, await read(request, files.for_operator(me, file_id(id))), OPERATORS)


def file_id(text: str) -> FileId:
    """Return the id that the address names."""
    return FileId(bytes.fromhex(text))
