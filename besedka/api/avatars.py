"""Avatars: how one is sent, and where anybody sees it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from besedka.actions import avatars
from besedka.actions.avatars import Allowed
from besedka.api.downloads import INERT
from besedka.api.guards import api_of, deps_of, piece_of
from besedka.domain.file import Crop, picture_path
from besedka.domain.ids import FileId
from besedka.wire.shapes import Avatar

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "Cross-Origin-Resource-Policy": "cross-origin"}
Pixels = Annotated[int | None, Query(ge=0, le=100_000)]
router = APIRouter(include_in_schema=False)


@router.get("/a/{id}.webp")
async def see(request: Request, id: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]) -> Response:
    """Return an avatar: public, and for ever the same under its address."""
    deps = api_of(request).deps
    file = await deps.database.read(avatars.picture(FileId(bytes.fromhex(id))))
    content = await deps.files.read(file.key.hex(), 0, file.size)
    return Response(content, media_type="image/webp", headers={**INERT, **FOR_EVER})


def crop_of(left: int | None, top: int | None, side: int | None) -> Crop | None:
    """Return the square that was asked for; None for the whole picture."""
    return None if left is None or top is None or side is None else Crop(left, top, side)


async def give(request: Request, allowed: Allowed, crop: Crop | None) -> Avatar:
    """Take the request's body as a picture."""
    return {"avatar": picture_path(await avatars.give(deps_of(request), allowed, await piece_of(request), crop))}
