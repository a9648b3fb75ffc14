"""The hub: this node's listeners, told of every fact exactly once and in order, wherever it was committed.

A commit of this node comes by the short way, handed over directly. Commits of other nodes are announced by the bus, which may
lie by silence, so a sweep asks the database now and then. Either way the journal decides: when the next number is not the one
that follows, the hub reads what is between before it tells anything.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence

import structlog
from pydantic_core import to_json

from besedka.actions.deps import Deps
from besedka.domain.errors import NotFound
from besedka.domain.events import Event
from besedka.domain.ids import Position, ProjectNumber, VisitorId
from besedka.domain.links import Links
from besedka.domain.project import Project
from besedka.domain.settings import Settings
from besedka.ports.bus import Bus
from besedka.ports.database import DatabaseFailed
from besedka.realtime import blips
from besedka.realtime.allowance import Allowances, Limits
from besedka.realtime.blips import Blip
from besedka.realtime.channel import Channel
from besedka.realtime.crowd import Crowd
from besedka.realtime.endings import end_all, end_named, end_signed_out
from besedka.realtime.house import house
from besedka.realtime.link import RESTARTING, TOO_SLOW
from besedka.realtime.listener import Listener, OperatorListener, VisitorListener
from besedka.realtime.presence import Presence
from besedka.realtime.waits import look
from besedka.store import conversations, journal, projects
from besedka.wire.position import Positions

log = structlog.get_logger()

READ_AT_ONCE = 500
READ_AGAIN = 0.5
"""Seconds before a journal that could not be read is asked for again."""
TABS = 32
"""Connections that one visitor's key or one operator may have; one more ends the oldest."""


class Hub:
    """Everything that is connected to this node."""

    def __init__(self, deps: Deps, bus: Bus, limits: Limits) -> None:
        self.deps = deps
        self.bus = bus
        self.posts = Allowances(limits.posts, "too_fast")
        self.conversations = Allowances(limits.conversations, "too_many_conversations")
        self.uploads = Allowances(limits.uploads, "too_many_files_now")
        self.knocks = Allowances(limits.knocks, "too_fast")
        self.crowd = Crowd(limits.connections)
        self.positions = Positions(deps.secret)
        self.links = Links(deps.secret, deps.clock.now)
        self.sessions: set[Listener] = set()
        self.channels: dict[ProjectNumber, Channel] = {}
        self.delivered = self.unready = 0
        self.presence = Presence(self)
        self.newcomers: Callable[[ProjectNumber, Settings], None] = _nobody_minds
        self.house_changed: Callable[[ProjectNumber], None] = _nobody_minds
        self._opening: dict[ProjectNumber, asyncio.Task[Channel]] = {}
        self._dirty: list[Listener] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()

    # ── channels ─────────────────────────────────────────────────────────────────────────────────────────────────

    async def channel(self, number: ProjectNumber) -> Channel:
        """Return the project's channel, opening it when this is its first listener. NotFound `project_unknown`."""
        known = self.channels.get(number)
        if known is not None:
            return known
        if number not in self._opening:
            self._opening[number] = self._loop.create_task(self._open(number))
        return await asyncio.shield(self._opening[number])

    async def project_by_key(self, key: str) -> Project | None:
        """Return the project with this counter key; one that listens already is not read again."""
        for channel in self.channels.values():
            if channel.project.key == key:
                return channel.project
        return await self.deps.database.read(projects.project_by_key(key))

    async def _open(self, number: ProjectNumber) -> Channel:
        try:
            project, found = await self.deps.database.read(house(number))
            if project is None:
                raise NotFound("project_unknown")
            position = await self.deps.database.read(conversations.position(number))
            channel = Channel(project, position, found, self.positions, self.links)
            channel.there = await self.presence.there(channel)
            await look(self.deps, channel)
            self.channels[number] = channel
            return channel
        finally:
            del self._opening[number]

    async def refresh(self, channel: Channel) -> None:
        """Read the project, its operators, its tags and its canned responses again: some were added or changed."""
        async with channel.looking:
            project, found = await self.deps.database.read(house(channel.number))
            if project is None:
                end_all(self.sessions, self.channels.pop(channel.number, channel), self.deps.clock.now())
            else:
                channel.show_house(project, found, self.deps.clock.now())

    async def people_changed(self, channel: Channel, ended: list[bytes]) -> None:
        """Use today's operators, and end the connections of the sessions that are over, named by person or token."""
        end_named(list(self.sessions), channel.number, ended)
        await self.refresh(channel)

    # ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────

    def announce(self, number: ProjectNumber, events: Sequence[Event]) -> None:
        """Take what this node has just committed, tell its listeners, and ring the other nodes."""
        self.bus.ring(number, events[-1].position)
        channel = self.channels.get(number)
        if channel is not None:
            self._take(channel, list(events))
            settings = channel.project.settings
            if settings.routing != "hand" and any(e.kind == "conversation_started" for e in events):
                self.newcomers(number, settings)

    def on_ring(self, project: ProjectNumber, position: Position) -> None:
        """Another node has committed."""
        channel = self.channels.get(project)
        if channel is not None and position > channel.position:
            self._read_up(channel)

    def on_blip(self, project: ProjectNumber, payload: bytes) -> None:
        """Another node saw somebody type, come or go."""
        if project in self.channels or payload.startswith(blips.HOUSE):
            blip = blips.read(payload)
            if blip is not None:
                self._heed(project, blip)

    def blip(self, project: ProjectNumber, blip: Blip) -> None:
        """Tell this node and the others what nobody minds losing."""
        self.bus.blip(project, to_json(blip))
        self._heed(project, blip)

    def _heed(self, project: ProjectNumber, blip: Blip) -> None:
        if blip["b"] in ("people", "presence"):
            self.house_changed(project)
        channel = self.channels.get(project)
        if channel is None:
            return
        if blip["b"] == "presence":
            self.presence.look(channel)
        elif blip["b"] == "tags" or blip["b"] == "canned":
            self.spawn(self.refresh(channel))
        elif blip["b"] == "crm":
            channel.crm_heard()
        elif blip["b"] == "people":
            self.spawn(self.people_changed(channel, [bytes.fromhex(id) for id in blip["ended"]]))
        else:
            blips.show(channel, blip)

    def _take(self, channel: Channel, events: list[Event]) -> None:
        if channel.reading:
            channel.early.append(events)
        elif events[0].position == channel.position + 1:
            self.delivered += len(events)
            channel.deliver(events)
        elif events[-1].position > channel.position:
            channel.early.append(events)
            self._read_up(channel)

    def _read_up(self, channel: Channel) -> None:
        if not channel.reading:
            channel.reading = True
            self.spawn(self._read(channel))

    async def _read(self, channel: Channel) -> None:
        """Tell the journal's facts after the channel's position; then what this node committed meanwhile, if it is not told yet."""
        try:
            more = True
            while more:
                events = await self.deps.database.read(journal.after(channel.number, channel.position, READ_AT_ONCE))
                channel.deliver(events)
                self.delivered += len(events)
                more = len(events) == READ_AT_ONCE
        except DatabaseFailed as error:
            log.warning("journal_unread", project=channel.number, code=error.code)
            await asyncio.sleep(READ_AGAIN)  # what came early would ask again at once, and again
        finally:
            channel.reading = False
        early, channel.early = list(channel.early), type(channel.early)()
        for batch in early:
            left = [e for e in batch if e.position > channel.position]
            if left:
                self._take(channel, left)

    # ── sessions ─────────────────────────────────────────────────────────────────────────────────────────────────

    def arrived(self, session: Listener) -> None:
        """Count a connection whose handshake is done and whose first frame is awaited."""
        self.sessions.add(session)
        self.unready += 1
        self.crowd.came(session.household)

    def welcomed(self) -> None:
        """Count a guest who was awaited as let in."""
        self.unready -= 1

    def _left(self, session: Listener) -> None:
        self.sessions.discard(session)
        self.crowd.went(session.household)
        if not session.ready:
            self.unready -= 1

    def join_visitor(self, channel: Channel, session: VisitorListener, visitor: VisitorId) -> None:
        """Have the session told of this visitor's facts."""
        listeners = channel.visitors.setdefault(visitor, [])
        if len(listeners) >= TABS:
            listeners[0].end(TOO_SLOW)
        channel.visitors.setdefault(visitor, listeners).append(session)
        session.ahead = channel.ahead(session.conversation)

    def leave_visitor(self, channel: Channel | None, session: VisitorListener, visitor: VisitorId | None) -> None:
        """Forget the session."""
        self._left(session)
        listeners = channel.visitors.get(visitor) if channel is not None and visitor is not None else None
        if channel is not None and visitor is not None and listeners and session in listeners:
            listeners.remove(session)
            if not listeners:
                del channel.visitors[visitor]

    def join_operator(self, channel: Channel, session: OperatorListener) -> None:
        """Have the session told of the project's facts, and others of the operator's presence."""
        own = [s for s in channel.operators if s.operator_id == session.operator_id]
        if len(own) >= TABS:
            own[0].end(TOO_SLOW)
        channel.operators.append(session)
        self.presence.came(channel)

    def leave_operator(self, channel: Channel | None, session: OperatorListener) -> None:
        """Forget the session; if it was the operator's last one, they are gone."""
        self._left(session)
        if channel is not None and session in channel.operators:
            channel.operators.remove(session)
            self.presence.went(channel, session)

    def stirred(self, channel: Channel) -> None:
        """One of the operators' windows has become idle, or active again."""
        self.presence.stirred(channel)

    def flush_soon(self, session: Listener) -> None:
        """Have the session's queued frames written when this turn of the loop ends."""
        if not self._dirty:
            self._loop.call_soon(self._flush)
        self._dirty.append(session)

    def _flush(self) -> None:
        dirty, self._dirty = self._dirty, []
        for session in dirty:
            session.flush()

    def spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Run something rare in the background, keep it alive, and log its fault."""
        self._tasks.add(task := self._loop.create_task(work))
        task.add_done_callback(self._spawned)
        return task

    def _spawned(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("background_failed", error=repr(task.exception()))

    async def beat(self) -> None:
        """Refresh who is online, and look at every channel again: somebody's last-seen time may have expired, a site may be new."""
        await self.presence.beat()
        await self.look_again()

    async def look_again(self) -> None:
        """Use today's houses, sessions and presence on every channel."""
        for channel in list(self.channels.values()):
            await self.refresh(channel)
            await end_signed_out(self.deps, channel.operators)
            await self.presence.show(channel)

    def check(self) -> None:
        """End the connections that are silent, mute or too slow; called every few seconds."""
        now = self.deps.clock.ticks()
        for session in list(self.sessions):
            session.check(now)

    def close_all(self) -> None:
        """Tell every client to come back in a while: this node stops."""
        for session in list(self.sessions):
            session.end(RESTARTING)


def _nobody_minds(number: ProjectNumber, settings: Settings | None = None) -> None:
    """Until the house is open."""
