"""The visitors' files: uploads in pieces by whoever holds the key, downloads by signed links."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Header, Path, Query, Request, Response
from pydantic_core import to_json

from besedka.actions import files
from besedka.actions.files import Uploader
from besedka.api.downloads import VISITORS, hand_out, hand_out_preview
from besedka.api.errors import problem
from besedka.api.guards import address_of, api_of, piece_of
from besedka.api.visitor.door import cors_headers, make_router, preflight
from besedka.domain.errors import Forbidden, NotFound, Refusal
from besedka.domain.ids import HEX_ID, FileId, VisitorId
from besedka.domain.project import KEY, Project, origin_allowed
from besedka.domain.visitor import read_key
from besedka.ports.files import FilesFailed
from besedka.store import files as rows
from besedka.wire import visitor as words
from besedka.wire import visitor_words
from besedka.wire.shapes import NewFile, Upload
from besedka.wire.uploads import PIECE_OF_A_FILE, upload

router = make_router(403, 404, 409, 422, 429, 503)
Id = Annotated[str, Path(pattern=HEX_ID)]
ProjectKey = Annotated[str, Query(max_length=64)]
VisitorKeyHeader = Annotated[str, Header(alias="Besedka-Visitor", max_length=100)]
Offset = Annotated[int, Query(ge=0, le=2**53)]


@router.put("/files/{id}")
async def begin_upload(request: Request, id: Id, project: ProjectKey, key: VisitorKeyHeader, body: NewFile) -> Upload:
    """Begin an upload under an id of the visitor's, or find how far it is. The visitor's key stands in a header, never in the address."""

    async def work() -> object:
        who = await _visitor(request, project, key)
        _may_begin(request, who)
        return upload(await files.begin(api_of(request).deps, who, _file(id), body["name"], body["size"]))

    return await _answered(request, project, work)  # type: ignore[return-value]  # an answer that holds an Upload


@router.get("/files/{id}")
async def look_at_upload(request: Request, id: Id, project: ProjectKey, key: VisitorKeyHeader) -> Upload:
    """Tell how far an upload is."""

    async def work() -> object:
        return upload(await files.look(api_of(request).deps, await _visitor(request, project, key), _file(id)))

    return await _answered(request, project, work)  # type: ignore[return-value]  # as above


@router.patch("/files/{id}", openapi_extra=PIECE_OF_A_FILE)
async def append_to_upload(
    request: Request, id: Id, project: ProjectKey, key: VisitorKeyHeader, offset: Offset
) -> Upload:
    """Add a piece of at most 2 MiB at `offset`. Where that is not the end, nothing is added: go on from `received`."""

    async def work() -> object:
        who, data = await _visitor(request, project, key), await piece_of(request)
        return upload(await files.append(api_of(request).deps, who, _file(id), offset, data))

    return await _answered(request, project, work)  # type: ignore[return-value]  # as above


@router.delete("/files/{id}", status_code=204)
async def cancel_upload(request: Request, id: Id, project: ProjectKey, key: VisitorKeyHeader) -> Response:
    """Give up an upload that was not posted."""

    async def work() -> object:
        await files.cancel(api_of(request).deps, await _visitor(request, project, key), _file(id))
        return None

    return await _answered(request, project, work)


@router.get("/files/{id}/link")
async def fresh_link(request: Request, id: Id, project: ProjectKey, key: VisitorKeyHeader) -> words.File:
    """Return a file of the own conversation with a fresh address, for a page that was open longer than a link lives."""

    async def work() -> object:
        who, api = await _visitor(request, project, key), api_of(request)
        visitor = await api.deps.database.read(files.of_visitor(who, _file(id)))
        return await _with_link(request, _file(id), visitor)

    return await _answered(request, project, work)  # type: ignore[return-value]  # an answer that holds a File


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


async def _answered(request: Request, key: str, work: Callable[[], Awaitable[object]]) -> Response:
    """Answer with what the work returns, or why it was refused: either in a form that the page may read."""
    allow = {**await cors_headers(request, key), "Cache-Control": "no-store"}
    try:
        told = await work()
    except Refusal as refusal:
        answer = problem(request, refusal)
        answer.headers.update(allow)
        return answer
    except FilesFailed as failed:
        answer = problem(request, files.unavailable(failed))
        answer.headers.update(allow)
        return answer
    if told is None:
        return Response(status_code=204, headers=allow)
    return Response(to_json(told), headers=allow, media_type="application/json")


async def _visitor(request: Request, project_key: str, key_text: str) -> Uploader:
    """Return who asks. NotFound `project_unknown`; Forbidden `origin_refused`, `key_refused`."""
    api = api_of(request)
    project = await api.hub.project_by_key(project_key) if KEY.match(project_key) else None
    if project is None:
        raise NotFound("project_unknown")
    _must_be_of_a_site(request, project)
    key = read_key(api.deps.secret, project.number, key_text)
    if key is None:
        raise Forbidden("key_refused")
    return await api.deps.database.read(files.visitor(project.number, key))


def _must_be_of_a_site(request: Request, project: Project) -> None:
    origin = request.headers.get("origin")
    if origin is None and request.method == "GET":
        return  # a page of our own server says no origin when it only asks
    if not origin_allowed(project, origin, api_of(request).gate.own_origin(origin, request.headers.get("host", ""))):
        raise Forbidden("origin_refused")


def _may_begin(request: Request, who: Uploader) -> None:
    """Use one of the address's uploads; whoever has a conversation is limited by that. TooMany `too_many_files_now`."""
    hub = api_of(request).hub
    household = hub.crowd.household(address_of(request))
    if who.conversation is None and household:
        hub.uploads.spend(household, hub.deps.clock.ticks())


async def _with_link(request: Request, id: FileId, visitor: VisitorId) -> words.File:
    api = api_of(request)
    file = await api.deps.database.read(rows.by_id(id))
    assert file is not None
    return visitor_words.files([file], lambda one: api.hub.links.seal(one, visitor))[0]


def _file(text: str) -> FileId:
    return FileId(bytes.fromhex(text))
