"""What Odoo's records are in the port's words, and the other way round. Nothing is False there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Client, Contact, CrmFailed, Field, FieldType, LeadSeen, Manager, Option, Stage

MARK = "x_besedka"
"""Our field of a lead: which conversation made it. Odoo has fields made by hand begin with x_."""
STANDARD = frozenset({"expected_revenue", "date_deadline", "priority", "referred"})
"""Fields of Odoo's own that are offered beside those made by hand."""
PARTNER = ("name", "email", "phone", "mobile", "user_id")
FOUND_BY = ("email_normalized", "phone_sanitized", "phone_mobile_search")
"""What a client is found by, where an installation has it. (19.0 has no `mobile` any more.)"""
LEAD = ("name", "active", "stage_id", "expected_revenue", "company_currency", "user_id", "write_date")
DESCRIBED = ("type", "string", "selection", "relation", "readonly", "required")
_TYPES: Mapping[str, FieldType] = {
    "char": "text", "text": "text", "integer": "number", "float": "number", "monetary": "number", "boolean": "flag", "date": "date",
    "selection": "choice", "many2one": "choice",
}  # fmt: skip
_TAIL = 9
"""Figures of a phone that are the same however it is written."""


def manager(user: Tree) -> Manager:
    """Return a user; one without an e-mail often signs in by it."""
    return Manager(
        user["id"].text, user["name"].text, user["email"].text or user["login"].text, active=user["active"].value is True
    )  # fmt: skip


def kind(name: str, column: Tree) -> FieldType | None:
    """Return what an additional field of a lead takes; None when it is none."""
    made = name.startswith("x_") and name != MARK
    if column["readonly"].value is True or not (made or name in STANDARD):
        return None
    return _TYPES.get(column["type"].text)


def field(name: str, column: Tree, kind: FieldType, options: Iterable[Option]) -> Field:
    """Return an additional field."""
    listed = tuple(Option(one[0].text, one[1].text) for one in column["selection"])
    return Field(name, column["string"].text, kind, listed or tuple(options), column["required"].value is True)


def written(name: str, column: Tree, value: str) -> object:
    """Return a value as its field takes it. CrmFailed `crm_field`."""
    try:
        match column["type"].text:
            case "integer" | "many2one":
                return int(value)
            case "float" | "monetary":
                return float(value)
            case "boolean":
                return value == "true"
            case "":
                raise CrmFailed("crm_field", name, permanent=True, field=name)
            case _:
                return value
    except ValueError as error:
        raise CrmFailed("crm_field", f"{name}: {value}"[:200], permanent=True, field=name) from error


def stage(record: Tree) -> Stage:
    """Return a stage."""
    return Stage(record["id"].text, record["name"].text, "won" if record["is_won"].value is True else "open")


def contact(record: Tree, url: str) -> Contact:
    """Return a partner."""
    phones = tuple(one for one in (record["phone"].text, record["mobile"].text) if one)
    emails = tuple(one.strip() for one in record["email"].text.replace(";", ",").split(",") if one.strip())
    return Contact(record["id"].text, record["name"].text, phones, emails, url, record["user_id"][1].text)


def seen(record: Tree, url: str, stages: Mapping[str, Stage]) -> LeadSeen:
    """Return a lead as it stands: a lost one is archived, and keeps its stage."""
    stands = stages.get(record["stage_id"][0].text, Stage("", record["stage_id"][1].text))
    outcome = "lost" if record["active"].value is False else stands.outcome
    return LeadSeen(
        record["id"].text, record["name"].text, stands.title, outcome, amount(record["expected_revenue"]),
        record["company_currency"][1].text, record["user_id"][1].text, url, moment(record["write_date"].text),
    )  # fmt: skip


def amount(value: Tree) -> str:
    """Return a sum of money, empty for none."""
    return f"{value.value:.2f}" if isinstance(value.value, int | float) and value.value else ""


def moment(text: str) -> int:
    """Return a time of Odoo's, which are in UTC without saying so, in milliseconds; 0 when it is none."""
    try:
        return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return 0


def domain(client: Client, columns: Iterable[str]) -> list[object]:
    """Return what selects those who may be a client, empty when there is nothing to go by."""
    figures = "".join(one for one in client.phone if one.isdecimal())[-_TAIL:]
    asked: Sequence[tuple[str, str, str]] = (
        ("email", "=ilike", _exactly(client.email)), ("email_normalized", "=", client.email.strip().lower()),
        ("phone", "=", client.phone), ("phone_sanitized", "=", client.phone), ("phone_mobile_search", "ilike", figures),
    )  # fmt: skip
    known = {"email", "phone", *columns}
    leaves: list[object] = [[name, how, value] for name, how, value in asked if value and name in known]
    return ["|"] * (len(leaves) - 1) + leaves


def _exactly(text: str) -> str:
    """Return a pattern that only this text meets, in letters of any size: `_` and `%` stand for others in Odoo's =ilike."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def person(client: Client) -> dict[str, object]:
    """Return a partner's fields, without those of which nothing is known. A partner has a name, whatever else is known."""
    told = {"name": client.name or client.email or client.phone, "email": client.email, "phone": client.phone}
    return {name: value for name, value in told.items() if value}


def reached(client: Client) -> dict[str, object]:
    """Return a client's data as a lead without a partner has them. With one they are the partner's: written here, they would overwrite
    theirs."""
    told = {"contact_name": client.name, "email_from": client.email, "phone": client.phone}
    return {name: value for name, value in told.items() if value}


def number(id: str) -> int:
    """Return a lead's id as Odoo has it. CrmFailed `crm_lead_gone` for what is none."""
    if not id.isdecimal():
        raise CrmFailed("crm_lead_gone", permanent=True)
    return int(id)
