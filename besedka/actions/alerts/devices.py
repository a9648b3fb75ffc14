"""Devices: the browsers on which somebody is told though no window of ours is open (PRODUCT.md 4.4, 4.7).

A device is a way by push. It belongs to the session that subscribed it, and ends with it (SECURITY.md, 14); a session has one, and a
browser, whoever uses it, tells one operator only.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace

from besedka.actions import access, audit
from besedka.actions.alerts import ways
from besedka.actions.deps import Deps
from besedka.actions.sealing import seal
from besedka.domain import alert_ways
from besedka.domain.alert import Way, WayId
from besedka.domain.audit import Did
from besedka.domain.delivery import a_test, check_test
from besedka.domain.errors import NotFound
from besedka.domain.ids import OperatorId, OwnerId, ProjectNumber, new_id
from besedka.domain.operator import Operator
from besedka.domain.subscription import Subscription, called, clean_name
from besedka.ports.database import Script
from besedka.store import alerts, deliveries
from besedka.store.sessions import Session


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What a browser asks: to be told there, in this language."""

    subscription: Subscription
    language: str


def of_operator(me: Operator) -> Script[list[Way]]:
    """Return an operator's devices, the oldest first."""
    return [way for way in (yield from alerts.ways(me.project, me.id)) if way.carrier == "push"]


async def subscribe(deps: Deps, me: Operator, session: Session, wanted: Subscribed) -> Way:
    """Tell an operator on this browser from now on. The same browser again keeps its name."""

    def script() -> Script[Way]:
        mark = mark_of(deps, wanted.subscription)
        known = next(
            (w for w in (yield from of_operator(me)) if session.token_hash == w.session or w.mark == mark), None
        )
        device = as_way(deps, me.project, me.id, me.name, session, wanted, known)
        yield from alerts.keep_way(device)
        yield from alerts.belongs_to(mark, device.id)
        return device

    return await deps.committer.run(script)


async def subscribe_project(
    deps: Deps, me: OwnerId, name: str, number: ProjectNumber, session: Session, wanted: Subscribed, events: Sequence[str]
) -> Way:  # fmt: skip
    """Tell somebody of the cabinet, on this browser, of a project's `events`. The same browser again keeps its name and its quiet hours.
    NotFound."""

    def script() -> Script[Way]:
        yield from access.cabinet_to_change(me, number)
        mark, ours = mark_of(deps, wanted.subscription), (yield from alerts.ways(number))
        known = next(
            (w for w in ours if w.carrier == "push" and (session.token_hash == w.session or w.mark == mark)), None
        )
        device = as_way(deps, number, None, name, session, wanted, known)
        device = replace(device, events=alert_ways.events(events))
        if known is None:
            yield from ways.keep_new(device)
            yield from audit.note(deps, audit.of_cabinet(me), number, Did("way_added", device.name))
        else:
            yield from alerts.keep_way(device)
        return device

    return await deps.committer.run(script)


def as_way(
    deps: Deps, project: ProjectNumber, operator: OperatorId | None, by: str, session: Session, wanted: Subscribed, known: Way | None
) -> Way:  # fmt: skip
    """Return the way by which a browser is told; `known` is the one that it had."""
    at, of = wanted.subscription, deps.clock.now()
    sealed = _sealed(deps, project, at)
    if known is not None:
        return replace(
            known, address=at.host, mark=mark_of(deps, at), sealed=sealed, language=wanted.language, on=1, fault="",
            session=session.token_hash,
        )  # fmt: skip
    return Way(
        WayId(new_id(of)), project, operator, "push", called(session.user_agent), at.host, mark_of(deps, at), sealed, "", "",
        wanted.language, 1, "", by, of, of, session.token_hash,
    )  # fmt: skip


async def renew(deps: Deps, session: Session, at: Subscription) -> bool:
    """Tell by this subscription what a session's ways told by the one that its browser had before; False when there are none. All else of
    them stays, off too."""

    def script() -> Script[bool]:
        ways = yield from alerts.of_session(session.token_hash)
        for way in ways:
            sealed = _sealed(deps, way.project, at)
            yield from alerts.keep_way(replace(way, address=at.host, mark=mark_of(deps, at), sealed=sealed, fault=""))
        return bool(ways)

    return await deps.committer.run(script)


def mark_of(deps: Deps, at: Subscription) -> str:
    """Return what tells one browser from another, and names none."""
    return hmac.digest(deps.secret, b"push " + at.endpoint.encode(), "sha256")[:16].hex()


def _sealed(deps: Deps, project: ProjectNumber, at: Subscription) -> bytes:
    return seal(deps.secret, project, {"endpoint": at.endpoint, "p256dh": at.p256dh, "auth": at.auth}, "way")


async def rename(deps: Deps, me: Operator, id: WayId, name: str) -> Way:
    """Call one's device otherwise. BadInput `name_empty`, `name_too_long`; NotFound."""
    cleaned = clean_name(name)

    def script() -> Script[Way]:
        device = replace((yield from _mine(me, id)), name=cleaned)
        yield from alerts.keep_way(device)
        return device

    return await deps.committer.run(script)


async def revoke(deps: Deps, me: Operator, id: WayId) -> None:
    """Tell nobody there any more. NotFound."""

    def script() -> Script[None]:
        yield from _mine(me, id)
        yield from alerts.forget_way(me.project, id)

    await deps.committer.run(script)


async def test(deps: Deps, me: Operator, id: WayId) -> None:
    """Have a test told on one's device: whether it was shows in its `fault` and `used_at`. NotFound; TooMany `tests_too_fast`."""
    now = deps.clock.now()

    def script() -> Script[None]:
        yield from _mine(me, id)
        check_test((yield from deliveries.last_of_way(id)), now)
        d = a_test(me.project, id, me.id, "push", now)
        yield from deliveries.add([d])

    await deps.committer.run(script)


def _mine(me: Operator, id: WayId) -> Script[Way]:
    found = yield from alerts.way(me.project, id, lock=True)
    if found is None or found.operator != me.id or found.carrier != "push":
        raise NotFound("not_found")
    return found
