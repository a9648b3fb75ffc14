"""Leads of the built-in CRM, read by operators: each their own, and nobody's; administrators all (PRODUCT.md 4.1, 5.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from besedka.actions import audit, pipelines
from besedka.actions.deps import Deps
from besedka.domain import deal as rules
from besedka.domain.audit import Did
from besedka.domain.crm import Pipeline
from besedka.domain.deal import DealSeen, Line, Narrowed, Remark
from besedka.domain.errors import NotFound
from besedka.domain.ids import DealId, OperatorId
from besedka.domain.operator import Operator
from besedka.domain.pipeline import pipeline_of, stage_of
from besedka.ports.database import Script
from besedka.store import deals as store
from besedka.store import people

MOST_EXPORTED = 100_000


@dataclass(frozen=True, slots=True)
class Page:
    """A lead with all that is told of it, newest first. `joined`: it has just been made, for a client who was known already."""

    seen: DealSeen
    comments: list[Remark]
    history: list[Line]
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A stage's first leads, how many it has in all, and what they come to."""

    stage: str
    count: int
    sum: int
    deals: list[DealSeen]


def reached(me: Operator, id: DealId, *, lock: bool = False) -> Script[DealSeen]:
    """Return a lead in the operator's scope: the one way to one. NotFound beyond it."""
    found = yield from store.by_id(me.project, id, lock=lock)
    if found is None or not rules.sees(me, found):
        raise NotFound("not_found")
    return found


def page(me: Operator, id: DealId) -> Script[Page]:
    """Return a lead with its comments and its history. NotFound beyond the operator's scope."""
    seen = yield from reached(me, id)
    return Page(seen, (yield from store.comments(id)), (yield from store.history(id)))


def board(me: Operator, pipeline: Pipeline, by: Narrowed, limit: int) -> Script[list[Column]]:
    """Return the first leads of each stage of a pipeline, within the operator's scope."""
    by = replace(by, pipeline=bytes.fromhex(pipeline.id), stage=None)
    sums = yield from store.sums(me, by)
    columns = []
    for stage in pipeline.stages:
        count, amount = sums.get(stage.id, (0, 0))
        found = (yield from store.page(me, replace(by, stage=bytes.fromhex(stage.id)), None, limit)) if count else []
        columns.append(Column(stage.id, count, amount, found))
    return columns


async def export(deps: Deps, me: Operator, by: Narrowed) -> str:
    """Return the leads within the operator's scope as a table; that they were taken along is written down."""
    kept = await pipelines.of(deps, me.project)
    staff = await deps.database.read(people.operators(me.project))
    found = await deps.database.read(store.page(me, by, None, MOST_EXPORTED))
    await audit.noted(deps, audit.of_operator(me), me.project, Did("deals_exported"))
    names = {one.id: one.name for one in staff}
    return rules.exported(_exported(one, kept, names) for one in found)


def _exported(seen: DealSeen, kept: Sequence[Pipeline], names: Mapping[OperatorId, str]) -> rules.Exported:
    stage = seen.deal.stage.hex()
    pipeline, of = pipeline_of(kept, stage), stage_of(kept, stage)
    who = names.get(seen.deal.responsible, "") if seen.deal.responsible else ""
    return rules.Exported(
        seen, pipeline.title if pipeline else "", pipeline.currency if pipeline else "", of.title if of else "", who
    )
