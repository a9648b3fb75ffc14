"""A receiver of events, as the contract suite finds it."""

from collections.abc import Iterator
from contextlib import contextmanager

from besedka.adapters.crm.webhook.connector import CONNECTOR
from besedka.ports.crm import Values
from tests.crm.vendor import Fault, Said
from tests.crm.webhook.server import SECRET, Receiver
from tests.crm.world import KeptContact, KeptLead

_STEPS = {"lead": "lead.created", "comment": "lead.commented"}


class WebhookWorld:
    """The account at the receiver."""

    def __init__(self, server: Receiver) -> None:
        self.connector = CONNECTOR
        self.server = server
        self.values: Values = {"address": f"{server.url}/hook", "secret": SECRET}

    def leads(self) -> list[KeptLead]:
        return [
            KeptLead(
                one.id,
                one.data["title"],
                one.person,
                "",
                "Новая",
                tuple(one.comments.values()),
                sum=one.data.get("sum", ""),
            )
            for one in self.server.leads
        ]

    def contacts(self) -> list[KeptContact]:
        return [KeptContact(one.id, one.name, one.phone, one.email) for one in self.server.people]

    def add_contact(self, name: str, phone: str, email: str) -> str:
        return self.server.add(name, phone, email)

    def remove_lead(self, id: str) -> None:
        self.server.leads = [one for one in self.server.leads if one.id != id]

    def remove_field(self, title: str) -> None:
        raise AssertionError("it has no fields")

    def forget_access(self) -> None:
        self.server.secrets = ["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"]

    def cut_answer(self, step: str) -> None:
        self.server.faults.append(Fault(_STEPS[step], "cut_after"))

    def limit(self, seconds: int) -> None:
        self.server.faults.append(Fault("", "said", Said(429, "Too many", {"Retry-After": str(seconds)})))

    def fail(self) -> None:
        self.server.faults.append(Fault("", "said", Said(500, "<h1>Oops</h1>")))


@contextmanager
def webhook() -> Iterator[WebhookWorld]:
    """Open it."""
    with Receiver() as server:
        yield WebhookWorld(server)
