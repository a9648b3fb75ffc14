"""What Pipedrive takes: the parameters of each question, their types, and values of custom fields by theirs."""

import base64
import re
from collections.abc import Mapping, Sequence

Row = dict[str, object]
PARAMETERS: Mapping[str, set[str]] = {
    "deals": {
        "person_id",
        "owner_id",
        "ids",
        "status",
        "sort_by",
        "sort_direction",
        "limit",
        "cursor",
        "custom_fields",
    },
    "persons": {"owner_id", "ids", "sort_by", "sort_direction", "limit", "cursor", "custom_fields"},
    "search": {"term", "fields", "exact_match", "limit", "cursor"},
    "stages": {"pipeline_id", "limit", "cursor", "sort_by", "sort_direction"},
    "pipelines": {"limit", "cursor", "sort_by", "sort_direction"},
    "dealFields": {"limit", "cursor"},
    "one": {"custom_fields", "include_fields"},
}
_DEAL: Mapping[str, type] = {
    "title": str, "owner_id": int, "person_id": int, "pipeline_id": int, "stage_id": int, "value": float, "currency": str,
    "status": str, "is_deleted": bool, "custom_fields": dict,
}  # fmt: skip
_PERSON: Mapping[str, type] = {"name": str, "owner_id": int, "emails": list, "phones": list, "custom_fields": dict}
_FIELD: Mapping[str, type] = {"field_name": str, "field_type": str, "options": list, "description": str}
BODIES: Mapping[str, Mapping[str, type]] = {"deals": _DEAL, "persons": _PERSON, "dealFields": _FIELD}
_REQUIRED = {"deals": "title", "persons": "name", "dealFields": "field_name"}


class Refused(Exception):
    """An answer that is an error: v2's has a `code`, v1's an explanation."""

    def __init__(self, status: int, error: str, code: str = "") -> None:
        super().__init__(error)
        self.status = status
        old: Row = {"error_info": "Please check developers.pipedrive.com", "data": None, "additional_data": None}
        self.body: Row = {"success": False, "error": error, **({"code": code} if code else old)}


def invalid(name: str, why: str) -> Refused:
    """Return the refusal of one parameter."""
    return Refused(400, f"Validation failed: {name}: {why}", "ERR_SCHEMA_VALIDATION_FAILED")


def check_query(kind: str, query: Mapping[str, str]) -> None:
    """Refuse a parameter that nobody knows, a page that is too large, a search for too little."""
    for name in query:
        if name not in PARAMETERS[kind]:
            raise invalid(name, f"Parameter '{name}' is not allowed for this request")
    if not re.fullmatch(r"[1-9]\d{0,2}", query.get("limit", "100")) or int(query.get("limit", "100")) > 500:
        raise invalid("limit", "must be between 1 and 500")
    if query.get("sort_by", "id") not in ("id", "add_time", "update_time", "order_nr"):
        raise invalid("sort_by", "unknown")
    if kind == "search" and len(query.get("term", "")) < (1 if query.get("exact_match") == "true" else 2):
        raise invalid("term", "is too short")


def check_body(kind: str, body: object, fields: Sequence[Row], *, new: bool) -> Row:
    """Refuse a record that has a word, or a value, that nobody knows."""
    if not isinstance(body, dict):
        raise Refused(400, "Invalid request body", "ERR_BAD_REQUEST")
    if new and not body.get(_REQUIRED[kind]):
        raise invalid(_REQUIRED[kind], "is required")
    for name, value in body.items():
        _check_type(name, value, BODIES[kind].get(name))
    for code, value in _object(body.get("custom_fields")).items():
        field = next((one for one in fields if one["field_code"] == code and one["is_custom_field"]), None)
        if field is None or not fits(field, value):
            raise invalid(f"custom_fields.{code}", "is not allowed" if field is None else "has the wrong type")
    for kind_of in ("emails", "phones"):
        _check_details(kind_of, body.get(kind_of, []))
    return dict(body)


def fits(field: Row, value: object) -> bool:
    """Tell whether a value is of its field's type: an option is told by its number."""
    kind, rows = field["field_type"], field.get("options") or []
    assert isinstance(rows, list)
    ids = [one["id"] for one in rows]
    if kind == "enum":
        return type(value) is int and value in ids
    if kind == "set":
        return isinstance(value, list) and all(one in ids for one in value)
    if kind in ("int", "double"):
        return type(value) is int or (kind == "double" and isinstance(value, float))
    if kind == "date":
        return isinstance(value, str) and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value))
    return isinstance(value, str) and (kind == "text" or len(value) <= 255)


def cursor(at: int) -> str:
    """Return what stands for the rest of a list: opaque."""
    return base64.urlsafe_b64encode(f'{{"at":{at}}}'.encode()).decode()


def position(query: Mapping[str, str]) -> int:
    """Return where the rest of a list begins."""
    if "cursor" not in query:
        return 0
    found = re.fullmatch(r'\{"at":(\d+)\}', base64.urlsafe_b64decode(query["cursor"]).decode())
    if found is None:
        raise invalid("cursor", "is not valid")
    return int(found[1])


def _check_type(name: str, value: object, known: type | None) -> None:
    if known is None:
        raise invalid(name, f"Parameter '{name}' is not allowed for this request")
    fits = type(value) in (int, float) if known is float else isinstance(value, known)
    if not fits or (known is int and isinstance(value, bool)):
        raise invalid(name, f"must be {known.__name__}")


def _check_details(kind: str, rows: object) -> None:
    assert isinstance(rows, list)
    if any(
        not isinstance(one, dict) or set(one) - {"value", "primary", "label"} or not one.get("value") for one in rows
    ):
        raise invalid(kind, "has the wrong form")
    if rows and sum(one.get("primary") is True for one in rows) != 1:
        raise invalid(kind, "needs one that is primary")


def _object(value: object) -> Row:
    return value if isinstance(value, dict) else {}
