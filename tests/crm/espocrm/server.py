"""EspoCRM's protocol, on a socket of this machine: as strict as 9.2 was measured to be (INTEGRATIONS.md 1.5)."""

import copy
import re
import time
from datetime import UTC, datetime
from typing import Any

from tests.crm.espocrm.lists import conditions, matches, nested
from tests.crm.espocrm.records import (
    CONTACT_FIELDS,
    WORDS,
    Refusal,
    Row,
    check,
    kept,
    opportunity_fields,
    role,
    translated,
)
from tests.crm.vendor import Asked, Said, Vendor

KEY = "3f2a9c61d84e57b0a1c2d3e4f5061728"
CRASH = "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>500 Internal Server Error</h1></body></html>"
HOOK = re.compile(r"(Contact|Opportunity|Lead|Account)\.(create|update|delete|fieldUpdate\.\w+)")
_SYSTEM = {"id", "createdAt", "modifiedAt", "createdById", "assignedUserName", "contactsNames", "deleted"}


class EspoServer(Vendor):
    """One site. `page` is the most a list has, `counts` whether it says how many there are; `acl` what the API user's role allows; `old`:
    7.5, which returns all metadata whatever is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.page, self.counts, self.old, self.key = 200, True, False, KEY
        self.fields, self.words = opportunity_fields(), copy.deepcopy(WORDS)
        self.tables: dict[str, dict[str, Row]] = {
            name: {} for name in ("User", "Contact", "Opportunity", "Note", "Webhook")
        }
        self.acl = role()
        self._number = 0

    def id(self) -> str:
        """Return a new id: seventeen hexadecimal digits that grow with time."""
        self._number += 1
        return f"{0x6907C0FFEE000000A + self._number:017x}"

    def answer(self, asked: Asked) -> Said:
        try:
            said = self._answered(asked)
            return Said(201 if (asked.method, asked.path) == ("POST", "/api/v1/Webhook") else 200, said)
        except Refusal as refusal:
            headers = {} if refusal.reason is None else {"X-Status-Reason": refusal.reason}
            return Said(refusal.status, refusal.body, headers)

    def _answered(self, asked: Asked) -> object:
        path = asked.path.removeprefix("/api/v1/")
        if path == asked.path:
            raise Refusal(404, None, "<html><body><h1>Not Found</h1></body></html>")
        if asked.headers.get("x-api-key") != self.key:
            raise Refusal(401)
        own = {"App/user": self._me, "Metadata": self._metadata, "I18n": self._words}.get(path)
        if own is not None and asked.method == "GET":
            return own(asked)
        entity, id, link = (*path.split("/"), "", "")[:3]
        if entity not in self.tables:
            raise Refusal(404, f"Controller '{entity}' does not exist.")
        act = getattr(self, f"_{asked.method.lower()}_{'one' if id else 'all'}{'_link' if link else ''}", None)
        if act is None:
            raise Refusal(404, "Route not found.")
        return act(entity, id, link, asked)

    # ── what the site says of itself ─────────────────────────────────────────────────────────────────────────────

    def _me(self, asked: Asked) -> object:
        settings = {"applicationName": "CRM «Тихий дом»", "defaultCurrency": "RUB"}
        return {"user": {"id": "api1", "userName": "besedka", "type": "api"}, "acl": self.acl, "settings": settings}

    def _metadata(self, asked: Asked) -> object:
        if "Opportunity" not in self.acl["table"]:
            return {"entityDefs": {"Contact": {"fields": CONTACT_FIELDS}}} if self.old else None
        if self.old:
            return {
                "entityDefs": {"Opportunity": {"fields": self.fields}, "Contact": {"fields": CONTACT_FIELDS}},
                "app": {},
            }
        return self.fields if asked.asks("key") == "entityDefs.Opportunity.fields" else None

    def _words(self, asked: Asked) -> object:
        return {"Global": {"scopeNames": {"Opportunity": "Сделка"}}, "Opportunity": self.words}

    # ── records ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _get_all(self, entity: str, id: str, link: str, asked: Asked) -> object:
        self._may(entity, "read")
        return self._listed(entity, list(self.tables[entity].values()), asked)

    def _get_one(self, entity: str, id: str, link: str, asked: Asked) -> object:
        self._may(entity, "read")
        return self._row(entity, id, f"Record {id} does not exist.")

    def _get_one_link(self, entity: str, id: str, link: str, asked: Asked) -> object:
        row = self._row(entity, id, f"Record {id} does not exist.")
        if entity == "Contact" and link == "opportunities":
            return self._listed("Opportunity", [o for o in self._all("Opportunity") if id in o["contactsIds"]], asked)
        if link == "stream":
            self._may(entity, "stream")
            notes = [n for n in self._all("Note") if n["parentId"] == row["id"]]
            posts = asked.asks("filter") == "posts"
            return self._listed("Note", [n for n in notes[::-1] if n["type"] == "Post" or not posts], asked)
        raise Refusal(404, "Link does not exist.")

    def _post_all(self, entity: str, id: str, link: str, asked: Asked) -> object:
        given = self._given(asked)
        if entity in ("Note", "Webhook"):
            return self._note(given) if entity == "Note" else self._hook(given)
        self._may(entity, "create")
        lists = ("emailAddressData", "phoneNumberData") if entity == "Contact" else ("contactsIds",)
        row: Row = {"id": self.id(), "createdAt": _now(), **{name: [] for name in lists}}
        self._set(entity, row, given, new=True)
        if entity == "Contact" and asked.headers.get("x-skip-duplicate-check") != "true":
            self._doubled(row)
        self.tables[entity][row["id"]] = row
        if entity == "Opportunity":
            self._put_note({"type": "Create", "parentType": entity, "parentId": row["id"], "post": None})
        return row

    def _put_one(self, entity: str, id: str, link: str, asked: Asked) -> object:
        self._may(entity, "edit")
        row = copy.deepcopy(self._row(entity, id, f"Record {id} not found."))
        self._set(entity, row, self._given(asked), new=False)
        self.tables[entity][id] = row
        return row

    def _set(self, entity: str, row: Row, given: Row, *, new: bool) -> None:
        """Change a record; what is no attribute of it is passed over in silence."""
        fields = self.fields if entity == "Opportunity" else CONTACT_FIELDS
        row |= {name: value for name, value in given.items() if name in fields}
        if entity == "Contact":
            kept(row, given, "emailAddress", {"primary": False, "optOut": False, "invalid": False})
            kept(row, given, "phoneNumber", {"primary": False, "type": "Mobile", "optOut": False, "invalid": False})
            row["name"] = " ".join(filter(None, (row.get("firstName"), row.get("lastName"))))
        elif given.get("amount") is not None:
            row["amountCurrency"] = given.get("amountCurrency") or "RUB"
        check(fields, row, given, new=new)
        self._linked(entity, row, given)
        row["modifiedAt"] = _now()

    def _linked(self, entity: str, row: Row, given: Row) -> None:
        if user := given.get("assignedUserId"):
            self._linkable(entity, "assignedUser", "User", user)
            row |= {"assignedUserId": user, "assignedUserName": self.tables["User"][user]["name"]}
        for contact in given.get("contactsIds", []):
            self._linkable(entity, "contacts", "Contact", contact)
        if "contactsIds" in given:
            row["contactsIds"] = given["contactsIds"]

    def _linkable(self, entity: str, link: str, foreign: str, id: str) -> None:
        if id not in self.tables[foreign]:
            why = f"Can't relate with non-existing record. entity type: {entity}, link: {link}."
            raise Refusal(403, why, translated("cannotRelateNonExisting", {"foreignEntityType": foreign}))
        if link == "assignedUser" and self.acl["assignmentPermission"] == "no":
            raise Refusal(403, "Assignment failure: assigned user or team not allowed.")

    def _doubled(self, row: Row) -> None:
        mails = {one["emailAddress"].lower() for one in row["emailAddressData"]}
        same = [
            one
            for one in self._all("Contact")
            if (one.get("firstName"), one["lastName"]) == (row.get("firstName"), row["lastName"])
            or mails & {mail["emailAddress"].lower() for mail in one["emailAddressData"]}
        ]
        if same:
            bare = [{name: one.get(name) for name in ("id", "name", "emailAddress", "phoneNumber")} for one in same]
            raise Refusal(409, "duplicate", bare)

    def _note(self, given: Row) -> object:
        if given.get("type") != "Post":
            raise Refusal(403, "Only 'Post' type allowed.")
        if not given.get("post"):
            raise Refusal(
                400, "validationFailure", translated("validationFailure", {"field": "post", "type": "required"})
            )
        if given.get("parentType") not in self.tables or given.get("parentId") not in self.tables[given["parentType"]]:
            raise Refusal(403, "No access to parent.")
        self._may(given["parentType"], "stream")
        return self._put_note({name: given[name] for name in ("type", "parentType", "parentId", "post")})

    def _hook(self, given: Row) -> object:
        self._may("Webhook", "create")
        if not HOOK.fullmatch(given.get("event", "")) or not given.get("url", "").startswith("http"):
            raise Refusal(
                400, "validationFailure", translated("validationFailure", {"field": "event", "type": "valid"})
            )
        row = {
            "id": self.id(),
            "event": given["event"],
            "url": given["url"],
            "secretKey": f"secret{self._number}",
            "isActive": True,
        }
        self.tables["Webhook"][row["id"]] = row
        return row

    def _delete_one(self, entity: str, id: str, link: str, asked: Asked) -> object:
        self._may(entity, "delete")
        self._row(entity, id, f"Record {id} not found.")
        del self.tables[entity][id]
        return True

    def _put_note(self, note: Row) -> Row:
        row = {"id": self.id(), "createdAt": _now(), "number": self._number, **note}
        self.tables["Note"][row["id"]] = row
        return row

    # ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _listed(self, entity: str, rows: list[Row], asked: Asked) -> object:
        query = nested(asked.query)
        most = int(query.get("maxSize") or self.page)
        if most > self.page:
            raise Refusal(403, f"Max size should not exceed {self.page}. Use offset and limit.")
        known = self._attributes(entity)
        rows = [row for row in rows if all(matches(row, one, known) for one in conditions(query.get("where")))]
        if order := query.get("orderBy"):
            if order not in known:
                raise Refusal(400, f"Order by non-existing field '{order}'.")
            rows.sort(
                key=lambda row: (str(row.get(order) or ""), row["id"]), reverse=query.get("order", "").lower() == "desc"
            )
        offset = int(query.get("offset") or 0)
        page, more = rows[offset : offset + most], len(rows) > offset + most
        total = len(rows) if self.counts else -1 if more else -2
        return {"total": total, "list": [self._selected(entity, row, query.get("select")) for row in page]}

    def _selected(self, entity: str, row: Row, select: Any) -> Row:
        """Of a contact's phones and e-mails a list has the first ones only; some attributes come unasked."""
        wanted = {*select.split(","), "id", "createdById"} if select else set(row)
        return {
            name: value
            for name, value in row.items()
            if name in wanted and not name.endswith("Data") and name != "secretKey"
        }

    def _attributes(self, entity: str) -> set[str]:
        own = {
            "User": {"name", "userName", "emailAddress", "isActive", "type"},
            "Note": {"post", "type", "number"},
            "Webhook": {"event", "url"},
        }
        return _SYSTEM | own.get(
            entity, set(self.fields) | set(CONTACT_FIELDS) | {"phoneNumberNumeric", "assignedUserId"}
        )

    # ── what may be asked ────────────────────────────────────────────────────────────────────────────────────────

    def _may(self, entity: str, act: str) -> None:
        allowed = self.acl["table"].get(entity)
        if not allowed or (isinstance(allowed, dict) and allowed.get(act, "no") == "no"):
            raise Refusal(403, f"No '{act}' access.")

    def _row(self, entity: str, id: str, why: str) -> Row:
        if id not in self.tables[entity]:
            raise Refusal(404, why)
        return self.tables[entity][id]

    def _all(self, entity: str) -> list[Row]:
        return list(self.tables[entity].values())

    @staticmethod
    def _given(asked: Asked) -> Row:
        if not asked.headers.get("content-type", "").startswith("application/json"):
            raise Refusal(400, "Bad request body.")
        try:
            given = asked.json()
        except ValueError:
            raise Refusal(400, "Bad request body.") from None
        assert isinstance(given, dict)
        return given


def _now() -> str:
    return datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%d %H:%M:%S")
