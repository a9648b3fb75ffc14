"""Avatars: given to an operator by themselves, by an administrator, or by the people of the cabinet (PRODUCT.md 3.2)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from secrets import token_bytes

from besedka.actions import access, audit
from besedka.actions.audit import Actor
from besedka.actions.deps import Deps
from besedka.actions.operators import managed
from besedka.actions.pictures import AVATAR
from besedka.domain.audit import Change, Did
from besedka.domain.errors import BadInput, Forbidden, NotFound
from besedka.domain.file import AVATAR_LEAST, AVATAR_MOST, HEAD, Crop, File, check_avatar, sniff
from besedka.domain.ids import FileId, Instant, OperatorId, OwnerId, ProjectNumber, new_id
from besedka.domain.operator import Operator
from besedka.ports.database import Script
from besedka.store import files, people, projects


@dataclass(frozen=True, slots=True)
class Allowed:
    """Who gives or takes an avatar. `find` tells whose it is, or refuses: before a picture is looked into, and again in the commit."""

    who: Actor
    find: Callable[[], Script[Operator]]


def by_operator(me: Operator, id: OperatorId) -> Allowed:
    """Oneself, or an administrator somebody who is none. NotFound; Forbidden `admins_by_owner`."""

    def script() -> Script[Operator]:
        found = yield from people.operator_of(me.project, id, lock=False)
        if found is None or (me.role != "admin" and id != me.id):
            raise NotFound("not_found")
        if found.role == "admin" and id != me.id:
            raise Forbidden("admins_by_owner", {"owner": (yield from _owner(me.project))})
        return found

    return Allowed(audit.of_operator(me), script)


def by_cabinet(me: OwnerId, number: ProjectNumber, id: OperatorId) -> Allowed:
    """Whoever may change the operator in the cabinet."""
    return Allowed(audit.of_cabinet(me), lambda: managed(me, number, id))


def _owner(number: ProjectNumber) -> Script[str]:
    project = yield from projects.project_by_number(number)
    owner = None if project is None else (yield from people.owner_by_id(project.owner))
    return owner.name if owner else ""


async def give(deps: Deps, allowed: Allowed, data: bytes, crop: Crop | None) -> FileId:
    """Make the picture, or a square of it, an operator's avatar: re-encoded, without its metadata.

    BadInput `avatar_empty`, `avatar_not_picture`, `avatar_broken`, `avatar_not_square`, `avatar_too_small`, `avatar_too_big`, with the
    figures and the crop that would fit.
    """
    whose = await deps.database.read(allowed.find())
    made = await _made(deps, data, crop)
    coming = _coming(whose, len(made), deps.clock.now())
    await deps.committer.run(lambda: files.add(coming))  # first, so that no kill leaves a content that nobody knows of
    await deps.files.put(coming.key.hex(), made)

    def script() -> Script[FileId]:
        operator = yield from allowed.find()
        yield files.withdraw("avatar", operator.id)
        yield from files.change(replace(coming, use="avatar", use_id=operator.id, state="ready"))
        yield from files.set_avatar(operator.id, coming.id)
        yield from _note(deps, allowed.who, operator, picture=True)
        return coming.id

    return await deps.committer.run(script)


async def check(deps: Deps, me: OwnerId, number: ProjectNumber, data: bytes, crop: Crop | None) -> None:
    """Raise what `give` would of this picture, for an operator who is only to be made. Keeps nothing."""
    await deps.database.read(access.cabinet(me, number))
    await _made(deps, data, crop)


def _coming(whose: Operator, size: int, now: Instant) -> File:
    """Return the avatar as it is before it is anybody's: forgotten in a day, unless it is given."""
    return File(
        FileId(new_id(now)), whose.project, None, "", None, 0, "operator", whose.id, token_bytes(16), "avatar.webp", "image/webp",
        size, AVATAR, AVATAR, 0, "coming", now,
    )  # fmt: skip


async def remove(deps: Deps, allowed: Allowed) -> None:
    """Take an operator's avatar away: initials stand in its place."""

    def script() -> Script[None]:
        operator = yield from allowed.find()
        if operator.avatar is not None:
            yield files.withdraw("avatar", operator.id)
            yield from files.set_avatar(operator.id, None)
            yield from _note(deps, allowed.who, operator, picture=False)

    await deps.committer.run(script)


def _note(deps: Deps, who: Actor, whose: Operator, *, picture: bool) -> Script[None]:
    was, fresh = ("picture", "another_picture") if whose.avatar else ("initials", "picture")
    change = Change("avatar", was, fresh if picture else "initials")
    did = Did("avatar_changed", whose.name, whose.id, (change,))
    yield from audit.note(deps, who, whose.project, did)


async def _made(deps: Deps, data: bytes, crop: Crop | None) -> bytes:
    if not data:
        raise BadInput("avatar_empty")
    kind = sniff(data[:HEAD])
    size = await deps.pictures.measure(kind, data) if kind in ("image/png", "image/jpeg") else (0, 0)
    if size is None:
        raise BadInput("avatar_broken")
    if crop is None or not size[0]:
        check_avatar(*size, kind)
    else:
        _must_be_inside(crop, *size)
    made = await deps.pictures.avatar(kind, data, crop)
    if made is None:
        raise BadInput("avatar_broken")
    return made


def _must_be_inside(crop: Crop, width: int, height: int) -> None:
    inside = crop.left + crop.side <= width and crop.top + crop.side <= height
    if not inside or not AVATAR_LEAST <= crop.side <= AVATAR_MOST:
        check_avatar(crop.side, crop.side, "image/png")
        raise BadInput("bad_input", {"field": "side"})


def picture(id: FileId) -> Script[File]:
    """Return an avatar, which anybody may see who knows its id. NotFound."""
    file = yield from files.by_id(id)
    if file is None or file.use != "avatar" or file.state != "ready":
        raise NotFound("not_found")
    return file
