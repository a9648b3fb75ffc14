"""How EspoCRM is asked for a list: queries nested as PHP reads them, and which records they mean."""

import json
import re
from typing import Any

from tests.crm.espocrm.records import Refusal, Row


def nested(query: list[tuple[str, str]]) -> Row:
    """Read a query as PHP does: where[0][type]=equals."""
    found: Row = {}
    for name, value in query:
        first, *rest = re.findall(r"[^\[\]]+", name)
        place = found
        for key in (first, *rest)[:-1]:
            place = place.setdefault(key, {})
        place[(first, *rest)[-1]] = value
    if "searchParams" in found:
        found |= json.loads(found["searchParams"])
    return found


def conditions(where: Any) -> list[Row]:
    """PHP's list is a map of numbers."""
    if isinstance(where, dict) and all(key.isdigit() for key in where):
        where = [where[key] for key in sorted(where, key=int)]
    if isinstance(where, list):
        return [
            {**one, "value": conditions(one["value"]) if isinstance(one.get("value"), dict) else one.get("value")}
            for one in where
        ]
    return []


def _deeper(value: Any) -> Any:
    return conditions(value) if isinstance(value, dict) else value


def matches(row: Row, condition: Row, known: set[str]) -> bool:
    """Tell whether a record is meant by a condition of `where`."""
    kind, value = condition.get("type"), condition.get("value")
    if kind in ("or", "and"):
        found = [matches(row, one, known) for one in value]  # type: ignore[union-attr]
        return any(found) if kind == "or" else all(found)
    name = str(condition.get("attribute"))
    if name not in known:
        raise Refusal(400, f"Not existing attribute '{name}' in where.")
    return any(_is(kind, one, str(value)) for one in _looked_at(row, name))


def _is(kind: object, there: str, value: str) -> bool:
    match kind:
        case "equals":
            return there == value
        case "contains":
            return value.casefold() in there.casefold()
        case "endsWith":
            return there.endswith(value)
    raise Refusal(400, f"Bad where item. Type '{kind}' does not exist.")


def _looked_at(row: Row, name: str) -> list[str]:
    """An e-mail is compared in small letters and a number also by its digits, whichever of a contact's it is."""
    if name == "emailAddress":
        return [one["emailAddress"].lower() for one in row.get("emailAddressData", [])]
    if name in ("phoneNumber", "phoneNumberNumeric"):
        found = [one["phoneNumber"] for one in row.get("phoneNumberData", [])]
        return found if name == "phoneNumber" else [re.sub(r"\D", "", one) for one in found]
    return [str(row.get(name) or "")]
