"""Odoo's database for the contract suite."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

from besedka.adapters.crm.odoo.connector import CONNECTOR
from besedka.adapters.crm.odoo.shapes import MARK
from besedka.ports import crm as port
from tests.crm.odoo.records import Column, Model, Values
from tests.crm.odoo.server import OdooServer
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, BORIS, DISCOUNT, NOTE, PRODUCT, PRODUCTS, KeptContact, KeptLead, money

_STEPS = {
    "contact": "/json/2/res.partner/create", "lead": "/json/2/crm.lead/create", "comment": "/json/2/crm.lead/message_post",
    "responsible": "/json/2/crm.lead/write",
}  # fmt: skip
_EXTRA = {PRODUCT: "x_product", DISCOUNT: "x_studio_discount", NOTE: "x_note"}


def _sanitized(row: Values) -> None:
    """What Odoo computes of a client's data."""
    row["email_normalized"] = str(row["email"]).strip().lower() if row["email"] else False
    figures = re.sub(r"\D", "", str(row["phone"] or ""))
    row["phone_sanitized"] = f"+7{figures[1:]}" if len(figures) == 11 else False


def many(name: str, relation: str) -> Column:
    """Return a field that leads to one record of another model."""
    return Column("many2one", name, relation=relation)


def lead() -> dict[str, Column]:
    """Return a lead's fields, with the firm's own, and ours: one lead of ours has come before."""
    texts = {name: Column("char", name) for name in ("name", "contact_name", "email_from", "phone", "referred")}
    return {
        **texts,
        "type": Column("selection", "Type", (("lead", "Lead"), ("opportunity", "Opportunity"))),
        "active": Column("boolean", "Active"),
        "partner_id": many("Customer", "res.partner"),
        "user_id": many("Salesperson", "res.users"),
        "stage_id": many("Stage", "crm.stage"),
        "expected_revenue": Column("monetary", "Expected Revenue"),
        "date_deadline": Column("date", "Expected Closing"),
        "company_currency": Column("many2one", "Currency", relation="res.currency", readonly=True),
        "priority": Column("selection", "Priority", (("0", "Low"), ("1", "High"))),
        "x_product": Column("selection", PRODUCT, (("lamp", PRODUCTS[0]), ("lighthouse", PRODUCTS[1]))),
        "x_studio_discount": Column("float", DISCOUNT),
        "x_note": Column("text", NOTE),
        "x_shop": many("Магазин", "x_shop"),
        "x_urgent": Column("boolean", "Срочно"),
        "x_total": Column("float", "Итого", readonly=True),
        MARK: Column("char", "Besedka"),
    }


def models() -> list[Model]:
    """Return the models that a chat meets."""
    char, flag = Column("char"), Column("boolean")
    found_by = ("name", "email", "email_normalized", "phone", "phone_sanitized")
    partner = {**dict.fromkeys(found_by, char), "active": flag, "user_id": many("Salesperson", "res.users")}
    user = {**dict.fromkeys(("name", "login", "email"), char), "active": flag, "share": flag}
    made = {**dict.fromkeys(("name", "field_description", "ttype"), char), "index": flag, "copied": flag}
    message = {
        "model": char,
        "message_type": char,
        "res_id": Column("integer"),
        "body": Column("html"),
        "internal": flag,
    }
    return [
        Model("res.users", {**user, "company_id": many("Company", "res.company")}),
        Model("res.company", {"name": char}),
        Model("res.currency", {"name": char}),
        Model("res.partner", partner, _sanitized),
        Model("crm.stage", {"name": char, "sequence": Column("integer"), "is_won": flag}),
        Model("crm.lead", lead()),
        Model("x_shop", {"name": char}),
        Model("mail.message", message),
        Model("ir.model", {"name": char, "model": char}),
        Model("ir.model.fields", {**made, "model_id": many("Model", "ir.model")}),
    ]


class OdooWorld:
    """The firm's database."""

    connector = CONNECTOR

    def __init__(self, server: OdooServer) -> None:
        self.server = server
        self.values: port.Values = {"address": server.url, "database": "", "key": server.key}
        self._put("res.company", name="Лавка")
        self._put("res.currency", name="RUB")
        self._put("ir.model", name="Lead", model="crm.lead")
        self._put("x_shop", name="На Невском")
        for at, (name, won) in enumerate((("Новая", False), ("Разговор", False), ("Продана", True))):
            self._put("crm.stage", name=name, sequence=at, is_won=won)
        company = next(iter(self._rows("res.company")))
        server.user = self._put("res.users", name="Бот", login="bot", active=True, company_id=company)
        self.anna = self._put("res.users", name="Анна Белова", login="anna", email=ANNA, active=True)
        self.boris = self._put("res.users", name="Борис Ушедший", login="boris", email=BORIS, active=False)
        for at in range(4):
            self._put("res.users", name=f"Сотрудник {at}", login=f"worker{at}@shop.example", active=True)
        self._put("res.users", name="Покупатель", login="portal@client.example", active=True, share=True)

    def _rows(self, model: str) -> dict[int, Values]:
        return self.server.data.models[model].rows

    def _put(self, model: str, /, **values: object) -> int:
        return self.server.data.create(self.server.data.models[model], values)

    def leads(self) -> list[KeptLead]:
        """Return all leads."""
        return [self._lead(row) for row in self._rows("crm.lead").values()]

    def _lead(self, row: Values) -> KeptLead:
        messages = [one for one in self._rows("mail.message").values() if one["res_id"] == row["id"]]
        return KeptLead(
            str(row["id"]), str(row["name"]), str(row["partner_id"] or ""), self._of("res.users", row["user_id"], "email"),
            self._of("crm.stage", row["stage_id"], "name"), tuple(_as_seen(str(one["body"])) for one in messages),
            {title: self._shown(name, row) for title, name in _EXTRA.items() if row.get(name)}, money(row["expected_revenue"]),
        )  # fmt: skip

    def _of(self, model: str, id: object, name: str) -> str:
        return str(self._rows(model)[int(str(id))][name] or "") if id else ""

    def _shown(self, name: str, row: Values) -> str:
        column = self.server.data.models["crm.lead"].columns.get(name)
        value = str(row[name])
        return dict(column.options).get(value, value) if column is not None else value

    def contacts(self) -> list[KeptContact]:
        """Return all partners."""
        return [
            KeptContact(str(row["id"]), str(row["name"]), str(row["phone"] or ""), str(row["email"] or ""))
            for row in self._rows("res.partner").values()
        ]

    def add_contact(self, name: str, phone: str, email: str) -> str:
        """Have a partner there."""
        return str(self._put("res.partner", name=name, phone=phone or False, email=email or False))

    def remove_lead(self, id: str) -> None:
        """Delete a lead."""
        del self._rows("crm.lead")[int(id)]

    def remove_contact(self, id: str) -> None:
        """Delete a partner: their leads have none then."""
        del self._rows("res.partner")[int(id)]
        for row in self._rows("crm.lead").values():
            row["partner_id"] = False if row["partner_id"] == int(id) else row["partner_id"]

    def remove_field(self, title: str) -> None:
        """Delete a field."""
        del self.server.data.models["crm.lead"].columns[_EXTRA[title]]

    def forget_access(self) -> None:
        """Delete the key."""
        self.server.key = "another"

    def cut_answer(self, step: str) -> None:
        """Break the connection after the work."""
        self.server.faults.append(Fault(_STEPS[step], "cut_after"))

    def limit(self, seconds: int) -> None:
        """Refuse as the proxy before an Odoo does: Odoo itself states no limit."""
        self.server.faults.append(
            Fault("", "said", Said(429, "<html>Too Many Requests</html>", {"Retry-After": str(seconds)}))
        )

    def fail(self) -> None:
        """Answer as Odoo does when its database is away."""
        told = {
            "name": "psycopg2.OperationalError",
            "message": "server closed the connection",
            "arguments": [],
            "context": {},
            "debug": "",
        }
        self.server.faults.append(Fault("", "said", Said(500, told)))


def _as_seen(html: str) -> str:
    """Return a message as a person sees it."""
    return unescape(re.sub("<[^>]*>", "", html.replace("<br>", "\n")))


@contextmanager
def odoo() -> Iterator[OdooWorld]:
    """Open the database."""
    with OdooServer(models()) as server:
        yield OdooWorld(server)
