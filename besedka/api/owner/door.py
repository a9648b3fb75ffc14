"""The owner's door: its address, its refusals, and who is let in. What they reach inside is decided by `actions/access`."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Path, Request

from besedka.api.errors import refusals
from besedka.api.guards import api_of, must_be_ours
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.domain.ids import HEX_ID, ProjectNumber
from besedka.domain.operator import Owner
from besedka.ports.database import Script
from besedka.store.sessions import Session

PREFIX = "/api/owner/v1"

T = TypeVar("T")
_REFUSED = refusals(401, 403, 404, 409, 422, 429, 503)


def make_router() -> APIRouter:
    """Return a router for one noun of the cabinet."""
    return APIRouter(prefix=PREFIX, tags=["owner"], responses=_REFUSED, dependencies=[Depends(must_be_ours)])


async def signed_in(request: Request) -> Owner:
    """Return the person whose session the cookie opens: an owner or a member."""
    person, _ = await api_of(request).doorkeeper.owner(request.cookies.get(OWNER_COOKIE))
    return person


async def session_of(request: Request) -> Session:
    """Return the session that the cookie opens."""
    _, session = await api_of(request).doorkeeper.owner(request.cookies.get(OWNER_COOKIE))
    return session


Me = Annotated[Owner, Depends(signed_in)]
Number = Annotated[int, Path(ge=1, le=2**31)]
Id = Annotated[str, Path(pattern=HEX_ID)]


async def read(request: Request, script: Script[T]) -> T:
    """Run a script that changes nothing."""
    return await api_of(request).deps.database.read(script)


def tell(request: Request, number: int, ended: Sequence[bytes] = ()) -> None:
    """Have the open apps and widgets use today's operators and settings, and end the connections of these operators or sessions."""
    blip, project = api_of(request).hub.blip, ProjectNumber(number)
    blip(project, {"b": "people", "ended": [id.hex() for id in ended]})
    blip(project, {"b": "presence"})
