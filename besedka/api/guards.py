"""What stands before the doors: who asks, from which page, and with which cookie."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from besedka.actions.deps import Deps
from besedka.actions.sessions import Doorkeeper, SignedIn
from besedka.api.sockets.gate import MARKS, Gate, own_origin
from besedka.domain.errors import BadInput, Forbidden
from besedka.domain.project import Project
from besedka.domain.speech import Standard
from besedka.realtime.hub import Hub
from besedka.wire.widget_words import Scripts

MAX_BODY = 2 * 1024 * 1024
"""Bytes of a request's body: fifty messages of the longest kind."""
KNOWN_FOR = 365 * 24 * 3600
"""Seconds for which a browser is known after it last signed in."""
LONGEST_MARK = 200

MAX_PICTURE = 10 * 1024 * 1024
"""Bytes of a picture that is sent whole, to become an avatar."""


@dataclass(frozen=True, slots=True)
class Api:
    """What the doors work with, kept on `app.state.api`."""

    deps: Deps
    hub: Hub
    doorkeeper: Doorkeeper
    gate: Gate
    public_url: str
    standard: Standard
    scripts_for: Callable[[Project], Scripts]


class BodyLimit:
    """Reads no request's body beyond what a full poll needs: the rest is refused, not collected."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what comes."""
        picture = scope["path"].endswith("/avatar")
        left = MAX_PICTURE if picture else MAX_BODY

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise _too_much(picture=picture)
            return message

        await self._app(scope, counted if scope["type"] == "http" else receive, send)


def _too_much(*, picture: bool) -> BadInput:
    if picture:
        return BadInput("avatar_too_heavy", {"most": MAX_PICTURE // 2**20})
    return BadInput("bad_input", {"field": "body"})


class Heads:
    """Answers HEAD wherever GET is answered (RFC 9110, 9.3.2): the server beneath sends the head of it only."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. The server's own scope stays as it is: by it, it knows to send no body."""
        await self._app({**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope, receive, send)


class PlainHeaders:
    """Says with every answer what a browser is to do with it, where the answer says nothing else itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add to the head of its answer."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _plain(scope):
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, headed if scope["type"] == "http" else send)


def _plain(scope: Scope) -> Iterator[tuple[str, str]]:
    yield "X-Content-Type-Options", "nosniff"
    if scope["path"].startswith("/api/"):
        yield "Cache-Control", "no-store"
    if is_secure(Request(scope)):
        yield "Strict-Transport-Security", "max-age=31536000"


def api_of(request: Request) -> Api:
    """Return the house behind this request."""
    api = request.app.state.api
    assert isinstance(api, Api)
    return api


def deps_of(request: Request) -> Deps:
    """Return what actions work with, in the hands of who asks."""
    return api_of(request).deps.on_behalf_of(address_of(request))


async def must_be_ours(request: Request) -> None:
    """Refuse a change asked for by a foreign page (SECURITY.md, 16). A request without Origin comes from no page.

    It waits for nothing, but what is not `async` would go through a thread, with every request.
    """
    origin = request.headers.get("origin")
    if origin is not None and origin != own_origin(origin, request.headers.get("host", ""), api_of(request).public_url):
        raise Forbidden("origin_refused")


def address_of(request: Request) -> str:
    """Return the client's address, as far as the configured proxies are believed."""
    return request.client.host if request.client else "unknown"


def user_agent_of(request: Request) -> str:
    """Return what the browser calls itself."""
    return request.headers.get("user-agent", "")


def is_secure(request: Request) -> bool:
    """Tell whether the browser came by https."""
    return request.url.scheme == "https" or api_of(request).public_url.startswith("https:")


def set_cookie(response: Response, name: str, path: str, signed_in: SignedIn, secure: bool, now: int) -> None:
    """Give the browser its session, and the mark that it signed in here: unreadable for scripts, never sent from other sites."""
    age = (signed_in.expires_at - now) // 1000 if signed_in.lasting else None
    response.set_cookie(name, signed_in.token, max_age=age, path=path, secure=secure, httponly=True, samesite="strict")
    response.set_cookie(
        MARKS[name], signed_in.mark, max_age=KNOWN_FOR, path="/api/", secure=secure, httponly=True, samesite="strict"
    )


def mark_of(request: Request, name: str) -> str | None:
    """Return the mark of a browser that signed in here before, if it has a likely one."""
    mark = request.cookies.get(MARKS[name])
    return mark if mark and len(mark) < LONGEST_MARK else None


async def piece_of(request: Request) -> bytes:
    """Return the request's body; BadInput when it broke off in the middle: nobody is there to hear, and nothing was stored."""
    try:
        return await request.body()
    except ClientDisconnect:
        raise BadInput("bad_input", {"field": "body"}) from None
