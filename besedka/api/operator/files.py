"""The operators' files: uploads in pieces, and downloads of what is in scope."""

from fastapi import Request, Response

from besedka.actions import files
from besedka.actions.files import Uploader
from besedka.api.downloads import OPERATORS, hand_out, hand_out_preview
from besedka.api.operator.door import Id, Me, make_router, read
from besedka.api.uploads import file_id, take_uploads

router = make_router()


async def uploader(me: Me) -> Uploader:
    """Return the operator as one who uploads."""
    return Uploader.operator(me)


take_uploads(router, uploader, uploader)


@router.get("/files/{id}/content", response_class=Response)
async def download(request: Request, me: Me, id: Id) -> Response:
    """Return a file of a conversation in your scope; `Range` is understood."""
    return await hand_out(request, await read(request, files.for_operator(me, file_id(id))), OPERATORS)


@router.get("/files/{id}/preview", response_class=Response)
async def preview(request: Request, me: Me, id: Id) -> Response:
    """Return a small picture of it."""
    return await hand_out_preview(request, await read(request, files.for_operator(me, file_id(id))), OPERATORS)
