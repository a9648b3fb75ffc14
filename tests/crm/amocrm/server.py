"""amoCRM's server of our own, by the facts of API v4: lists that are 204 when empty, problems in their own JSON, a limit that is none."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from tests.crm.amocrm.checks import contact_errors, field_errors, lead_errors, note_errors
from tests.crm.amocrm.oauth import Grants
from tests.crm.amocrm.says import HAL, Row, by_id, forbidden, invalid, matches, problem, public, rows
from tests.crm.vendor import Asked, Said, Vendor
from tests.crm.world import MANY

MOST = 250


class AmoServer(Vendor):
    """One account. `admin`: the token's owner is its administrator."""

    def __init__(self) -> None:
        super().__init__()
        self.grants = Grants()
        self.admin = True
        self.merge_into = 0
        self.users: list[Row] = []
        self.fields: list[Row] = []
        self.pipelines: list[Row] = []
        self.leads: list[Row] = []
        self.contacts: list[Row] = []
        self.notes: list[Row] = []
        self.webhooks: list[Row] = []
        self._last = 1000

    def next_id(self) -> int:
        """Return a new id, higher than all before."""
        self._last += 1
        return self._last

    def answer(self, asked: Asked) -> Said:
        """Do what is asked, when the token is good and the route is there."""
        if asked.path == "/oauth2/access_token":
            return self.grants.answer(asked)
        if not self.grants.allows(asked.headers.get("authorization", "")):
            return problem(401, "Unauthorized", "Invalid token")
        for method, pattern, act in self._ROUTES:
            found = re.fullmatch(f"/api/v4{pattern}", asked.path)
            if found and asked.method == method:
                return act(self, asked, *found.groups())
        return problem(404, "Not Found", "Cannot " + asked.method)

    def _account(self, asked: Asked) -> Said:
        return Said(
            body={"id": 7, "name": "Лампы и маяки", "subdomain": "127", "current_user_id": 1, "currency": "RUB"}
        )

    def _users(self, asked: Asked) -> Said:
        return self._page(asked, "users", self.users) if self.admin else forbidden()

    def _fields(self, asked: Asked) -> Said:
        return self._page(asked, "custom_fields", self.fields)

    def _add_fields(self, asked: Asked) -> Said:
        bodies = rows(asked)
        errors = [one for body in bodies for one in field_errors(body, self.fields)]
        if not self.admin:
            return forbidden()
        if errors or not bodies:
            return invalid(errors)
        added = [{"id": self.next_id(), "enums": None, **body} for body in bodies]
        self.fields += added
        return Said(body={"_total_items": len(added), "_embedded": {"custom_fields": added}})

    def _pipelines(self, asked: Asked) -> Said:
        return Said(body={"_total_items": len(self.pipelines), "_embedded": {"pipelines": self.pipelines}})

    def _contacts(self, asked: Asked) -> Said:
        found = [self._shown(one, asked) for one in self.contacts if matches(one, asked.asks("query"))]
        return self._page(asked, "contacts", found)

    def _contact(self, asked: Asked, id: str) -> Said:
        found = by_id(self.contacts, id)
        return Said(body=self._shown(found, asked)) if found else Said(204)

    def _shown(self, contact: Row, asked: Asked) -> Row:
        mine = [lead for lead in self.leads if lead["_contact"] == contact["id"] and not lead["is_deleted"]]
        leads = [{"id": lead["id"]} for lead in mine] if "leads" in asked.asks("with").split(",") else []
        return {**contact, "_embedded": {"tags": [], "companies": [], "leads": leads}}

    def _add_contacts(self, asked: Asked) -> Said:
        bodies = rows(asked)
        errors = [one for body in bodies for one in contact_errors(body)]
        if errors or not bodies:
            return invalid(errors)
        added = [{"id": self.keep_contact(body), "request_id": str(at)} for at, body in enumerate(bodies)]
        return Said(body={"_embedded": {"contacts": added}})

    def keep_contact(self, body: Row) -> int:
        """Store a contact and return its id."""
        id = self.next_id()
        self.contacts.append({"id": id, "name": "", "responsible_user_id": 1, "custom_fields_values": None, **body})
        return id

    def _change_contact(self, asked: Asked, id: str) -> Said:
        found, body = by_id(self.contacts, id), asked.json()
        if found is None or not isinstance(body, dict):
            return problem(400, "Bad Request", "Request validation failed")
        errors = contact_errors(body)
        if errors:
            return invalid(errors)
        self._write(found, body)
        return Said(body={"id": found["id"], "updated_at": found.get("updated_at")})

    def _leads(self, asked: Asked) -> Said:
        wanted = [value for name, value in asked.query if name.startswith("filter[id]")]
        alive = [one for one in self.leads if not one["is_deleted"]]
        picked = [one for one in alive if not wanted or str(one["id"]) in wanted]
        return self._page(asked, "leads", [public(one) for one in picked if matches(one, asked.asks("query"))])

    def _lead(self, asked: Asked, id: str) -> Said:
        found = by_id(self.leads, id)
        return Said(body=public(found)) if found and not found["is_deleted"] else Said(204)

    def _add_complex(self, asked: Asked) -> Said:
        bodies = rows(asked)
        errors = [one for body in bodies for one in lead_errors(body, self)]
        if errors or not 1 <= len(bodies) <= 50:
            return invalid(errors)
        return Said(body=[self._keep_complex(body, at) for at, body in enumerate(bodies)])

    def _keep_complex(self, body: Row, at: int) -> Row:
        body = dict(body)
        request = str(body.pop("request_id", at))
        contact = self._embedded(body.pop("_embedded", None))
        merged = by_id(self.leads, str(self.merge_into))
        if merged:
            return {
                "id": merged["id"],
                "contact_id": merged["_contact"],
                "company_id": None,
                "request_id": [request],
                "merged": True,
            }
        lead: Row = {"id": self.next_id(), "price": 0, "pipeline_id": 31, "status_id": 311, "responsible_user_id": 1}
        more: Row = {
            "is_deleted": False,
            "updated_at": 1_790_000_000,
            "_contact": contact,
            "custom_fields_values": None,
        }
        self.leads.append(lead | more | {"name": ""})
        self._write(self.leads[-1], body)
        return {"id": lead["id"], "contact_id": contact, "company_id": None, "request_id": [request], "merged": False}

    def _embedded(self, embedded: object) -> int | None:
        contacts = embedded.get("contacts", []) if isinstance(embedded, dict) else []
        if not contacts:
            return None
        return int(contacts[0]["id"]) if "id" in contacts[0] else self.keep_contact(contacts[0])

    def _change_lead(self, asked: Asked, id: str) -> Said:
        found, body = by_id(self.leads, id), asked.json()
        if found is None or found["is_deleted"] or not isinstance(body, dict):
            return problem(404, "Not Found", "Entity not found")
        errors = lead_errors(body, self)
        if errors:
            return invalid(errors)
        self._write(found, body)
        return Said(body={"id": found["id"], "updated_at": found["updated_at"]})

    def _write(self, row: Row, body: Row) -> None:
        """Write what came; custom fields that were not named stay."""
        sent = body.get("custom_fields_values") or []
        kept = row.get("custom_fields_values") or []
        assert isinstance(sent, list)
        assert isinstance(kept, list)
        new = [self._named(one) for one in sent]
        known = {(one.get("field_id"), one.get("field_code")) for one in new}
        old = [one for one in kept if (one.get("field_id"), one.get("field_code")) not in known]
        row.update(body)
        row["custom_fields_values"] = [*old, *new] or None

    def _named(self, value: Row) -> Row:
        field = next((one for one in self.fields if one["id"] == value.get("field_id")), None)
        if field is None:
            return value
        enums = field["enums"] if isinstance(field["enums"], list) else []
        titles = {one["id"]: one["value"] for one in enums}
        values = value["values"] if isinstance(value["values"], list) else []
        filled = [{**one, "value": titles[one["enum_id"]]} if "enum_id" in one else one for one in values]
        return {"field_id": field["id"], "field_name": field["name"], "field_code": field.get("code"), "values": filled}

    def _notes(self, asked: Asked, id: str) -> Said:
        return self._page(asked, "notes", [one for one in self.notes if str(one["entity_id"]) == id])

    def _add_notes(self, asked: Asked, id: str = "") -> Said:
        """Add notes to the lead that the path names, or each to the one that it names itself."""
        bodies = [{"entity_id": int(id), **body} if id else body for body in rows(asked)]
        errors = [one for body in bodies for one in note_errors(body)]
        leads = [by_id(self.leads, str(body.get("entity_id"))) for body in bodies]
        if any(lead is None or lead["is_deleted"] for lead in leads):
            return problem(404, "Not Found", "Entity not found")
        if errors or not bodies:
            return invalid(errors)
        added: list[Row] = [{"id": self.next_id(), **body} for body in bodies]
        self.notes += added
        return Said(body={"_embedded": {"notes": [{"id": one["id"], "entity_id": one["entity_id"]} for one in added]}})

    def _hooks(self, asked: Asked) -> Said:
        return self._page(asked, "webhooks", self.webhooks) if self.admin else forbidden()

    def _add_hook(self, asked: Asked) -> Said:
        body = asked.json()
        if not self.admin:
            return forbidden()
        if not isinstance(body, dict) or not body.get("destination") or not isinstance(body.get("settings"), list):
            return invalid([])
        others = [one for one in self.webhooks if one["destination"] != body["destination"]]
        self.webhooks = [*others, {"id": self.next_id(), **body}]
        return Said(201, self.webhooks[-1])

    def _drop_hook(self, asked: Asked) -> Said:
        body = asked.json()
        kept = [
            one for one in self.webhooks if not isinstance(body, dict) or one["destination"] != body.get("destination")
        ]
        if len(kept) == len(self.webhooks):
            return problem(404, "Not Found", "Webhook not found")
        self.webhooks = kept
        return Said(204)

    def _page(self, asked: Asked, key: str, rows: Sequence[Mapping[str, object]]) -> Said:
        limit, page = int(asked.asks("limit") or 50), int(asked.asks("page") or 1)
        if not 1 <= limit <= MOST:
            return problem(400, "Bad Request", "limit must be between 1 and 250")
        size = min(limit, MANY)
        part = rows[(page - 1) * size : page * size]
        if not part:
            return Said(204)
        here = f"{self.url}{asked.path}?limit={limit}&page="
        links = {"self": {"href": f"{here}{page}"}}
        if len(rows) > page * size:
            links["next"] = {"href": f"{here}{page + 1}"}
        return Said(body={"_page": page, "_links": links, "_embedded": {key: part}}, headers=HAL)

    _ROUTES: ClassVar[Sequence[tuple[str, str, Callable[..., Said]]]] = (
        ("GET", "/account", _account), ("GET", "/users", _users),
        ("GET", "/leads/custom_fields", _fields), ("POST", "/leads/custom_fields", _add_fields),
        ("GET", "/leads/pipelines", _pipelines),
        ("GET", "/contacts", _contacts), ("POST", "/contacts", _add_contacts),
        ("GET", r"/contacts/(\d+)", _contact), ("PATCH", r"/contacts/(\d+)", _change_contact),
        ("GET", "/leads", _leads), ("POST", "/leads/complex", _add_complex),
        ("GET", r"/leads/(\d+)", _lead), ("PATCH", r"/leads/(\d+)", _change_lead),
        ("GET", r"/leads/(\d+)/notes", _notes), ("POST", r"/leads/(\d+)/notes", _add_notes),
        ("POST", "/leads/notes", _add_notes),
        ("GET", "/webhooks", _hooks), ("POST", "/webhooks", _add_hook), ("DELETE", "/webhooks", _drop_hook),
    )  # fmt: skip
