"""Presence: who is online, as a last-seen time with a shelf life. Needs no cluster, heals itself after a crash."""

import asyncio
import secrets
from typing import Protocol, TypeAlias

from besedka.domain.errors import Refusal
from besedka.domain.ids import Instant, OperatorId, ProjectNumber
from besedka.domain.presence import Presence as There
from besedka.domain.presence import State, gather
from besedka.ports.bus import Bus
from besedka.ports.database import DatabaseFailed
from besedka.realtime.channel import Channel
from besedka.realtime.host import Host
from besedka.realtime.listener import OperatorListener
from besedka.store import projects

BEAT = 20.0
"""Seconds between two refreshes by a node."""
SHELF_LIFE_MS = 60_000
"""How long a last-seen time is believed: a node that died is forgotten after a minute."""
GRACE = 4.0
"""Seconds before a closed app counts as gone: a reload must not tell visitors that nobody is there."""
ALONE = bytes(16)
"""The name of a node that has no equals: killed and started again it replaces what it wrote in its last life."""


Sight: TypeAlias = tuple[OperatorId, ProjectNumber, bool]
"""Whom this node saw in which project, and whether the window was idle."""


class Watched(Host, Protocol):
    """The hub, as presence knows it: with everybody who listens."""

    bus: Bus
    channels: dict[ProjectNumber, Channel]


class Presence:
    """Writes down whom this node sees, and tells channels whom any node sees."""

    def __init__(self, hub: Watched) -> None:
        self._hub = hub
        self._node = ALONE if hub.bus.alone else secrets.token_bytes(16)
        self._written: set[tuple[OperatorId, ProjectNumber, State]] = set()
        self._lately: list[tuple[float, Sight]] = []
        self._lock = asyncio.Lock()

    def came(self, channel: Channel) -> None:
        """An operator has connected."""
        self._hub.spawn(self._note(channel, 0.0))

    def went(self, channel: Channel, session: OperatorListener) -> None:
        """An operator has disconnected; perhaps only to reload, or between two polls: seen for `GRACE` more."""
        until = asyncio.get_running_loop().time() + GRACE
        self._lately.append((until, (session.operator_id, channel.number, session.idle)))
        self._hub.spawn(self._note(channel, GRACE))

    def stirred(self, channel: Channel) -> None:
        """An operator's window has become idle, or active again."""
        self._hub.spawn(self._note(channel, 0.0))

    def look(self, channel: Channel) -> None:
        """Ask the database who is there, and tell the channel."""
        self._hub.spawn(self.show(channel))

    async def beat(self) -> None:
        """Refresh this node's last-seen times."""
        if self._seen() or self._written:
            await self._write()

    async def leave(self) -> None:
        """This node stops, and everybody has left: forget whom it saw, so that others need not wait for it to expire."""
        self._lately.clear()
        if self._written:
            await self._write()

    def _seen(self) -> set[tuple[OperatorId, ProjectNumber, State]]:
        """Return whom this node sees, or saw a moment ago: active in any window is active."""
        now = asyncio.get_running_loop().time()
        self._lately = [(until, sight) for until, sight in self._lately if until > now]
        here = [
            (s.operator_id, c.number, s.idle) for c in self._hub.channels.values() for s in c.operators if _stays(s)
        ]
        sights = [*here, *(sight for _, sight in self._lately)]
        active = {operator for operator, _, idle in sights if not idle}
        return {(operator, number, "online" if operator in active else "away") for operator, number, _ in sights}

    async def _note(self, channel: Channel, wait: float) -> None:
        await asyncio.sleep(wait)
        if await self._write(only_news=True):
            self._hub.blip(channel.number, {"b": "presence"})
        elif wait == 0.0:
            await self.show(channel)

    async def _write(self, *, only_news: bool = False) -> bool:
        """Write down whom this node sees; tells whether it did. Looked at in turn: what is being written is not yet what is written."""
        async with self._lock:
            seen, now = self._seen(), self._hub.deps.clock.now()
            if only_news and seen == self._written:
                return False
            stale = Instant(now - 10 * SHELF_LIFE_MS)
            try:
                await self._hub.deps.committer.run(
                    lambda: projects.refresh_presence(self._node, sorted(seen), now, stale)
                )
            except Refusal:  # a failing disk is told elsewhere; the next beat tries again
                return False
            self._written = seen
            return True

    async def show(self, channel: Channel) -> None:
        """Ask the database who is there, and tell the channel when it knows. One after the other: an older answer must not come last."""
        try:
            async with channel.looking:
                channel.show_presence(await self.there(channel), self._hub.deps.clock.now())
        except DatabaseFailed:
            return  # the next beat asks again

    async def there(self, channel: Channel) -> There:
        """Return who is there, on any node, as the database knows it."""
        since = Instant(self._hub.deps.clock.now() - SHELF_LIFE_MS)
        return gather(await self._hub.deps.database.read(projects.present(channel.number, since)))


def _stays(session: OperatorListener) -> bool:
    return session.ready and not session.closed
