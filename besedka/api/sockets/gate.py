"""The gate of the sockets: which path is whose, and whether the guest may come in. The same for every transport."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from besedka.actions.sessions import Doorkeeper
from besedka.api.front import Front
from besedka.domain.errors import Refusal, TooMany, Unavailable
from besedka.ports.database import DatabaseFailed
from besedka.realtime.hub import Hub
from besedka.realtime.link import REFUSED, SIGNED_OUT, TOO_SLOW, Link
from besedka.realtime.operator_session import OperatorSession
from besedka.realtime.session import Session
from besedka.realtime.visitor_session import VisitorSession

OPERATOR_COOKIE = "besedka_operator"
OWNER_COOKIE = "besedka_owner"
MARKS = {OPERATOR_COOKIE: "besedka_operator_browser", OWNER_COOKIE: "besedka_owner_browser"}
"""By which cookie a browser is known that signed in before (actions/attempts.py)."""
VISITOR_PATH = "/ws/visitor"
OPERATOR_PATH = "/ws/operator"

MAX_CONNECTIONS = 100_000
"""Connections of one process; beyond, a handshake is answered 503 and the client comes back later."""
MAX_UNREADY = 4_000
"""Handshakes that may be on their way at once (PERFORMANCE.md, rule 9)."""


@dataclass(frozen=True, slots=True)
class Knock:
    """What a handshake tells: path, origin, own host, cookies, browser, language, and whom a proxy saw (X-Forwarded-For)."""

    path: str
    origin: str | None
    host: str
    cookies: Mapping[str, str]
    user_agent: str
    language: str = "en"
    forwarded: str = ""


class Gate:
    """Opens sessions for whoever knocks."""

    def __init__(self, hub: Hub, doorkeeper: Doorkeeper, front: Front) -> None:
        self.hub = hub
        self._doorkeeper = doorkeeper
        self.front = front

    @property
    def full(self) -> bool:
        """True when another handshake must be turned away for now."""
        return len(self.hub.sessions) >= MAX_CONNECTIONS or self.hub.unready >= MAX_UNREADY

    def must_have_room(self) -> None:
        """Unavailable `busy` when another guest must be turned away for now: a poll is a connection too."""
        if self.full:
            raise Unavailable("busy")

    def own_origin(self, origin: str | None, host: str) -> str:
        """Return the origin of this server as that page would spell it."""
        return own_origin(origin, host, self.front.public_url)

    def visitor(self, knock: Knock, link: Link, peer: str) -> Session:
        """Open a visitor's session; its first frame proves who it is. It is over already when there are too many from its address."""
        own = self.own_origin(knock.origin, knock.host)
        address = self.front.client(peer, knock.forwarded)
        session = VisitorSession(self.hub, link, (knock.origin, own), knock.user_agent[:500], address)
        session.language = knock.language
        self.hub.arrived(session)
        try:
            self.hub.crowd.must_have_room(session.household, at_the_door=True)
        except TooMany as refusal:
            session.turn_away(refusal, TOO_SLOW)
        return session

    async def operator(self, knock: Knock, link: Link) -> OperatorSession | None:
        """Open an operator's session if its cookie is good and the page is ours; else close the link with the reason."""
        if knock.origin != self.own_origin(knock.origin, knock.host):
            link.close(REFUSED)
            return None
        try:
            operator, stored = await self._doorkeeper.operator(knock.cookies.get(OPERATOR_COOKIE))
        except Refusal as refusal:
            link.close(TOO_SLOW if isinstance(refusal, Unavailable) else SIGNED_OUT)
            return None
        except DatabaseFailed:
            link.close(TOO_SLOW)
            return None
        session = OperatorSession(self.hub, link, operator, stored.expires_at, stored.token_hash)
        self.hub.arrived(session)
        return session


def own_origin(origin: str | None, host: str, public_url: str) -> str:
    """Return this server's origin: the configured one, or the host that the browser named, in the page's own scheme."""
    if public_url:
        return public_url
    scheme = urlsplit(origin or "").scheme or "http"
    return f"{scheme}://{host}"


def read_cookies(header: str) -> dict[str, str]:
    """Return the cookies of a Cookie header."""
    pairs = (part.partition("=") for part in header.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}
