"""The visitor's door over HTTP: the poll fallback, for pages whose network breaks WebSockets."""

from fastapi import Request, Response

from besedka.api.errors import language_of
from besedka.api.guards import address_of, api_of
from besedka.api.sockets.gate import Knock
from besedka.api.sockets.poll import PollLink, converse
from besedka.api.visitor.door import cors_headers, make_router, preflight
from besedka.wire import visitor as words
from besedka.wire.shapes import Problem

router = make_router(422, 503)


@router.post("/poll", responses={422: {"model": Problem}})
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
    return await preflight(request, project, "POST", "content-type")
