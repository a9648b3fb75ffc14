"""Operators' avatars, as the people of the cabinet give them."""

from fastapi import Request

from besedka.actions import avatars
from besedka.actions.avatars import Allowed
from besedka.api.avatars import Pixels, crop_of, give
from besedka.api.guards import deps_of, piece_of
from besedka.api.owner.door import Id, Me, Number, make_router, tell
from besedka.domain.ids import OperatorId, ProjectNumber
from besedka.domain.operator import Owner
from besedka.wire.shapes import Avatar
from besedka.wire.uploads import A_PICTURE

AVATAR = "/projects/{number}/operators/{id}/avatar"
router = make_router()


@router.put(AVATAR, openapi_extra=A_PICTURE)
async def give_operator(
    request: Request, me: Me, number: Number, id: Id, left: Pixels = None, top: Pixels = None, side: Pixels = None
) -> Avatar:
    """Send a square PNG or JPEG of 200 to 1500 pixels as an operator's avatar, or name the square of it to take."""
    given = await give(request, _allowed(me, number, id), crop_of(left, top, side))
    tell(request, number)
    return given


@router.delete(AVATAR)
async def take_operators(request: Request, me: Me, number: Number, id: Id) -> Avatar:
    """Take an operator's avatar away."""
    await avatars.remove(deps_of(request), _allowed(me, number, id))
    tell(request, number)
    return {"avatar": None}


@router.post("/projects/{number}/avatar", openapi_extra=A_PICTURE)
async def check(
    request: Request, me: Me, number: Number, left: Pixels = None, top: Pixels = None, side: Pixels = None
) -> Avatar:
    """Be told whether a picture, or the named square of it, could be the avatar of an operator who is only to be made. Nothing is kept."""
    data, crop = await piece_of(request), crop_of(left, top, side)
    await avatars.check(deps_of(request), me.id, ProjectNumber(number), data, crop)
    return {"avatar": None}


def _allowed(me: Owner, number: int, id: str) -> Allowed:
    return avatars.by_cabinet(me.id, ProjectNumber(number), OperatorId(bytes.fromhex(id)))
