"""An own CRM, as the contract suite finds it."""

from collections.abc import Iterator
from contextlib import contextmanager

from besedka.adapters.crm.custom.connector import CONNECTOR
from besedka.ports.crm import Values
from tests.crm.custom.server import PASSWORD, STATUSES, USER, OwnCrm
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, DISCOUNT, NOTE, PRODUCT, KeptContact, KeptLead, money

_STEPS = {"lead": "lead", "comment": "message"}


class CustomWorld:
    """The account at the own CRM."""

    def __init__(self, server: OwnCrm) -> None:
        self.connector = CONNECTOR
        self.server = server
        self.values: Values = {"address": f"{server.url}/roistat.php", "user": USER, "password": PASSWORD}

    def leads(self) -> list[KeptLead]:
        emails = {one["id"]: one["email"] for one in self.server.managers}
        titles = {one["id"]: one["name"] for one in self.server.fields}
        stages = {one["id"]: one["name"] for one in STATUSES}
        return [
            KeptLead(
                one.id, one.name, one.person, emails.get(one.manager, ""), stages[one.status], tuple(one.messages.values()),
                {titles[id]: value for id, value in one.data.items() if id in titles}, money(one.price),
            )
            for one in self.server.orders
        ]  # fmt: skip

    def contacts(self) -> list[KeptContact]:
        return [KeptContact(one.id, one.name, one.phone, one.email) for one in self.server.people]

    def add_contact(self, name: str, phone: str, email: str) -> str:
        return self.server.add(name, phone, email).id

    def remove_lead(self, id: str) -> None:
        self.server.orders = [one for one in self.server.orders if one.id != id]

    def remove_field(self, title: str) -> None:
        self.server.fields = [one for one in self.server.fields if one["name"] != title]

    def forget_access(self) -> None:
        self.server.password = "another"

    def cut_answer(self, step: str) -> None:
        self.server.faults.append(Fault(_STEPS[step], "cut_after"))

    def limit(self, seconds: int) -> None:
        self.server.faults.append(Fault("", "said", Said(429, "slow down", {"Retry-After": str(seconds)})))

    def fail(self) -> None:
        self.server.faults.append(Fault("", "said", Said(500, "<b>Fatal error</b>: Uncaught PDOException")))


@contextmanager
def custom() -> Iterator[CustomWorld]:
    """Open it: Boris, who left, is in no scheme."""
    people = [("Анна", ANNA), *((f"Продавец {n}", f"seller{n}@shop.example") for n in range(4))]
    managers = [{"id": str(n), "name": name, "phone": "", "email": mail} for n, (name, mail) in enumerate(people, 11)]
    fields = [{"id": str(n), "name": title} for n, title in enumerate((PRODUCT, DISCOUNT, NOTE), 101)]
    with OwnCrm(managers, fields) as server:
        yield CustomWorld(server)
