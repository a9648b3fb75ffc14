"""A small firm's account at our amoCRM."""

from collections.abc import Iterator
from contextlib import contextmanager

from besedka.adapters.crm.amocrm.connector import CONNECTOR
from besedka.ports.crm import Values
from tests.crm.amocrm.says import Row, by_id
from tests.crm.amocrm.server import AmoServer
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, BORIS, DISCOUNT, NOTE, PRODUCT, PRODUCTS, KeptContact, KeptLead, World, money

_STEPS = {
    "contact": "POST /api/v4/contacts",
    "lead": "POST /api/v4/leads/complex",
    "comment": "/notes",
    "responsible": "PATCH /api/v4/leads",
}
TOO_MANY = Said(429, "<html><head><title>429 Too Many Requests</title></head><body>nginx</body></html>")
BAD_GATEWAY = Said(502, "<html><body>502 Bad Gateway</body></html>")


class AmoWorld:
    """The account, by its long-lived token."""

    connector = CONNECTOR

    def __init__(self, server: AmoServer) -> None:
        self.server = server
        self.values: Values = {"address": server.url, "token": server.grants.long}
        server.users = [
            _user(1, "Главный", "boss@shop.example"),
            _user(2, "Анна", ANNA),
            _user(3, "Борис", BORIS, active=False),
        ]
        server.users += [_user(id, f"Менеджер {id}", f"m{id}@shop.example") for id in (4, 5)]
        server.fields = _fields()
        server.pipelines = [_pipeline(32, "Опт", False), _pipeline(31, "Розница", True)]

    def leads(self) -> list[KeptLead]:
        """Return the leads that are not in the bin."""
        return [self._lead(one) for one in self.server.leads if not one["is_deleted"]]

    def contacts(self) -> list[KeptContact]:
        """Return the contacts."""
        return [
            KeptContact(str(one["id"]), str(one["name"]), value(one, "PHONE"), value(one, "EMAIL"))
            for one in self.server.contacts
        ]

    def add_contact(self, name: str, phone: str, email: str) -> str:
        """Have a contact there, whose phone is written as people write it."""
        ways = (("PHONE", f"{phone[:2]} ({phone[2:5]}) {phone[5:8]}-{phone[8:]}"), ("EMAIL", email))
        values = [{"field_code": code, "values": [{"value": way, "enum_code": "WORK"}]} for code, way in ways]
        return str(self.server.keep_contact({"name": name, "custom_fields_values": values}))

    def remove_lead(self, id: str) -> None:
        """Put a lead into the bin."""
        self._row(id)["is_deleted"] = True

    def remove_field(self, title: str) -> None:
        """Delete a field."""
        self.server.fields = [one for one in self.server.fields if one["name"] != title]

    def forget_access(self) -> None:
        """Revoke every token."""
        self.server.grants.revoke()

    def cut_answer(self, step: str) -> None:
        """Break the connection after the step."""
        self.server.faults.append(Fault(_STEPS[step], "cut_after"))

    def limit(self, seconds: int) -> None:
        """Refuse as their gate does, which says nothing of how long."""
        self.server.faults.append(Fault("", "said", TOO_MANY))

    def fail(self) -> None:
        """Be broken."""
        self.server.faults.append(Fault("", "said", BAD_GATEWAY))

    def _row(self, id: str) -> Row:
        found = by_id(self.server.leads, id)
        assert found is not None
        return found

    def _lead(self, lead: Row) -> KeptLead:
        values = lead["custom_fields_values"] or []
        assert isinstance(values, list)
        extra = {str(one["field_name"]): str(one["values"][0]["value"]) for one in values}
        notes = [one["params"] for one in self.server.notes if one["entity_id"] == lead["id"]]
        user = by_id(self.server.users, str(lead["responsible_user_id"]))
        return KeptLead(
            str(lead["id"]), str(lead["name"]), str(lead["_contact"] or ""), str(user["email"]) if user else "",
            self._stage(lead), tuple(str(one["text"]) for one in notes if isinstance(one, dict)), extra, money(lead["price"]),
        )  # fmt: skip

    def _stage(self, lead: Row) -> str:
        pipeline = by_id(self.server.pipelines, str(lead["pipeline_id"]))
        embedded = pipeline["_embedded"] if pipeline else None
        assert isinstance(embedded, dict)
        return str(next(one["name"] for one in embedded["statuses"] if one["id"] == lead["status_id"]))


@contextmanager
def opens() -> Iterator[World]:
    """Open the account."""
    with AmoServer() as server:
        yield AmoWorld(server)


def value(row: Row, code: str) -> str:
    """Return a contact's first value of a field."""
    values = row["custom_fields_values"] or []
    assert isinstance(values, list)
    return next((str(one["values"][0]["value"]) for one in values if one["field_code"] == code), "")


def _user(id: int, name: str, email: str, *, active: bool = True) -> Row:
    return {"id": id, "name": name, "email": email, "lang": "ru", "rights": {"is_admin": id == 1, "is_active": active}}


def _fields() -> list[Row]:
    enums = [{"id": 9001 + at, "value": title, "sort": at} for at, title in enumerate(PRODUCTS)]
    plain: list[Row] = [
        {"id": 501, "name": PRODUCT, "code": None, "type": "select", "enums": enums},
        {"id": 502, "name": DISCOUNT, "code": None, "type": "numeric", "enums": None},
        {"id": 503, "name": NOTE, "code": None, "type": "text", "enums": None},
        {"id": 504, "name": "roistat", "code": "ROISTAT", "type": "tracking_data", "enums": None},
        {"id": 505, "name": "Договор", "code": None, "type": "file", "enums": None},
        {"id": 506, "name": "Срочно", "code": None, "type": "checkbox", "enums": None},
        {"id": 507, "name": "Доставка", "code": None, "type": "date", "enums": None},
        {"id": 508, "name": "Маржа", "code": None, "type": "numeric", "enums": None, "is_computed": True},
    ]
    return plain


def _pipeline(id: int, name: str, main: bool) -> Row:
    """A pipeline with the stage of what nobody has taken in, two of its own, and the two that all share."""
    own = [(id * 10, "Неразобранное", 1), (id * 10 + 1, f"Новая ({name})", 0), (id * 10 + 2, f"В работе ({name})", 0)]
    ends = [(142, f"Успешно ({name})", 0), (143, f"Закрыто ({name})", 0)]
    statuses = [
        {"id": one, "name": title, "type": kind, "sort": at * 10, "pipeline_id": id}
        for at, (one, title, kind) in enumerate(own + ends)
    ]
    return {
        "id": id,
        "name": name,
        "sort": id,
        "is_main": main,
        "is_archive": False,
        "_embedded": {"statuses": statuses},
    }
