"""Additional fields of a deal; and the one that is ours, which keeps the mark by which a deal is found again."""

from collections.abc import Mapping

from besedka.adapters.crm.pipedrive.api import V2, Api
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import CrmFailed, Field, FieldType, Option

MARK = "Besedka"
"""What our field is called. Pipedrive keeps no external ids: a field is the only thing of a deal that others may fill and search."""
_TYPES: Mapping[str, FieldType] = {
    "varchar": "text", "varchar_auto": "text", "text": "text", "phone": "text", "int": "number", "double": "number", "date": "date",
    "enum": "choice", "set": "choices",
}  # fmt: skip


async def all_fields(api: Api) -> list[Field]:
    """Return them with their options. One of a type that takes more than a value (money, an address) is left out."""
    return [_field(row) for row in await _rows(api)]


async def written(api: Api, extra: Mapping[str, str]) -> dict[str, object]:
    """Return values to be sent. CrmFailed `crm_field` for a field that is there no more, before anything is."""
    said = {id: value for id, value in extra.items() if value}
    types = {row["field_code"].text: _TYPES[row["field_type"].text] for row in await _rows(api)} if said else {}
    gone = next((id for id in said if id not in types), "")
    if gone:
        raise CrmFailed("crm_field", gone, permanent=True, field=gone)
    return {id: _value(id, types[id], value) for id, value in said.items()}


async def find_mark(api: Api) -> str:
    """Return the code of our field, empty when it is not there."""
    rows = [row for row in await api.all("dealFields") if _is_mark(row)]
    return rows[0]["field_code"].text if rows else ""


async def make_mark(api: Api) -> str:
    """Store our field and return its code."""
    return (await api.send("POST", f"{V2}/dealFields", {"field_name": MARK, "field_type": "varchar"}))[
        "field_code"
    ].text


def _is_mark(row: Tree) -> bool:
    own = row["is_custom_field"].value is True
    return own and row["field_name"].text == MARK and row["field_type"].text == "varchar"


async def _rows(api: Api) -> list[Tree]:
    rows = [row for row in await api.all("dealFields") if row["is_custom_field"].value is True and not _is_mark(row)]
    return [row for row in rows if row["field_type"].text in _TYPES]


def _field(row: Tree) -> Field:
    options = tuple(Option(one["id"].text, one["label"].text) for one in row["options"])
    return Field(row["field_code"].text, row["field_name"].text, _TYPES[row["field_type"].text], options)


def _value(id: str, kind: FieldType, value: str) -> object:
    try:
        if kind == "choices":
            return [int(one) for one in value.split("\n")]
        if kind == "number":
            return int(value) if value.lstrip("-").isdecimal() else float(value)
        return int(value) if kind == "choice" else value
    except ValueError as error:
        raise CrmFailed("crm_field", f"{id}: {value}"[:200], permanent=True, field=id) from error
