"""The cabinet's CRM: connecting it, what goes to it, and what was asked of it."""

from typing import Annotated

from fastapi import Query, Request

from besedka.actions.crm import connecting, watching
from besedka.actions.crm.connecting import Tried
from besedka.api import cursors
from besedka.api.guards import api_of, deps_of
from besedka.api.owner import crm_words
from besedka.api.owner.door import Id, Me, Number, make_router, read
from besedka.domain.crm_rules import Rules
from besedka.domain.extra_fields import ExtraField
from besedka.domain.ids import HEX_ID, ConversationId, ProjectNumber
from besedka.wire import owner as words

ONE = "/projects/{number}/crm"
PAGE = 50
router = make_router()


@router.get(ONE)
async def read_crm(request: Request, me: Me, number: Number) -> words.OwnerCrm:
    """Return the project's CRM, which kinds can be connected, and what the project does with leads."""
    return await _told(request, me, number)


@router.put(f"{ONE}/connection")
async def connect_crm(request: Request, me: Me, number: Number, body: words.CrmConnect) -> words.CrmTried:
    """Try what was typed and, if all is well, connect the CRM. Otherwise `problems` tells what is missing, and nothing changes. 422 by
    field; 404 for a kind that this version lacks."""
    tried = await connecting.connect(deps_of(request), me.id, ProjectNumber(number), body["name"], body["values"])
    _moved(request, number)
    return _tried(request, tried)


@router.delete(f"{ONE}/connection")
async def disconnect_crm(request: Request, me: Me, number: Number) -> words.OwnerCrm:
    """Forget the CRM and its keys. Leads go to the built-in one from now on."""
    await connecting.disconnect(deps_of(request), me.id, ProjectNumber(number))
    _moved(request, number)
    return await _told(request, me, number)


@router.post(f"{ONE}/check")
async def check_crm(request: Request, me: Me, number: Number) -> words.CrmTried:
    """Try the connected CRM: everything that leads need, changing nothing there."""
    return _tried(request, await connecting.check(deps_of(request), me.id, ProjectNumber(number)))


@router.post(f"{ONE}/refresh")
async def refresh_crm(request: Request, me: Me, number: Number) -> words.CrmTried:
    """Ask the CRM again for its managers, fields and stages."""
    return _tried(request, await connecting.refresh(deps_of(request), me.id, ProjectNumber(number)))


@router.put(f"{ONE}/rules")
async def choose_rules(request: Request, me: Me, number: Number, body: words.CrmChosen) -> words.OwnerCrm:
    """Choose what the project does with leads, and which additional fields they fill. 422 by field; 409 `settings_changed`."""
    rules, extra = Rules(**body["rules"]), [ExtraField(one["id"], one["value"]) for one in body["extra"]]
    await connecting.choose(deps_of(request), me.id, ProjectNumber(number), body["version"], rules, extra)
    return await _told(request, me, number)


@router.post(f"{ONE}/preview")
async def preview_fields(request: Request, me: Me, number: Number, body: words.CrmPreview) -> words.CrmShown:
    """Return what additional fields would be for a real conversation. 422 by field; 404 for no such conversation."""
    extra = [ExtraField(one["id"], one["value"]) for one in body["extra"]]
    shown = await read(
        request, watching.preview(deps_of(request), me.id, ProjectNumber(number), extra, body["ordinal"])
    )
    fields: list[words.CrmShownField] = [{"id": id, "value": value, "fits": fits} for id, value, fits in shown.fields]
    return {"ordinal": shown.ordinal, "client": shown.client, "fields": fields}


State = Annotated[words.CallState | None, Query()]
Cursor = Annotated[str | None, Query(max_length=64)]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get(f"{ONE}/leads")
async def list_leads(
    request: Request, me: Me, number: Number, state: State = None, cursor: Cursor = None, limit: Limit = PAGE
) -> words.CrmSentLeads:
    """Return a page of leads, the last that was asked for first. `cursor` is the `next` of the page before."""
    after = cursors.read_cursor(cursor)
    found = await read(request, watching.page(me.id, ProjectNumber(number), after, limit + 1, state or ""))
    rows, last = found[:limit], found[limit - 1][0] if len(found) > limit else None
    return {
        "leads": [crm_words.lead(request, lead, ordinal) for lead, ordinal in rows],
        "next": None if last is None else cursors.cursor((last.asked_at, last.conversation)),
    }


@router.post(f"{ONE}/leads/{{id}}/again", status_code=204)
async def send_again(request: Request, me: Me, number: Number, id: Id) -> None:
    """Send a lead again as it is. 404 where the conversation has none."""
    await watching.again(deps_of(request), me.id, ProjectNumber(number), ConversationId(bytes.fromhex(id)))


@router.get(f"{ONE}/calls")
async def list_calls(
    request: Request, me: Me, number: Number, cursor: Cursor = None, limit: Limit = PAGE,
    conversation: Annotated[str | None, Query(pattern=HEX_ID)] = None,
) -> words.CrmCalls:  # fmt: skip
    """Return a page of what was asked of the CRM in the last month, newest first; of one conversation's lead, or of all."""
    of = None if conversation is None else ConversationId(bytes.fromhex(conversation))
    after = cursors.read_cursor(cursor)
    found = await read(request, watching.calls(me.id, ProjectNumber(number), after, limit + 1, of))
    rows, last = found[:limit], found[limit - 1] if len(found) > limit else None
    following = None if last is None else cursors.cursor((last.at, last.id))
    return {"calls": [crm_words.call(request, one) for one in rows], "next": following}


def _moved(request: Request, number: int) -> None:
    """Have the apps ask whether the project works in its own CRM."""
    api_of(request).hub.blip(ProjectNumber(number), {"b": "deals"})


async def _told(request: Request, me: Me, number: int) -> words.OwnerCrm:
    return await read(request, crm_words.told(request, me.id, ProjectNumber(number)))


def _tried(request: Request, tried: Tried) -> words.CrmTried:
    missing = (
        [(one.code, one.detail) for one in tried.checked.missing] if tried.checked else [(tried.code, tried.detail)]
    )
    return {
        "well": tried.well, "account": tried.checked.account if tried.checked else "",
        "problems": [crm_words.problem(request, code, detail) for code, detail in missing],
    }  # fmt: skip
