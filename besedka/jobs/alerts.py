"""The rounds that watch projects for problems. Every project has its turn, however busy or broken another one is."""

import asyncio
from collections.abc import Mapping

import structlog

from besedka.actions.alerts import watching
from besedka.actions.deps import Deps
from besedka.domain.alert import Kind
from besedka.domain.disk import is_nearly_full
from besedka.domain.ids import Instant, ProjectNumber
from besedka.store import alerts, deliveries

log = structlog.get_logger()
PROJECTS = 50
KEEP = 90 * watching.DAY
"""Milliseconds for which alerts and what came of them are kept."""
AT_ONCE = 500


async def follow(deps: Deps) -> None:
    """Raise the alerts that what happened since the last time calls for."""
    last = ProjectNumber(0)
    while found := await deps.database.read(alerts.behind(last, PROJECTS)):
        for project, after in found:
            try:
                await watching.follow(deps, project, after)
            except Exception:
                log.exception("alerts_held_up", project=project)
        last = found[-1][0]


async def look(deps: Deps, since: Instant) -> None:
    """Look who is there and who waits; whoever was seen at `since` or later is there."""
    last = ProjectNumber(0)
    while found := await deps.database.read(alerts.watched(last, PROJECTS)):
        for watch in found:
            try:
                await watching.look(deps, watch, since)
            except Exception:
                log.exception("alerts_held_up", project=watch.project)
        last = found[-1].project


async def look_at_room(deps: Deps) -> None:
    """Tell every watched project when a disk of this machine is nearly full: once a day, however many nodes say so."""
    full = [room for room in await asyncio.to_thread(deps.room) if is_nearly_full(room)]
    if full:
        await _tell_all(deps, "disk_full", {"free": full[0].free, "total": full[0].total})


async def look_at_channels(deps: Deps, mailbox: str) -> None:
    """Tell every watched project when clients' answers cannot be read: once a day. `mailbox` says why, as a code that `alert_words` puts
    into words; empty: they can."""
    if mailbox:
        await _tell_all(deps, "channel_failed", {"channel": "mailbox", "why": mailbox})


async def _tell_all(deps: Deps, kind: Kind, facts: Mapping[str, str | int]) -> None:
    last = ProjectNumber(0)
    while found := await deps.database.read(alerts.watched(last, PROJECTS)):
        for watch in found:
            try:
                await watching.tell_daily(deps, watch.project, kind, facts)
            except Exception:
                log.exception("alerts_held_up", project=watch.project)
        last = found[-1].project


async def forget(deps: Deps) -> None:
    """Forget what nobody looks for any more."""
    before = Instant(deps.clock.now() - KEEP)
    while await deps.committer.run(lambda: deliveries.forget(before, AT_ONCE)) == AT_ONCE:
        pass
