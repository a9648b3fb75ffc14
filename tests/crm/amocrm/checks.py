"""What amoCRM takes: every key known, every value of its kind, every id there. Errors are `code, path, detail`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.crm.amocrm.server import AmoServer

Json = Mapping[str, object]
_LEAD = {
    "name", "price", "pipeline_id", "status_id", "responsible_user_id", "request_id", "custom_fields_values", "_embedded",
}  # fmt: skip
_CONTACT = {"name", "first_name", "last_name", "responsible_user_id", "request_id", "custom_fields_values"}
_VALUES_MOST = 40


def lead_errors(body: Json, account: "AmoServer") -> list[Json]:
    """Return what is wrong with a lead that is to be stored."""
    return [
        *_unknown(body, _LEAD), *_numbers(body, "price", "pipeline_id", "status_id", "responsible_user_id"),
        *_choice(body, "responsible_user_id", [one["id"] for one in account.users if _active(one)]),
        *_stage(body, account.pipelines), *_values(body, account.fields), *_embedded(body, account.contacts),
    ]  # fmt: skip


def contact_errors(body: Json) -> list[Json]:
    """Return what is wrong with a contact that is to be stored."""
    return [*_unknown(body, _CONTACT), *_numbers(body, "responsible_user_id"), *_codes(body)]


def note_errors(body: Json) -> list[Json]:
    """Return what is wrong with a note."""
    params = body.get("params")
    unknown = list(_unknown(body, {"entity_id", "note_type", "params", "request_id"}))
    if unknown:
        return unknown
    if body.get("note_type") != "common":
        return [_error("NotSupportedChoice", "note_type")]
    if not isinstance(params, dict) or not isinstance(params.get("text"), str) or not params["text"]:
        return [_error("FieldMissing", "params.text")]
    return []


def field_errors(body: Json, fields: Sequence[Json]) -> list[Json]:
    """Return what is wrong with a field that is to be made."""
    known = {"name", "type", "code", "sort", "is_api_only", "enums"}
    wrong = list(_unknown(body, known))
    if not body.get("name") or not isinstance(body.get("type"), str):
        wrong.append(_error("FieldMissing", "name"))
    if body.get("code") in [one.get("code") for one in fields if one.get("code")]:
        wrong.append(_error("NotUnique", "code"))
    return wrong


def _active(user: Json) -> bool:
    rights = user["rights"]
    return isinstance(rights, dict) and rights["is_active"] is True


def _error(code: str, path: str) -> Json:
    details = {
        "NotSupportedChoice": "The value you selected is not a valid choice.",
        "FieldMissing": "This field is missing.",
    }
    return {"code": code, "path": path, "detail": details.get(code, "This field was not expected.")}


def _unknown(body: Json, known: set[str]) -> Iterator[Json]:
    return (_error("NotExpected", key) for key in body if key not in known)


def _numbers(body: Json, *keys: str) -> Iterator[Json]:
    return (_error("InvalidType", key) for key in keys if key in body and type(body[key]) is not int)


def _choice(body: Json, key: str, allowed: Sequence[object]) -> Iterator[Json]:
    if key in body and body[key] not in allowed:
        yield _error("NotSupportedChoice", key)


def _stage(body: Json, pipelines: Sequence[Json]) -> Iterator[Json]:
    """A status must be of the pipeline, and not the one of leads that nobody has taken in."""
    stages: list[object] = []
    for pipeline in pipelines:
        embedded = pipeline["_embedded"]
        assert isinstance(embedded, dict)
        if pipeline["id"] == body.get("pipeline_id"):
            stages = [one["id"] for one in embedded["statuses"] if one["type"] == 0]
    return _choice(body, "status_id", stages)


def _values(body: Json, fields: Sequence[Json]) -> Iterator[Json]:
    values = body.get("custom_fields_values") or []
    if not isinstance(values, list) or len(values) > _VALUES_MOST:
        yield _error("InvalidType", "custom_fields_values")
        return
    for at, value in enumerate(values):
        field = next((one for one in fields if one["id"] == value.get("field_id")), None)
        if field is None:
            yield _error("NotSupportedChoice", f"custom_fields_values.{at}.field_id")
        elif not all(_fits(field, one) for one in value["values"]):
            yield _error("InvalidType", f"custom_fields_values.{at}.values.0.value")


def _fits(field: Json, value: Json) -> bool:
    kind, content = field["type"], value.get("value")
    if kind in ("select", "multiselect", "radiobutton"):
        enums = field["enums"]
        return isinstance(enums, list) and value.get("enum_id") in [one["id"] for one in enums]
    if kind == "numeric":
        return str(content).replace(".", "", 1).removeprefix("-").isdigit()
    if kind in ("date", "date_time"):
        return type(content) is int
    return isinstance(content, bool) if kind == "checkbox" else isinstance(content, str)


def _embedded(body: Json, contacts: Sequence[Json]) -> Iterator[Json]:
    embedded = body.get("_embedded") or {}
    assert isinstance(embedded, dict)
    sent = embedded.get("contacts", [])
    if len(sent) > 1:
        yield _error("TooMany", "_embedded.contacts")
    for one in sent:
        if "id" in one and one["id"] not in [known["id"] for known in contacts]:
            yield _error("NotSupportedChoice", "_embedded.contacts.0.id")
        if "id" not in one:
            yield from contact_errors(one)


def _codes(body: Json) -> Iterator[Json]:
    values = body.get("custom_fields_values") or []
    assert isinstance(values, list)
    for at, value in enumerate(values):
        good = value.get("field_code") in ("PHONE", "EMAIL")
        if not good or not all(isinstance(one.get("value"), str) and one["value"] for one in value["values"]):
            yield _error("NotSupportedChoice", f"custom_fields_values.{at}.field_code")
