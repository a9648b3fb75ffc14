"""The operators of a project: made, changed, disabled, enabled."""

from fastapi import Request

from besedka.actions import operators as actions
from besedka.actions import returns
from besedka.actions.operators import Draft, Edit
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Id, Me, Number, make_router, read, tell
from besedka.domain.ids import Instant, OperatorId, ProjectNumber
from besedka.domain.operator import Owner
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.wire import owner as words
from besedka.wire import owner_words
from besedka.wire.staff import SignedInBrowsers
from besedka.wire.staff_words import browsers

ALL = "/projects/{number}/operators"
ONE = ALL + "/{id}"
router = make_router()


@router.get(ALL)
async def list_operators(request: Request, me: Me, number: Number) -> words.Operators:
    """Return every operator, disabled ones too, and as what you reach the project."""
    return await _all(request, me, number)


@router.post(ALL, status_code=201)
async def add_operator(request: Request, me: Me, number: Number, body: words.NewOperator) -> words.Operator:
    """Make an operator; the same `id` again answers the same. 409 `email_taken`; 403 `admins_by_owner`."""
    api, id = api_of(request), OperatorId(bytes.fromhex(body["id"]))
    draft = Draft(id, body["name"], body["email"], body["password"], body["title"], body["role"])
    await actions.add(deps_of(request), api.doorkeeper.passwords, me.id, ProjectNumber(number), draft)
    tell(request, number)
    return await _one(request, me, number, id)


@router.patch(ONE)
async def change_operator(
    request: Request, me: Me, number: Number, id: Id, body: words.OperatorChange
) -> words.Operator:
    """Change what is given and leave the rest. A new password or role ends all the operator's sessions at once.

    409 `operator_changed` with the `field` that is not as it was `seen`, and what stands there `now`."""
    api, operator = api_of(request), OperatorId(bytes.fromhex(id))
    edit = Edit(body.get("name"), body.get("email"), body.get("password"), body.get("title"), body.get("role"))
    _, ended = await actions.change(
        deps_of(request), api.doorkeeper.passwords, me.id, ProjectNumber(number), operator, edit,
        {name: str(known) for name, known in body.get("seen", {}).items()},
    )  # fmt: skip
    tell(request, number, [operator] if ended else [])
    return await _one(request, me, number, operator)


@router.post(f"{ONE}/disable")
async def disable_operator(request: Request, me: Me, number: Number, id: Id) -> words.Operator:
    """Keep the operator out: all sessions end at once, what is in work goes back to the new ones, the history keeps the name."""
    operator = OperatorId(bytes.fromhex(id))
    await actions.disable(deps_of(request), me.id, ProjectNumber(number), operator)
    tell(request, number, [operator])
    await returns.from_disabled(api_of(request).deps, ProjectNumber(number))
    return await _one(request, me, number, operator)


@router.post(f"{ONE}/enable")
async def enable_operator(request: Request, me: Me, number: Number, id: Id) -> words.Operator:
    """Let the operator in again, with the old password."""
    operator = OperatorId(bytes.fromhex(id))
    await actions.enable(deps_of(request), me.id, ProjectNumber(number), operator)
    tell(request, number)
    return await _one(request, me, number, operator)


@router.delete(f"{ONE}/sessions")
async def end_sessions(request: Request, me: Me, number: Number, id: Id) -> words.Operator:
    """End all the operator's sessions and connections at once."""
    operator = OperatorId(bytes.fromhex(id))
    await actions.end_sessions(deps_of(request), me.id, ProjectNumber(number), operator)
    tell(request, number, [operator])
    return await _one(request, me, number, operator)


@router.get(f"{ONE}/sessions")
async def list_sessions(request: Request, me: Me, number: Number, id: Id) -> SignedInBrowsers:
    """Return where the operator is signed in, last seen first."""
    return await _sessions(request, me, number, OperatorId(bytes.fromhex(id)))


@router.delete(f"{ONE}/sessions/{{session}}")
async def end_session(request: Request, me: Me, number: Number, id: Id, session: Id) -> SignedInBrowsers:
    """End one of the operator's sessions, and its connections at once; return what is left."""
    operator = OperatorId(bytes.fromhex(id))
    tell(
        request,
        number,
        await actions.end_session(deps_of(request), me.id, ProjectNumber(number), operator, session),
    )
    return await _sessions(request, me, number, operator)


async def _sessions(request: Request, me: Owner, number: int, id: OperatorId) -> SignedInBrowsers:
    now = api_of(request).deps.clock.now()
    return browsers(await read(request, actions.open_sessions(me.id, ProjectNumber(number), id, now)))


async def _all(request: Request, me: Owner, number: int) -> words.Operators:
    now = api_of(request).deps.clock.now()
    since = Instant(now - SHELF_LIFE_MS)
    return owner_words.operators(await read(request, actions.staff(me.id, ProjectNumber(number), now, since)))


async def _one(request: Request, me: Owner, number: int, id: OperatorId) -> words.Operator:
    found = await _all(request, me, number)
    return next(o for o in found["operators"] if o["id"] == id.hex())
