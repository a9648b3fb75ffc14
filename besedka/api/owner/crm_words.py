"""The cabinet's CRM, as it is told: in the person's language, and without a secret."""

from fastapi import Request

from besedka.actions.crm import connecting, hooks
from besedka.actions.sealing import readable
from besedka.api.errors import language_of
from besedka.api.guards import deps_of
from besedka.domain import crm_known, crm_rules
from besedka.domain.crm import Field, Manager, Pipeline
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.domain.lead import Lead
from besedka.domain.operator import Operator, fold_email
from besedka.domain.responsible import manager_of
from besedka.domain.sentences import sentence
from besedka.domain.variables import NAMES
from besedka.ports.crm import Ask, Connector, Values
from besedka.ports.database import Script
from besedka.store import crms, leads, people
from besedka.store.crms import BUILTIN, Call, Connection
from besedka.wire import owner as words

SHOWN = 4
"""Letters of a secret that are told, of one that has three times as many."""


def told(request: Request, me: OwnerId, number: ProjectNumber) -> Script[words.OwnerCrm]:
    """Return a project's CRM as the cabinet sees it."""
    deps, language = deps_of(request), language_of(request)
    row = yield from connecting.connection(me, number)
    counts, staff = (yield from leads.counts(number)), (yield from people.operators(number))
    connector = deps.crms.connectors.get(row.connector)
    known, active = crm_known.read(row.known), [one for one in staff if not one.disabled]
    values = {} if connector is None else readable(deps.secret, number, row.sealed)
    fault = row.fault if values or connector is None else "crm_sealed"
    rules, extra = crm_rules.read(row.rules), crm_known.read_extra(row.extra)
    return {
        "name": row.connector, "title": connector.called(language) if connector else "", "account": row.account,
        "connected_at": row.connected_at, "checked_at": row.checked_at,
        "problem": problem(request, fault, "") if fault else None,
        "powers": _powers(connector, row), "values": _values(connector, values),
        "connectors": [_connector(one, language) for one in deps.crms.connectors.values()],
        "rules": {
            "on_contact": rules.on_contact, "on_form": rules.on_form, "on_closing": rules.on_closing, "params": rules.params,
            "stage": rules.stage, "manager": rules.manager,
        },
        "extra": [{"id": one.id, "value": one.value, "title": one.title} for one in extra], "version": crms.version(row),
        "fields": [_field(one) for one in known.fields], "managers": [_manager(one, active) for one in known.managers],
        "pipelines": [_pipeline(one) for one in known.pipelines],
        "unmatched": [one.name for one in active if known.managers and manager_of(one.email, known.managers) is None],
        "known_at": row.known_at, "variables": list(NAMES), "hook": hooks.address(deps, number) if connector and connector.hear else "",
        "waiting": counts.get("waiting", 0),
        "failed": counts.get("failed", 0),
    }  # fmt: skip


def problem(request: Request, code: str, detail: str) -> words.CrmProblem:
    """Return why something does not work."""
    return {"code": code, "message": sentence(code, {}, language_of(request)), "detail": detail}


def lead(request: Request, of: Lead, ordinal: int) -> words.CrmSentLead:
    """Return how far a lead has come."""
    return {
        "conversation": of.conversation.hex(), "ordinal": ordinal, "title": of.title, "name": of.name, "state": of.state,
        "asked_at": of.asked_at, "sent_at": of.sent_at, "due_at": of.due_at, "tries": of.tries, "url": of.url,
        "responsible": of.responsible, "unmatched": of.unmatched, "left_out": of.left_out,
        "problem": problem(request, of.code, of.detail) if of.code else None,
    }  # fmt: skip


def call(request: Request, of: Call) -> words.CrmCall:
    """Return one question to the CRM."""
    message = sentence(of.code, {}, language_of(request)) if of.code else ""
    return {
        "id": of.id.hex(), "at": of.at, "conversation": of.conversation.hex() if of.conversation else None, "method": of.method,
        "url": of.url, "status": of.status, "took": of.took, "code": of.code, "message": message,
        "sent": of.sent, "got": of.got,
    }  # fmt: skip


def _powers(connector: Connector | None, row: Connection) -> list[str]:
    if row.connector == BUILTIN:
        return ["managers", "pipelines", "contacts"]
    names = ("managers", "fields", "pipelines", "contacts", "news")
    return [name for name in names if connector and getattr(connector.powers, name)]


def _values(connector: Connector | None, values: Values) -> list[words.CrmValue]:
    asks = connector.asks if connector else ()
    return [{"name": ask.name, "value": _shown(ask, values.get(ask.name, ""))} for ask in asks]


def _shown(ask: Ask, value: str) -> str:
    if ask.kind != "secret" or not value:
        return value
    return "••••" + (value[-SHOWN:] if len(value) >= 3 * SHOWN else "")


def _connector(one: Connector, language: str) -> words.CrmConnector:
    return {
        "name": one.name, "title": one.called(language), "guide": one.guide.get(language, ""),
        "asks": [
            {
                "name": ask.name, "kind": ask.kind, "label": ask.label[language], "hint": ask.hint.get(language, ""),
                "optional": ask.optional, "way": ask.way, "options": [{"id": id, "title": title[language]} for id, title in ask.options],
            }
            for ask in one.asks
        ],
    }  # fmt: skip


def _field(one: Field) -> words.CrmField:
    options: list[words.CrmOption] = [{"id": option.id, "title": option.title} for option in one.options]
    return {"id": one.id, "title": one.title, "type": one.type, "options": options, "required": one.required}


def _manager(one: Manager, staff: list[Operator]) -> words.CrmManager:
    same = next((of.name for of in staff if fold_email(of.email) == fold_email(one.email)), "")
    return {"id": one.id, "name": one.name, "email": one.email, "active": one.active, "operator": same}


def _pipeline(one: Pipeline) -> words.CrmPipeline:
    return {
        "id": one.id,
        "title": one.title,
        "stages": [{"id": stage.id, "title": stage.title} for stage in one.stages],
    }
