"""One connection's protocol, without a socket: frames in, frames out. What visitors and operators have in common."""

import asyncio

import structlog
from pydantic_core import to_json

from besedka.domain.errors import BadInput, Refusal, TooMany, Unavailable
from besedka.domain.events import Event
from besedka.domain.ids import Instant, Position
from besedka.domain.sentences import sentence
from besedka.realtime.channel import Channel
from besedka.realtime.host import Host
from besedka.realtime.link import PROTOCOL_ERROR, TOO_SLOW, Link, room_for
from besedka.wire.shapes import PROTOCOL

log = structlog.get_logger()

HEARTBEAT = 30
"""Seconds between a client's pings."""
SILENCE = 75.0
"""Seconds without a word after which a connection counts as dead."""
HELLO_WITHIN = 10.0
"""Seconds in which the first frame must come (SECURITY.md, 19)."""
BEHIND_FOR = 30.0
"""Seconds that a reader may stay too slow before it is told to come back."""
SMALL_BURST = 60.0
SMALL_PER_SECOND = 15.0
"""How many frames besides posts one connection may say: typing signs, marks, pages of history (SECURITY.md, 19)."""
MAX_STRIKES = 20
"""Frames that are malformed or come too fast, after which one connection is ended."""
RETRY_MS = 2_000
"""Over how many milliseconds clients spread their reconnects."""
CATCH_UP = 500
"""Facts that a reconnect replays one by one; beyond, a snapshot is shorter."""


class Session:
    """What every connection keeps. Slots, because there are tens of thousands; no task, no queue of its own."""

    __slots__ = (
        "_early",
        "_out",
        "_replayed",
        "_replaying",
        "_small",
        "_small_at",
        "behind_since",
        "channel",
        "closed",
        "greeting",
        "household",
        "hub",
        "language",
        "last_heard",
        "link",
        "position",
        "ready",
        "strikes",
    )  # fmt: skip

    def __init__(self, hub: Host, link: Link) -> None:
        self.hub = hub
        self.link = link
        self.position = Position(0)
        self.ready = False
        self.closed = False
        self.language = "en"
        self.household = ""
        self.greeting = 0
        self.last_heard = hub.deps.clock.ticks()
        self.behind_since: float | None = None
        self.strikes = 0
        self.channel: Channel | None = None
        self._early: list[bytes] | None = None
        self._replaying = False
        self._replayed: asyncio.Event | None = None
        self._out: list[bytes] = []
        self._small = SMALL_BURST
        self._small_at = self.last_heard

    # ── hello ────────────────────────────────────────────────────────────────────────────────────────────────────

    def must_fit(self, kind: str) -> None:
        """BadInput `frame_unexpected` for a frame out of order: hello comes first and once, a ping at any time."""
        if kind != "ping" and self.ready == (kind == "hello"):
            raise BadInput("frame_unexpected")

    def greeted(self, language: str, version: int) -> bool:
        """Take note of a hello: frames wait until the guest is let in. False when the client spoke another protocol."""
        self.language = language
        if version != PROTOCOL:
            self.turn_away(BadInput("protocol_unknown"), PROTOCOL_ERROR)
            return False
        self._early = []
        return True

    def greeting_said(self) -> None:
        """What is queued so far is told to everybody who comes: no news."""
        self.greeting = len(self._out)

    def let_in(self) -> None:
        """The welcome is said: the guest is in, and what came early is heard."""
        self.ready = True
        self.hub.welcomed()
        self.caught_up()
        early, self._early = self._early or [], None
        for data in early:
            self.on_text(data)

    def turn_away(self, error: BaseException, code: int) -> None:
        """Say why the guest may not come in, and hang up."""
        self.refuse(error, None)
        self.end(code)

    def handle(self, data: bytes) -> None:
        """Act on one frame, or keep it until the guest is let in."""
        if self._early is None:
            self.hear(data)
        elif room_for(self._early, data):
            self._early.append(data)
        else:
            raise BadInput("frame_unexpected")

    # ── out ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def push(self, frame: bytes) -> None:
        """Queue a frame; everything queued in one turn of the loop goes out as one write."""
        if not self._out:
            self.hub.flush_soon(self)
        self._out.append(frame)

    def flush(self) -> None:
        """Write what was queued."""
        frames, self._out = self._out, []
        if not self.closed:
            self.link.send(frames)

    def say(self, frame: object) -> None:
        """Queue one frame that only this connection gets."""
        self.push(to_json(frame))

    def refuse(self, error: BaseException, id: str | None) -> None:
        """Tell the client what was refused, in its language."""
        refusal = error if isinstance(error, Refusal) else Unavailable("internal")
        again = isinstance(refusal, Unavailable | TooMany)
        message = sentence(refusal.code, refusal.params, self.language)
        params = dict(refusal.params)
        self.say({"t": "refused", "id": id, "code": refusal.code, "params": params, "message": message, "again": again})

    def end(self, code: int) -> None:
        """Close the connection from this side, after what was queued."""
        if not self.closed:
            self.flush()
            self.closed = True
            self.left()
            self.link.close(code)

    def gone(self) -> None:
        """The connection is no more."""
        if not self.closed:
            self.closed = True
            self.left()

    # ── in ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def on_text(self, data: bytes) -> None:
        """Take one frame from the client. Never raises; a fault is refused and logged without its text."""
        if self.closed:
            return
        self.last_heard = self.hub.deps.clock.ticks()
        try:
            self.handle(data)
        except Refusal as refusal:
            self.refuse(refusal, None)
            if not isinstance(refusal, Unavailable):
                self._strike(PROTOCOL_ERROR if isinstance(refusal, BadInput) else TOO_SLOW)
        except Exception:
            log.exception("frame_failed")
            self.refuse(Unavailable("internal"), None)

    def _strike(self, code: int) -> None:
        self.strikes += 1
        if self.strikes > MAX_STRIKES:
            self.end(code)

    def spend(self, who: bytes) -> None:
        """Use one of this person's posts, whichever connection they come by; TooMany `too_fast` when there is none left for now."""
        self.hub.posts.spend(who, self.last_heard)

    def spend_small(self) -> None:
        """Use one of the connection's small frames; TooMany `too_fast` when they come faster than people work."""
        now = self.last_heard
        self._small = min(SMALL_BURST, self._small + (now - self._small_at) * SMALL_PER_SECOND)
        self._small_at = now
        if self._small < 1:
            raise TooMany("too_fast", {"retry_after": 1})
        self._small -= 1

    # ── falling behind and catching up ───────────────────────────────────────────────────────────────────────────

    def deliver(self, position: Position, frame: bytes) -> None:
        """Hand over a fact, unless the client reads too slowly: then remember only how far it got."""
        if self.behind_since is not None:
            return
        if self.link.paused:
            self.behind_since = self.hub.deps.clock.ticks()
            return
        self.position = position
        self.push(frame)

    def caught_up(self) -> None:
        """The client reads again: replay what it missed."""
        if self.behind_since is not None and not self.closed and not self._replaying:
            self._replaying = True
            self.hub.spawn(self._replay())

    async def _replay(self) -> None:
        """One at a time, whatever the link does meanwhile: two would tell the same facts twice."""
        try:
            await self._tell_missed()
        finally:
            self._replaying = False
            if self._replayed is not None:
                self._replayed.set()

    async def told_all(self) -> None:
        """Wait until everything that was missed has been told: at once when nothing was."""
        if self.behind_since is not None and not self.closed:
            self._replayed = asyncio.Event()
            await self._replayed.wait()

    async def _tell_missed(self) -> None:
        """Tell what was missed until nothing is missing. What is announced meanwhile is read, not pushed: no fact falls between."""
        while not self.closed and not self.link.paused:
            events, upto = await self.missed(self.position, CATCH_UP)
            for event in events:
                self.tell(event)
            self.position = max(self.position, upto)
            if len(events) < CATCH_UP and self.settled():  # a full page: there may be more than this node was told of
                self.behind_since = None
                return
            self.flush()

    def check(self, now: float) -> None:
        """Called every few seconds: end a connection that is silent, mute or too slow."""
        behind = now - self.behind_since if self.behind_since is not None else 0.0
        if behind > BEHIND_FOR or now - self.last_heard > (SILENCE if self.ready else HELLO_WITHIN):
            self.end(TOO_SLOW)

    # ── what the two kinds of guests do differently ──────────────────────────────────────────────────────────────

    def hear(self, data: bytes) -> None:
        """Decode one frame and act on it."""
        raise NotImplementedError

    def left(self) -> None:
        """Leave the hub's lists."""
        raise NotImplementedError

    def tell(self, event: Event) -> None:
        """Push a replayed fact, if this guest is told it."""
        raise NotImplementedError

    async def missed(self, position: Position, limit: int) -> tuple[list[Event], Position]:
        """Read the facts after `position` that concern this guest, and up to where the journal was read."""
        raise NotImplementedError

    def settled(self) -> bool:
        """Tell whether nothing that was announced is missing."""
        return self.channel is None or self.position >= self.channel.position

    def now(self) -> Instant:
        """The present moment."""
        return self.hub.deps.clock.now()
