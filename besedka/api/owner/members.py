"""The members of a project's cabinet: let in and out by the owner."""

from fastapi import Request, Response

from besedka.actions import members as actions
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Id, Me, Number, make_router, read
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.domain.operator import Owner
from besedka.wire import owner as words
from besedka.wire import owner_words
from besedka.wire.staff import SignedInBrowsers
from besedka.wire.staff_words import browsers

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
        deps_of(request), api.doorkeeper.passwords, me.id, ProjectNumber(number), id, body["name"], body["email"], body["password"]
    )  # fmt: skip
    return {"member": owner_words.member(invited.member), "known": invited.known}


@router.put(f"{ALL}/{{id}}/password")
async def set_member_password(
    request: Request, me: Me, number: Number, id: Id, body: words.MemberPassword
) -> words.Member:
    """Give a member a new password, and end their sessions. 403 `account_shared` for who reaches other projects too."""
    api, who = api_of(request), OwnerId(bytes.fromhex(id))
    changed = await actions.set_password(
        deps_of(request), api.doorkeeper.passwords, me.id, ProjectNumber(number), who, body["password"]
    )  # fmt: skip
    return owner_words.member(changed)


@router.put(f"{ALL}/{{id}}/rights")
async def set_member_rights(request: Request, me: Me, number: Number, id: Id, body: words.MemberRights) -> words.Member:
    """Let a member read the audit log, or not any more. Only the owner may: 403 `only_owner`; 404 for the owner, who always reads it."""
    who = OwnerId(bytes.fromhex(id))
    changed = await actions.let_audit(deps_of(request), me.id, ProjectNumber(number), who, may=body["audits"])
    return owner_words.member(changed)


@router.get(f"{ALL}/{{id}}/sessions")
async def list_member_sessions(request: Request, me: Me, number: Number, id: Id) -> SignedInBrowsers:
    """Return where a member is signed in, last seen first. 403 `account_shared` for who reaches other projects too."""
    return await _sessions(request, me, number, OwnerId(bytes.fromhex(id)))


@router.delete(f"{ALL}/{{id}}/sessions")
async def end_member_sessions(request: Request, me: Me, number: Number, id: Id) -> SignedInBrowsers:
    """End all of a member's sessions. 403 `account_shared` for who reaches other projects too."""
    who = OwnerId(bytes.fromhex(id))
    await actions.end_sessions(deps_of(request), me.id, ProjectNumber(number), who)
    return await _sessions(request, me, number, who)


@router.delete(f"{ALL}/{{id}}/sessions/{{session}}")
async def end_member_session(request: Request, me: Me, number: Number, id: Id, session: Id) -> SignedInBrowsers:
    """End one of a member's sessions; return what is left. 403 `account_shared` for who reaches other projects too."""
    who = OwnerId(bytes.fromhex(id))
    await actions.end_sessions(deps_of(request), me.id, ProjectNumber(number), who, session)
    return await _sessions(request, me, number, who)


async def _sessions(request: Request, me: Owner, number: int, id: OwnerId) -> SignedInBrowsers:
    now = api_of(request).deps.clock.now()
    return browsers(await read(request, actions.open_sessions(me.id, ProjectNumber(number), id, now)))


@router.delete(f"{ALL}/{{id}}", status_code=204)
async def remove_member(request: Request, me: Me, number: Number, id: Id) -> Response:
    """Let a member out: the project is not there for them from this moment. 403 `owner_stays`."""
    await actions.remove(deps_of(request), me.id, ProjectNumber(number), OwnerId(bytes.fromhex(id)))
    return Response(status_code=204)
