"""What our Bitrix24 keeps, and how strict it is: it drops what it does not know, and refuses what it knows to be wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence

Row = dict[str, object]
DEAL, LEAD, CONTACT = 2, 1, 3
_MULTIFIELDS = ("PHONE", "EMAIL", "WEB", "IM", "LINK")


class Refused(Exception):
    """The portal does not do it."""

    def __init__(self, code: str, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.code = code
        self.why = why
        self.status = status


def field(kind: str, title: str, **more: object) -> Row:
    """Return a field's description, as `crm.item.fields` has it."""
    flags: Row = dict.fromkeys(("isRequired", "isReadOnly", "isImmutable", "isMultiple", "isDynamic"), False)
    return {"type": kind, "title": title, **flags, **more}


_COMMON: Mapping[str, Row] = {
    "id": field("integer", "ID", isReadOnly=True), "assignedById": field("user", "Ответственный"),
    "createdTime": field("datetime", "Когда создан", isReadOnly=True), "updatedTime": field("datetime", "Когда обновлен", isReadOnly=True),
    "originatorId": field("string", "Внешний источник"), "originId": field("string", "Код во внешнем источнике"),
    "sourceId": field("crm_status", "Источник"), "sourceDescription": field("text", "Дополнительно об источнике"),
    "utmSource": field("string", "UTM Source"), "comments": field("text", "Комментарий"),
}  # fmt: skip
_PERSON: Mapping[str, Row] = {
    "name": field("string", "Имя"), "secondName": field("string", "Отчество"), "lastName": field("string", "Фамилия"),
    "fm": field("crm_multifield", "Контактные данные", isMultiple=True),
}  # fmt: skip
_SALE: Mapping[str, Row] = {
    "title": field("string", "Название"), "stageSemanticId": field("string", "Группа стадии", isReadOnly=True),
    "stageId": field("crm_status", "Стадия"), "opportunity": field("double", "Сумма"), "currencyId": field("crm_currency", "Валюта"),
    "contactIds": field("crm_contact", "Контакты", isMultiple=True), "contactId": field("crm_contact", "Контакт", isDeprecated=True),
}  # fmt: skip


def standard(kind: int) -> dict[str, Row]:
    """Return the fields that every portal's records of a kind have."""
    own = {**_SALE, "categoryId": field("crm_category", "Воронка")} if kind == DEAL else _SALE
    return {**_COMMON, **(_PERSON if kind == CONTACT else own)}


def taken(fields: Mapping[str, Row], sent: Mapping[str, object]) -> Row:
    """Return what is stored of what was sent: unknown and read-only fields go without a word."""
    known = {name: value for name, value in sent.items() if name in fields and not fields[name]["isReadOnly"]}
    for name, value in known.items():
        many = fields[name]["isMultiple"]
        if many and not isinstance(value, list):
            raise Refused("100", f"Expected iterable value for multiple field, but got {type(value).__name__} instead")
        for one in value if many and isinstance(value, list) else [value]:
            if not _fits(fields[name], one):
                raise Refused("CRM_FIELD_ERROR_VALUE_NOT_VALID", f'Неверное значение поля "{fields[name]["title"]}"')
    return known


def _fits(field: Row, value: object) -> bool:
    kind, items = field["type"], field.get("items")
    if kind in ("integer", "double"):
        return isinstance(value, int | float) or (isinstance(value, str) and value.replace(".", "", 1).isdigit())
    if kind == "enumeration":
        return isinstance(items, list) and str(value) in [str(one["ID"]) for one in items]
    if kind == "date":
        return isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value) is not None
    if kind == "crm_multifield":
        return isinstance(value, dict) and value.get("typeId") in _MULTIFIELDS and bool(value.get("value"))
    return kind != "string" or isinstance(value, str)


def chosen(rows: Sequence[Row], fields: Mapping[str, Row], wanted: Mapping[str, object]) -> list[Row]:
    """Return the rows that a filter lets through."""
    for name in map(_name, wanted):
        if name not in fields or name == "fm":
            raise Refused("INVALID_ARG_VALUE", f"Invalid filter: field '{name}' is not allowed in filter")
    return [row for row in rows if all(_passes(row, key, value) for key, value in wanted.items())]


def _name(key: str) -> str:
    return key.lstrip("@=")


def _passes(row: Row, key: str, value: object) -> bool:
    name = _name(key)
    if key.startswith("@"):
        return isinstance(value, list) and str(row.get(name)) in [str(one) for one in value]
    return str(row.get(name)) == str(value)


def selected(row: Row, fields: Mapping[str, Row], select: Sequence[str]) -> Row:
    """Return what is shown of a row: multifields only when all is asked for, what was not filled as null."""
    return {name: row.get(name) for name in fields if not select or "*" in select or (name in select and name != "fm")}


def doubles(rows: Sequence[Row], kind: str, values: Sequence[str]) -> Iterator[int]:
    """Yield the ids of contacts that have one of these phones or e-mails; a phone's extension is not looked at."""
    wanted = {_plain(kind, value) for value in values}
    for row in rows:
        multi = row.get("fm") or []
        assert isinstance(multi, list)
        if wanted & {_plain(kind, one["value"]) for one in multi if one["typeId"] == kind}:
            assert isinstance(row["id"], int)
            yield row["id"]


def _plain(kind: str, value: str) -> str:
    if kind == "EMAIL":
        return value.lower()
    return re.sub(r"\D", "", re.split(r"доб|ext|;|,", value)[0])
