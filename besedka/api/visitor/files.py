"""The visitors' files: uploads in pieces by whoever holds the key, downloads by signed links."""

from typing import Annotated

from fastapi import Depends, Header, Query, Request, Response

from besedka.actions import files
from besedka.actions.files import Uploader
from besedka.api.downloads import VISITORS, hand_out, hand_out_preview
from besedka.api.guards import address_of, api_of
from besedka.api.uploads import Id, file_id, take_uploads
from besedka.api.visitor.door import SiteRoute, make_router, preflight
from besedka.domain.errors import Forbidden, NotFound
from besedka.domain.project import KEY, Project, origin_allowed
from besedka.domain.visitor import read_key

ProjectKey = Annotated[str, Query(max_length=64)]
VisitorKeyHeader = Annotated[str, Header(alias="Besedka-Visitor", max_length=100)]
REFUSALS = (403, 404, 409, 422, 429, 503)

router = make_router(*REFUSALS)
sites = make_router(*REFUSALS, route_class=SiteRoute)
"""What pages of the project's sites ask. The visitor's key stands in a header, never in the address."""


async def uploader(request: Request, project: ProjectKey, key: VisitorKeyHeader) -> Uploader:
    """Return who asks. NotFound `project_unknown`; Forbidden `origin_refused`, `key_refused`."""
    api = api_of(request)
    known = await api.hub.project_by_key(project) if KEY.match(project) else None
    if known is None:
        raise NotFound("project_unknown")
    _must_be_of_a_site(request, known)
    visitor = read_key(api.deps.secret, known.number, key)
    if visitor is None:
        raise Forbidden("key_refused")
    return await api.deps.database.read(files.visitor(known, visitor))


Who = Annotated[Uploader, Depends(uploader)]


async def beginner(request: Request, who: Who) -> Uploader:
    """Use one of the address's uploads; whoever has a conversation is limited by that. TooMany `too_many_files_now`."""
    hub = api_of(request).hub
    household = hub.crowd.household(address_of(request))
    if who.conversation is None and household:
        hub.uploads.spend(household, hub.deps.clock.ticks())
    return who


take_uploads(sites, uploader, beginner)


@sites.get("/files/{id}/preview", response_class=Response)
async def preview_of_upload(request: Request, who: Who, id: Id) -> Response:
    """Return a small picture of an upload of yours, for a page that was loaded anew before it was posted."""
    file = await api_of(request).deps.database.read(files.own_picture(who, file_id(id)))
    return await hand_out_preview(request, file, VISITORS)


@router.options("/files/{path:path}", include_in_schema=False)
async def may_i_upload(request: Request, project: ProjectKey) -> Response:
    """Answer the browser's preflight for a page of one of the project's sites."""
    return await preflight(request, project, "GET, PUT, PATCH, DELETE", "content-type, besedka-visitor")


@router.get("/file/{token}", response_class=Response)
async def download(request: Request, token: str) -> Response:
    """Return the file that a signed link opens; `Range` is understood."""
    api = api_of(request)
    return await hand_out(request, await api.deps.database.read(files.for_visitor(api.hub.links, token)), VISITORS)


@router.get("/file/{token}/preview", response_class=Response)
async def preview(request: Request, token: str) -> Response:
    """Return a small picture of it."""
    api = api_of(request)
    file = await api.deps.database.read(files.for_visitor(api.hub.links, token))
    return await hand_out_preview(request, file, VISITORS)


def _must_be_of_a_site(request: Request, project: Project) -> None:
    origin = request.headers.get("origin")
    if origin is None and request.method == "GET":
        return  # a page of our own server says no origin when it only asks
    if not origin_allowed(project, origin, api_of(request).gate.own_origin(origin, request.headers.get("host", ""))):
        raise Forbidden("origin_refused")
