"""The secret with which the site signs who its visitors are: shown, and changed without a break."""

from collections.abc import Callable

from fastapi import Request

from besedka.actions import access, identities
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Me, Number, make_router, read, tell
from besedka.domain import identity
from besedka.domain.audit import Kind
from besedka.domain.identity import Identity
from besedka.domain.ids import Instant, ProjectNumber
from besedka.wire import owner as words

ONE = "/projects/{number}/identity"
router = make_router()


@router.get(ONE)
async def read_identity(request: Request, me: Me, number: Number) -> words.Identity:
    """Return the secret, null until one was made; while it is being changed also the one before, which is still good."""
    reach = await read(request, access.cabinet(me.id, ProjectNumber(number)))
    return _told(request, number, reach.project.identity)


@router.post(f"{ONE}/rotation")
async def rotate_identity(request: Request, me: Me, number: Number) -> words.Identity:
    """Make a secret, or a fresh one: the one before is good until it is ended, so that the site may change over."""
    return await _changed(request, me, number, "identity_changed", identity.rotated)


@router.delete(f"{ONE}/rotation")
async def end_rotation(request: Request, me: Me, number: Number) -> words.Identity:
    """End the secret before: what was signed with it proves nothing from now on."""
    return await _changed(request, me, number, "identity_ended", lambda as_it_is, _: identity.ended(as_it_is))


async def _changed(
    request: Request, me: Me, number: int, kind: Kind, made: Callable[[Identity, Instant], Identity]
) -> words.Identity:
    changed = await identities.change(deps_of(request), me.id, ProjectNumber(number), kind, made)
    tell(request, number)
    return _told(request, number, changed)


def _told(request: Request, number: int, of: Identity) -> words.Identity:
    good = identity.keys(api_of(request).deps.secret, ProjectNumber(number), of)
    secret, previous = (*good, None, None)[:2]
    return {"secret": secret, "previous": previous, "changed_at": of.changed_at}
