"""A small firm's portal at our Bitrix24."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from besedka.adapters.crm.bitrix24.connector import CONNECTOR
from besedka.ports.crm import Values
from tests.crm.bitrix24.records import CONTACT, DEAL, LEAD, Row, field
from tests.crm.bitrix24.server import BitrixServer, refused
from tests.crm.vendor import Fault
from tests.crm.world import ANNA, BORIS, DISCOUNT, NOTE, PRODUCT, PRODUCTS, KeptContact, KeptLead, World, money

_BB = re.compile(r"\[/?(?:b|i|u|s|url|list|\*)(?:=[^\]]*)?\]", re.IGNORECASE)
TOO_MANY = refused("QUERY_LIMIT_EXCEEDED", "Too many requests", 503)
BROKEN = refused("INTERNAL_SERVER_ERROR", "Internal server error", 500)
UF = {PRODUCT: "ufCrm_1700000001", DISCOUNT: "ufCrm_1700000002", NOTE: "ufCrm_1700000003"}


class BitrixWorld:
    """The portal, by an incoming webhook. `kind` is what our leads become there."""

    connector = CONNECTOR

    def __init__(self, server: BitrixServer, kind: int = DEAL) -> None:
        self.server = server
        self.kind = kind
        self.values: Values = {
            "webhook": f"{server.url}/rest/1/{server.secret}/",
            "kind": "deal" if kind == DEAL else "lead",
        }
        server.users = [
            _user(1, "Главный", "boss@shop.example"),
            _user(2, "Анна", ANNA),
            _user(3, "Борис", BORIS, active=False),
        ]
        server.users += [_user(id, f"Менеджер {id}", f"m{id}@shop.example") for id in (4, 5)]
        server.fields[kind] |= _fields()
        server.categories = [
            {"id": 9, "name": "Опт", "sort": 200, "entityTypeId": 2, "isDefault": "N"},
            {"id": 0, "name": "Общая", "sort": 300, "entityTypeId": 2, "isDefault": "Y"},
        ]
        server.statuses = [*_statuses("DEAL_STAGE", ""), *_statuses("DEAL_STAGE_9", "C9:"), *_statuses("STATUS", "")]

    def leads(self) -> list[KeptLead]:
        """Return the deals, or the leads."""
        return [self._lead(one) for one in self.server.items[self.kind]]

    def contacts(self) -> list[KeptContact]:
        """Return the contacts."""
        return [
            KeptContact(
                str(one["id"]),
                " ".join(str(one[key]) for key in ("name", "lastName") if one.get(key)),
                way(one, "PHONE"),
                way(one, "EMAIL"),
            )
            for one in self.server.items[CONTACT]
        ]

    def add_contact(self, name: str, phone: str, email: str) -> str:
        """Have a contact there, whose phone is written as people write it."""
        first, _, last = name.partition(" ")
        written = f"{phone[:2]} ({phone[2:5]}) {phone[5:8]}-{phone[8:]}"
        multi = [
            {"typeId": "PHONE", "valueType": "MOBILE", "value": written},
            {"typeId": "EMAIL", "valueType": "HOME", "value": email},
        ]
        row: Row = {
            "id": self.server.next_id(),
            "name": first,
            "lastName": last or None,
            "assignedById": 2,
            "fm": multi,
        }
        self.server.items[CONTACT].append(row)
        return str(row["id"])

    def remove_lead(self, id: str) -> None:
        """Delete a record."""
        self.server.items[self.kind] = [one for one in self.server.items[self.kind] if str(one["id"]) != id]

    def remove_field(self, title: str) -> None:
        """Delete a field."""
        self.server.fields[self.kind].pop(UF[title])

    def forget_access(self) -> None:
        """Delete the webhook."""
        self.server.revoke()

    def cut_answer(self, step: str) -> None:
        """Break the connection after the step. Contacts and leads come by one method: the contact's is the first of a client's two."""
        where = {"comment": "/crm.timeline.comment.add", "responsible": "/crm.item.update"}.get(step, "/crm.item.add")
        self.server.faults.append(Fault(where, "cut_after"))

    def limit(self, seconds: int) -> None:
        """Refuse as they do, which says nothing of how long."""
        self.server.faults.append(Fault("", "said", TOO_MANY))

    def fail(self) -> None:
        """Be broken."""
        self.server.faults.append(Fault("", "said", BROKEN))

    def _lead(self, row: Row) -> KeptLead:
        user = next((one for one in self.server.users if one["ID"] == str(row["assignedById"])), None)
        extra = {title: self._shown(id, row[id]) for title, id in UF.items() if row.get(id) is not None}
        mine = [one for one in self.server.comments if one["ENTITY_ID"] == str(row["id"])]
        return KeptLead(
            str(row["id"]), str(row["title"]), str(row.get("contactId") or ""), str(user["EMAIL"]) if user else "",
            self._stage(row), tuple(as_seen(str(one["COMMENT"])) for one in mine), extra, money(row["opportunity"]),
        )  # fmt: skip

    def _shown(self, id: str, value: object) -> str:
        items = self.server.fields[self.kind].get(id, {}).get("items")
        titles = {str(one["ID"]): str(one["VALUE"]) for one in items} if isinstance(items, list) else {}
        return titles.get(str(value), str(value))

    def _stage(self, row: Row) -> str:
        own = (
            "STATUS" if self.kind == LEAD else "DEAL_STAGE_9" if str(row["stageId"]).startswith("C9:") else "DEAL_STAGE"
        )
        return next(
            str(one["NAME"])
            for one in self.server.statuses
            if (one["ENTITY_ID"], one["STATUS_ID"]) == (own, row["stageId"])
        )


@contextmanager
def opens() -> Iterator[World]:
    """Open the portal."""
    with BitrixServer() as server:
        yield BitrixWorld(server)


def as_seen(comment: str) -> str:
    """Return a comment as a person sees it: codes are not shown, nor is an unseen space."""
    return _BB.sub("", comment).replace("\N{ZERO WIDTH SPACE}", "")


def way(row: Row, kind: str) -> str:
    """Return a contact's first phone or e-mail."""
    multi = row.get("fm") or []
    assert isinstance(multi, list)
    return next((str(one["value"]) for one in multi if one["typeId"] == kind), "")


def _user(id: int, name: str, email: str, *, active: bool = True) -> Row:
    return {"ID": str(id), "NAME": name, "LAST_NAME": "", "EMAIL": email, "ACTIVE": active, "USER_TYPE": "employee"}


def _fields() -> dict[str, Row]:
    items = [{"ID": str(41 + at), "VALUE": title} for at, title in enumerate(PRODUCTS)]
    return {
        UF[PRODUCT]: field("enumeration", PRODUCT, isDynamic=True, items=items),
        UF[DISCOUNT]: field("double", DISCOUNT, isDynamic=True),
        UF[NOTE]: field("string", NOTE, isDynamic=True),
        "ufCrm_1700000004": field("file", "Договор", isDynamic=True),
        "ufCrm_1700000005": field("boolean", "Срочно", isDynamic=True),
        "ufCrm_1700000006": field("date", "UF_CRM_1700000006", isDynamic=True, formLabel="Доставка"),
        "ufCrm_1700000007": field("enumeration", "Цвета", isDynamic=True, isMultiple=True, items=items),
        "ufCrm_1700000008": field("string", "Теги", isDynamic=True, isMultiple=True),
    }


def _statuses(dictionary: str, prefix: str) -> list[Row]:
    stages = [("NEW", "Новая", None), ("EXECUTING", "В работе", None), ("WON", "Успех", "S"), ("LOSE", "Провал", "F")]
    return [_status(dictionary, prefix, at * 10, *stage) for at, stage in enumerate(stages, 1)]


def _status(dictionary: str, prefix: str, sort: int, id: str, name: str, meaning: str | None) -> Row:
    known = {"ENTITY_ID": dictionary, "STATUS_ID": prefix + id, "NAME": f"{name} {prefix}".strip(), "SORT": str(sort)}
    extra = {"SEMANTICS": {"S": "success", "F": "failure"}.get(meaning or "", "process")}
    return {"ID": f"{dictionary}{sort}", **known, "SEMANTICS": meaning, "EXTRA": extra}
