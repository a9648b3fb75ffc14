"""What a hub looks for by itself: a ring that was lost, and what the command line has changed beside a
node that hears no bell, and how long visitors wait."""

from besedka.realtime.hub import Hub
from besedka.realtime.waits import look
from besedka.store import journal

SWEEP = 1.0
"""Seconds between two questions to the database."""


async def sweep(hub: Hub) -> None:
    """Ask where the journals stand: the bus may have lost a ring."""
    listened = [number for number, channel in hub.channels.items() if not channel.idle]
    if not listened:
        return
    found = await hub.deps.database.read(journal.positions(listened))
    for number, position in found.items():
        hub.on_ring(number, position)


async def look_around(hub: Hub) -> None:
    """Use what another process has changed since the last look."""
    if await hub.deps.database.changed_elsewhere():
        for number in list(hub.channels):
            hub.house_changed(number)
        await hub.look_again()
        await sweep(hub)


async def look_at_waits(hub: Hub) -> None:
    """Tell the visitors of every project what has changed of their wait."""
    for channel in list(hub.channels.values()):
        if channel.visitors:
            await look(hub.deps, channel)
