"""The front of the house: under which names it answers, and who stands behind the proxies it believes (SECURITY.md, 23)."""

from functools import lru_cache

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from besedka.api.errors import problem
from besedka.domain.address import ANY, client_behind, host_name, is_one_of, is_this_machine, read_hosts, read_networks
from besedka.domain.errors import Forbidden

SHOWN = 100
"""Characters of a name that nobody answers to, in the refusal."""
PROBES = ("/health/", "/metrics")
REMEMBERED = 1_000


class Front:
    """What the server knows of the world in front of it. `public_url` is an origin or empty; lists are as in the settings."""

    def __init__(self, public_url: str = "", hosts: str = "", proxies: str = "") -> None:
        self.public_url = public_url
        named = read_hosts(hosts)
        self._hosts = named | read_hosts(public_url.partition("://")[2]) if named or public_url else frozenset({ANY})
        self._proxies = read_networks(proxies)
        self.answers_to = lru_cache(REMEMBERED)(self._answers_to)

    def _answers_to(self, host: str) -> bool:
        """Tell whether a request for this Host is meant for us. This machine's own names always are: no foreign page can bear them."""
        name = host_name(host)
        if ANY in self._hosts:
            return bool(name) or not host
        return name in self._hosts or name == "localhost" or is_this_machine(name)

    def client(self, peer: str, forwarded: str) -> str:
        """Return the address of who asks, given the connection's and the header X-Forwarded-For."""
        return client_behind(peer, forwarded, self._proxies) if self._proxies and forwarded else peer

    def believes(self, peer: str) -> bool:
        """Tell whether this address is a proxy of ours."""
        return is_one_of(peer, self._proxies)


class FrontDoor:
    """The first that a request meets: it is told as what the proxies say, or that nobody here has the name it asks for."""

    def __init__(self, app: ASGIApp, front: Front) -> None:
        self._app = app
        self._front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it. Probes of the machinery around us know no name and get their answer."""
        headers = Headers(scope=scope)
        self._see_through_proxies(scope, headers)
        host = headers.get("host", "")
        if self._front.answers_to(host) or scope["path"].startswith(PROBES):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = Forbidden("host_refused", {"host": host[:SHOWN]})
            await problem(Request(scope), refusal)(scope, receive, send)

    def _see_through_proxies(self, scope: Scope, headers: Headers) -> None:
        peer = scope["client"][0] if scope.get("client") else ""
        if not self._front.believes(peer):
            return
        scope["client"] = (self._front.client(peer, ",".join(headers.getlist("x-forwarded-for"))), 0)
        said = headers.get("x-forwarded-proto", "").strip()
        if said in ("http", "https"):
            scope["scheme"] = said.replace("http", "ws") if scope["type"] == "websocket" else said
