"""Bitrix24's fields of a lead: which may be written, and how. What it does not know it drops without a word, so that we must know."""

from collections.abc import Callable, Mapping
from typing import Final

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import CrmFailed, Draft, Field, FieldType, Option

_TYPES: Mapping[str, FieldType] = {
    "string": "text", "text": "text", "integer": "number", "double": "number", "boolean": "flag", "enumeration": "choice",
    "date": "date", "datetime": "date", "url": "link",
}  # fmt: skip
_PLAIN: Final = (
    "utmSource",
    "utmMedium",
    "utmCampaign",
    "utmContent",
    "utmTerm",
    "sourceDescription",
    "opportunity",
    "companyTitle",
)
"""Their own fields that a lead of ours may fill, besides those that the firm has made."""
_WRITE: Mapping[FieldType, Callable[[str], str | int | float]] = {
    "number": float, "flag": lambda value: "Y" if value == "true" else "N", "choice": int, "choices": int,
}  # fmt: skip


def shown(fields: Tree) -> list[Field]:
    """Return those that may be written."""
    return [_field(id, one) for id, one in fields.items() if _type(id, one) is not None]


def written(draft: Draft, fields: Tree) -> dict[str, object]:
    """Return the values of a lead's additional fields. CrmFailed `crm_field` for one that is not there or is of another kind."""
    return {id: _written(id, value, fields[id]) for id, value in draft.extra.items() if value}


def named(fields: Tree, refusal: str) -> str:
    """Return the field whose title a refusal names; it names none by its id."""
    return next((id for id, one in fields.items() if f'"{_title(id, one)}"' in refusal), "")


def _written(id: str, value: str, field: Tree) -> object:
    kind = _type(id, field)
    if kind is None:
        raise CrmFailed("crm_field", id, permanent=True, field=id)
    try:
        values = [_WRITE.get(kind, str)(one) for one in (value.split("\n") if kind == "choices" else [value])]
    except ValueError as error:
        raise CrmFailed("crm_field", f"{_title(id, field)}: {value}"[:200], permanent=True, field=id) from error
    return values if field["isMultiple"] else values[0]


def _type(id: str, field: Tree) -> FieldType | None:
    if field["isReadOnly"] or not (field["isDynamic"] or id in _PLAIN):
        return None
    kind = _TYPES.get(field["type"].text)
    return "choices" if kind == "choice" and field["isMultiple"] else kind


def _title(id: str, field: Tree) -> str:
    return field["formLabel"].text or field["listLabel"].text or field["title"].text or id


def _field(id: str, field: Tree) -> Field:
    options = tuple(Option(one["ID"].text, one["VALUE"].text) for one in field["items"])
    return Field(id, _title(id, field), _type(id, field) or "text", options, bool(field["isRequired"]))
