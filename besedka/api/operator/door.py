"""The operators' door: its address, its refusals, and who is let in."""

from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Path, Request

from besedka.api.errors import refusals
from besedka.api.guards import api_of, must_be_ours
from besedka.api.sockets.gate import OPERATOR_COOKIE
from besedka.domain.errors import Conflict, Forbidden
from besedka.domain.ids import HEX_ID, ConversationId, OperatorId
from besedka.domain.operator import Operator
from besedka.ports.database import Script
from besedka.store import people
from besedka.store.commits import Make
from besedka.store.sessions import Session

PREFIX = "/api/operator/v1"
PAGE = 100

T = TypeVar("T")
_REFUSED = refusals(401, 403, 404, 409, 422, 429, 503)


def make_router() -> APIRouter:
    """Return a router for one noun of the operators' door."""
    return APIRouter(prefix=PREFIX, tags=["operator"], responses=_REFUSED, dependencies=[Depends(must_be_ours)])


Id = Annotated[str, Path(pattern=HEX_ID)]


async def signed_in(request: Request) -> Operator:
    """Return the operator whose session the cookie opens."""
    operator, _ = await api_of(request).doorkeeper.operator(request.cookies.get(OPERATOR_COOKIE))
    return operator


async def session_of(request: Request) -> Session:
    """Return the session that the cookie opens."""
    _, session = await api_of(request).doorkeeper.operator(request.cookies.get(OPERATOR_COOKIE))
    return session


Me = Annotated[Operator, Depends(signed_in)]


def conversation_id(text: str) -> ConversationId:
    """Return the id that the address names."""
    return ConversationId(bytes.fromhex(text))


def operator_id(text: str | None) -> OperatorId | None:
    """Return the operator's id that a body names."""
    return None if text is None else OperatorId(bytes.fromhex(text))


async def read(request: Request, script: Script[T]) -> T:
    """Run a script that changes nothing."""
    return await api_of(request).deps.database.read(script)


async def commit(request: Request, make: Make[T]) -> T:
    """Commit the unit that `make` builds round its `done`, and return its answer. A refusal names a colleague by name, not by id."""
    try:
        return await api_of(request).deps.committer.ask(make)
    except (Conflict, Forbidden) as refusal:
        raise await _with_name(request, refusal) from None


async def read_to_change(request: Request, script: Script[T]) -> T:
    """Run a script that looks before a change; it is refused as the change is."""
    try:
        return await read(request, script)
    except Forbidden as refusal:
        raise await _with_name(request, refusal) from None


async def _with_name(request: Request, refusal: Conflict | Forbidden) -> Conflict | Forbidden:
    id = refusal.params.get("operator")
    if not isinstance(id, str):
        return refusal
    found = await read(request, people.operator_by_id(OperatorId(bytes.fromhex(id))))
    return type(refusal)(refusal.code, {"operator": found.name if found else "", "operator_id": id})
