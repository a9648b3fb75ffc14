"""Watching a project for problems: each is noticed from stored facts, so a restart or a second node neither repeats nor swallows one."""

from collections.abc import Mapping
from functools import partial

from besedka.actions.alerts.raising import raise_
from besedka.actions.deps import Deps
from besedka.domain import coverage
from besedka.domain.alert import LOW, Kind
from besedka.domain.coverage import Coverage
from besedka.domain.events import Event
from besedka.domain.ids import Instant, Position, ProjectNumber
from besedka.domain.multiwidget import is_manned
from besedka.domain.presence import gather
from besedka.domain.project import Project
from besedka.domain.schedule import opening
from besedka.ports.database import Script
from besedka.store import alerts, conversations, journal, leads, projects
from besedka.store.alerts import Waiting, Watch

AT_ONCE = 200
WAITS_AT_ONCE = 5
"""Alerts of waiting clients in `WAITS_WITHIN`; who waits beyond them is counted in the next one."""
WAITS_WITHIN = 10 * 60_000
RATED_WITHIN = 10 * 60_000
"""Milliseconds in which the same rating of a conversation is told once, however often its client thinks better of it."""
DAY = 86_400_000
_KINDS = ("conversation_rated", "lead_failed")


async def follow(deps: Deps, project: ProjectNumber, after: Position) -> None:
    """Raise the alerts that what happened after this position calls for."""
    now = deps.clock.now()
    events, upto = await deps.database.read(_happened(project, after))
    if events:
        await deps.committer.run(lambda: _raise_all(project, events, upto, now))
    else:
        await deps.committer.run(lambda: alerts.moved(project, upto))


def _happened(project: ProjectNumber, after: Position) -> Script[tuple[list[Event], Position]]:
    events = yield from journal.after_of_kinds(project, after, _KINDS, AT_ONCE)
    upto = events[-1].position if len(events) == AT_ONCE else (yield from conversations.position(project))
    return events, upto


def _raise_all(project: ProjectNumber, events: list[Event], upto: Position, now: Instant) -> Script[None]:
    for event in events:
        yield from (_rated(event, now) if event.kind == "conversation_rated" else _not_taken(event, now))
    yield from alerts.moved(project, upto)


def _rated(event: Event, now: Instant) -> Script[None]:
    c = event.conversation
    if event.seq < LOW:
        key = f"rated {c.id.hex()} {event.seq} {event.at // RATED_WITHIN}"
        yield from raise_(c.project, "rated_low", key, now, c.id, {"rating": event.seq})


def _not_taken(event: Event, now: Instant) -> Script[None]:
    c = event.conversation
    lead = yield from leads.by_conversation(c.project, c.id)
    if lead is not None and lead.state == "failed":
        facts = {"code": lead.code}
        yield from raise_(c.project, "lead_failed", f"lead {c.id.hex()} {lead.asked}", now, c.id, facts)


async def tell_daily(deps: Deps, project: ProjectNumber, kind: Kind, facts: Mapping[str, str | int]) -> None:
    """Raise an alert of what lasts, once in a day, however many nodes notice it."""
    now = deps.clock.now()
    lately = partial(alerts.told_lately, project, kind, Instant(now - DAY + 1), now)

    def script() -> Script[None]:
        if (yield from alerts.watch(project)) is not None and not (yield from lately()):
            yield from raise_(project, kind, f"{kind} {now}", now, facts=facts)

    if not await deps.database.read(lately()):
        await deps.committer.run(script)


async def look(deps: Deps, watch: Watch, since: Instant) -> None:
    """Raise an alert when nobody who was seen at `since` or later is there in working hours, when somebody is again, and for clients who
    wait too long."""
    now = deps.clock.now()
    if await deps.database.read(_calls_for_it(watch, now, since)):
        await deps.committer.run(lambda: _decide(watch.project, now, since))


def _calls_for_it(watch: Watch, now: Instant, since: Instant) -> Script[bool]:
    """Tell whether anything is to be written: nobody waits for a look that finds nothing new."""
    of, begun = yield from _hours(watch.project, now)
    covered, told = yield from _covered(watch, of, now, since, begun)
    waits, _ = yield from _waits(of, now, begun)
    return covered != watch.coverage or told is not None or bool(waits)


def _decide(project: ProjectNumber, now: Instant, since: Instant) -> Script[None]:
    watch = yield from alerts.watch(project)
    if watch is None:
        return
    of, begun = yield from _hours(project, now)
    covered, told = yield from _covered(watch, of, now, since, begun)
    yield from alerts.keep_watch(Watch(project, watch.position, covered))
    if told is not None:
        yield from raise_(project, told, f"{told} {now}", now)
    waits, more = yield from _waits(of, now, begun)
    for one in waits:
        facts = {"minutes": (now - one.since) // 60_000, "more": more if one is waits[-1] else 0}
        yield from raise_(project, "waits_long", f"waits {one.id.hex()} {one.since}", now, one.id, facts)


def _hours(project: ProjectNumber, now: Instant) -> Script[tuple[Project | None, Instant | None]]:
    """Return the project, and since when its hours have lasted, or a moment that is as long ago as it matters; None outside them."""
    of = yield from projects.project_by_number(project)
    if of is None:
        return None, None
    longest = max(coverage.GRACE, of.settings.tell_waiting_after * 1_000)
    return of, opening(of.targeting.schedule, now, Instant(now - longest))


def _covered(
    watch: Watch, of: Project | None, now: Instant, since: Instant, begun: Instant | None
) -> Script[tuple[Coverage, Kind | None]]:
    needed = begun if of is not None and is_manned(of.multiwidget) else None
    there = gather((yield from projects.present(watch.project, since)))
    return coverage.look(watch.coverage, now, needed, online=bool(there.online))


def _waits(of: Project | None, now: Instant, begun: Instant | None) -> Script[tuple[list[Waiting], int]]:
    """Return whose wait is to be told now, and how many more there are beyond what is told at once."""
    if of is None or begun is None or now - begun < (patience := of.settings.tell_waiting_after * 1_000):
        return [], 0
    found = yield from alerts.waiting_untold(of.number, Instant(now - patience), AT_ONCE)
    if not found:
        return [], 0
    lately = yield from alerts.told_lately(of.number, "waits_long", Instant(now - WAITS_WITHIN), now)
    room = max(WAITS_AT_ONCE - lately, 0)
    return found[:room], max(len(found) - room, 0)
