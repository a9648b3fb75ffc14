"""The browsers on which an operator is told though the app is closed."""

from typing import Annotated

from fastapi import Depends, Request, Response

from besedka.actions.alerts import devices as actions
from besedka.actions.alerts.devices import Subscribed
from besedka.api.guards import api_of, deps_of
from besedka.api.operator.door import Id, Me, make_router, read, session_of
from besedka.domain import subscription
from besedka.domain.alert import WayId
from besedka.domain.operator import Operator
from besedka.store.sessions import Session
from besedka.wire import operator as words
from besedka.wire import operator_words

router = make_router()
Mine = Annotated[Session, Depends(session_of)]


@router.get("/devices")
async def list_devices(request: Request, me: Me, mine: Mine) -> words.Devices:
    """Return your devices, and the key that a browser subscribes with."""
    return await _all(request, me, mine)


@router.put("/devices")
async def subscribe(request: Request, me: Me, mine: Mine, body: words.Subscribing) -> words.Devices:
    """Be told on this browser; once more is the same. It ends with this session. 422 `push_wrong`."""
    at = subscription.clean(body["endpoint"], body["p256dh"], body["auth"])
    await actions.subscribe(deps_of(request), me, mine, Subscribed(at, body["language"]))
    return await _all(request, me, mine)


@router.patch("/devices/{id}")
async def rename(request: Request, me: Me, mine: Mine, id: Id, body: words.DeviceName) -> words.Devices:
    """Call a device otherwise."""
    await actions.rename(deps_of(request), me, _id(id), body["name"])
    return await _all(request, me, mine)


@router.delete("/devices/{id}")
async def revoke(request: Request, me: Me, mine: Mine, id: Id) -> words.Devices:
    """Be told on a device no more; return what is left."""
    await actions.revoke(deps_of(request), me, _id(id))
    return await _all(request, me, mine)


@router.post("/devices/{id}/test", status_code=204)
async def test(request: Request, me: Me, id: Id) -> Response:
    """Have a test told on a device; how that went, the device tells. 429 `tests_too_fast`."""
    await actions.test(deps_of(request), me, _id(id))
    return Response(status_code=204)


async def _all(request: Request, me: Operator, mine: Session) -> words.Devices:
    found = await read(request, actions.of_operator(me))
    return {
        "key": api_of(request).deps.push_key,
        "devices": [operator_words.device(way, mine) for way in found],
    }


def _id(text: str) -> WayId:
    return WayId(bytes.fromhex(text))
