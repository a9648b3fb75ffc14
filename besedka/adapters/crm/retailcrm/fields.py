"""Additional fields of an order: their types, and values as each type has them."""

from collections.abc import Mapping

from besedka.adapters.crm.retailcrm.api import Api
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import CrmFailed, Field, FieldType, Option

_TYPES: Mapping[str, FieldType] = {
    "string": "text", "text": "text", "email": "text", "integer": "number", "numeric": "number", "boolean": "flag", "date": "date",
    "dictionary": "choice", "multiselect_dictionary": "choices",
}  # fmt: skip


async def all_fields(api: Api) -> list[Field]:
    """Return them with their options. One of a type that we have no word for is left out."""
    rows = await _rows(api)
    options = await _options(api) if any(row["dictionary"] for row in rows) else {}
    return [_field(row, options) for row in rows]


async def written(api: Api, extra: Mapping[str, str]) -> dict[str, object]:
    """Return values to be sent. CrmFailed `crm_field` for a field that is there no more, before anything is."""
    said = {id: value for id, value in extra.items() if value}
    types = {row["code"].text: _TYPES[row["type"].text] for row in await _rows(api)} if said else {}
    gone = next((id for id in said if id not in types), "")
    if gone:
        raise CrmFailed("crm_field", gone, permanent=True, field=gone)
    return {id: _value(id, types[id], value) for id, value in said.items()}


async def _rows(api: Api) -> list[Tree]:
    rows = await api.pages("v5/custom-fields", "customFields", [("filter[entity]", "order")])
    return [row for row in rows if row["type"].text in _TYPES]


async def _options(api: Api) -> dict[str, tuple[Option, ...]]:
    found = await api.pages("v5/custom-fields/dictionaries", "customDictionaries")
    return {
        one["code"].text: tuple(Option(element["code"].text, element["name"].text) for element in one["elements"])
        for one in found
    }


def _field(row: Tree, options: Mapping[str, tuple[Option, ...]]) -> Field:
    kind, required = _TYPES[row["type"].text], row["required"].value is True
    return Field(row["code"].text, row["name"].text, kind, options.get(row["dictionary"].text, ()), required)


def _value(id: str, kind: FieldType, value: str) -> object:
    if kind == "flag":
        return value == "true"
    if kind == "choices":
        return value.split("\n")
    try:
        return _number(value) if kind == "number" else value
    except ValueError as error:
        raise CrmFailed("crm_field", f"{id}: {value}"[:200], permanent=True, field=id) from error


def _number(value: str) -> float:
    return int(value) if value.lstrip("-").isdecimal() else float(value)
