"""This browser as a way of the cabinet's: what its worker asks when the browser has changed the subscription by itself."""

from typing import Annotated

from fastapi import Depends, Request

from besedka.actions.alerts import devices
from besedka.api.guards import deps_of
from besedka.api.owner.door import make_router, read, session_of
from besedka.domain import subscription
from besedka.store import alerts
from besedka.store.sessions import Session
from besedka.wire import owner as words

router = make_router()
Mine = Annotated[Session, Depends(session_of)]


@router.get("/push")
async def read_push(request: Request, mine: Mine) -> words.AlertPushHere:
    """Tell whether any project's problems are told on this browser, and by which key it subscribes."""
    told = await read(request, alerts.by_session(mine.token_hash))
    return {"key": deps_of(request).push_key, "here": told}


@router.put("/push")
async def renew_push(request: Request, mine: Mine, body: words.AlertPushRenewed) -> words.AlertPushHere:
    """Tell by this subscription whatever was told on this browser by another. 422 `push_wrong`."""
    at = subscription.clean(body["endpoint"], body["p256dh"], body["auth"])
    return {"key": deps_of(request).push_key, "here": await devices.renew(deps_of(request), mine, at)}
