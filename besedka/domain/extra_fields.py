"""Additional fields of a lead: which of the CRM's fields are filled, and with what (PRODUCT.md 5.3)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from besedka.domain import variables
from besedka.domain.crm import Field
from besedka.domain.errors import BadInput

MOST = 50
MAX_VALUE = 1_000
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_YES, _NO = ("1", "true", "yes", "да", "on"), ("0", "false", "no", "нет", "off")


@dataclass(frozen=True, slots=True)
class ExtraField:
    """What goes into one field: `id` is the CRM's, `value` may hold variables. `title` is what the field was called when it was chosen."""

    id: str
    value: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a lead's fields become: values as the CRM takes them by the field's id, and the titles of fields whose values do not fit."""

    values: Mapping[str, str]
    unfit: tuple[str, ...]


def checked(wanted: Sequence[ExtraField], known: Iterable[Field]) -> tuple[ExtraField, ...]:
    """Return the fields as they are kept. BadInput with the place (`fields.2.value`): `extra_many`, `extra_twice`, `extra_gone` (the CRM
    has no such field), `extra_empty`, `extra_long`, `extra_variable`, `extra_number`, `extra_flag`, `extra_date`, `extra_choice`,
    `extra_link`."""
    if len(wanted) > MOST:
        raise BadInput("extra_many", {"field": "fields", "limit": MOST})
    fields, seen = {one.id: one for one in known}, set[str]()
    for place, one in enumerate(wanted):
        if one.id in seen:
            raise BadInput("extra_twice", {"field": f"fields.{place}.id"})
        seen.add(one.id)
        if one.id not in fields:
            raise BadInput("extra_gone", {"field": f"fields.{place}.id"})
        _check(one.value, fields[one.id], f"fields.{place}.value")
    return tuple(ExtraField(one.id, one.value.strip(), fields[one.id].title) for one in wanted)


def _check(value: str, field: Field, where: str) -> None:
    if not value.strip():
        raise BadInput("extra_empty", {"field": where})
    if len(value) > MAX_VALUE:
        raise BadInput("extra_long", {"field": where, "limit": MAX_VALUE})
    variables.check(value, where)
    if field.type in _UNFIT and variables.is_plain(value) and fitting(value.strip(), field) is None:
        raise BadInput(_UNFIT[field.type], {"field": where})


_UNFIT = {
    "number": "extra_number", "flag": "extra_flag", "date": "extra_date", "choice": "extra_choice", "choices": "extra_choice",
    "link": "extra_link",
}  # fmt: skip


def filled(wanted: Iterable[ExtraField], known: Iterable[Field], facts: Mapping[str, str]) -> Filled:
    """Return what the fields become for one conversation. A value that comes out empty is not sent; nor is one that does not fit."""
    fields = {one.id: one for one in known}
    values, unfit = dict[str, str](), list[str]()
    for one in wanted:
        field, text = fields.get(one.id), variables.fill(one.value, facts)
        fits = None if field is None else fitting(text, field)
        if text and fits is not None:
            values[one.id] = fits
        elif text:
            unfit.append(field.title if field else one.title or one.id)
    return Filled(values, tuple(unfit))


def shown(
    wanted: Iterable[ExtraField], known: Iterable[Field], facts: Mapping[str, str]
) -> list[tuple[str, str, bool]]:
    """Return each field's id, what it becomes for one conversation, and whether it fits; what does not is told as it came out."""
    fields = {one.id: one for one in known}
    texts = [(one.id, variables.fill(one.value, facts)) for one in wanted]
    fits = {id: fitting(text, fields[id]) if id in fields else None for id, text in texts if text}
    return [(id, fits.get(id) or text, not text or fits[id] is not None) for id, text in texts]


def fitting(text: str, field: Field) -> str | None:
    """Return a value as the CRM takes it: a choice by its option's id, choices with a line break between, a number with a point, a flag as
    true or false, a date as YYYY-MM-DD; None when it does not fit."""
    match field.type:
        case "number":
            bare = text.replace("\u00a0", "").replace(" ", "")
            return bare.replace(",", ".") if _NUMBER.fullmatch(bare) else None
        case "flag":
            word = text.casefold()
            return "true" if word in _YES else "false" if word in _NO else None
        case "date":
            return _date(text)
        case "choice":
            return _option(text, field)
        case "choices":
            found = [_option(part.strip(), field) for part in text.split(",") if part.strip()]
            return "\n".join(one for one in found if one is not None) if found and None not in found else None
        case "link":
            return text if _LINK.fullmatch(text) else None
        case "text":
            return text


def _option(text: str, field: Field) -> str | None:
    wanted = text.casefold()
    return next((one.id for one in field.options if one.id == text or one.title.strip().casefold() == wanted), None)


def _date(text: str) -> str | None:
    day = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        return (
            date(int(day[3]), int(day[2]), int(day[1])).isoformat()
            if day
            else date.fromisoformat(text[:10]).isoformat()
        )
    except ValueError:
        return None
