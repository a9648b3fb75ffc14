"""Leads from elsewhere: forms of a site's own pages, and programs that post to the address of the original's proxy."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request, Response
from pydantic_core import from_json, to_json

from besedka.actions.crm import intake
from besedka.actions.messages import Origin
from besedka.api.errors import language_of, refusals
from besedka.api.guards import address_of, api_of, deps_of
from besedka.api.receiving import whole
from besedka.api.visitor.door import SiteRoute, make_router, preflight
from besedka.domain import intake as rules
from besedka.domain.errors import BadInput, Forbidden, NotFound
from besedka.domain.project import KEY, Project, origin_allowed

MOST = 64 * 1024
"""Bytes of one request."""
ProjectKey = Annotated[str, Query(max_length=64)]


class LeadRoute(SiteRoute):
    """Says a refusal as the original's scripts read it, too: its status is an error, by the refusal's code."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[object, object, Response]]:
        """Answer as any route for pages does."""
        handle = super().get_route_handler()

        async def answered(request: Request) -> Response:
            answer = await handle(request)
            if answer.status_code < 400:
                return answer
            told = from_json(bytes(answer.body))
            body = to_json({**told, "status": "error", "error": told["code"]})
            headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
            return Response(body, answer.status_code, headers)

        return answered


sites = make_router(403, 404, 422, 429, 503, route_class=LeadRoute)
preflights = make_router(403)
proxy = APIRouter(prefix="/api/proxy/1.0", tags=["visitor"], responses=refusals(404, 422, 429, 503))


@sites.post("/leads")
async def leave_lead(request: Request, project: ProjectKey) -> dict[str, str]:
    """Keep what a form of one of the project's sites has left, as a conversation with its lead. The body is JSON; what can be kept of it
    is. 422 `lead_empty`; 403 `origin_refused`; 429 as for conversations."""
    known = await _project(request, project)
    origin = request.headers.get("origin")
    if not origin_allowed(known, origin, api_of(request).gate.own_origin(origin, request.headers.get("host", ""))):
        raise Forbidden("origin_refused")
    return await _taken(request, known, _object(await whole(request, MOST)))


@preflights.options("/leads", include_in_schema=False)
async def may_i_leave(request: Request, project: ProjectKey) -> Response:
    """Answer the browser's preflight for a page of one of the project's sites."""
    return await preflight(request, project, "POST", "content-type")


@proxy.get("/leads/add")
@proxy.post("/leads/add")
async def proxy_lead(request: Request) -> Response:
    """Keep a lead that a program sends as it would to the original's proxy: by the address's query, a form or JSON, with the counter's
    `key`. 404 for a key that is no project's; 422 `lead_empty`; 429 as for conversations."""
    told = {**dict(request.query_params), **_told(request, await whole(request, MOST))}
    known = await _project(request, str(told.get("key", "")))
    await _taken(request, known, told)
    return Response(to_json({"status": "success", "data": None}), media_type="application/json")


async def _project(request: Request, key: str) -> Project:
    known = await api_of(request).hub.project_by_key(key) if KEY.match(key) else None
    if known is None:
        raise NotFound("project_unknown")
    return known


async def _taken(request: Request, project: Project, told: Mapping[str, object]) -> dict[str, str]:
    left, hub = rules.read(told), api_of(request).hub
    household = hub.crowd.household(address_of(request))
    if household:
        hub.conversations.spend(household, hub.deps.clock.ticks())
    agent, page = request.headers.get("user-agent", ""), request.headers.get("referer", "")
    origin = Origin(page[:2_000], "", "", language_of(request), agent[:500], address=address_of(request))
    id = await intake.take(deps_of(request), project, left, origin)
    return {"status": "ok", "conversation": id.hex()}


def _told(request: Request, body: bytes) -> Mapping[str, object]:
    if "json" in request.headers.get("content-type", ""):
        return _object(body)
    told: dict[str, object] = {}
    fields: dict[str, str] = {}
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=500)
    except ValueError:
        raise BadInput("bad_input", {"field": "body"}) from None
    for name, value in pairs:
        if name.startswith("fields[") and name.endswith("]"):
            fields[name[7:-1]] = value
        else:
            told[name] = value
    return {**told, "fields": fields} if fields else told


def _object(body: bytes) -> Mapping[str, object]:
    try:
        found = from_json(body or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise BadInput("bad_input", {"field": "body"})
    return found
