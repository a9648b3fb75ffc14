"""What HubSpot's JSON is in the port's words, and the other way round."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from besedka.adapters.crm.tree import Tree
from besedka.domain.sum import told_sum
from besedka.ports.crm import (
    Client,
    Contact,
    Draft,
    Field,
    FieldType,
    LeadSeen,
    Manager,
    Option,
    Outcome,
    Pipeline,
    Stage,
)

MARK = "besedka_conversation"
"""Our property of a deal and of a contact: which conversation made it. No two records may have the same value."""
OURS = frozenset({"dealname", "pipeline", "dealstage", "hubspot_owner_id", MARK})
"""Properties of a deal that are no additional fields, for we write them ourselves."""
CONTACT = ("firstname", "lastname", "email", "hs_additional_emails", "phone", "mobilephone", "hubspot_owner_id")
DEAL = (
    "dealname",
    "pipeline",
    "dealstage",
    "amount",
    "deal_currency_code",
    "hubspot_owner_id",
    "createdate",
    "hs_lastmodifieddate",
)
_TYPES: Mapping[str, FieldType] = {
    "string": "text",
    "phone_number": "text",
    "number": "number",
    "date": "date",
    "bool": "flag",
}
_ENUMERATED: Mapping[str, FieldType] = {"booleancheckbox": "flag", "checkbox": "choices"}
_TAIL = 9
"""Figures of a phone that are the same however it is written: HubSpot leaves the country out of what it compares."""


def manager(owner: Tree) -> Manager:
    """Return an owner of records."""
    name = f"{owner['firstName'].text} {owner['lastName'].text}".strip() or owner["email"].text
    return Manager(owner["id"].text, name, owner["email"].text, active=owner["archived"].value is not True)


def fields(properties: Tree) -> list[Field]:
    """Return those properties of a deal that may be written and are not ours."""
    return [
        Field(one["name"].text, one["label"].text, kind, _options(one)) for one in properties if (kind := _kind(one))
    ]


def _kind(one: Tree) -> FieldType | None:
    closed = one["modificationMetadata"]["readOnlyValue"].value is True
    if (
        one["name"].text in OURS
        or closed
        or any(one[name].value is True for name in ("hidden", "calculated", "archived"))
    ):
        return None
    if one["type"].text != "enumeration":
        return _TYPES.get(one["type"].text)
    return _ENUMERATED.get(one["fieldType"].text, "choice") if one["options"] else None


def _options(one: Tree) -> tuple[Option, ...]:
    if one["fieldType"].text == "booleancheckbox":
        return ()
    return tuple(
        Option(option["value"].text, option["label"].text) for option in one["options"] if option["hidden"].value is not True
    )  # fmt: skip


def pipelines(listed: Tree) -> list[Pipeline]:
    """Return the pipelines of deals, the one called `default` first."""
    shown = [one for one in listed if one["archived"].value is not True]
    shown.sort(key=lambda one: (one["id"].text != "default", one["displayOrder"].number))
    return [Pipeline(one["id"].text, one["label"].text, _stages(one)) for one in shown]


def _stages(pipeline: Tree) -> tuple[Stage, ...]:
    shown = sorted((one for one in pipeline["stages"] if one["archived"].value is not True), key=_order)
    return tuple(Stage(f"{pipeline['id'].text}/{one['id'].text}", one["label"].text, _outcome(one)) for one in shown)


def _order(one: Tree) -> int:
    return one["displayOrder"].number


def _outcome(stage: Tree) -> Outcome:
    if stage["metadata"]["isClosed"].text != "true":
        return "open"
    return "won" if stage["metadata"]["probability"].text in ("1", "1.0") else "lost"


def contact(record: Tree, url: str, names: Mapping[str, str]) -> Contact:
    """Return a contact; `names` are owners' by id."""
    has = record["properties"]
    emails = [has["email"].text, *has["hs_additional_emails"].text.split(";")]
    return Contact(
        record["id"].text,
        f"{has['firstname'].text} {has['lastname'].text}".strip(),
        tuple(one for one in (has["phone"].text, has["mobilephone"].text) if one),
        tuple(one for one in emails if one),
        url,
        names.get(has["hubspot_owner_id"].text, ""),
    )


def seen(record: Tree, url: str, stages: Mapping[str, Stage], names: Mapping[str, str]) -> LeadSeen:
    """Return a deal as it stands; `stages` are all there are, `names` owners' by id."""
    has = record["properties"]
    stage = stages.get(f"{has['pipeline'].text}/{has['dealstage'].text}", Stage("", has["dealstage"].text))
    return LeadSeen(
        record["id"].text, has["dealname"].text, stage.title, stage.outcome, has["amount"].text, has["deal_currency_code"].text,
        names.get(has["hubspot_owner_id"].text, ""), url, moment(has["hs_lastmodifieddate"].text),
    )  # fmt: skip


def moment(text: str) -> int:
    """Return a time in milliseconds, 0 when it is none."""
    try:
        return int(datetime.fromisoformat(text).timestamp() * 1000)
    except ValueError:
        return 0


def person(client: Client) -> dict[str, str]:
    """Return a client's properties, without those of which nothing is known."""
    first, _, last = client.name.strip().partition(" ")
    told = {"firstname": first, "lastname": last.strip(), "email": client.email, "phone": client.phone}
    return {name: value for name, value in told.items() if value}


def wanted(client: Client) -> list[dict[str, object]]:
    """Return the groups of a search, one of which must be met: who else may be this client, besides the one with the e-mail."""
    figures = "".join(one for one in client.phone if one.isdecimal())[-_TAIL:]
    phone = [("phone", "EQ", client.phone)] + [
        (f"hs_searchable_calculated_{kind}_number", "CONTAINS_TOKEN", f"*{figures}") for kind in ("phone", "mobile")
    ]
    asked = [("hs_additional_emails", "CONTAINS_TOKEN", client.email)] if client.email else []
    asked += phone if figures else []
    return [{"filters": [{"propertyName": name, "operator": how, "value": value}]} for name, how, value in asked]


def deal(draft: Draft, several: Iterable[str]) -> dict[str, str]:
    """Return a lead's title, sum and additional fields; `several` are those of which more than one option may be chosen."""
    joined = {name: draft.extra[name].replace("\n", ";") for name in several if name in draft.extra}
    told = {name: value for name, value in {**draft.extra, **joined}.items() if value}
    return {**told, "dealname": draft.title} | ({"amount": told_sum(draft.sum)} if draft.sum is not None else {})


def links(id: str, type_id: int) -> list[dict[str, object]]:
    """Return the association with a record by HubSpot's own type, none without an id."""
    types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}]
    return [{"to": {"id": id}, "types": types}] if id else []
