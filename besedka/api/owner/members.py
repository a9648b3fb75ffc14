"""The members of a project's cabinet: let in and out by the owner."""

from fastapi import Request, Response

from besedka.actions import members as actions
from besedka.api.guards import api_of
from besedka.api.owner.door import Id, Me, Number, make_router, read
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.wire import owner as words
from besedka.wire import owner_words

ALL = "/projects/{number}/members"
router = make_router()


@router.get(ALL)
async def list_members(request: Request, me: Me, number: Number) -> words.Members:
    """Return the owner and the members, and as what you reach the project."""
    reach, found = await read(request, actions.everybody(me.id, ProjectNumber(number)))
    return {"standing": reach.standing, "owner": reach.owner, "members": [owner_words.member(m) for m in found]}


@router.post(ALL, status_code=201)
async def add_member(request: Request, me: Me, number: Number, body: words.NewMember) -> words.Invited:
    """Let a person in. One whose e-mail is known keeps name and password (`known`). Only the owner may: 403 `only_owner`."""
    api, id = api_of(request), OwnerId(bytes.fromhex(body["id"]))
    invited = await actions.add(
        api.deps, api.doorkeeper.passwords, me.id, ProjectNumber(number), id, body["name"], body["email"], body["password"]
    )  # fmt: skip
    return {"member": owner_words.member(invited.member), "known": invited.known}


@router.put(f"{ALL}/{{id}}/password")
async def set_member_password(
    request: Request, me: Me, number: Number, id: Id, body: words.MemberPassword
) -> words.Member:
    """Give a member a new password, and end their sessions. 403 `account_shared` for who reaches other projects too."""
    api, who = api_of(request), OwnerId(bytes.fromhex(id))
    changed = await actions.set_password(
        api.deps, api.doorkeeper.passwords, me.id, ProjectNumber(number), who, body["password"]
    )  # fmt: skip
    return owner_words.member(changed)


@router.delete(f"{ALL}/{{id}}", status_code=204)
async def remove_member(request: Request, me: Me, number: Number, id: Id) -> Response:
    """Let a member out: the project is not there for them from this moment. 403 `owner_stays`."""
    await actions.remove(api_of(request).deps, me.id, ProjectNumber(number), OwnerId(bytes.fromhex(id)))
    return Response(status_code=204)
