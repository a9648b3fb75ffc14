"""Storing a lead of the built-in CRM: whoever changes one, its history tells of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from besedka.domain import deal as rules
from besedka.domain.crm import Pipeline
from besedka.domain.deal import Deal, DealSeen, Line, Told
from besedka.domain.ids import Instant, OperatorId, ProjectNumber
from besedka.domain.pipeline import stage_of
from besedka.domain.sum import told_sum
from besedka.ports.database import Script
from besedka.store import deals as store
from besedka.store import people
from besedka.store import pipelines as stages
from besedka.store.schema import DEAL_CHANGES

LONGEST = 200
"""Characters of a field's value that the history keeps."""


def made(deal: Deal, name: str, by: OperatorId | None) -> Script[None]:
    """Store a new lead, and that it was made."""
    kept = yield from stages.of_project(deal.project)
    stage = stage_of(kept, deal.stage.hex())
    closed = deal.created_at if stage and stage.outcome != "open" else None
    yield from store.keep(replace(deal, words=rules.findable(deal, name), closed_at=closed))
    yield from tell(deal, "made", "", deal.title, by, deal.created_at)


def stored(seen: DealSeen, now: Deal, kept: Sequence[Pipeline], by: OperatorId | None, at: Instant) -> Script[None]:
    """Store a lead as it is now, and a line of its history for every field that is another."""
    was = seen.deal
    if now == was:
        return
    stage = stage_of(kept, now.stage.hex())
    over = stage is not None and stage.outcome != "open"
    moved = now.stage != was.stage
    closed = (at if over else None) if moved else was.closed_at
    yield from store.keep(replace(now, changed_at=at, closed_at=closed, words=rules.findable(now, seen.name)))
    names = yield from _names(now.project, (was.responsible, now.responsible))
    for field, told in _TOLD.items():
        old, new = told(was, kept, names), told(now, kept, names)
        if old != new:
            yield from tell(now, field, old, new, by, at)


def _names(project: ProjectNumber, ids: Sequence[OperatorId | None]) -> Script[dict[OperatorId, str]]:
    found: dict[OperatorId, str] = {}
    for id in filter(None, ids):
        one = yield from people.operator_of(project, id)
        found[id] = one.name if one else ""
    return found


_Tells = Callable[[Deal, Sequence[Pipeline], Mapping[OperatorId, str]], str]


def _stage(deal: Deal, kept: Sequence[Pipeline], _: Mapping[OperatorId, str]) -> str:
    found = stage_of(kept, deal.stage.hex())
    return found.title if found else ""


_TOLD: dict[Told, _Tells] = {
    "title": lambda deal, *_: deal.title,
    "stage": _stage,
    "responsible": lambda deal, _, names: names.get(deal.responsible, "") if deal.responsible else "",
    "sum": lambda deal, *_: told_sum(deal.sum),
    "note": lambda deal, *_: deal.note,
}


def tell(deal: Deal, field: Told, old: str, new: str, by: OperatorId | None, at: Instant) -> Script[None]:
    """Add a line to a lead's history."""
    id = yield from store.next_line(deal.id, DEAL_CHANGES, at)
    yield from store.tell(deal, Line(id, at, by, field, old[:LONGEST], new[:LONGEST]))
