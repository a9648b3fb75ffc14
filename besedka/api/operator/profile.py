"""What an operator changes of themselves: the password, and whether they are there."""

from fastapi import Request, Response

from besedka.actions import operators
from besedka.api.guards import address_of, api_of, is_secure, mark_of, set_cookie
from besedka.api.operator.door import Me, make_router
from besedka.api.sockets.gate import OPERATOR_COOKIE
from besedka.wire import operator as words
from besedka.wire import operator_words
from besedka.wire.staff import NewPassword

router = make_router()


@router.put("/stance")
async def set_stance(request: Request, me: Me, body: words.NewStance) -> words.Operator:
    """Say that you are away or offline, or (null) there: colleagues see it at once, and clients are not promised an answer."""
    api = api_of(request)
    changed = await operators.set_stance(api.deps, me, body["stance"])
    api.hub.blip(me.project, {"b": "people", "ended": []})
    api.hub.blip(me.project, {"b": "presence"})
    return operator_words.operator(changed)


@router.put("/password", status_code=204)
async def set_password(request: Request, body: NewPassword) -> Response:
    """Change your own password. All your sessions end at once; this browser gets a new one. 422 `password_wrong`."""
    api = api_of(request)
    me, session = await api.doorkeeper.operator(request.cookies.get(OPERATOR_COOKIE))
    fresh = await api.doorkeeper.change_operator_password(
        me, session, body["old"], body["new"], address_of(request), mark_of(request, OPERATOR_COOKIE)
    )
    api.hub.blip(me.project, {"b": "people", "ended": [me.id.hex()]})
    response = Response(status_code=204)
    set_cookie(response, OPERATOR_COOKIE, "/", fresh, is_secure(request), api.deps.clock.now())
    return response
