"""RetailCRM's server: API v5 by the facts of INTEGRATIONS.md 1.3 and by what the vendor's own clients send and read."""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.crm.retailcrm.rules import (
    Refused,
    Row,
    check_customer,
    check_order,
    digits,
    listed,
    record,
    tree,
    window,
)
from tests.crm.vendor import Asked, Said, Vendor

SCOPES = (
    "order_read", "order_write", "customer_read", "customer_write", "reference_read", "user_read", "custom_fields_read",
)  # fmt: skip
_GROUPS = ("new", "approval", "complete", "cancel")
_STATUSES = {
    "new": ("Новый", "new"), "availability-confirmed": ("Наличие подтверждено", "approval"), "complete": ("Выполнен", "complete"),
    "no-call": ("Недозвон", "cancel"),
}  # fmt: skip
_ROUTES = (
    ("GET", r"credentials", ""),
    ("GET", r"system-info", ""),
    ("GET", r"v5/settings", ""),
    ("GET", r"v5/reference/(statuses|status-groups|sites|order-methods)", "reference_read"),
    ("GET", r"v5/(users)", "user_read"),
    ("GET", r"v5/(custom-fields(?:/dictionaries)?)", "custom_fields_read"),
    ("GET", r"v5/(customers)", "customer_read"),
    ("GET", r"v5/(orders)", "order_read"),
    ("POST", r"v5/(customer)s/create", "customer_write"),
    ("POST", r"v5/(order)s/create", "order_write"),
    ("POST", r"v5/(customer)s/([^/]+)/edit", "customer_write"),
    ("POST", r"v5/(order)s/([^/]+)/edit", "order_write"),
    ("GET", r"v5/(customer)s/([^/]+)", "customer_read"),
    ("GET", r"v5/(order)s/([^/]+)", "order_read"),
)


class RetailServer(Vendor):
    """One account. `zone` is its time zone, `page` the most that one page holds."""

    def __init__(self, zone: str = "Asia/Vladivostok") -> None:
        super().__init__()
        self.key = "kT9vX2EDxEta9U3lcsSV0dwdF38UvtSC"
        self.scopes = set(SCOPES)
        self.sites = ["lavka"]
        self.selected: list[str] = []
        self.zone, self.page = ZoneInfo(zone), 100
        self.users: list[Row] = []
        self.fields: list[Row] = []
        self.dictionaries: list[Row] = []
        self.rows: dict[str, list[Row]] = {"order": [], "customer": []}
        self.joined: dict[str, str] = {}
        self.methods = {"phone": True, "live-chat": True}
        self._last = 1000

    def answer(self, asked: Asked) -> Said:
        """Answer as the vendor does: the key, then its rights, then the question."""
        try:
            self._known(asked)
            return self._route(asked)
        except Refused as refused:
            return Said(refused.status, refused.body)

    def row(self, kind: str, id: str, by: str = "id") -> Row | None:
        """Return a record as it is kept."""
        return next((one for one in self.rows[kind] if str(one.get(by)) == id), None)

    def customer(self, row: Row) -> Row:
        """Keep a customer."""
        return self._keep("customer", {"type": "customer", "site": self.sites[0], **row})

    def _known(self, asked: Asked) -> None:
        key = asked.headers.get("x-api-key") or asked.asks("apiKey")
        if not key:
            raise Refused(403, '"apiKey" is missing.')
        if key != self.key:
            raise Refused(403, 'Wrong "apiKey" value.')

    def _route(self, asked: Asked) -> Said:
        path = asked.path.removeprefix("/api/")
        for method, pattern, scope in _ROUTES:
            found = re.fullmatch(pattern, path)
            if found and method == asked.method:
                if scope and scope not in self.scopes:
                    raise Refused(403, "Access denied.")
                return Said(
                    201 if path.endswith("create") else 200, {"success": True, **self._do(asked, path, *found.groups())}
                )
        raise Refused(404, "API method not found")

    def _do(self, asked: Asked, path: str, kind: str = "", id: str = "") -> Row:
        if asked.method == "POST":
            return self._store(asked, kind, id)
        if id:
            return {kind: self._find(kind, id, asked.asks("by"))}
        if path.startswith("v5/reference/"):
            return self._reference(kind)
        return self._list(kind, tree(asked.query)) if kind else self._account(path)

    def _account(self, path: str) -> Row:
        if path == "credentials":
            access = {"siteAccess": "access_selective", "sitesAvailable": self.selected}
            full = {"siteAccess": "access_full"}
            return {"credentials": [], "scopes": sorted(self.scopes), **(access if self.selected else full)}
        if path == "system-info":
            return {"systemVersion": "8.9.1", "publicUrl": "https://lavka.retailcrm.ru", "technicalUrl": self.url}
        return {"settings": {"timezone": {"value": str(self.zone), "updated_at": "2026-01-01 00:00:00"}}}

    def _reference(self, kind: str) -> Row:
        if kind == "sites":
            return {"sites": {code: {"code": code, "name": code, "currency": "RUB"} for code in self.sites}}
        if kind == "order-methods":
            return {
                "orderMethods": {code: {"code": code, "name": code, "active": on} for code, on in self.methods.items()}
            }
        if kind == "status-groups":
            groups = {code: {"code": code, "name": code, "ordering": at * 10} for at, code in enumerate(_GROUPS, 1)}
            return {"statusGroups": groups}
        return {
            "statuses": {
                code: {"code": code, "name": name, "active": True, "ordering": 10, "group": group}
                for code, (name, group) in reversed(_STATUSES.items())
            }
        }

    def _list(self, kind: str, query: Row) -> Row:
        filters, page, limit = window(query, kind)
        lists: dict[str, tuple[str, list[Row]]] = {
            "orders": ("orders", self.rows["order"][::-1]), "customers": ("customers", self.rows["customer"][::-1]),
            "users": ("users", self.users), "custom-fields": ("customFields", self.fields),
            "custom-fields/dictionaries": ("customDictionaries", self.dictionaries),
        }  # fmt: skip
        name, rows = lists[kind]
        found = [row for row in rows if all(_matches(row, key, value) for key, value in filters.items())]
        size = min(limit, self.page)
        pagination = {
            "limit": size, "totalCount": len(found), "currentPage": page, "totalPageCount": -(-len(found) // size),
        }  # fmt: skip
        shown = [
            self._shown(row) if kind == "orders" else _plain(row) for row in found[(page - 1) * size : page * size]
        ]
        return {"pagination": pagination, name: shown}

    def _find(self, kind: str, id: str, by: str) -> Row:
        return self._shown(self._kept(kind, id, by)) if kind == "order" else _plain(self._kept(kind, id, by))

    def _kept(self, kind: str, id: str, by: str) -> Row:
        if by not in ("", "id", "externalId"):
            raise Refused(400, "Errors in the input parameters", {"children[by]": "This value is not valid."})
        row = self.row(kind, id, by or "externalId")
        if row is None:
            joined = {"combinedTo": {"id": int(self.joined[id])}} if id in self.joined else {}
            raise Refused(404, "Not found", None, dict(joined))
        return row

    def _shown(self, order: Row) -> Row:
        """An order's answer has all of its customer."""
        customer = self.row("customer", str(order["customer"]))
        return {**order, "customer": _plain(customer or {})}

    def _store(self, asked: Asked, kind: str, id: str) -> Row:
        form = asked.form()
        if not asked.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            raise Refused(400, f"Parameter '{kind}' is missing")
        site = dict(form).get("site", "")
        if (not site and len(self.selected or self.sites) > 1) or (site and site not in (self.selected or self.sites)):
            raise Refused(400, "Parameter 'site' is missing" if not site else "Errors in the input parameters")
        sent = record(form, kind)
        self._check(kind, sent)
        row = self._change(kind, id, dict(form).get("by", ""), sent) if id else self._create(kind, sent, site)
        return {"id": row["id"], **({"order": self._shown(row)} if kind == "order" else {})}

    def _check(self, kind: str, sent: Row) -> None:
        managers = [int(str(one["id"])) for one in self.users if one["active"] and one["isManager"]]
        if kind == "customer":
            check_customer(sent, managers)
        else:
            methods = [code for code, on in self.methods.items() if on]
            check_order(
                sent, managers, list(_STATUSES), methods, [one | {"codes": self._codes(one)} for one in self.fields]
            )

    def _codes(self, field: Row) -> list[object]:
        elements = [one["elements"] for one in self.dictionaries if one["code"] == field.get("dictionary")]
        return [one["code"] for one in elements[0]] if elements and isinstance(elements[0], list) else []

    def _create(self, kind: str, sent: Row, site: str) -> Row:
        if sent.get("externalId") and self.row(kind, str(sent["externalId"]), "externalId"):
            raise Refused(400, f"{kind.capitalize()} already exists.")
        row = {**sent, "site": site or (self.selected or self.sites)[0]}
        if kind == "customer":
            return self.customer(row)
        row |= {"customer": self._buyer(sent), "status": sent.get("status", "new"), "currency": "RUB", "totalSumm": 0}
        kept = self._keep("order", row)
        kept |= {"number": sent.get("number", f"{kept['id']}C"), "statusUpdatedAt": kept["createdAt"]}
        return kept

    def _buyer(self, sent: Row) -> object:
        """Return the order's customer: the one that is named, or a new one made of the order's own data."""
        named = sent.get("customer")
        if isinstance(named, dict):
            if self.row("customer", str(named.get("id"))) is None:
                raise Refused(400, "Errors in the entity format", {"customer": "Does not exist."})
            return named["id"]
        phones = [{"number": sent["phone"]}] if sent.get("phone") else []
        return self.customer({"firstName": sent.get("firstName"), "email": sent.get("email"), "phones": phones})["id"]

    def _change(self, kind: str, id: str, by: str, sent: Row) -> Row:
        row = self._kept(kind, id, by)
        custom = {**_object(row.get("customFields")), **_object(sent.pop("customFields", None))}
        row |= {**sent, "id": row["id"], "customFields": custom}
        return row

    def _keep(self, kind: str, row: Row) -> Row:
        self._last += 1
        kept = {**row, "id": self._last, "createdAt": datetime.now(self.zone).strftime("%Y-%m-%d %H:%M:%S")}
        self.rows[kind].append(kept)
        return kept


def _object(value: object) -> Row:
    return value if isinstance(value, dict) else {}


def _plain(row: Row) -> Row:
    """A record's answer: what is empty is left out, and no fields are PHP's empty list."""
    return {
        **{key: value for key, value in row.items() if value not in (None, "")},
        "customFields": row.get("customFields") or [],
    }


_FILTER: dict[str, Callable[[Row, object], bool]] = {
    "externalIds": lambda row, value: str(row.get("externalId")) in listed(value),
    "ids": lambda row, value: str(row["id"]) in listed(value),
    "numbers": lambda row, value: row.get("number") in listed(value),
    "managers": lambda row, value: str(row.get("managerId")) in listed(value),
    "customerId": lambda row, value: str(row["customer"]) == value,
    "email": lambda row, value: str(row.get("email", "")).casefold() == str(value).casefold(),
    "name": lambda row, value: _called(row, str(value)),
}


def _matches(row: Row, key: str, value: object) -> bool:
    if key in _FILTER:
        return _FILTER[key](row, value)
    kept = row.get(key)
    return str(int(kept) if isinstance(kept, bool) else kept) == value


def _called(row: Row, text: str) -> bool:
    """A search of names is one of phones too: by a part of either."""
    phones = row.get("phones") or []
    assert isinstance(phones, list)
    name = " ".join(str(row.get(key) or "") for key in ("lastName", "firstName", "patronymic"))
    return text.casefold() in name.casefold() or (
        bool(digits(text)) and any(digits(text) in digits(one["number"]) for one in phones)
    )
