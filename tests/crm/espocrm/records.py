"""What EspoCRM takes and refuses of a record, by its own rules (INTEGRATIONS.md 1.5)."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Row = dict[str, Any]
BAD_NAME = re.compile(r"[<>=]")
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
PHONE = re.compile(r"\+?[\d\s()\-.]{5,20}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
STAGES = {
    "Prospecting": 10, "Qualification": 20, "Proposal": 50, "Negotiation": 80, "Closed Won": 100, "Closed Lost": 0,
}  # fmt: skip


class Refusal(Exception):
    """`reason` goes into the header X-Status-Reason (None: there is no such header), `body` is what little else is said."""

    def __init__(self, status: int, reason: str | None = None, body: object = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.body = body


def translated(label: str, data: Mapping[str, str]) -> object:
    """Return the body that some refusals have."""
    return {"messageTranslation": {"label": label, "scope": None, "data": dict(data)}}


def opportunity_fields() -> Row:
    """Return entityDefs.Opportunity.fields, with the three that the suite's firm has added."""
    return {
        "name": {"type": "varchar", "required": True, "pattern": "$noBadCharacters"},
        "amount": {"type": "currency", "required": True, "min": 0},
        "amountConverted": {"type": "currencyConverted", "readOnly": True},
        "stage": {
            "type": "enum", "options": list(STAGES), "default": "Prospecting", "required": True, "probabilityMap": dict(STAGES),
        },
        "lastStage": {"type": "enum", "options": list(STAGES)},
        "probability": {"type": "int", "required": True, "min": 0, "max": 100},
        "closeDate": {"type": "date", "required": True},
        "description": {"type": "text"},
        "createdAt": {"type": "datetime", "readOnly": True},
        "assignedUser": {"type": "link"},
        "contacts": {"type": "linkMultiple"},
        "cProduct": {"type": "enum", "options": ["", "lamp", "beacon"], "isCustom": True},
        "cDiscount": {"type": "float", "isCustom": True},
        "cFrom": {"type": "text", "isCustom": True},
        "cGifts": {"type": "multiEnum", "options": ["Bulb", "Cord, long"], "isCustom": True},
        "cUrgent": {"type": "bool", "isCustom": True},
        "cCallOn": {"type": "date", "isCustom": True},
        "cSite": {"type": "url", "isCustom": True},
    }  # fmt: skip


def role() -> Row:
    """Return what a role with everything that a connector needs allows."""
    return {
        "table": {
            "Opportunity": {"create": "yes", "read": "all", "edit": "all", "delete": "no", "stream": "all"},
            "Contact": {"create": "yes", "read": "all", "edit": "all", "delete": "no", "stream": "all"},
            "User": {"read": "all", "edit": "no"},
            "Webhook": True,
        },
        "assignmentPermission": "all",
    }


CONTACT_FIELDS: Row = {
    "firstName": {"type": "varchar", "maxLength": 100, "pattern": "$noBadCharacters"},
    "lastName": {"type": "varchar", "maxLength": 100, "pattern": "$noBadCharacters", "required": True},
    "emailAddress": {"type": "email"},
    "phoneNumber": {"type": "phone"},
    "description": {"type": "text"},
    "assignedUser": {"type": "link"},
}
WORDS: dict[str, Row] = {
    "fields": {
        "stage": "Стадия", "amount": "Сумма", "closeDate": "Дата закрытия", "cProduct": "Товар", "cDiscount": "Скидка", "cFrom": "Откуда",
        "cGifts": "Подарки", "cUrgent": "Срочно", "cCallOn": "Позвонить", "cSite": "Сайт",
    },
    "options": {
        "stage": {
            "Prospecting": "Привлечение клиента", "Qualification": "Оценка возможности", "Proposal": "Предложение",
            "Negotiation": "Согласование", "Closed Won": "Закрыто – успех", "Closed Lost": "Закрыто – провал",
        },
        "cProduct": {"lamp": "Лампа", "beacon": "Маяк"},
    },
}  # fmt: skip


def check(fields: Row, row: Row, given: Row, *, new: bool) -> None:
    """Refuse what a field does not take: on a change only what was given is looked at."""
    for name, field in fields.items():
        if new or name in given:
            _check_field(name, field, row)


def _check_field(name: str, field: Row, row: Row) -> None:
    value = row.get(name)
    if value is None or value == "" or value == []:
        if field.get("required") or (field["type"] == "currency" and field.get("required")):
            raise _invalid(name, "required")
        return
    kind = _KINDS.get(field["type"])
    if kind is not None and not kind(value, field):
        raise _invalid(name, "valid")
    if field.get("pattern") and BAD_NAME.search(str(value)):
        raise _invalid(name, "pattern")
    if field["type"] == "varchar" and len(str(value)) > field.get("maxLength", 255):
        raise _invalid(name, "maxLength")


def _is_number(value: Any, field: Row) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and field.get("min", value) <= value <= field.get("max", value)
    )


_KINDS: dict[str, Callable[[Any, Row], bool]] = {
    "varchar": lambda value, field: isinstance(value, str),
    "text": lambda value, field: isinstance(value, str),
    "url": lambda value, field: isinstance(value, str),
    "int": lambda value, field: isinstance(value, int) and _is_number(value, field),
    "float": _is_number,
    "currency": _is_number,
    "bool": lambda value, field: isinstance(value, bool),
    "date": lambda value, field: isinstance(value, str) and DAY.fullmatch(value) is not None,
    "enum": lambda value, field: value in field["options"],
    "multiEnum": lambda value, field: isinstance(value, list) and set(value) <= set(field["options"]),
    "email": lambda value, field: EMAIL.fullmatch(value) is not None,
    "phone": lambda value, field: PHONE.fullmatch(value) is not None,
}


def _invalid(name: str, type: str) -> Refusal:
    return Refusal(400, "validationFailure", translated("validationFailure", {"field": name, "type": type}))


def kept(row: Row, given: Row, name: str, extra: Row) -> None:
    """Keep a contact's phones or e-mails: one alone becomes the first, a list replaces all that were there."""
    if f"{name}Data" in given:
        data = [{**extra, **one} for one in given[f"{name}Data"] if one.get(name)]
    elif name in given:
        data = [one for one in row.get(f"{name}Data", []) if not one["primary"] and one[name] != given[name]]
        data = [{**extra, name: given[name], "primary": True}, *data] if given[name] else data
    else:
        return
    if data and not any(one["primary"] for one in data):
        data[0]["primary"] = True
    row[f"{name}Data"] = data
    row[name] = next((one[name] for one in data if one["primary"]), None)
