"""The visitors' door: its address, its refusals, and which pages may read its answers."""

from collections.abc import Callable, Coroutine

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from besedka.actions.files import unavailable
from besedka.api.errors import problem, refusals
from besedka.api.guards import api_of
from besedka.domain.errors import Refusal
from besedka.domain.project import KEY, origin_allowed
from besedka.ports.files import FilesFailed

PREFIX = "/api/visitor/v1"


class SiteRoute(APIRoute):
    """Answers a page of one of the project's sites, which may read whatever it is told, a refusal too. The address names the project."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[object, object, Response]]:
        """Answer as any route does, and let the page read it."""
        handle = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                answer = await handle(request)
            except Refusal as refusal:
                answer = problem(request, refusal)
            except FilesFailed as failed:
                answer = problem(request, unavailable(failed))
            allow = await cors_headers(request, request.query_params.get("project", ""))
            answer.headers.update({**allow, "Cache-Control": "no-store"})
            return answer

        return answered


def make_router(*statuses: int, route_class: type[APIRoute] = APIRoute) -> APIRouter:
    """Return a router for one noun of the visitors' door, which may refuse with these statuses."""
    return APIRouter(prefix=PREFIX, tags=["visitor"], responses=refusals(*statuses), route_class=route_class)


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
