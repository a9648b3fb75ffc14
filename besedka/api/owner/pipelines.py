"""The pipelines of the project's own CRM, kept by the owner and the members."""

from fastapi import Request

from besedka.actions import pipelines as actions
from besedka.actions.pipelines import Kept
from besedka.api.errors import language_of
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Me, Number, make_router
from besedka.domain import pipeline as rules
from besedka.domain.crm import Pipeline, Stage
from besedka.domain.ids import ProjectNumber
from besedka.wire import owner as words

ALL = "/projects/{number}/pipelines"
router = make_router()


@router.get(ALL)
async def read_pipelines(request: Request, me: Me, number: Number) -> words.Pipelines:
    """Return the pipelines; the first time one is made."""
    return _told(await actions.read(deps_of(request), me.id, ProjectNumber(number), language_of(request)))


@router.put(ALL)
async def save_pipelines(request: Request, me: Me, number: Number, body: words.PipelinesChange) -> words.Pipelines:
    """Keep these pipelines in place of those of `version`. 422 by field, `stage_in_use` for a stage that goes while leads stand in it;
    409 `settings_changed` when somebody else was quicker."""
    project = ProjectNumber(number)
    wanted = [_read(one) for one in body["pipelines"]]
    kept = await actions.save(deps_of(request), me.id, project, body["version"], wanted, body["moved"])
    api_of(request).hub.blip(project, {"b": "deals"})
    return _told(kept)


def _read(one: words.OwnPipeline) -> Pipeline:
    stages = tuple(Stage(stage["id"], stage["title"], stage["outcome"]) for stage in one["stages"])
    return Pipeline(one["id"], one["title"], stages, one["currency"])


def _told(kept: Kept) -> words.Pipelines:
    pipelines: list[words.OwnPipeline] = [
        {
            "id": one.id, "title": one.title, "currency": one.currency,
            "stages": [{"id": stage.id, "title": stage.title, "outcome": stage.outcome} for stage in one.stages],
        }
        for one in kept.pipelines
    ]  # fmt: skip
    return {"version": rules.version(kept.pipelines), "pipelines": pipelines, "leads": dict(kept.leads)}
