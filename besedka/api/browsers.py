"""The browsers that one is signed in with: the same at both doors, the operators' and the cabinet's. Connections end at once."""

from collections.abc import Callable, Coroutine
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Path, Request

from besedka.actions import browsers
from besedka.api.guards import api_of, deps_of
from besedka.domain.ids import HEX_ID
from besedka.store import sessions
from besedka.store.sessions import Session
from besedka.wire import staff_words
from besedka.wire.staff import SignedInBrowsers

SessionOf: TypeAlias = Callable[..., Coroutine[object, object, Session]]
"""A door's dependency, which finds the session that the cookie opens."""
Id = Annotated[str, Path(pattern=HEX_ID)]


def list_and_end(router: APIRouter, session_of: SessionOf) -> None:
    """Add the routes by which a door lists one's own sessions and ends them."""

    @router.get("/sessions")
    async def list_sessions(request: Request, mine: Annotated[Session, Depends(session_of)]) -> SignedInBrowsers:
        """Return where you are signed in, last seen first."""
        return await _all(request, mine)

    @router.delete("/sessions")
    async def end_other_sessions(request: Request, mine: Annotated[Session, Depends(session_of)]) -> SignedInBrowsers:
        """End all your sessions but this one, and their connections at once; return what is left."""
        _tell(request, mine, await browsers.end_others(deps_of(request), mine))
        return await _all(request, mine)

    @router.delete("/sessions/{id}")
    async def end_session(request: Request, mine: Annotated[Session, Depends(session_of)], id: Id) -> SignedInBrowsers:
        """End one of your sessions, and its connections at once; return what is left."""
        _tell(request, mine, await browsers.end_one(deps_of(request), mine, id))
        return await _all(request, mine)


async def _all(request: Request, mine: Session) -> SignedInBrowsers:
    deps = api_of(request).deps
    return staff_words.browsers(
        await deps.database.read(sessions.of_person(mine.kind, mine.person, deps.clock.now())), mine
    )


def _tell(request: Request, mine: Session, ended: list[bytes]) -> None:
    if mine.project is not None:
        api_of(request).hub.blip(mine.project, {"b": "people", "ended": [token_hash.hex() for token_hash in ended]})
