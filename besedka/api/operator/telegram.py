"""An operator's own chats of Telegram: where the ladder writes when they do not answer."""

from fastapi import Request

from besedka.actions.alerts import connecting_telegram as actions
from besedka.actions.alerts.connecting_telegram import Asker
from besedka.api.guards import deps_of
from besedka.api.operator.door import Id, Me, make_router, read
from besedka.domain.alert import WayId
from besedka.domain.operator import Operator
from besedka.wire import operator as words

router = make_router()


@router.get("/telegram")
async def list_chats(request: Request, me: Me) -> words.TelegramChats:
    """Return your chats, and whether this server has a bot that could write to any."""
    return await _all(request, me)


@router.post("/telegram", status_code=201)
async def invite(request: Request, me: Me, body: words.TelegramInvite) -> words.TelegramInvitation:
    """Return a link that connects one chat of yours; it is among them once you have pressed Start there. 409 `telegram_unset`;
    503 `telegram_away`."""
    by = Asker(me.id, me.name)
    made = await actions.begin_telegram(deps_of(request), me.project, me.id, by, body["language"])
    return {"link": made.link, "expires_at": made.expires_at}


@router.delete("/telegram/{id}")
async def forget_chat(request: Request, me: Me, id: Id) -> words.TelegramChats:
    """Write to a chat no more; return what is left. 404."""
    await actions.forget_chat(deps_of(request), me, WayId(bytes.fromhex(id)))
    return await _all(request, me)


async def _all(request: Request, me: Operator) -> words.TelegramChats:
    found = await read(request, actions.chats_of(me))
    return {
        "able": "telegram" in deps_of(request).alerters,
        "chats": [{"id": way.id.hex(), "name": way.name, "fault": way.fault} for way in found],
    }
