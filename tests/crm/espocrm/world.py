"""The suite's firm at EspoCRM."""

import base64
import hashlib
import hmac
import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

from besedka.adapters.crm.espocrm.connector import CONNECTOR
from besedka.ports.crm import Crm, Values
from besedka.ports.http import Http
from tests.crm.espocrm.records import Row
from tests.crm.espocrm.server import CRASH, KEY, EspoServer
from tests.crm.vendor import Fault, Said
from tests.crm.world import ANNA, BORIS, MANY, KeptContact, KeptLead, Purse, money

STEPS = {
    "contact": "POST /api/v1/Contact", "lead": "POST /api/v1/Opportunity", "comment": "POST /api/v1/Note",
    "responsible": "PUT /api/v1/Opportunity",
}  # fmt: skip
_LINK = re.compile(r"((?:https?://|ftp://|www\.)\S+)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ACTIVE = re.compile(r"[*_`~|\[\]<>]|^\s*(#+|[-+=:]|\d+[.)])|^[ \t]", re.MULTILINE)


class EspoWorld:
    """One site, with pages as small as the suite wants them."""

    connector = CONNECTOR

    def __init__(self, server: EspoServer) -> None:
        self.server = server
        self.values: Values = {"address": server.url, "key": KEY}
        server.page = MANY
        for name, email, active, type in (
            ("Анна Петрова", ANNA, True, "regular"), ("Борис Ким", BORIS, False, "regular"),
            ("Вера Лис", "vera@shop.example", True, "regular"),
            ("Глеб", "gleb@shop.example", True, "admin"), ("besedka", "", True, "api"), ("system", "", True, "system"),
        ):  # fmt: skip
            id = server.id()
            server.tables["User"][id] = {
                "id": id, "name": name, "userName": email.partition("@")[0] or name, "emailAddress": email or None, "isActive": active,
                "type": type,
            }  # fmt: skip

    def opened(self, http: Http, **values: str) -> Crm:
        """Return the site as the house sees it, with other values where they are given."""
        return self.connector.open(Purse({**self.values, **values}), http)

    def leads(self) -> list[KeptLead]:
        return [self._lead(row) for row in self.server.tables["Opportunity"].values()]

    def _lead(self, row: Row) -> KeptLead:
        users, words = self.server.tables["User"], self.server.words
        notes = [
            n["post"] for n in self.server.tables["Note"].values() if n["parentId"] == row["id"] and n["type"] == "Post"
        ]
        extra = {
            title: words["options"].get(id, {}).get(str(row[id]), str(row[id]))
            for id, title in words["fields"].items()
            if id.startswith("c") and row.get(id) is not None
        }
        manager = users.get(row.get("assignedUserId", ""))
        return KeptLead(
            row["id"], row["name"], next(iter(row["contactsIds"]), ""), manager["emailAddress"] if manager else "",
            words["options"]["stage"][row["stage"]], tuple(seen(post) for post in notes), extra, money(row["amount"]),
        )  # fmt: skip

    def contacts(self) -> list[KeptContact]:
        return [
            KeptContact(row["id"], row["name"], row.get("phoneNumber") or "", row.get("emailAddress") or "")
            for row in self.server.tables["Contact"].values()
        ]

    def add_contact(self, name: str, phone: str, email: str) -> str:
        first, _, last = name.rpartition(" ")
        data = {"primary": True, "optOut": False, "invalid": False}
        id = self.server.id()
        self.server.tables["Contact"][id] = {
            "id": id, "name": name, "firstName": first, "lastName": last, "createdAt": "2026-01-01 00:00:00",
            "phoneNumber": phone, "emailAddress": email,
            "phoneNumberData": [{"phoneNumber": phone, "type": "Mobile", **data}] if phone else [],
            "emailAddressData": [{"emailAddress": email, **data}] if email else [],
        }  # fmt: skip
        return id

    def remove_lead(self, id: str) -> None:
        del self.server.tables["Opportunity"][id]

    def remove_field(self, title: str) -> None:
        id = next(id for id, word in self.server.words["fields"].items() if word == title)
        del self.server.fields[id]

    def forget_access(self) -> None:
        self.server.key = "another"

    def cut_answer(self, step: str) -> None:
        self.server.faults.append(Fault(STEPS[step], "cut_after"))

    def deliver(self, event: str, *records: Row, old: bool = False) -> tuple[dict[str, str], bytes]:
        """Return what a webhook for this event would bring: signed as 9.0 does, or as those before it."""
        hook = next(one for one in self.server.tables["Webhook"].values() if one["event"] == event)
        body = json.dumps(records).encode()
        made = hmac.new(hook["secretKey"].encode(), body, hashlib.sha256)
        digest = made.digest() if old else made.hexdigest().encode()
        return {
            "x-signature" if old else "signature": base64.b64encode(hook["id"].encode() + b":" + digest).decode()
        }, body

    def limit(self, seconds: int) -> None:
        """EspoCRM itself counts nothing: who does is the web server before it."""
        said = Said(429, "<html><h1>429 Too Many Requests</h1></html>", {"Retry-After": str(seconds)})
        self.server.faults.append(Fault("", "said", said))

    def fail(self) -> None:
        self.server.faults.append(Fault("", "said", Said(500, CRASH)))


def seen(post: str) -> str:
    """Return a post as Markdown shows it. AssertionError when anything in it would be more than text (addresses are links, and may)."""
    bare = _ESCAPED.sub("x", _LINK.sub("x", post))
    assert not _ACTIVE.search(bare), post
    parts = _LINK.split(post)
    shown = "".join(one if place % 2 else _ESCAPED.sub(r"\1", one) for place, one in enumerate(parts))
    return html.unescape(shown).replace("\u2060", "")


@contextmanager
def espocrm() -> Iterator[EspoWorld]:
    """A fresh site."""
    with EspoServer() as server:
        yield EspoWorld(server)
