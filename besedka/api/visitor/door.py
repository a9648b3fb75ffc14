"""The visitors' door: its address, its refusals, and which pages may read its answers."""

from fastapi import APIRouter, Request, Response

from besedka.api.guards import api_of
from besedka.domain.project import KEY, origin_allowed
from besedka.wire.shapes import Problem

PREFIX = "/api/visitor/v1"


def make_router(*refusals: int) -> APIRouter:
    """Return a router for one noun of the visitors' door, which may refuse with these statuses."""
    return APIRouter(prefix=PREFIX, tags=["visitor"], responses={status: {"model": Problem} for status in refusals})


async def cors_headers(request: Request, key: str) -> dict[str, str]:
    """Return the headers that let a page of the project's sites read the answer: its exact origin, never with credentials."""
    api, origin = api_of(request), request.headers.get("origin")
    project = await api.hub.project_by_key(key) if KEY.match(key) else None
    own = api.gate.own_origin(origin, request.headers.get("host", ""))
    if origin is None or project is None or not origin_allowed(project, origin, own):
        return {"Vary": "Origin"}
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}


async def preflight(request: Request, key: str, methods: str, headers: str) -> Response:
    """Answer a browser that asks what a page of one of the project's sites may send: 204, or 403 for any other page."""
    allow = await cors_headers(request, key)
    if "Access-Control-Allow-Origin" not in allow:
        return Response(status_code=403, headers=allow)
    asked = {
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": headers,
        "Access-Control-Max-Age": "600",
    }
    return Response(status_code=204, headers={**allow, **asked})
