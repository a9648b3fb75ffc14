"""Pipedrive for the contract suite."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

from besedka.adapters.crm.pipedrive.connector import CONNECTOR
from besedka.ports.crm import Connector, Values
from tests.crm.pipedrive.rules import Row
from tests.crm.pipedrive.server import PipedriveServer
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, BORIS, DISCOUNT, MANY, NOTE, PRODUCT, PRODUCTS, KeptContact, KeptLead, money

_STEPS = {
    "contact": "POST /api/v2/persons", "lead": "POST /api/v2/deals", "comment": "POST /v1/notes", "responsible": "PATCH /api/v2/deals/",
}  # fmt: skip


class PipedriveWorld:
    """The company."""

    connector: Connector = CONNECTOR
    values: Values

    def __init__(self, server: PipedriveServer) -> None:
        self.server = server
        self.values = {"address": server.url, "token": server.token}
        server.page = MANY
        server.users += [
            _user(1, "Хозяин", "owner@shop.example"),
            _user(2, "Анна", ANNA),
            _user(3, "Борис", BORIS, active=False),
        ]
        server.users += [_user(id, f"Менеджер {id}", f"m{id}@shop.example") for id in (4, 5)]
        for at, name in enumerate(("Продажи", "Опт")):
            pipeline = server.keep("pipelines", {"name": name, "order_nr": at})["id"]
            for order, stage in enumerate(("Новая", "Переговоры", "Счёт")):
                server.keep("stages", {"name": stage, "order_nr": order, "pipeline_id": pipeline})
        server.field(PRODUCT, "enum", list(PRODUCTS))
        for title, kind in (
            (DISCOUNT, "double"),
            (NOTE, "text"),
            ("Когда", "date"),
            ("Бюджет", "monetary"),
            ("Штук", "int"),
        ):
            server.field(title, kind)
        server.field("Метки", "set", list(PRODUCTS))
        server.rows["dealFields"].insert(
            0, {**server.field("Title", "varchar"), "field_code": "title", "is_custom_field": False}
        )
        server.rows["dealFields"].pop()

    def leads(self) -> list[KeptLead]:
        """Return all deals that were not deleted."""
        return [self._lead(row) for row in self.server.rows["deals"] if not row["is_deleted"]]

    def contacts(self) -> list[KeptContact]:
        """Return all persons."""
        return [
            KeptContact(str(row["id"]), str(row["name"]), _first(row.get("phones")), _first(row.get("emails")))
            for row in self.server.rows["persons"]
        ]

    def add_contact(self, name: str, phone: str, email: str) -> str:
        """Have a person there."""
        details = {
            kind: [{"value": one, "primary": True}] for kind, one in (("phones", phone), ("emails", email)) if one
        }
        return str(self.server.keep("persons", {"name": name, **details})["id"])

    def remove_lead(self, id: str) -> None:
        """Delete a deal: it is kept for thirty days."""
        row = self.server.by_id("deals", id)
        assert row is not None
        row["is_deleted"] = True

    def remove_field(self, title: str) -> None:
        """Delete a field."""
        self.server.rows["dealFields"] = [row for row in self.server.rows["dealFields"] if row["field_name"] != title]

    def forget_access(self) -> None:
        """Replace the token."""
        self.server.token = "another"

    def cut_answer(self, step: str) -> None:
        """Break the connection after it is done."""
        self.server.faults.append(Fault(_STEPS[step], "cut_after"))

    def limit(self, seconds: int) -> None:
        """Say that a burst was too large, and when its window ends."""
        headers = {"x-ratelimit-reset": str(seconds), "x-daily-ratelimit-token-remaining": "29000"}
        self.server.faults.append(
            Fault("/api/", "said", Said(429, {"success": False, "error": "request over limit"}, headers))
        )

    def fail(self) -> None:
        """Break."""
        body = {"success": False, "error": "Internal Server Error", "code": "ERR_UNKNOWN"}
        self.server.faults.append(Fault("/api/", "said", Said(500, body)))

    def _lead(self, row: Row) -> KeptLead:
        stage = self.server.by_id("stages", row["stage_id"])
        assert stage is not None
        owner = next(str(one["email"]) for one in self.server.users if one["id"] == row["owner_id"])
        notes = tuple(_read(str(one["content"])) for one in self.server.notes if one["deal_id"] == row["id"])
        person = "" if row["person_id"] is None else str(row["person_id"])
        where = str(stage["name"])
        return KeptLead(
            str(row["id"]), str(row["title"]), person, owner, where, notes, self._extra(row), money(row["value"])
        )

    def _extra(self, row: Row) -> dict[str, str]:
        custom, found = row["custom_fields"], {}
        assert isinstance(custom, dict)
        for field in self.server.rows["dealFields"]:
            if field["field_code"] in custom:
                value, options = custom[field["field_code"]], field["options"] or []
                assert isinstance(options, list)
                labels = [one["label"] for one in options if one["id"] == value]
                found[str(field["field_name"])] = str(labels[0] if labels else value)
        return found


def _read(content: str) -> str:
    """Return a note as a browser shows it."""
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br ?/?>", "\n", content)))


def _user(id: int, name: str, email: str, *, active: bool = True) -> Row:
    return {
        "id": id,
        "name": name,
        "email": email,
        "active_flag": active,
        "is_deleted": False,
        "default_currency": "EUR",
    }


def _first(rows: object) -> str:
    return str(rows[0]["value"]) if isinstance(rows, list) and rows else ""


@contextmanager
def opens() -> Iterator[PipedriveWorld]:
    """Open the company."""
    with PipedriveServer() as server:
        yield PipedriveWorld(server)
