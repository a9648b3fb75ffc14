"""RetailCRM for the contract suite."""

from collections.abc import Iterator
from contextlib import contextmanager

from besedka.adapters.crm.retailcrm.connector import CONNECTOR
from besedka.ports.crm import Connector, Values
from tests.crm.retailcrm.rules import Row
from tests.crm.retailcrm.server import RetailServer
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, BORIS, DISCOUNT, MANY, NOTE, PRODUCT, PRODUCTS, KeptContact, KeptLead

_BETWEEN = "\n\n— — —\n\n"
_STEPS = {
    "contact": "POST /api/v5/customers/create",
    "lead": "POST /api/v5/orders/create",
    "comment": "/edit",
    "responsible": "/edit",
}


class RetailWorld:
    """The account."""

    connector: Connector = CONNECTOR
    values: Values

    def __init__(self, server: RetailServer) -> None:
        self.server = server
        self.values = {"address": server.url, "key": server.key, "site": ""}
        server.page = MANY
        server.users += [_user(24, "Анна", ANNA), _user(25, "Борис", BORIS, active=False)]
        server.users += [_user(id, f"Менеджер {id}", f"m{id}@shop.example") for id in range(26, 29)]
        server.users.append(_user(29, "Курьер", "courier@shop.example", manager=False))
        server.dictionaries.append(
            {
                "code": "goods",
                "name": PRODUCT,
                "elements": [{"code": f"g{at}", "name": one} for at, one in enumerate(PRODUCTS)],
            }
        )
        server.fields += [
            field("product", PRODUCT, "dictionary") | {"dictionary": "goods"},
            field("discount", DISCOUNT, "integer"), field("note", NOTE, "text"), field("vip", "Важный", "boolean"),
            field("tags", "Метки", "multiselect_dictionary") | {"dictionary": "goods"},
            field("when", "Когда", "date"), field("weight", "Вес", "numeric"), field("place", "Место", "geo"),
        ]  # fmt: skip

    def leads(self) -> list[KeptLead]:
        """Return all orders."""
        return [self._lead(row) for row in self.server.rows["order"]]

    def contacts(self) -> list[KeptContact]:
        """Return all customers."""
        return [
            KeptContact(str(row["id"]), str(row.get("firstName", "")), _phone(row), str(row.get("email") or ""))
            for row in self.server.rows["customer"]
        ]

    def add_contact(self, name: str, phone: str, email: str) -> str:
        """Have a customer there whose name others have taken apart."""
        first, _, last = name.partition(" ")
        row: Row = {"firstName": first, "lastName": last, "email": email, "phones": [{"number": phone}]}
        return str(self.server.customer(row)["id"])

    def remove_lead(self, id: str) -> None:
        """Delete an order."""
        self.server.rows["order"] = [row for row in self.server.rows["order"] if str(row["id"]) != id]

    def remove_field(self, title: str) -> None:
        """Delete a field."""
        self.server.fields = [row for row in self.server.fields if row["name"] != title]

    def forget_access(self) -> None:
        """Replace the key."""
        self.server.key = "another"

    def cut_answer(self, step: str) -> None:
        """Break the connection after it is done."""
        self.server.faults.append(Fault(_STEPS[step], "cut_after"))

    def limit(self, seconds: int) -> None:
        """RetailCRM says 503, and not for how long."""
        said = Said(503, {"success": False, "errorMsg": "Too many requests per second"})
        self.server.faults.append(Fault("/api/", "said", said))

    def fail(self) -> None:
        """Say what a proxy says for a server that is not there."""
        self.server.faults.append(Fault("/api/", "said", Said(502, "<html><h1>502 Bad Gateway</h1></html>")))

    def _lead(self, row: Row) -> KeptLead:
        status = {code: str(one["name"]) for code, one in self._statuses().items()}[str(row["status"])]
        manager = next((str(one["email"]) for one in self.server.users if one["id"] == row.get("managerId")), "")
        comment, title = str(row.get("managerComment", "")), str(row.get("customerComment", ""))
        comments = tuple(comment.split(_BETWEEN)) if comment else ()
        return KeptLead(str(row["id"]), title, str(row["customer"]), manager, status, comments, self._extra(row))

    def _statuses(self) -> dict[str, Row]:
        found = self.server._reference("statuses")["statuses"]
        assert isinstance(found, dict)
        return found

    def _extra(self, row: Row) -> dict[str, str]:
        custom, goods = row.get("customFields") or {}, {f"g{at}": one for at, one in enumerate(PRODUCTS)}
        assert isinstance(custom, dict)
        titles = {str(one["code"]): str(one["name"]) for one in self.server.fields}
        return {titles[code]: goods.get(str(value), str(value)) for code, value in custom.items() if code in titles}


def field(code: str, name: str, kind: str) -> Row:
    """Return an additional field of orders."""
    return {"code": code, "name": name, "type": kind, "entity": "order", "required": False, "viewMode": "editable"}


def _user(id: int, name: str, email: str, *, active: bool = True, manager: bool = True) -> Row:
    return {"id": id, "firstName": name, "email": email, "active": active, "isManager": manager, "isAdmin": False}


def _phone(row: Row) -> str:
    phones = row.get("phones") or []
    assert isinstance(phones, list)
    return str(phones[0]["number"]) if phones else ""


@contextmanager
def opens() -> Iterator[RetailWorld]:
    """Open the account."""
    with RetailServer() as server:
        yield RetailWorld(server)
