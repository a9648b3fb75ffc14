"""What RetailCRM takes: nested keys in a query, JSON inside a form's field, and every value checked."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date

Row = dict[str, object]
LIMITS = ("20", "50", "100")
FILTERS = {
    "orders": {"externalIds", "ids", "customerId", "email", "numbers", "managers"},
    "customers": {"externalIds", "ids", "email", "name", "managers"},
    "users": {"email", "isManager", "isAdmin", "active"},
    "custom-fields": {"entity", "code", "type"},
    "custom-fields/dictionaries": {"code"},
}
_ORDER = {
    "id", "externalId", "number", "customerComment", "managerComment", "firstName", "lastName", "patronymic", "phone", "email", "managerId",
    "customer", "status", "orderMethod", "orderType", "customFields", "source",
}  # fmt: skip
_CUSTOMER = {"id", "externalId", "firstName", "lastName", "patronymic", "email", "phones", "managerId", "customFields"}


class Refused(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, why: str, errors: Mapping[str, str] | None = None, more: Row | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.body = {"success": False, "errorMsg": why, **({"errors": errors} if errors else {}), **(more or {})}


def tree(pairs: Iterable[tuple[str, str]]) -> Row:
    """Return nested keys as nested objects, as PHP reads them: `filter[ids][]=1`."""
    found: Row = {}
    for name, value in pairs:
        parts = [part.rstrip("]") for part in name.split("[")]
        node = found
        for part in parts[:-1]:
            child = node.setdefault(part, {})
            assert isinstance(child, dict)
            node = child
        node[parts[-1] or str(len(node))] = value
    return found


def listed(value: object) -> list[str]:
    """Return a list that came as numbered keys."""
    return [str(one) for one in value.values()] if isinstance(value, dict) else []


def window(query: Row, kind: str) -> tuple[Row, int, int]:
    """Return what is filtered by (the vendor's client says `filter=None` for nothing), the page and how much it holds."""
    limit, sent = str(query.get("limit", "20")), query.get("filter")
    filters: Row = sent if isinstance(sent, dict) else {}
    unknown = set(filters) - FILTERS[kind]
    if limit not in LIMITS:
        raise Refused(400, "Errors in the input parameters", {"children[limit]": "This value is not valid."})
    if unknown:
        raise Refused(400, "Errors in the input parameters", {f"children[filter].children[{min(unknown)}]": "Unknown."})
    return filters, int(str(query.get("page", "1"))), int(limit)


def record(form: list[tuple[str, str]], kind: str) -> Row:
    """Return the JSON that a form has in its field `kind`; nested fields are not read."""
    text = dict(form).get(kind)
    if text is None:
        raise Refused(400, f"Parameter '{kind}' is missing")
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not found:
        raise Refused(400, "Errors in the entity format", {kind: "This value should be an object."})
    return found


def check_order(row: Row, managers: list[int], statuses: list[str], methods: list[str], fields: list[Row]) -> None:
    """Refuse an order that has a word, or a value, that nobody knows."""
    errors = _unknown(row, _ORDER) | _person(row, managers)
    errors |= {} if row.get("status", statuses[0]) in statuses else {"status": "Does not exist."}
    errors |= {} if row.get("orderMethod", methods[0]) in methods else {"orderMethod": "Does not exist."}
    custom = row.get("customFields", {})
    assert isinstance(custom, dict)
    for code, value in custom.items():
        field = next((one for one in fields if one["code"] == code), None)
        if field is None or not fits(field, value):
            errors[f"customFields[{code}]"] = "This value is not valid."
    if errors:
        raise Refused(400, "Errors in the entity format", errors)


def check_customer(row: Row, managers: list[int]) -> None:
    """Refuse a customer that has a word, or a value, that nobody knows."""
    errors = _unknown(row, _CUSTOMER) | _person(row, managers)
    phones = row.get("phones", [])
    assert isinstance(phones, list)
    if any(not isinstance(one, dict) or set(one) != {"number"} for one in phones):
        errors["phones"] = "This value is not valid."
    if errors:
        raise Refused(400, "Errors in the entity format", errors)


def fits(field: Row, value: object) -> bool:
    """Tell whether a value is of its field's type: JSON's own, for a flag is no text."""
    kind, codes = field["type"], field.get("codes", [])
    assert isinstance(codes, list)
    if kind == "multiselect_dictionary":
        return isinstance(value, list) and all(one in codes for one in value)
    if kind == "date":
        return (
            isinstance(value, str) and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and bool(date.fromisoformat(value))
        )
    if kind in ("integer", "numeric"):
        return type(value) is int or (kind == "numeric" and isinstance(value, float))
    if kind == "boolean":
        return isinstance(value, bool)
    return value in codes if kind == "dictionary" else isinstance(value, str)


def digits(text: object) -> str:
    """Return a text's digits."""
    return "".join(filter(str.isdigit, str(text)))


def _unknown(row: Row, known: set[str]) -> dict[str, str]:
    return {key: "This field was not expected." for key in row if key not in known}


def _person(row: Row, managers: list[int]) -> dict[str, str]:
    errors = {}
    if "managerId" in row and row["managerId"] not in managers:
        errors["managerId"] = "The manager does not exist."
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+|", str(row.get("email", ""))):
        errors["email"] = "This value is not a valid email address."
    return errors
