"""Leads of the built-in CRM: kept and worked on by operators, each within their scope (PRODUCT.md 4.1, 5.1)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from besedka.actions import audit, pipelines
from besedka.actions.access import must_be_admin
from besedka.actions.deps import Deps
from besedka.domain import deal as rules
from besedka.domain.audit import Did
from besedka.domain.contact import Contact, Edit
from besedka.domain.crm import Pipeline
from besedka.domain.deal import Deal, DealSeen, Line, Narrowed, Remark, Told
from besedka.domain.errors import BadInput, Conflict, Forbidden, NotFound
from besedka.domain.ids import ContactId, DealId, Instant, OperatorId, ProjectNumber, is_new_id, new_id
from besedka.domain.message import clean_text
from besedka.domain.operator import Operator
from besedka.domain.pipeline import pipeline_of, stage_of
from besedka.ports.database import Script
from besedka.store import contacts, people
from besedka.store import deals as store
from besedka.store import pipelines as stages
from besedka.store.schema import DEAL_CHANGES

LONGEST = 200
"""Characters of a field's value that the history keeps."""
MOST_EXPORTED = 100_000


@dataclass(frozen=True, slots=True)
class Page:
    """A lead with all that is told of it, newest first."""

    seen: DealSeen
    comments: list[Remark]
    history: list[Line]


@dataclass(frozen=True, slots=True)
class Column:
    """A stage's first leads, how many it has in all, and what they come to."""

    stage: str
    count: int
    sum: int
    deals: list[DealSeen]


@dataclass(frozen=True, slots=True)
class Draft:
    """A lead that somebody types: the client's fields, and where it is to stand (empty: where leads begin)."""

    title: str
    name: str = ""
    phone: str = ""
    email: str = ""
    stage: str = ""
    sum: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """What is to be changed of a lead; None leaves a field as it is. `sum` -1: none any more; `responsible` empty: nobody's."""

    title: str | None = None
    stage: str | None = None
    responsible: OperatorId | None = None
    sum: int | None = None
    note: str | None = None


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


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
        count, sum = sums.get(stage.id, (0, 0))
        found = (yield from store.page(me, replace(by, stage=bytes.fromhex(stage.id)), None, limit)) if count else []
        columns.append(Column(stage.id, count, sum, found))
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


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


async def add(deps: Deps, me: Operator, id: DealId, draft: Draft) -> Page:
    """Make a lead by hand, one's own; the same id again answers the same. BadInput by field."""
    now, client = deps.clock.now(), Edit(draft.name, draft.phone, draft.email).cleaned()
    title, note, sum = rules.clean_title(draft.title), rules.clean_note(draft.note), rules.check_sum(draft.sum)
    if not is_new_id(id):
        raise BadInput("bad_input", {"field": "id"})

    def script() -> Script[Page]:
        known = yield from store.by_id(me.project, id, lock=True)
        if known is None:
            kept = yield from pipelines.made(me.project, now)
            contact = yield from _client(me.project, client, now)
            stage = bytes.fromhex(_must_have(kept, draft.stage))
            deal = Deal(id, me.project, "", None, contact, title, stage, me.id, sum, note, "", "", now, now)
            yield from placed(deal, client["name"] or "", me.id)
        return (yield from page(me, id))

    return await deps.committer.run(script)


def placed(deal: Deal, name: str, by: OperatorId | None) -> Script[None]:
    """Store a new lead, and that it was made."""
    kept = yield from stages.of_project(deal.project)
    stage = stage_of(kept, deal.stage.hex())
    closed = deal.created_at if stage and stage.outcome != "open" else None
    yield from store.keep(replace(deal, words=rules.findable(deal, name), closed_at=closed))
    yield from tell(deal, "made", "", deal.title, by, deal.created_at)


async def change(deps: Deps, me: Operator, id: DealId, edited: Edited) -> Page:
    """Change what is given of a lead. BadInput by field; Forbidden `admins_only` for giving it to a colleague, as an operator may only
    take what is nobody's, or let go; NotFound."""
    now = deps.clock.now()

    def script() -> Script[Page]:
        seen = yield from reached(me, id, lock=True)
        kept = yield from pipelines.made(me.project, now)
        deal = yield from _edited(me, seen, edited, kept)
        yield from stored(seen, deal, kept, me.id, now)
        return (yield from page(replace_scope(me), id))

    return await deps.committer.run(script)


def replace_scope(me: Operator) -> Operator:
    """Return who may read the answer: what somebody has just given away is shown to them once more."""
    return replace(me, role="admin")


def _edited(me: Operator, seen: DealSeen, edited: Edited, kept: Sequence[Pipeline]) -> Script[Deal]:
    deal = seen.deal
    if edited.responsible is not None:
        yield from _must_be_able_to_give(me, deal, edited.responsible)
        deal = replace(deal, responsible=edited.responsible or None)
    if edited.stage is not None:
        deal = replace(deal, stage=bytes.fromhex(_must_have(kept, edited.stage)))
    if edited.title is not None:
        deal = replace(deal, title=rules.clean_title(edited.title))
    if edited.note is not None:
        deal = replace(deal, note=rules.clean_note(edited.note))
    if edited.sum is not None:
        deal = replace(deal, sum=None if edited.sum == -1 else rules.check_sum(edited.sum))
    return deal


def _must_be_able_to_give(me: Operator, deal: Deal, to: OperatorId) -> Script[None]:
    if to == (deal.responsible or b""):
        return
    if me.role != "admin" and (to not in (me.id, b"") or deal.responsible not in (None, me.id)):
        raise Forbidden("admins_only")
    target = (yield from people.operator_of(me.project, to)) if to else None
    if to and target is None:
        raise NotFound("not_found")
    if target is not None and target.disabled:
        raise Conflict("operator_disabled", {"name": target.name})


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
    "sum": lambda deal, *_: rules.told_sum(deal.sum),
    "note": lambda deal, *_: deal.note,
}


def tell(deal: Deal, field: Told, old: str, new: str, by: OperatorId | None, at: Instant) -> Script[None]:
    """Add a line to a lead's history."""
    id = yield from store.next_line(deal.id, DEAL_CHANGES, at)
    yield from store.tell(deal, Line(id, at, by, field, old[:LONGEST], new[:LONGEST]))


async def comment(deps: Deps, me: Operator, id: DealId, comment: bytes, text: str) -> Page:
    """Comment on a lead; the same comment's id again answers the same. BadInput `text_empty`, `text_too_long`; NotFound."""
    now, clean = deps.clock.now(), clean_text(text)
    if not is_new_id(comment):
        raise BadInput("bad_input", {"field": "id"})

    def script() -> Script[Page]:
        seen = yield from reached(me, id, lock=True)
        if not (yield from store.comment_is_there(id, comment)):
            yield from store.comment(seen.deal, comment, now, me.id, "", clean)
        return (yield from page(me, id))

    return await deps.committer.run(script)


async def remove(deps: Deps, me: Operator, id: DealId) -> None:
    """Delete a lead. Forbidden `admins_only`; NotFound."""
    must_be_admin(me)

    def script() -> Script[None]:
        seen = yield from reached(me, id, lock=True)
        yield from store.remove(id)
        yield from audit.note(deps, audit.of_operator(me), me.project, Did("deal_removed", seen.deal.title, id))

    await deps.committer.run(script)


# ── what they are made of ────────────────────────────────────────────────────────────────────────────────────────────


def _must_have(kept: Sequence[Pipeline], stage: str) -> str:
    """Return the stage, or where leads begin for an empty one. BadInput `deal_stage`."""
    if not stage:
        return kept[0].stages[0].id
    if stage_of(kept, stage) is None:
        raise BadInput("deal_stage", {"field": "stage"})
    return stage


def _client(project: ProjectNumber, client: Mapping[str, str | None], now: Instant) -> Script[ContactId | None]:
    """Return who the client is: the one that has this phone or e-mail, else a new contact; None where nothing is known."""
    if not any(client.values()):
        return None
    folded = client.get("email_folded") or ""
    known = yield from contacts.reached_by(project, client["phone"] or "", folded, 1)
    if known:
        return known[0].id
    id = ContactId(new_id(now))
    yield contacts.added(
        Contact(id, project, client["name"], client["phone"], client["email"], folded or None, None, now, now)
    )
    return id
