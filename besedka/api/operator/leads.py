"""The lead of a conversation, and what the CRM knows of its client."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Query, Request
from typing_extensions import TypedDict

from besedka.actions import contacts
from besedka.actions.crm import accounts, clients, leads, material
from besedka.actions.crm.clients import ChooseContact
from besedka.actions.crm.leads import AskLead
from besedka.actions.crms import Found
from besedka.api.errors import language_of
from besedka.api.guards import api_of, deps_of
from besedka.api.operator.door import Id, Me, commit, conversation_id, make_router, read, read_to_change
from besedka.domain.conversation import Conversation
from besedka.domain.crm import Pipeline
from besedka.domain.extra_fields import Filled
from besedka.domain.ids import ConversationId
from besedka.domain.lead import Lead, Wanted
from besedka.domain.operator import Operator
from besedka.domain.responsible import responsible
from besedka.domain.sentences import sentence
from besedka.wire import operator as words
from besedka.wire.operator_words import hex_or_none

router = make_router()


@router.get("/conversations/{id}/lead")
async def read_lead(request: Request, me: Me, id: Id) -> words.LeadForm:
    """Return what the conversation's lead would say, and the lead that there is."""
    return await _form(request, me, conversation_id(id))


@router.put("/conversations/{id}/lead")
async def send_lead(request: Request, me: Me, id: Id, body: words.LeadWanted) -> words.LeadForm:
    """Send the conversation to the CRM as a lead, or send the same lead again with what was said since. It is on its way when this answers;
    `lead_sent` or `lead_failed` tells the rest. 422 by field; 403 `not_yours`."""
    client = body["name"], body["phone"], body["email"]
    wanted = Wanted(body["title"], *client, body["stage"], body["manager"], body.get("sum"))
    c = conversation_id(id)
    now = api_of(request).deps.clock.now()
    await commit(request, lambda done: AskLead(me, c, now, done, wanted))
    return await _form(request, me, c)


@router.get("/conversations/{id}/crm")
async def read_client(request: Request, me: Me, id: Id, anew: Annotated[bool, Query()] = False) -> words.CrmCard:
    """Return what the CRM knows of the client. It is asked now, or was within half a minute; `anew`: now, whatever was known."""
    found = await clients.look(deps_of(request), me, conversation_id(id), anew=anew)
    return _card(request, await accounts.described(deps_of(request), me.project, language_of(request)), found)


@router.put("/conversations/{id}/crm")
async def choose_client(request: Request, me: Me, id: Id, body: words.CrmChoice) -> words.CrmCard:
    """Say who of the CRM's contacts the client is. 403 `not_yours`."""
    c, now = conversation_id(id), api_of(request).deps.clock.now()
    before = await read_to_change(request, contacts.before(me, c))
    await commit(request, lambda done: ChooseContact(me, c, now, done, body["contact"], before))
    return await read_client(request, me, id)


async def _form(request: Request, me: Operator, id: ConversationId) -> words.LeadForm:
    deps = deps_of(request)
    form = await read(request, leads.form(me, id))
    of = await accounts.described(deps, me.project, language_of(request))
    made = await read(request, material.material(me.project, id, me.id))
    messages, files = await read(request, material.counted(id))
    filled = made.filled(of.extra, of.known, form.wanted, deps.address) if made else Filled({}, ())
    email = made.operator.email if made and made.operator else me.email
    found = responsible(email, of.known.managers, form.wanted.manager, of.rules.manager)
    titles, w = {one.id: one.title for one in of.known.fields}, form.wanted
    return {
        "crm": crm(of), "title": w.title, "name": w.name, "phone": w.phone, "email": w.email,
        "sums": of.powers.sums, "sum": w.sum, "currency": _currency(of.known.pipelines),
        "extra": [{"title": titles.get(id, id), "value": value} for id, value in filled.values.items()],
        "unfit": list(filled.unfit), "stages": _stages(of), "stage": w.stage or of.rules.stage,
        "managers": [{"id": one.id, "title": one.name} for one in of.known.managers if one.active],
        "manager": found.manager.id if found.manager else "", "unmatched": found.unmatched if of.powers.managers else "",
        "messages": messages, "files": files,
        "lead": _lead(request, form.lead, made.conversation) if form.lead and made else None,
    }  # fmt: skip


def _currency(pipelines: Sequence[Pipeline]) -> str:
    """Return the currency of all pipelines' sums; empty when they differ, or none is told."""
    found = {one.currency for one in pipelines}
    return found.pop() if len(found) == 1 else ""


def _stages(of: accounts.Described) -> list[words.LeadChoice]:
    several = len(of.known.pipelines) > 1
    return [
        {"id": stage.id, "title": f"{pipeline.title} — {stage.title}" if several else stage.title}
        for pipeline in of.known.pipelines
        for stage in pipeline.stages
        if stage.outcome == "open"
    ]


def crm(of: accounts.Described) -> words.Crm:
    """Return which CRM a project has."""
    return {"name": of.name, "title": of.title, "clients": of.powers.contacts, "managers": of.powers.managers}


def _lead(request: Request, lead: Lead, c: Conversation) -> words.Lead:
    return {
        "state": lead.state, "cause": lead.cause, "title": lead.title, "name": lead.name, "phone": lead.phone, "email": lead.email,
        "sum": lead.sum, "operator": hex_or_none(lead.operator), "asked_at": lead.asked_at, "sent_at": lead.sent_at, "due_at": lead.due_at,
        "tries": lead.tries, "id": lead.placed, "url": lead.url, "responsible": lead.responsible, "unmatched": lead.unmatched,
        "code": lead.code, "message": _said(request, lead.code), "detail": lead.detail, "left_out": lead.left_out,
        "newer": max(0, c.last_seq - lead.said) if lead.state == "sent" else 0,
    }  # fmt: skip


def _said(request: Request, code: str) -> str:
    return sentence(code, {}, language_of(request)) if code else ""


def _card(request: Request, of: accounts.Described, found: Found) -> words.CrmCard:
    return {
        "crm": crm(of), "at": found.at, "code": found.code, "message": _said(request, found.code), "detail": found.detail,
        "contacts": [
            {
                "id": one.id, "name": one.name, "phones": list(one.phones), "emails": list(one.emails),
                "responsible": one.responsible, "url": one.url, "chosen": one.id == found.chosen,
            }
            for one in found.contacts
        ],
        "leads": [
            {
                "id": one.id, "title": one.title, "stage": one.stage, "outcome": one.outcome, "sum": one.sum,
                "currency": one.currency, "responsible": one.responsible, "url": one.url, "at": one.at,
                **_far(of.known.pipelines, one.stage),
            }
            for one in found.leads
        ],
    }  # fmt: skip


class _Far(TypedDict):
    step: int
    steps: int


def _far(pipelines: Sequence[Pipeline], stage: str) -> _Far:
    """Return how far along its pipeline a stage is; lost ones are no way along."""
    for pipeline in pipelines:
        titles = [one.title for one in pipeline.stages if one.outcome != "lost"]
        if stage in titles:
            return {"step": titles.index(stage) + 1, "steps": len(titles)}
    return {"step": 0, "steps": 0}
