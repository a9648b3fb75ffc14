"""The receiving end of the custom-integration protocol, written from its facts alone: an own CRM as a careful firm has it.

It refuses what a strict script refuses: a wrong token, a missing parameter, a page that follows no page, `data` that is no JSON.
A lead is known again by its id, and a message by its title within its lead.
"""

import hashlib
import json
import re
import time
from dataclasses import dataclass, field
from typing import Any

from tests.crm.vendor import Asked, Said, Vendor

USER, PASSWORD = "roistat", "тайна-42"
CLIENTS_A_PAGE = ORDERS_A_PAGE = 2
STATUSES = [{"id": "1", "name": "Новая"}, {"id": "2", "name": "В работе"}]
_LEAD = {"id", "visit", "title", "text", "name", "phone", "email", "data", "created_date", "manager_id"}


@dataclass(slots=True)
class Person:
    """A client. `changed` in unix seconds."""

    id: str
    name: str
    phone: str
    email: str
    changed: int


@dataclass(slots=True)
class Order:
    """An order, made of a lead. `mark` is the lead's id, by which it is known again; messages by their titles."""

    id: str
    mark: str
    name: str
    person: str
    manager: str
    text: str
    data: dict[str, str]
    created: int
    changed: int
    status: str = "1"
    price: str = ""
    messages: dict[str, str] = field(default_factory=dict)


class OwnCrm(Vendor):
    """The script and what is behind it."""

    def __init__(self, managers: list[dict[str, str]], fields: list[dict[str, str]]) -> None:
        super().__init__()
        self.password = PASSWORD
        self.managers = managers
        self.fields = fields
        self.people: list[Person] = []
        self.orders: list[Order] = []
        self.answers_with = "order_id"
        self.bom = False

    def place(self, asked: Asked) -> str:
        return asked.asks("action")

    def answer(self, asked: Asked) -> Said:
        if asked.path != "/roistat.php":
            return Said(404, "<h1>Not Found</h1>")
        token = hashlib.md5(f"{USER}{self.password}".encode()).hexdigest()
        if asked.asks("user") != USER or asked.asks("token") != token:
            return Said(403, {"status": "error", "error": f"wrong token {asked.asks('token')}"})
        said = self._act(asked.asks("action"), dict(asked.query) | dict(asked.form()), asked.method)
        return Said(said.status, b"\xef\xbb\xbf" + json.dumps(said.body).encode()) if self.bom else said

    def add(self, name: str, phone: str, email: str) -> Person:
        """Keep a new client."""
        self.people.append(Person(str(len(self.people) + 1), name, phone, email, int(time.time())))
        return self.people[-1]

    def _act(self, action: str, given: dict[str, str], method: str) -> Said:
        if action in ("lead", "message") and method != "POST":
            return _error("POST only")
        match action:
            case "import_scheme":
                return Said(200, self._scheme())
            case "export_clients":
                return _page(given, "clients", self.people, CLIENTS_A_PAGE, _client, {})
            case "export":
                return _page(given, "orders", self.orders, ORDERS_A_PAGE, _order, self._scheme())
            case "lead":
                return self._lead(given)
            case "message":
                return self._message(given)
        return _error("unknown action")

    def _scheme(self) -> dict[str, Any]:
        return {"statuses": STATUSES, "managers": self.managers, "fields": self.fields}

    def _lead(self, given: dict[str, str]) -> Said:
        why = self._amiss(given)
        if why:
            return _error(why)
        order = next((one for one in self.orders if one.mark == given["id"]), None) or self._new(given)
        return Said(200, {"status": "ok", self.answers_with: order.id})

    def _new(self, given: dict[str, str]) -> Order:
        person = self._known(given["phone"], given["email"]) or self.add(given["name"], given["phone"], given["email"])
        now, number = int(time.time()), str(1000 + len(self.orders))
        data = json.loads(given["data"])
        self.orders.append(
            Order(number, given["id"], given["title"], person.id, given["manager_id"], given["text"], data, now, now)
        )
        self.orders[-1].price = data.get("price", "")
        return self.orders[-1]

    def _amiss(self, given: dict[str, str]) -> str:
        if not set(given) >= _LEAD:
            return f"missing {', '.join(sorted(_LEAD - set(given)))}"
        if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", given["created_date"]):
            return "created_date"
        if given["manager_id"] and given["manager_id"] not in {one["id"] for one in self.managers}:
            return "manager_id"
        return "" if isinstance(json.loads(given["data"]), dict) else "data"

    def _message(self, given: dict[str, str]) -> Said:
        order = next((one for one in self.orders if one.id == given["leadId"]), None)
        if order is None:
            return Said(404, {"status": "error", "error": "no such lead"})
        order.messages.setdefault(given["title"], given["message"])
        order.changed = int(time.time())
        return Said(200, {"status": "ok"})

    def _known(self, phone: str, email: str) -> Person | None:
        mail = email.casefold()
        both = ((one, (phone and one.phone == phone) or (mail and one.email.casefold() == mail)) for one in self.people)
        return next((one for one, same in both if same), None)


def _page(given: dict[str, str], name: str, rows: list[Any], most: int, shown: Any, scheme: dict[str, Any]) -> Said:
    """Answer rows changed since `date` from `offset` on; every call but the first says the limit that it was told."""
    offset, limit = int(given["offset"]), given.get("limit")
    if (offset == 0) != (limit is None) or (limit is not None and int(limit) != most) or offset % most:
        return _error("offset or limit")
    changed = [one for one in rows if one.changed >= int(given["date"])]
    pagination = {"total_count": len(changed), "limit": most}
    return Said(
        200, {**scheme, name: [shown(one) for one in changed[offset : offset + most]], "pagination": pagination}
    )


def _client(one: Person) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "phone": one.phone, "email": one.email}


def _order(one: Order) -> dict[str, Any]:
    shown = {"id": one.id, "name": one.name, "date_create": one.created, "status": one.status, "client_id": one.person}
    return {**shown, "manager_id": one.manager, "price": one.price, "fields": one.data}


def _error(why: str) -> Said:
    return Said(200, {"status": "error", "error": why})
