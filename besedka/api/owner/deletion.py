"""The end of a project: what would be gone, and its deletion by the owner."""

from fastapi import Request, Response

from besedka.actions import deletions, letters
from besedka.api.errors import language_of
from besedka.api.guards import address_of, api_of, deps_of, mark_of
from besedka.api.owner.door import Me, Number, make_router, read, session_of, tell
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.domain.ids import ProjectNumber
from besedka.wire import owner as words

PATH = "/projects/{number}/deletion"
router = make_router()


@router.get(PATH)
async def look_at_deletion(request: Request, me: Me, number: Number) -> words.Gone:
    """Return what would be gone with the project. Only the owner may: 403 `only_owner`."""
    gone = await read(request, deletions.look(me.id, ProjectNumber(number)))
    return {
        "operators": gone.operators, "members": gone.members, "conversations": gone.conversations, "messages": gone.messages,
        "contacts": gone.contacts, "files": gone.files, "bytes": gone.bytes,
    }  # fmt: skip


@router.post(PATH, status_code=204)
async def delete_project(request: Request, me: Me, number: Number, body: words.ProjectDeletion) -> Response:
    """Delete the project: it is there for nobody from this moment, and nothing of it can be brought back. Only the owner may: 403
    `only_owner`; 422 `project_name_wrong`, `password_wrong`."""
    one, api = ProjectNumber(number), api_of(request)
    await read(request, deletions.may_delete(me.id, one, body["name"]))
    await api.doorkeeper.must_be_owner(
        me, await session_of(request), body["password"], address_of(request), mark_of(request, OWNER_COOKIE)
    )
    await deletions.delete(deps_of(request), me.id, one, body["name"], language_of(request))
    tell(request, number)
    api.hub.spawn(letters.send_soon(api.deps))
    return Response(status_code=204)
