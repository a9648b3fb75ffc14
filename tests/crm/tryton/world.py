"""The running Tryton behind a proxy of ours that cuts, limits and fails, as the contract suite finds it."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from urllib.parse import urlsplit

from besedka.adapters.crm.tryton.connector import CONNECTOR
from besedka.ports.crm import Values
from tests.crm.tryton.live import DATABASE, Live
from tests.crm.vendor import Asked, Fault, Said, Vendor
from tests.crm.world import KeptContact, KeptLead, money

_STEPS = {
    "contact": "party.party.create", "lead": "sale.opportunity.create", "comment": "ir.note.create",
    "responsible": "sale.opportunity.write",
}  # fmt: skip
_LEAD = ["description", "amount", "party", "employee.party.email", "state:string", "reference"]
_PARTY = ["name", "contact_mechanisms.type", "contact_mechanisms.value"]
_users = count(1)


class Proxy(Vendor):
    """Hands every question on, once the faults have had their way; they know it by its method."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._host = urlsplit(url).netloc

    def place(self, asked: Asked) -> str:
        body = asked.json()
        return str(body["method"]) if isinstance(body, dict) else ""

    def answer(self, asked: Asked) -> Said:
        way = http.client.HTTPConnection(self._host, timeout=60)
        way.request(asked.method, asked.path, asked.body, asked.headers)
        answer = way.getresponse()
        said = Said(answer.status, answer.read(), {"Content-Type": answer.headers.get("Content-Type", "")})
        way.close()
        return said


class TrytonWorld:
    """The account: a user of its own for every world, so that what one loses no other misses."""

    def __init__(self, live: Live, server: Proxy) -> None:
        self.connector = CONNECTOR
        self.live = live
        self.server = server
        login, password = f"besedka{next(_users)}", "besedka-пароль"
        self.user = live.user(login, password=password, employee=live.employee)
        self.values: Values = {"address": server.url, "database": DATABASE, "user": login, "password": password}

    def leads(self) -> list[KeptLead]:
        found = self.live.ask("sale.opportunity.search_read", [], 0, None, [["id", "ASC"]], _LEAD)
        return [
            KeptLead(
                str(one["id"]), one["description"], str(one["party"] or ""), one["employee."]["party."]["email"] or "",
                one["state:string"], self._notes(one["id"]), sum=money((one["amount"] or {}).get("decimal")),
            )
            for one in found
        ]  # fmt: skip

    def contacts(self) -> list[KeptContact]:
        found = self.live.ask("party.party.search_read", [], 0, None, [["id", "ASC"]], _PARTY)
        ways = [{way["type"]: way["value"] for way in one["contact_mechanisms."]} for one in found]
        return [
            KeptContact(str(one["id"]), one["name"], way.get("phone", ""), way.get("email", ""))
            for one, way in zip(found, ways, strict=True)
        ]

    def add_contact(self, name: str, phone: str, email: str) -> str:
        ways = [{"type": "phone", "value": phone}, {"type": "email", "value": email}]
        return str(self.live.make("party.party", name=name, contact_mechanisms=[["create", ways]]))

    def remove_lead(self, id: str) -> None:
        self.live.ask("sale.opportunity.cancel", [int(id)])
        self.live.ask("sale.opportunity.delete", [int(id)])

    def remove_field(self, title: str) -> None:
        raise AssertionError("it has no fields")

    def forget_access(self) -> None:
        self.live.ask("res.user.write", [self.user], {"password": "another-пароль"})

    def cut_answer(self, step: str) -> None:
        self.server.faults.append(Fault(_STEPS[step], "cut_after"))

    def limit(self, seconds: int) -> None:
        self.server.faults.append(
            Fault("", "said", Said(429, "<h1>Too Many Requests</h1>", {"Retry-After": str(seconds)}))
        )

    def fail(self) -> None:
        self.server.faults.append(Fault("", "said", Said(200, {"id": 1, "error": ["'company'", ""]})))

    def _notes(self, id: int) -> tuple[str, ...]:
        where = [["resource", "=", f"sale.opportunity,{id}"]]
        found = self.live.ask("ir.note.search_read", where, 0, None, [["id", "ASC"]], ["message"])
        return tuple(one["message"] for one in found)


class Once:
    """The one system of a test run: started when the first test wants it."""

    def __init__(self) -> None:
        self._live: Live | None = None

    @property
    def live(self) -> Live:
        if self._live is None:
            self._live = Live()
        return self._live

    def stop(self) -> None:
        """End it, if it was started."""
        if self._live is not None:
            self._live.stop()
            self._live = None


ONCE = Once()


@contextmanager
def tryton() -> Iterator[TrytonWorld]:
    """Open an account."""
    with Proxy(ONCE.live.url) as server:
        yield TrytonWorld(ONCE.live, server)
