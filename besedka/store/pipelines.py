"""Pipelines and stages of the built-in CRM."""

from collections.abc import Mapping, Sequence

from besedka.domain.crm import Pipeline, Stage
from besedka.domain.ids import ProjectNumber
from besedka.ports.database import Query, Save, Script
from besedka.store.schema import PIPELINES, STAGES


def of_project(project: ProjectNumber) -> Script[tuple[Pipeline, ...]]:
    """Return a project's pipelines in their order; none before its first is made."""
    sql = "SELECT pipeline_id, id, title, outcome FROM stages WHERE project = $1 ORDER BY place, id"
    stages: dict[bytes, list[Stage]] = {}
    for pipeline, id, title, outcome in (yield Query(sql, (project,))):
        stages.setdefault(bytes(pipeline), []).append(Stage(id.hex(), title, outcome))
    sql = "SELECT id, title, currency FROM pipelines WHERE project = $1 ORDER BY place, id"
    rows = yield Query(sql, (project,))
    return tuple(Pipeline(id.hex(), title, tuple(stages.get(bytes(id), ())), currency) for id, title, currency in rows)


def keep(project: ProjectNumber, pipelines: Sequence[Pipeline]) -> Script[None]:
    """Store a project's pipelines in place of those that were there."""
    yield Query("DELETE FROM stages WHERE project = $1", (project,))
    yield Query("DELETE FROM pipelines WHERE project = $1", (project,))
    rows = [(bytes.fromhex(one.id), project, at, one.title, one.currency) for at, one in enumerate(pipelines)]
    yield Save(PIPELINES, rows)
    yield Save(
        STAGES,
        [
            (bytes.fromhex(stage.id), project, bytes.fromhex(one.id), at, stage.title, stage.outcome)
            for one in pipelines
            for at, stage in enumerate(one.stages)
        ],
    )


def taken(ids: Sequence[bytes], project: ProjectNumber) -> Script[bool]:
    """Tell whether one of these ids is another project's."""
    for id in ids:
        for table in ("pipelines", "stages"):
            if (yield Query(f"SELECT 1 FROM {table} WHERE id = $1 AND project <> $2", (id, project))):
                return True
    return False


def leads(project: ProjectNumber) -> Script[dict[str, int]]:
    """Return how many leads stand in each stage."""
    rows = yield Query("SELECT stage_id, count(*) FROM deals WHERE project = $1 GROUP BY stage_id", (project,))
    return {bytes(id).hex(): int(count) for id, count in rows}


def move(project: ProjectNumber, moved: Mapping[str, str]) -> Script[None]:
    """Put all leads of one stage into another."""
    for old, new in moved.items():
        sql = "UPDATE deals SET stage_id = $1 WHERE project = $2 AND stage_id = $3"
        yield Query(sql, (bytes.fromhex(new), project, bytes.fromhex(old)))
