"""An operator's own avatar; and colleagues', for administrators."""

from fastapi import Request

from besedka.actions import avatars
from besedka.api.avatars import Pixels, crop_of, give
from besedka.api.guards import api_of, deps_of
from besedka.api.operator.door import Id, Me, make_router
from besedka.domain.ids import OperatorId, ProjectNumber
from besedka.wire.shapes import Avatar
from besedka.wire.uploads import A_PICTURE

router = make_router()


@router.put("/avatar", openapi_extra=A_PICTURE)
async def give_myself(request: Request, me: Me, left: Pixels = None, top: Pixels = None, side: Pixels = None) -> Avatar:
    """Send a square PNG or JPEG of 200 to 1500 pixels as your avatar, or name the square of it to take."""
    given = await give(request, avatars.by_operator(me, me.id), crop_of(left, top, side))
    _tell(request, me.project)
    return given


@router.delete("/avatar")
async def take_mine(request: Request, me: Me) -> Avatar:
    """Do without an avatar."""
    await avatars.remove(deps_of(request), avatars.by_operator(me, me.id))
    _tell(request, me.project)
    return {"avatar": None}


@router.put("/operators/{id}/avatar", openapi_extra=A_PICTURE)
async def give_colleague(
    request: Request, me: Me, id: Id, left: Pixels = None, top: Pixels = None, side: Pixels = None
) -> Avatar:
    """Give a colleague an avatar, as an administrator. 403 `admins_by_owner` for another administrator's."""
    given = await give(request, avatars.by_operator(me, _operator(id)), crop_of(left, top, side))
    _tell(request, me.project)
    return given


@router.delete("/operators/{id}/avatar")
async def take_colleagues(request: Request, me: Me, id: Id) -> Avatar:
    """Take a colleague's avatar away, as an administrator."""
    await avatars.remove(deps_of(request), avatars.by_operator(me, _operator(id)))
    _tell(request, me.project)
    return {"avatar": None}


def _tell(request: Request, project: ProjectNumber) -> None:
    api_of(request).hub.blip(project, {"b": "people", "ended": []})


def _operator(text: str) -> OperatorId:
    return OperatorId(bytes.fromhex(text))
