"""Projects: made by their owner; called, coloured and put on sites by whoever reaches them."""

from typing import Annotated

from fastapi import Query, Request

from besedka.actions import operators
from besedka.actions import projects as actions
from besedka.actions.projects import Draft, Edit
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Me, Number, make_router, tell
from besedka.api.owner.home import project_of
from besedka.domain.ids import ProjectNumber
from besedka.store import projects
from besedka.wire import owner as words

ALL = "/projects"
ONE = ALL + "/{number}"
router = make_router()


@router.post(ALL, status_code=201)
async def add_project(request: Request, me: Me, body: words.NewProject) -> words.Project:
    """Make a project of one's own; the same `id` again answers the same. 403 `projects_by_founders`; 422 by field."""
    zone = body.get("zone", "UTC")
    draft = Draft(bytes.fromhex(body["id"]), body["name"], body["site"], body["language"], body["hue"], zone)
    return await project_of(request, me, await actions.begin(deps_of(request), me.id, draft))


@router.patch(ONE)
async def change_project(request: Request, me: Me, number: Number, body: words.ProjectChange) -> words.Project:
    """Change a project's name, language or colour, and leave the rest."""
    edit = Edit(body.get("name"), body.get("language"), body.get("hue"))
    changed = await actions.change(deps_of(request), me.id, ProjectNumber(number), edit)
    tell(request, number)
    return await project_of(request, me, changed)


@router.post(f"{ONE}/connect")
async def connect(request: Request, me: Me, number: Number) -> words.Project:
    """Turn the chat on: the first time, the owner becomes an operator-administrator with the cabinet's name, e-mail and password."""
    api = api_of(request)
    operator = await operators.connect(deps_of(request), me, ProjectNumber(number))
    tell(request, number)
    found = await api.deps.database.read(projects.project_by_number(operator.project))
    assert found is not None
    return await project_of(request, me, found)


@router.post(f"{ONE}/sites")
async def add_site(request: Request, me: Me, number: Number, body: words.Site) -> words.Project:
    """Let one more site carry the counter. 422 `site_invalid`, `sites_too_many`."""
    changed = await actions.add_site(deps_of(request), me.id, ProjectNumber(number), body["site"])
    tell(request, number)
    return await project_of(request, me, changed)


@router.delete(f"{ONE}/sites")
async def remove_site(
    request: Request, me: Me, number: Number, site: Annotated[str, Query(max_length=2000)]
) -> words.Project:
    """Take a site off the list: its pages show no chat any more."""
    changed = await actions.remove_site(deps_of(request), me.id, ProjectNumber(number), site)
    tell(request, number)
    return await project_of(request, me, changed)
