"""How amoCRM words its answers, and how it searches."""

import re
from collections.abc import Sequence

from tests.crm.amocrm.checks import Json
from tests.crm.vendor import Asked, Said

Row = dict[str, object]
HAL = {"Content-Type": "application/hal+json"}


def problem(status: int, title: str, detail: str, errors: Sequence[Row] = ()) -> Said:
    """Return a refusal as amoCRM words it; `errors` are one entity's."""
    body: Row = {"title": title, "type": f"https://httpstatus.es/{status}", "status": status, "detail": detail}
    if errors:
        body["validation-errors"] = [{"request_id": "0", "errors": list(errors)}]
    return Said(status, body, {"Content-Type": "application/problem+json"})


def by_id(rows: Sequence[Row], id: str) -> Row | None:
    """Return the row with this id."""
    return next((one for one in rows if str(one["id"]) == id), None)


def rows(asked: Asked) -> list[Row]:
    body = asked.json()
    return [one for one in body if isinstance(one, dict)] if isinstance(body, list) else []


def invalid(errors: Sequence[Json]) -> Said:
    return problem(400, "Bad Request", "Request validation failed", [dict(one) for one in errors])


def forbidden() -> Said:
    return problem(403, "Forbidden", "Недостаточно прав")


def public(lead: Row) -> Row:
    return {key: value for key, value in lead.items() if key != "_contact"}


def matches(row: Row, query: str) -> bool:
    """Search all filled fields, letters and digits alone, as vaguely as theirs."""
    values = row.get("custom_fields_values") or []
    assert isinstance(values, list)
    texts = [str(row.get("name", "")), *(str(one.get("value", "")) for field in values for one in field["values"])]
    return any(_plain(query) in _plain(text) for text in texts)


def _plain(text: str) -> str:
    return re.sub(r"[\s()+-]", "", text).casefold()
