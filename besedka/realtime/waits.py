"""How long visitors wait, looked at anew every few seconds: who is told, is told once of all that has changed meanwhile."""

from besedka.actions.deps import Deps
from besedka.domain.ids import Instant
from besedka.domain.waiting import DAY, RECENT_DAYS, places, usual
from besedka.realtime.channel import Channel
from besedka.store import waits

WAITS = 2.0
"""Seconds between two looks: nobody is told of the queue more often."""
USUAL_AGAIN = 60.0
"""Seconds for which it is believed how long answers take."""


async def look(deps: Deps, channel: Channel) -> None:
    """Tell the visitors of a project what has changed of their wait."""
    before = channel.wait()
    channel.look_at_hours(deps.clock.now())
    await _look_at_answers(deps, channel)
    if channel.wait() != before:
        channel.show_team()
    await _look_at_queue(deps, channel)


async def _look_at_answers(deps: Deps, channel: Channel) -> None:
    now, ticks = deps.clock.now(), deps.clock.ticks()
    if channel.project.settings.show_wait and ticks >= channel.usual_until:
        since = Instant(now - RECENT_DAYS * DAY * 1000)
        channel.usual_until = ticks + USUAL_AGAIN
        channel.usual = usual(await deps.database.read(waits.begun(channel.number, since)), now)


async def _look_at_queue(deps: Deps, channel: Channel) -> None:
    """Read the queue if it may be another: whatever changes it is a fact of the journal."""
    if not channel.project.settings.show_position:
        channel.show_places(None)
    elif channel.places is None or channel.queue_at != channel.position:
        channel.queue_at = channel.position  # before it is read: what comes meanwhile is looked at the next time
        channel.show_places(places(await deps.database.read(waits.queue(channel.number))))
