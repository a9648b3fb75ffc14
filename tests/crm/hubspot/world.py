"""HubSpot's account for the contract suite."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

from besedka.adapters.crm.hubspot.connector import CONNECTOR
from besedka.adapters.crm.hubspot.shapes import MARK
from besedka.ports.crm import Values
from tests.crm.hubspot.records import Property, Record
from tests.crm.hubspot.server import HubspotServer, Pipe, owner
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, BORIS, DISCOUNT, NOTE, PRODUCT, PRODUCTS, KeptContact, KeptLead, money

_STEPS = {
    "contact": "POST /crm/v3/objects/contacts", "lead": "POST /crm/v3/objects/deals",
    "comment": "POST /crm/v3/objects/notes", "responsible": "PATCH /crm/v3/objects/deals",
}  # fmt: skip
_EXTRA = {PRODUCT: "product", DISCOUNT: "discount", NOTE: "note"}
OURS = Property(MARK, "Besedka: conversation", unique=True)
OWNER = Property("hubspot_owner_id", "Owner", "enumeration", "select", external=True)


def properties() -> dict[str, list[Property]]:
    """Return those that every account has, the firm's own, and ours: one lead of ours has come before."""
    texts = ("firstname", "lastname", "hs_additional_emails", "phone", "mobilephone")
    return {
        "contacts": [*(Property(name, name) for name in texts), Property("email", "Email", unique=True), OWNER, OURS],
        "deals": [
            Property("dealname", "Deal Name"),
            Property("pipeline", "Pipeline", "enumeration", "select"),
            Property("dealstage", "Deal Stage", "enumeration", "radio"),
            Property("amount", "Amount", "number", "number"),
            Property("deal_currency_code", "Currency", "enumeration", "select", (("RUB", "RUB"), ("EUR", "EUR"))),
            OWNER,
            OURS,
            Property("days_to_close", "Days to Close", "number", "calculation_equation", read_only=True),
            Property("hs_internal", "Internal", hidden=True),
            Property("product", PRODUCT, "enumeration", "select", (("lamp", PRODUCTS[0]), ("lighthouse", PRODUCTS[1]))),
            Property("discount", DISCOUNT, "number", "number"),
            Property("note", NOTE, "string", "textarea"),
            Property("colours", "Цвета", "enumeration", "checkbox", (("red", "Красный"), ("blue", "Синий"))),
        ],
        "notes": [Property("hs_note_body", "Body"), Property("hs_timestamp", "When")],
    }


class HubspotWorld:
    """The firm's account."""

    connector = CONNECTOR

    def __init__(self, server: HubspotServer) -> None:
        self.server = server
        self.values: Values = {"token": server.token, "client_secret": "app-secret", "api": server.url}
        server.owners = [
            owner("101", "Анна", "Белова", ANNA), owner("102", "Борис", "Ушедший", BORIS, archived=True),
            *(owner(f"20{at}", f"Сотрудник {at}", "", f"worker{at}@shop.example") for at in range(4)),
            owner("300", "Очередь", "", "queue@shop.example", kind="QUEUE"),
        ]  # fmt: skip
        server.pipelines = [
            Pipe("77", "Опт", (("901", "Новая", "0.2"), ("902", "Отказ", "0.0"))),
            Pipe(
                "default", "Продажи",
                (("appointmentscheduled", "Обращение", "0.2"), ("qualifiedtobuy", "Разговор", "0.4"),
                 ("closedwon", "Продано", "1.0"), ("closedlost", "Не продано", "0.0")),
            ),
        ]  # fmt: skip
        server.records.owners = {str(one["id"]) for one in server.owners if not one["archived"]}
        server.records.stages = {
            "77": {"901", "902"}, "default": {"appointmentscheduled", "qualifiedtobuy", "closedwon", "closedlost"}
        }  # fmt: skip

    def leads(self) -> list[KeptLead]:
        """Return all deals that are not archived."""
        return [self._lead(one) for one in self.server.records.of["deals"].values() if not one.archived]

    def _lead(self, deal: Record) -> KeptLead:
        records = self.server.records
        emails = {str(one["id"]): str(one["email"]) for one in self.server.owners}
        notes = [records.of["notes"][id].values["hs_note_body"] for id in records.linked("deals", deal.id, "notes")]
        has = deal.values
        return KeptLead(
            deal.id, has["dealname"], next(iter(records.linked("deals", deal.id, "contacts")), ""),
            emails.get(has.get("hubspot_owner_id", ""), ""), self._stage(has["pipeline"], has["dealstage"]),
            tuple(_as_seen(one) for one in notes),
            {title: self._shown(name, has[name]) for title, name in _EXTRA.items() if has.get(name)}, money(has.get("amount")),
        )  # fmt: skip

    def _stage(self, pipeline: str, stage: str) -> str:
        (pipe,) = (one for one in self.server.pipelines if one.id == pipeline)
        return next(label for id, label, _ in pipe.stages if id == stage)

    def _shown(self, name: str, value: str) -> str:
        known = self.server.records.properties["deals"].get(name)
        return dict(known.options).get(value, value) if known else value

    def contacts(self) -> list[KeptContact]:
        """Return all contacts."""
        found = []
        for one in self.server.records.of["contacts"].values():
            has = one.values
            name = f"{has.get('firstname', '')} {has.get('lastname', '')}".strip()
            found.append(KeptContact(one.id, name, has.get("phone", ""), has.get("email", "")))
        return found

    def add_contact(self, name: str, phone: str, email: str) -> str:
        """Have a contact there, long enough to be found by the search."""
        first, _, last = name.partition(" ")
        told = {"firstname": first, "lastname": last, "phone": phone, "email": email}
        made = self.server.records.make("contacts", {key: value for key, value in told.items() if value}, ())
        self.server.records.settle()
        return made.id

    def remove_lead(self, id: str) -> None:
        """Archive a deal."""
        self.server.records.of["deals"][id].archived = True

    def remove_field(self, title: str) -> None:
        """Archive a property."""
        del self.server.records.properties["deals"][_EXTRA[title]]

    def forget_access(self) -> None:
        """Rotate the token."""
        self.server.token = "pat-eu1-another"

    def cut_answer(self, step: str) -> None:
        """Break the connection after the work."""
        self.server.faults.append(Fault(_STEPS[step], "cut_after"))

    def limit(self, seconds: int) -> None:
        """Refuse for too many questions in ten seconds; HubSpot does not say how long to wait."""
        self.server.faults.append(Fault("", "said", limited("TEN_SECONDLY_ROLLING")))

    def fail(self) -> None:
        """Answer as the proxy before HubSpot does when there is nobody behind it."""
        self.server.faults.append(Fault("", "said", Said(502, "<html><body>Bad gateway</body></html>")))


def limited(policy: str) -> Said:
    """Return the refusal for too many questions."""
    return Said(429, {
        "status": "error", "message": "You have reached your limit.", "errorType": "RATE_LIMIT", "policyName": policy, "correlationId": "c",
    })  # fmt: skip


def _as_seen(html: str) -> str:
    """Return a note as a person sees it; whatever HTML is in there has become markup."""
    return unescape(re.sub("<[^>]*>", "", html.replace("<br>", "\n")))


@contextmanager
def hubspot() -> Iterator[HubspotWorld]:
    """Open the account."""
    with HubspotServer(properties()) as server:
        yield HubspotWorld(server)
