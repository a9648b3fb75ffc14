"""The ways by which a project's people are told of problems: added, changed, tried and taken away in the cabinet."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from besedka.actions import access, audit
from besedka.actions.deps import Deps
from besedka.actions.sealing import seal, unseal
from besedka.domain import alert_ways as rules
from besedka.domain import delivery
from besedka.domain.alert import Alert, Carrier, Way, WayId
from besedka.domain.audit import Did, Kind
from besedka.domain.delivery import Delivery, DeliveryId
from besedka.domain.errors import BadInput, Conflict, NotFound
from besedka.domain.ids import Instant, OperatorId, OwnerId, ProjectNumber, new_id
from besedka.domain.project import MAX_NAME, clean_name
from besedka.domain.signature import minted
from besedka.ports.database import Script
from besedka.store import alerts, conversations, deliveries, people

SHOWN = 20
"""Deliveries of a way that are shown."""
Made = Callable[[Way], Way]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody has chosen of a way; None: it stays."""

    name: str | None = None
    events: Sequence[str] | None = None
    quiet: tuple[Sequence[int] | None] | None = None
    on: bool | None = None


def listed(me: OwnerId, number: ProjectNumber) -> Script[list[Way]]:
    """Return the project's ways. NotFound as `access.cabinet`."""
    yield from access.cabinet(me, number)
    found = yield from alerts.ways(number)
    return found


async def add(
    deps: Deps, me: OwnerId, number: ProjectNumber, carrier: Carrier, typed: str, wanted: Wanted, language: str
) -> tuple[Way, str]:
    """Add a way, and return it with the secret that its receiver needs, empty where there is none; it is shown this once.

    BadInput by field: `email_invalid`, `alert_url`, `name_empty`, `name_too_long`, `alert_event_unknown`, `alert_quiet`; Conflict
    `way_known`, `ways_too_many`.
    """
    where, shown = rules.address(carrier, typed)
    secret = minted(secrets.token_bytes(32)) if carrier == "webhook" else ""
    values = {"address": where} if carrier == "email" else {"url": where, "secret": secret}
    name = wanted.name if wanted.name and wanted.name.strip() else shown.removesuffix("/…")[:MAX_NAME]
    draft = new_way(deps, number, None, carrier, shown, rules.mark(carrier, where), values, language)
    return await deps.committer.run(lambda: _added(deps, me, _chosen(draft, replace(wanted, name=name)))), secret


def new_way(
    deps: Deps, number: ProjectNumber, operator: OperatorId | None, carrier: Carrier, shown: str, mark: str,
    values: Mapping[str, str], language: str,
) -> Way:  # fmt: skip
    """Return a way that nobody has added yet: it listens for nothing, at any hour."""
    now, sealed = deps.clock.now(), seal(deps.secret, number, values, "way")
    return Way(
        WayId(new_id(now)), number, operator, carrier, shown, shown, mark, sealed, "", "", language, 1, "", "", now, Instant(0)
    )  # fmt: skip


def _added(deps: Deps, me: OwnerId, way: Way) -> Script[Way]:
    yield from access.cabinet_to_change(me, way.project)
    person = yield from people.owner_by_id(me)
    way = replace(way, added_by=person.name if person else "")
    yield from keep_new(way)
    yield from audit.note(deps, audit.of_cabinet(me), way.project, Did("way_added", way.name))
    return way


def keep_new(way: Way) -> Script[None]:
    """Store a new way, and watch its project from now on. Conflict `way_known`, `ways_too_many`."""
    known = yield from alerts.ways(way.project, way.operator)
    if any((one.carrier, one.mark) == (way.carrier, way.mark) for one in known):
        raise Conflict("way_known", {"field": "address"})
    if len(known) >= rules.MOST:
        raise Conflict("ways_too_many", {"limit": rules.MOST})
    yield from alerts.keep_way(way)
    position = yield from conversations.position(way.project)
    yield from alerts.begin_watch(way.project, position)


def _chosen(way: Way, wanted: Wanted) -> Way:
    if wanted.name is not None:
        way = replace(way, name=_named(wanted.name))
    if wanted.events is not None:
        way = replace(way, events=rules.events(wanted.events))
    if wanted.quiet is not None:
        way = replace(way, quiet=rules.quiet(wanted.quiet[0]))
    return way if wanted.on is None else replace(way, on=int(wanted.on))


def _named(name: str) -> str:
    try:
        return clean_name(name)
    except BadInput as refused:
        raise BadInput(refused.code, {**refused.params, "field": "name"}) from None


async def change(deps: Deps, me: OwnerId, number: ProjectNumber, id: WayId, wanted: Wanted) -> Way:
    """Change what is given. BadInput by field, as `add`; NotFound."""
    return await deps.committer.run(
        lambda: _changed(deps, me, number, id, lambda way: _chosen(way, wanted), "way_changed")
    )


async def renew(deps: Deps, me: OwnerId, number: ProjectNumber, id: WayId) -> str:
    """Return a webhook's new secret, shown this once; what is sent is signed with the old one too until the next renewal.
    Unavailable `way_sealed`."""
    fresh = minted(secrets.token_bytes(32))

    def renewed(way: Way) -> Way:
        if way.carrier != "webhook":
            raise NotFound("not_found")
        values = unseal(deps.secret, number, way.sealed, "way")
        now = {**values, "secret": fresh, "old_secret": values.get("secret", "")}
        return replace(way, sealed=seal(deps.secret, number, now, "way"), fault="")

    await deps.committer.run(lambda: _changed(deps, me, number, id, renewed, "way_changed"))
    return fresh


def _changed(deps: Deps, me: OwnerId, number: ProjectNumber, id: WayId, made: Made, did: Kind) -> Script[Way]:
    yield from access.cabinet_to_change(me, number)
    now = made((yield from _own(number, id)))
    yield from alerts.keep_way(now)
    yield from deliveries.look_again(id, deps.clock.now())  # its quiet hours may be others
    yield from audit.note(deps, audit.of_cabinet(me), number, Did(did, now.name))
    return now


def _own(number: ProjectNumber, id: WayId) -> Script[Way]:
    """Return a way of the project's own, held: an operator's is nobody else's business."""
    found = yield from alerts.way(number, id, lock=True)
    if found is None or found.operator is not None:
        raise NotFound("not_found")
    return found


async def remove(deps: Deps, me: OwnerId, number: ProjectNumber, id: WayId) -> None:
    """Take a way away; what waits for it is dropped. NotFound."""

    def script() -> Script[None]:
        yield from access.cabinet_to_change(me, number)
        way = yield from _own(number, id)
        yield from alerts.forget_way(number, id)
        yield from audit.note(deps, audit.of_cabinet(me), number, Did("way_removed", way.name))

    await deps.committer.run(script)


async def test(deps: Deps, me: OwnerId, number: ProjectNumber, id: WayId) -> Delivery:
    """Send a test by a way, at once and whatever its quiet hours; what becomes of it is in its deliveries. NotFound;
    TooMany `tests_too_fast`."""
    now = deps.clock.now()

    def script() -> Script[Delivery]:
        yield from access.cabinet_to_change(me, number)
        way = yield from _own(number, id)
        delivery.check_test((yield from deliveries.last_of_way(id)), now)
        one = delivery.a_test(number, id, None, way.carrier, now)
        yield from deliveries.add([one])
        return one

    return await deps.committer.run(script)


def sent_by(me: OwnerId, number: ProjectNumber, id: WayId) -> Script[list[Delivery]]:
    """Return the last deliveries of a way, newest first. NotFound."""
    yield from access.cabinet(me, number)
    way = yield from alerts.way(number, id)
    if way is None or way.operator is not None:
        raise NotFound("not_found")
    found = yield from deliveries.of_way(id, SHOWN)
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """An alert, the number of its conversation for people, and what went out of it."""

    alert: Alert
    ordinal: int | None
    deliveries: list[Delivery]


def log(me: OwnerId, number: ProjectNumber, before: bytes | None, limit: int) -> Script[list[Told]]:
    """Return a page of the project's alerts, newest first, with what went out. NotFound as `access.cabinet`."""
    yield from access.cabinet(me, number)
    page = yield from alerts.page(number, before, limit)
    sent = yield from deliveries.of_alerts(alert.id for alert in page)
    found = []
    for alert in page:
        c = (yield from conversations.by_id(number, alert.conversation)) if alert.conversation else None
        found.append(Told(alert, c.ordinal if c else None, [one for one in sent if one.alert == alert.id]))
    return found


async def send_again(deps: Deps, me: OwnerId, number: ProjectNumber, id: DeliveryId) -> None:
    """Try a delivery again that has failed. NotFound; Conflict `delivery_not_failed`."""
    now = deps.clock.now()

    def again(known: Delivery) -> Delivery:
        if known.state != "failed":
            raise Conflict("delivery_not_failed")
        return delivery.again(known, now)

    def script() -> Script[None]:
        yield from access.cabinet_to_change(me, number)
        known = yield from deliveries.by_id(number, id)
        if known is None or known.operator is not None:
            raise NotFound("not_found")
        yield from deliveries.change(id, again)

    await deps.committer.run(script)
