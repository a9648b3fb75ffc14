"""The visitor's door over HTTP: the poll fallback, for pages whose network breaks WebSockets."""

from fastapi import APIRouter, Request, Response

from besedka.api.errors import language_of
from besedka.api.guards import address_of, api_of
from besedka.api.sockets.gate import Knock
from besedka.api.sockets.poll import PollLink, converse
from besedka.domain.project import KEY, origin_allowed
from besedka.wire import visitor as words
from besedka.wire.shapes import Problem

ERRORS: dict[int | str, dict[str, object]] = {status: {"model": Problem} for status in (422, 503)}
router = APIRouter(prefix="/api/visitor/v1", tags=["visitor"], responses=ERRORS)


async def cors_headers(request: Request, key: str) -> dict[str, str]:
    """Return the headers that let a page of the project's sites read the answer: its exact origin, never with credentials."""
    api, origin = api_of(request), request.headers.get("origin")
    project = await api.hub.project_by_key(key) if KEY.match(key) else None
    own = api.gate.own_origin(origin, request.headers.get("host", ""))
    if origin is None or project is None or not origin_allowed(project, origin, own):
        return {"Vary": "Origin"}
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}


@router.post("/poll")
async def poll(request: Request, body: words.Poll) -> words.Polled:
    """Say frames and hear the server's; the visitor's key is in the body, never in the address."""
    api, link, headers = api_of(request), PollLink(), request.headers
    agent, language = headers.get("user-agent", ""), language_of(request)
    knock = Knock("/", headers.get("origin"), headers.get("host", ""), {}, agent, language)
    api.gate.must_have_room()
    session = api.gate.visitor(knock, link, address_of(request))
    answer = await converse(request, link, session, body["hello"], body["frames"], body["wait"])
    allow = await cors_headers(request, body["hello"]["project"])
    return Response(answer, media_type="application/json", headers={**allow, "Cache-Control": "no-store"})  # type: ignore[return-value]  # bytes that already are a Polled


@router.options("/poll", include_in_schema=False)
async def may_i_poll(request: Request, project: str) -> Response:
    """Answer the browser's preflight for a page of one of the project's sites; the project's key stands in the query."""
    allow = await cors_headers(request, project)
    if "Access-Control-Allow-Origin" not in allow:
        return Response(status_code=403, headers=allow)
    asked = {
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "content-type",
        "Access-Control-Max-Age": "600",
    }
    return Response(status_code=204, headers={**allow, **asked})
