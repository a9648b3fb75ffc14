"""Leads of the built-in CRM, made, changed, commented on and deleted by operators, each within their scope (PRODUCT.md 4.1, 5.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from besedka.actions import audit, pipelines
from besedka.actions.access import must_be_admin
from besedka.actions.crm.receiving import learn
from besedka.actions.deals.history import made, stored
from besedka.actions.deals.reading import Page, page, reached
from besedka.actions.deps import Deps
from besedka.domain import deal as rules
from besedka.domain.audit import Did
from besedka.domain.contact import Contact, Edit
from besedka.domain.crm import Client, Pipeline
from besedka.domain.deal import Deal, DealSeen
from besedka.domain.errors import BadInput, Conflict, Forbidden, NotFound
from besedka.domain.ids import ContactId, DealId, Instant, OperatorId, ProjectNumber, is_new_id, new_id
from besedka.domain.message import clean_text
from besedka.domain.operator import Operator
from besedka.domain.pipeline import stage_of
from besedka.domain.sum import check_sum
from besedka.ports.database import Script
from besedka.store import contacts, people
from besedka.store import deals as store


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


async def add(deps: Deps, me: Operator, id: DealId, draft: Draft) -> Page:
    """Make a lead by hand, one's own; the same id again answers the same. Who has this phone or e-mail already is the client, under the
    name that is known. BadInput by field."""
    now, client = deps.clock.now(), Edit(draft.name, draft.phone, draft.email).cleaned()
    title, note, amount = rules.clean_title(draft.title), rules.clean_note(draft.note), check_sum(draft.sum)
    if not is_new_id(id):
        raise BadInput("bad_input", {"field": "id"})

    def script() -> Script[Page]:
        known = yield from store.by_id(me.project, id, lock=True)
        if known is None:
            if (yield from store.is_taken(id)):
                raise BadInput("id_taken")
            kept = yield from pipelines.made(me.project, now)
            contact = yield from _client(me.project, draft, client, now)
            stage = bytes.fromhex(_must_have(kept, draft.stage))
            deal = Deal(id, me.project, "", None, contact, title, stage, me.id, amount, note, "", "", now, now)
            yield from made(deal, client["name"] or "", me.id)
        told = yield from page(me, id)
        who = (yield from contacts.by_id(me.project, told.seen.deal.contact)) if told.seen.deal.contact else None
        return replace(told, joined=who is not None and who.created_at < told.seen.deal.created_at)

    return await deps.committer.run(script)


async def change(deps: Deps, me: Operator, id: DealId, edited: Edited) -> Page:
    """Change what is given of a lead. BadInput by field; Forbidden `admins_only` for giving it to a colleague, as an operator may only
    take what is nobody's, or let go; NotFound."""
    now = deps.clock.now()

    def script() -> Script[Page]:
        seen = yield from reached(me, id, lock=True)
        kept = yield from pipelines.made(me.project, now)
        deal = yield from _edited(me, seen, edited, kept)
        yield from stored(seen, deal, kept, me.id, now)
        return (yield from page(replace(me, role="admin"), id))  # what one has given away is shown once more

    return await deps.committer.run(script)


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
        deal = replace(deal, sum=None if edited.sum == -1 else check_sum(edited.sum))
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


async def comment(deps: Deps, me: Operator, id: DealId, comment: bytes, text: str) -> Page:
    """Comment on a lead; the same comment's id again answers the same. BadInput `text_empty`, `text_too_long`; NotFound."""
    now, clean = deps.clock.now(), clean_text(text)
    if not is_new_id(comment):
        raise BadInput("bad_input", {"field": "id"})

    def script() -> Script[Page]:
        seen = yield from reached(me, id, lock=True)
        whose = yield from store.comment_of(comment)
        if whose not in (None, id):
            raise BadInput("id_taken")
        if whose is None:
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


def _must_have(kept: Sequence[Pipeline], stage: str) -> str:
    """Return the stage, or where leads begin for an empty one. BadInput `deal_stage`."""
    if not stage:
        return kept[0].stages[0].id
    if stage_of(kept, stage) is None:
        raise BadInput("deal_stage", {"field": "stage"})
    return stage


def _client(
    project: ProjectNumber, draft: Draft, client: Mapping[str, str | None], now: Instant
) -> Script[ContactId | None]:
    """Return who the client is: the one that has this phone or e-mail, who learns what was not known of them; else a new contact; None
    where nothing is known."""
    if not any(client.values()):
        return None
    folded = client.get("email_folded") or ""
    known = yield from contacts.reached_by(project, client["phone"] or "", folded, 1)
    if known:
        yield from learn(known[0], Client(draft.name, draft.phone, draft.email), now)
        return known[0].id
    id = ContactId(new_id(now))
    yield contacts.added(
        Contact(id, project, client["name"], client["phone"], client["email"], folded or None, None, now, now)
    )
    return id
