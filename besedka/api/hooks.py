"""The door of CRMs: what they tell of changes by themselves."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from besedka.actions.crm import hooks
from besedka.api.errors import refusals
from besedka.api.guards import api_of, deps_of
from besedka.api.receiving import whole
from besedka.domain.ids import ProjectNumber
from besedka.ports.crm import Knock

MOST = 1024 * 1024
"""Bytes of what a CRM tells at once."""
router = APIRouter(tags=["crm"], responses=refusals(404, 422, 429, 503))


@router.post(f"{hooks.PATH}/{{number}}/{{token}}", status_code=204)
async def hear_crm(
    request: Request, number: Annotated[int, Path(ge=1, le=2**31)], token: Annotated[str, Path(max_length=64)]
) -> Response:
    """Hear what a project's CRM tells of: operators' apps ask it again. What is not to be believed changes nothing and is answered alike.
    404 for an address that is no project's; 429 when a project's CRM knocks without end."""
    hooks.must_be(deps_of(request), ProjectNumber(number), token)
    hub = api_of(request).hub
    hub.knocks.spend(str(number), hub.deps.clock.ticks())
    body = await whole(request, MOST)
    headers = {name.lower(): value for name, value in request.headers.items()}
    knock = Knock(_address(request), headers, body)
    if await hooks.heard(deps_of(request), ProjectNumber(number), knock):
        hub.blip(ProjectNumber(number), {"b": "crm"})
    return Response(status_code=204)


def _address(request: Request) -> str:
    """Return under which address the CRM knows this one: the server's public one, whatever a proxy has made of it."""
    public, url = deps_of(request).address, request.url
    return str(url) if not public else f"{public}{url.path}" + (f"?{url.query}" if url.query else "")
