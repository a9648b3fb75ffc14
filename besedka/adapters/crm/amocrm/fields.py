"""amoCRM's additional fields: which may be written, how a value is written, and our own mark among them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Final

from besedka.adapters.crm.amocrm.door import Door
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import CrmFailed, Draft, Field, FieldType, Option

PATH: Final = "/leads/custom_fields"
MARK: Final = "BESEDKA"
"""The code of the field that keeps our marks, a line each: leads that were merged into one have several."""
MARKS_MOST: Final = 20
VISIT: Final = "ROISTAT"
"""The code of the field that keeps the number of a visit: every account has it from the beginning."""
_TYPES: Mapping[str, FieldType] = {
    "text": "text", "textarea": "text", "numeric": "number", "monetary": "number", "checkbox": "flag", "select": "choice",
    "radiobutton": "choice", "multiselect": "choices", "date": "date", "birthday": "date", "date_time": "date", "url": "link",
    "tracking_data": "text",
}  # fmt: skip
Json = dict[str, object]


async def lead_fields(door: Door) -> list[Tree]:
    """Return all fields of a lead, as amoCRM tells them."""
    return await door.all(PATH, "custom_fields")


def shown(fields: Sequence[Tree]) -> list[Field]:
    """Return those that may be written."""
    return [_field(one) for one in fields if _type(one) and one["code"].text != MARK]


async def marked(door: Door, fields: Sequence[Tree]) -> int:
    """Return the id of the field that keeps our marks; it is made when the account has none."""
    kept = _mark_id(fields)
    if kept:
        return kept
    field: Json = {"name": "Besedka", "code": MARK, "type": "textarea", "is_api_only": True}
    try:
        made = await door.ask("POST", PATH, body=[field])
    except CrmFailed:
        kept = _mark_id(await lead_fields(door))  # somebody may have been quicker
        if kept:
            return kept
        raise
    return made["_embedded"]["custom_fields"][0]["id"].number


def marks(lead: Tree) -> list[str]:
    """Return the marks that a lead bears."""
    fields = [one for one in lead["custom_fields_values"] if one["field_code"].text == MARK]
    return [mark for one in fields for value in one["values"] for mark in value["value"].text.split()]


def mark(field: int, bears: Sequence[str]) -> Json:
    """Return the value of the field that keeps our marks."""
    return {"field_id": field, "values": [{"value": "\n".join(bears[-MARKS_MOST:])}]}


def written(draft: Draft, fields: Sequence[Tree]) -> list[Json]:
    """Return the values of a lead's additional fields. CrmFailed `crm_field` for one that is not there or is of another kind."""
    known = {one["id"].text: one for one in fields}
    values = [_written(id, value, known.get(id, Tree(None))) for id, value in draft.extra.items() if value]
    visit = next((one["id"].text for one in fields if one["code"].text == VISIT), "")
    if draft.visit and visit and not draft.extra.get(visit):
        values.append(_written(visit, draft.visit, known[visit]))
    return values


def _written(id: str, value: str, field: Tree) -> Json:
    kind = _type(field)
    if kind is None:
        raise CrmFailed("crm_field", id, permanent=True, field=id)
    try:
        return {"field_id": field["id"].number, "values": _WRITE.get(kind, _text)(value)}
    except ValueError as error:
        raise CrmFailed("crm_field", f"{field['name'].text}: {value}"[:200], permanent=True, field=id) from error


def _text(value: str) -> list[Json]:
    return [{"value": value}]


def _choice(value: str) -> list[Json]:
    return [{"enum_id": int(one)} for one in value.split("\n")]


def _flag(value: str) -> list[Json]:
    return [{"value": value == "true"}]


def _date(value: str) -> list[Json]:
    """Noon is the same day in every account, whatever its time zone."""
    return [{"value": int(datetime.combine(date.fromisoformat(value), time(12), UTC).timestamp())}]


_WRITE: Mapping[FieldType, Callable[[str], list[Json]]] = {
    "choice": _choice, "choices": _choice, "flag": _flag, "date": _date,
}  # fmt: skip


def _type(field: Tree) -> FieldType | None:
    return None if field["is_computed"] else _TYPES.get(field["type"].text)


def _field(field: Tree) -> Field:
    options = tuple(Option(one["id"].text, one["value"].text) for one in field["enums"])
    return Field(field["id"].text, field["name"].text, _type(field) or "text", options)


def _mark_id(fields: Sequence[Tree]) -> int:
    return next((one["id"].number for one in fields if one["code"].text == MARK), 0)
