"""The cabinet's notifications of problems: the ways by which somebody is told, and what became of what was told."""

from typing import Annotated

from fastapi import Depends, Query, Request

from besedka.actions import access
from besedka.actions.alerts import connecting_telegram, devices, ways
from besedka.actions.alerts.devices import Subscribed
from besedka.api.guards import deps_of
from besedka.api.owner import alert_words
from besedka.api.owner.door import Id, Me, Number, make_router, read, session_of
from besedka.domain import alert_ways, subscription
from besedka.domain.alert import WayId
from besedka.domain.delivery import DeliveryId
from besedka.domain.errors import NotFound
from besedka.domain.ids import HEX_ID, ProjectNumber
from besedka.domain.way_ticket import WayTicketId
from besedka.store.sessions import Session
from besedka.wire import owner as words

ALL = "/projects/{number}/alerts"
ONE = f"{ALL}/ways/{{id}}"
PAGE = 50
router = make_router()
Mine = Annotated[Session, Depends(session_of)]


@router.get(ALL)
async def read_alert_ways(request: Request, me: Me, number: Number) -> words.AlertWays:
    """Return the ways by which the project's people are told of problems."""
    project = ProjectNumber(number)
    found = await read(request, ways.listed(me.id, project))
    hours = (await read(request, access.cabinet(me.id, project))).project.targeting.schedule
    return {
        "ways": [alert_words.way(request, one) for one in found], "carriers": [*deps_of(request).alerters],
        "push_key": deps_of(request).push_key, "hours": hours.on, "zone": hours.zone,
    }  # fmt: skip


@router.post(f"{ALL}/ways", status_code=201)
async def add_alert_way(request: Request, me: Me, number: Number, body: words.AlertWayNew) -> words.AlertWayAdded:
    """Add an e-mail address or a webhook. 422 by field; 409 `way_known`, `ways_too_many`."""
    wanted = ways.Wanted(body.get("name"), body["events"], (body.get("quiet"),))
    way, secret = await ways.add(
        deps_of(request), me.id, ProjectNumber(number), body["carrier"], body["address"], wanted, body["language"]
    )
    return {"way": alert_words.way(request, way), "secret": secret}


@router.put(f"{ALL}/push")
async def add_alert_push(request: Request, me: Me, mine: Mine, number: Number, body: words.AlertPush) -> words.AlertWay:
    """Tell of problems on this browser; once more is the same. It ends with this session. 422 `push_wrong`."""
    at = subscription.clean(body["endpoint"], body["p256dh"], body["auth"])
    wanted = Subscribed(at, body["language"])
    way = await devices.subscribe_project(
        deps_of(request), me.id, me.name, ProjectNumber(number), mine, wanted, body["events"]
    )
    return alert_words.way(request, way)


@router.post(f"{ALL}/telegram", status_code=201)
async def invite_telegram(request: Request, me: Me, number: Number, body: words.AlertInvite) -> words.AlertInvitation:
    """Return the links that connect a chat of Telegram, once each. 409 `telegram_unset`; 503 `telegram_away`."""
    project = ProjectNumber(number)
    await read(request, access.cabinet(me.id, project))
    events = alert_ways.events(body["events"])
    by = connecting_telegram.Asker(me.id, me.name)
    made = await connecting_telegram.begin_telegram(deps_of(request), project, None, by, body["language"], events)
    return {"id": made.id.hex(), "link": made.link, "group_link": made.group_link, "expires_at": made.expires_at}


@router.get(f"{ALL}/telegram/{{id}}")
async def read_invitation(request: Request, me: Me, number: Number, id: Id) -> words.AlertConnected:
    """Return what became of an invitation. 404 when it is over."""
    project, now = ProjectNumber(number), deps_of(request).clock.now()
    await read(request, access.cabinet(me.id, project))
    ticket = WayTicketId(bytes.fromhex(id))
    opened = await read(request, connecting_telegram.telegram_ticket(project, None, ticket, now))
    if opened.state == "over":
        raise NotFound("not_found")
    return {"state": opened.state, "way": alert_words.way(request, opened.way) if opened.way else None}


@router.patch(ONE)
async def change_alert_way(
    request: Request, me: Me, number: Number, id: Id, body: words.AlertWayChange
) -> words.AlertWay:
    """Change what is given. 422 by field; 404."""
    quiet = (body["quiet"],) if "quiet" in body else None
    wanted = ways.Wanted(body.get("name"), body.get("events"), quiet, body.get("on"))
    changed = await ways.change(deps_of(request), me.id, ProjectNumber(number), _way(id), wanted)
    return alert_words.way(request, changed)


@router.delete(ONE, status_code=204)
async def remove_alert_way(request: Request, me: Me, number: Number, id: Id) -> None:
    """Take a way away; what waits for it is dropped. 404."""
    await ways.remove(deps_of(request), me.id, ProjectNumber(number), _way(id))


@router.post(f"{ONE}/test")
async def test_alert_way(request: Request, me: Me, number: Number, id: Id) -> words.AlertDelivery:
    """Send a test, whatever the quiet hours; what becomes of it is among the way's deliveries. 404;
    429 `tests_too_fast`."""
    return alert_words.delivery(request, await ways.test(deps_of(request), me.id, ProjectNumber(number), _way(id)))


@router.post(f"{ONE}/secret")
async def renew_alert_secret(request: Request, me: Me, number: Number, id: Id) -> words.AlertSecret:
    """Make a webhook a new secret. What is sent is signed with the old one too, until the next time. 404."""
    return {"secret": await ways.renew(deps_of(request), me.id, ProjectNumber(number), _way(id))}


@router.get(f"{ONE}/deliveries")
async def read_alert_deliveries(request: Request, me: Me, number: Number, id: Id) -> words.AlertDeliveries:
    """Return what last went to a way, newest first. 404."""
    found = await read(request, ways.sent_by(me.id, ProjectNumber(number), _way(id)))
    return {"deliveries": [alert_words.delivery(request, one) for one in found]}


Cursor = Annotated[str | None, Query(pattern=HEX_ID)]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get(f"{ALL}/log")
async def read_alert_log(
    request: Request, me: Me, number: Number, cursor: Cursor = None, limit: Limit = PAGE
) -> words.AlertLog:
    """Return a page of what was told in the last three months, newest first. `cursor` is the `next` of the page before."""
    before = None if cursor is None else bytes.fromhex(cursor)
    found = await read(request, ways.log(me.id, ProjectNumber(number), before, limit + 1))
    page = found[:limit]
    following = page[-1].alert.id.hex() if len(found) > limit else None
    return {"alerts": [alert_words.told(request, one) for one in page], "next": following}


@router.post(f"{ALL}/deliveries/{{id}}/again", status_code=204)
async def send_alert_again(request: Request, me: Me, number: Number, id: Id) -> None:
    """Try again what has failed. 404; 409 `delivery_not_failed`."""
    await ways.send_again(deps_of(request), me.id, ProjectNumber(number), DeliveryId(bytes.fromhex(id)))


def _way(id: str) -> WayId:
    return WayId(bytes.fromhex(id))
