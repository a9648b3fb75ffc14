"""Uploads of the cabinet: what is to go with a canned response."""

from fastapi import Request

from besedka.actions import files
from besedka.actions.files import Uploader
from besedka.api.owner.door import Me, Number, make_router, read
from besedka.api.uploads import take_uploads
from besedka.domain.ids import ProjectNumber

router = make_router()


async def uploader(request: Request, me: Me, number: Number) -> Uploader:
    """Return the person as one who uploads into a project within their reach. NotFound."""
    return await read(request, files.keeper(me.id, ProjectNumber(number)))


take_uploads(router, uploader, uploader, "/projects/{number}/files")
