"""The fallback for networks that break WebSockets."""

from fastapi import Request, Response

from besedka.api.guards import api_of
from besedka.api.operator.door import make_router
from besedka.api.sockets.gate import OPERATOR_COOKIE
from besedka.api.sockets.poll import PollLink, converse
from besedka.realtime.operator_session import OperatorSession
from besedka.wire import operator as words

router = make_router()


@router.post("/poll")
async def poll(request: Request, body: words.Poll) -> words.Polled:
    """Say frames and hear the server's, for networks that break WebSockets."""
    api, link = api_of(request), PollLink()
    api.gate.must_have_room()
    me, stored = await api.doorkeeper.operator(request.cookies.get(OPERATOR_COOKIE))
    session = OperatorSession(api.hub, link, me, stored.expires_at, stored.token_hash)
    api.hub.arrived(session)
    return Response(
        await converse(request, link, session, body["hello"], body["frames"], body["wait"]),
        media_type="application/json",
    )  # type: ignore[return-value]  # bytes that already are a Polled
