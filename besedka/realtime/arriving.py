"""A visitor's hello: whether the page may have the chat, who greets us, and what they come back to. Read here, joined in the session."""

from dataclasses import dataclass

from besedka.actions import identities, visits
from besedka.actions.identities import Home
from besedka.actions.visits import Visit
from besedka.domain.errors import Forbidden, NotFound
from besedka.domain.identity import Proven
from besedka.domain.ids import Position
from besedka.domain.project import KEY, origin_allowed
from besedka.domain.visitor import VisitorKey, mint_key, read_key
from besedka.realtime.channel import Channel
from besedka.realtime.host import Host
from besedka.realtime.recognising import at_home
from besedka.wire import visitor as words


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who greets us: `browser` is the key of their browser, `made` that it is new; `key` is the one under which they talk: at home, where
    the site has proven who they are. `since` is the position that they come back with."""

    browser: VisitorKey
    made: bool
    key: VisitorKey
    home: tuple[Proven, Home] | None
    since: Position | None
    visit: Visit

    @property
    def has(self) -> Position:
        """What the client has with the welcome: the missed facts that follow may be lost with the connection."""
        return self.since if self.visit.events and self.since is not None else self.visit.position


async def admitted(hub: Host, key: str, page_origin: tuple[str | None, str]) -> Channel:
    """Return the channel of the project with this counter key. NotFound `project_unknown`; Forbidden `origin_refused`."""
    project = await hub.project_by_key(key) if KEY.match(key) else None
    if project is None:
        raise NotFound("project_unknown")
    if not origin_allowed(project, *page_origin):
        raise Forbidden("origin_refused")
    return await hub.channel(project.number)


async def arrival(hub: Host, channel: Channel, hello: words.Hello) -> Arrival:
    """Read who greets us and what they come back to. Forbidden `key_refused`."""
    deps, number, said, token = hub.deps, channel.number, hello["key"], hello["position"]
    browser = mint_key(deps.secret, number, deps.clock.now()) if said is None else read_key(deps.secret, number, said)
    if browser is None:
        raise Forbidden("key_refused")
    home = await at_home(deps, channel.project, hello, browser if said else None, hub.positions)
    key = browser if home is None else home[1].key
    since = None if token is None else hub.positions.open(token, key.visitor)
    visit = await deps.database.read(visits.begin(number, None if said is None and home is None else key, since))
    c = visit.conversation
    if c is not None and c.visitor != key.visitor:  # a link has let this browser in, to somebody's conversation
        key = await deps.database.read(identities.own_key(key, c))
        since = None if token is None else hub.positions.open(token, key.visitor)
        visit = await deps.database.read(visits.begin(number, key, since))
    return Arrival(browser, said is None, key, home, since, visit)
