"""An alert is raised: stored once, and put into the outbox for every way that listens for it, in one transaction."""

import json
from collections.abc import Mapping

from besedka.domain.alert import Alert, AlertId, Kind, Way, listeners, quiet_until
from besedka.domain.delivery import Delivery, DeliveryId
from besedka.domain.ids import ConversationId, Instant, ProjectNumber, new_id
from besedka.domain.schedule import Schedule
from besedka.ports.database import Script
from besedka.store import alerts, deliveries, projects


def raise_(
    project: ProjectNumber, kind: Kind, key: str, at: Instant,
    conversation: ConversationId | None = None, facts: Mapping[str, str | int] | None = None,
) -> Script[bool]:  # fmt: skip
    """Tell a problem of a project to whoever wants to know; False when it is told already, or nobody does. The same `key` again is the
    same problem, whichever node noticed it."""
    if (yield from alerts.watch(project)) is None:
        return False
    of = yield from projects.project_by_number(project)
    alert = Alert(AlertId(new_id(at)), project, kind, key, conversation, json.dumps(dict(facts or {})), at)
    if of is None or not (yield from alerts.add(alert)):
        return False
    ways = yield from alerts.ways(project)
    yield from deliveries.add(_delivery(alert, way, of.targeting.schedule) for way in listeners(ways, kind))
    return True


def _delivery(alert: Alert, way: Way, schedule: Schedule) -> Delivery:
    due = quiet_until(way.quiet, schedule, alert.at)
    return Delivery(
        DeliveryId(new_id(alert.at)), alert.project, way.id, None, way.carrier, alert.kind, alert.id, alert.conversation, alert.facts, 0,
        alert.at, due,
    )  # fmt: skip
