"""Where a conversation is continued by a link, in any browser: the page, and what its script asks."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import FileResponse, Response

from besedka.actions import continuing
from besedka.actions.follow_ups import asking
from besedka.actions.follow_ups.writing import STOP_PATH
from besedka.api.assets import APP_HEADERS, WEB
from besedka.api.errors import refusals
from besedka.api.guards import deps_of, must_be_ours
from besedka.api.visitor.door import PREFIX
from besedka.domain.continuation import PATH
from besedka.wire import visitor as words

PAGE_HEADERS = {**APP_HEADERS, "Referrer-Policy": "no-referrer"}
router = APIRouter(tags=["visitor"])


@router.get(PATH, include_in_schema=False)
async def page() -> Response:
    """Serve the page; the token in its address is behind a # and never comes here."""
    return FileResponse(WEB / "continue" / "index.html", headers=PAGE_HEADERS)


@router.post(f"{PREFIX}/continue", responses=refusals(403, 404, 422, 503), dependencies=[Depends(must_be_ours)])
async def open_link(request: Request, body: words.Continue) -> words.Continued:
    """Use a link up: this browser has a key of its own to the conversation from now on. The same browser may ask again; 404 `link_over` to
    any other, with the counter key of the `project` that can be written to anew."""
    opened = await continuing.open_link(deps_of(request), body["token"], body["browser"])
    return {"project": opened.project.key, "key": opened.key}


@router.get(f"{STOP_PATH}/{{token}}", include_in_schema=False)
async def stop_page() -> Response:
    """Serve the page that asks whether letters shall stop. Looked at, it changes nothing."""
    return await page()


@router.post(f"{STOP_PATH}/{{token}}", status_code=204, responses=refusals(404, 503))
async def stop_letters(request: Request, token: Annotated[str, Path(max_length=100)]) -> Response:
    """Write to whom the letter went no more: from its page, or at one press in a mail program (RFC 8058), which is no page of ours and has
    no cookie to lend. 404 `stop_unknown`."""
    await asking.stop(deps_of(request), token)
    return Response(status_code=204)
